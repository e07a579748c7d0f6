import HashTreeCollections

/// Resources of one kind under their identifiers.
///
/// A persistent map: a copy costs nothing, and a change to a copy shares all but O(log n) of the
/// original, so that every revision of a network can be held and handed out as a value.
package struct ResourceTable<Element: Resource>: Hashable, Sendable {
  private var storage: TreeDictionary<Element.ID, Element>

  package init() { storage = [:] }

  /// Later elements replace earlier ones with the same identifier.
  package init(_ elements: some Sequence<Element>) {
    storage = [:]
    for element in elements { storage[element.id] = element }
  }

  package var count: Int { storage.count }
  package var isEmpty: Bool { storage.isEmpty }

  /// O(log n). Setting `nil` removes.
  package subscript(id: Element.ID) -> Element? {
    get { storage[id] }
    set { storage[id] = newValue }
  }

  package func contains(_ id: Element.ID) -> Bool { storage[id] != nil }

  /// Adds a resource, replacing one of the same identifier.
  package mutating func insert(_ element: Element) { storage[element.id] = element }

  /// In no particular order, the same within a process only. O(n).
  package var unordered: some Sequence<Element> { storage.values }

  /// By identifier, for output that must not change from run to run. O(n log n).
  package var sorted: [Element] {
    // Identifiers are a tenth of a resource's size, and sorting moves what it sorts many times.
    storage.keys.sorted().compactMap { storage[$0] }
  }
}

extension ResourceTable: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Element...) { self.init(elements) }
}
