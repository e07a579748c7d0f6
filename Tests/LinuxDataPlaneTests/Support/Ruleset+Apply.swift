@testable import LinuxDataPlane

extension Ruleset {
  /// What a kernel that takes the change holds afterwards.
  mutating func apply(_ change: RulesetChange) {
    for name in change.removedChains { chains[name] = nil }
    for name in change.removedSets { sets[name] = nil }
    for (name, declaration) in change.newSets { sets[name] = NamedSet(declaration) }
    for (name, base) in change.newChains { chains[name] = Chain(base: base) }
    for name in change.emptiedChains { chains[name]?.rules = [] }
    for element in change.removedElements { sets[element.set]?.elements[element.key] = nil }
    for element in change.addedElements { sets[element.set]?.elements[element.key] = element.element }
    for (name, rules) in change.rules { chains[name]?.rules = rules }
  }
}
