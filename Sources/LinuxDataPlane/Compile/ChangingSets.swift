/// Sets of which single elements come and go, with what was there before, so that a change costs what it changes and
/// not what the sets hold.
struct ChangingSets: Sendable {
  private(set) var sets: [String: NamedSet] = [:]
  /// Since the last ``takeChange()``: sets that were made or removed, and elements of the others as they were.
  private var made: Set<String> = []
  private var removed: [String: NamedSet] = [:]
  private var before: [String: [NamedSet.Key: NamedSet.Element?]] = [:]

  mutating func make(_ name: String, _ set: NamedSet) {
    if sets[name] != nil { remove(name) }
    sets[name] = set
    made.insert(name)
  }

  mutating func remove(_ name: String) {
    guard var set = sets.removeValue(forKey: name) else { return }
    if made.remove(name) != nil { return }
    for (key, element) in before.removeValue(forKey: name) ?? [:] { set.elements[key] = element }
    removed[name] = set
  }

  /// Puts an element, or takes it away with `nil`. Nothing happens where there is no such set.
  mutating func set(_ element: NamedSet.Element?, for key: NamedSet.Key, in name: String) {
    guard sets[name] != nil else { return }
    // No second reference to the set may be held here: a change of one element would copy them all.
    let old = sets[name]?.elements[key]
    sets[name]?.elements[key] = element
    if !made.contains(name), before[name]?[key] == nil { before[name, default: [:]][key] = .some(old) }
  }

  /// The change since the last time.
  mutating func takeChange() -> RulesetChange {
    var old = Ruleset()
    var new = Ruleset()
    for name in made { new.sets[name] = sets[name] }
    for (name, set) in removed { old.sets[name] = set }
    for (name, elements) in before {
      guard let declaration = sets[name]?.declaration else { continue }
      old.sets[name] = NamedSet(declaration, elements.compactMapValues { $0 })
      let now = elements.keys.compactMap { key in sets[name]?.elements[key].map { (key, $0) } }
      new.sets[name] = NamedSet(declaration, Dictionary(now) { first, _ in first })
    }
    (made, removed, before) = ([], [:], [:])
    return RulesetChange(from: old, to: new)
  }
}
