import HashTreeCollections
package import VPCModel

/// The records of one kind, under their identifiers and by the locations that see them.
///
/// Persistent: a copy shares everything with its original, and a change costs O(log n).
package struct RecordTable<Element: Record>: Sendable {
  private var storage: TreeDictionary<String, Element> = [:]
  private var identifiers: TreeDictionary<Location, TreeSet<String>> = [:]

  package init() {}

  package var count: Int { storage.count }

  /// O(log n).
  package subscript(id: String) -> Element? { storage[id] }

  /// O(log n).
  package subscript<Resource>(id: ResourceID<Resource>) -> Element? { storage[id.text] }

  /// How many a location sees. O(log n).
  package func count(in location: Location) -> Int { identifiers[location]?.count ?? 0 }

  /// The records that a location sees, in no particular order. O(their number).
  package func unordered(in location: Location) -> some Sequence<Element> {
    (identifiers[location] ?? []).lazy.compactMap { storage[$0] }
  }

  /// The records that a location sees, by identifier. O(n log n) in their number.
  package func sorted(in location: Location) -> [Element] {
    (identifiers[location] ?? []).sorted().compactMap { storage[$0] }
  }

  /// Every record, in no particular order.
  package var unordered: some Sequence<Element> { storage.values }

  /// Returns what was there before.
  @discardableResult
  mutating func put(_ record: Element) -> Element? {
    let previous = storage.updateValue(record, forKey: record.recordID)
    if previous?.audience != record.audience {
      if let previous { forget(previous) }
      for location in record.audience { identifiers[location, default: []].insert(record.recordID) }
    }
    return previous
  }

  /// Returns what was there.
  @discardableResult
  mutating func remove(_ id: String) -> Element? {
    guard let previous = storage.removeValue(forKey: id) else { return nil }
    forget(previous)
    return previous
  }

  private mutating func forget(_ record: Element) {
    for location in record.audience {
      identifiers[location]?.remove(record.recordID)
      if identifiers[location]?.isEmpty == true { identifiers[location] = nil }
    }
  }
}
