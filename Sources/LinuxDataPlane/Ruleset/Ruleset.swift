/// What Ringfence's table holds in one network namespace.
package struct Ruleset: Hashable, Sendable {
  package var chains: [String: Chain] = [:]
  package var sets: [String: NamedSet] = [:]

  package init() {}

  /// The table in each namespace; family `inet`, so that one chain sees both families. Where interfaces are attached
  /// by ports of bridges there is one of family `bridge` beside it.
  package static let tableName = "ringfence"

  /// Takes in the parts of another ruleset, whose names are all its own.
  package mutating func merge(_ other: Ruleset) {
    chains.merge(other.chains) { _, new in new }
    sets.merge(other.sets) { _, new in new }
  }
}

/// What turns one ruleset into another, to be applied as one transaction: the fewest elements, and of the chains only
/// those with other rules.
package struct RulesetChange: Hashable, Sendable {
  package struct ElementChange: Hashable, Sendable {
    package var set: String
    package var declaration: NamedSet.Declaration
    package var key: NamedSet.Key
    package var element: NamedSet.Element
  }

  package var newSets: [String: NamedSet.Declaration] = [:]
  package var newChains: [String: Chain.Base?] = [:]
  /// Chains of the ruleset before whose rules go, because others take their place or with the chain.
  package var emptiedChains: [String] = []
  package var removedElements: [ElementChange] = []
  package var addedElements: [ElementChange] = []
  /// The rules of new and changed chains.
  package var rules: [String: [Rule]] = [:]
  package var removedChains: [String] = []
  package var removedSets: [String] = []

  package init() {}

  package var isEmpty: Bool {
    newSets.isEmpty && newChains.isEmpty && emptiedChains.isEmpty && removedElements.isEmpty && addedElements.isEmpty
      && rules.isEmpty && removedChains.isEmpty && removedSets.isEmpty
  }

  /// The number of set elements that are added or removed.
  package var elementCount: Int { removedElements.count + addedElements.count }

  /// The change from one ruleset, or a part of one, to another. O(elements of both).
  package init(from old: Ruleset, to new: Ruleset) {
    for (name, set) in new.sets {
      let before = old.sets[name]
      // nftables cannot change what a set is made of.
      if let before, before.declaration == set.declaration {
        add(name, from: before, to: set)
      } else {
        if let before { remove(name, before) }
        newSets[name] = set.declaration
        for (key, element) in set.elements {
          addedElements.append(
            ElementChange(set: name, declaration: set.declaration, key: key, element: element)
          )
        }
      }
    }
    for (name, set) in old.sets where new.sets[name] == nil { remove(name, set) }

    for (name, chain) in new.chains {
      guard let before = old.chains[name] else {
        newChains[name] = chain.base
        if !chain.rules.isEmpty { rules[name] = chain.rules }
        continue
      }
      guard before.rules != chain.rules else { continue }
      if !before.rules.isEmpty { emptiedChains.append(name) }
      if !chain.rules.isEmpty { rules[name] = chain.rules }
    }
    for (name, chain) in old.chains where new.chains[name] == nil {
      if !chain.rules.isEmpty { emptiedChains.append(name) }
      removedChains.append(name)
    }
  }

  private mutating func remove(_ name: String, _ set: NamedSet) {
    removedSets.append(name)
    // Older kernels let go of the chains that a map leads to only when its elements go one by one.
    guard set.declaration.value == .verdict else { return }
    for (key, element) in set.elements {
      removedElements.append(ElementChange(set: name, declaration: set.declaration, key: key, element: element))
    }
  }

  private mutating func add(_ name: String, from old: NamedSet, to new: NamedSet) {
    let declaration = new.declaration
    for (key, element) in new.elements where old.elements[key] != element {
      addedElements.append(ElementChange(set: name, declaration: declaration, key: key, element: element))
    }
    for (key, element) in old.elements where new.elements[key] != element {
      removedElements.append(ElementChange(set: name, declaration: declaration, key: key, element: element))
    }
  }

  /// Puts another change behind this one; the two speak of different sets and chains, or of different elements.
  package mutating func append(_ other: RulesetChange) {
    newSets.merge(other.newSets) { _, new in new }
    newChains.merge(other.newChains) { _, new in new }
    emptiedChains += other.emptiedChains
    removedElements += other.removedElements
    addedElements += other.addedElements
    rules.merge(other.rules) { _, new in new }
    removedChains += other.removedChains
    removedSets += other.removedSets
  }
}
