/// Ringfence's table as it was read back from the kernel.
struct KernelTable: Sendable {
  /// Each chain's rules by their fingerprints; `nil` for a rule that somebody else wrote into it.
  var chains: [String: [UInt64?]] = [:]
  /// Sets whose declaration is none of ours have no element here.
  var sets: [String: NamedSet] = [:]
  var foreignSets: Set<String> = []

  /// Whether the whole table must be made anew: another version made it.
  var hasOtherLayout: Bool { !sets.keys.contains(BaseChains.layout) }

  /// What makes the kernel's table the ruleset: as ``RulesetChange/init(from:to:)``, with rules compared by their
  /// fingerprints.
  func change(to new: Ruleset) -> RulesetChange {
    var old = Ruleset()
    old.sets = sets
    for name in foreignSets { old.sets[name] = NamedSet(.init(key: [])) }
    for (name, fingerprints) in chains {
      let wanted = new.chains[name]
      if let wanted, wanted.rules.map({ .some($0.fingerprint) }) == fingerprints {
        old.chains[name] = wanted
      } else {
        // Any other rules, so that these are taken away.
        let stale = fingerprints.map { _ in Rule([], comment: "as the kernel has it") }
        old.chains[name] = Chain(base: wanted?.base, stale)
      }
    }
    return RulesetChange(from: old, to: new)
  }
}
