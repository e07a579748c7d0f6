import HashTreeCollections
package import VPCModel

/// The records of one kind, under their identifiers and by location.
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

  /// How many there are in a location. O(log n).
  package func count(in location: Location) -> Int { identifiers[location]?.count ?? 0 }

  /// The records of a location, in no particular order. O(their number).
  package func unordered(in location: Location) -> some Sequence<Element> {
    (identifiers[location] ?? []).lazy.compactMap { storage[$0] }
  }

  /// The records of a location by identifier. O(n log n) in their number.
  package func sorted(in location: Location) -> [Element] {
    (identifiers[location] ?? []).sorted().compactMap { storage[$0] }
  }

  /// Every record, in no particular order.
  package var unordered: some Sequence<Element> { storage.values }

  /// Returns what was there before.
  @discardableResult
  mutating func put(_ record: Element) -> Element? {
    let previous = storage.updateValue(record, forKey: record.recordID)
    if previous?.location != record.location {
      if let previous { forget(previous) }
      identifiers[record.location, default: []].insert(record.recordID)
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
    identifiers[record.location]?.remove(record.recordID)
    if identifiers[record.location]?.isEmpty == true { identifiers[record.location] = nil }
  }
}
