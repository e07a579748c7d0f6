import HeapModule

/// When an entry has to be looked at.
struct ConnectionExpiry: Comparable, Sendable {
  var time: Duration
  var place: ConnectionTable.Place

  static func < (left: Self, right: Self) -> Bool { (left.time, left.place) < (right.time, right.place) }
}

/// Entries in the order in which they have to be looked at.
///
/// A packet that puts an entry's end off does not touch the queue: at the old time the entry is found alive and
/// queued again. So an entry is moved once in a time-out, not once in a packet.
struct ConnectionExpiries: Sendable {
  private var heap: Heap<ConnectionExpiry> = []

  init() {}

  /// O(n).
  init(_ expiries: some Sequence<ConnectionExpiry>) { heap = Heap(expiries) }

  var count: Int { heap.count }

  /// O(log n).
  mutating func insert(_ expiry: ConnectionExpiry) { heap.insert(expiry) }

  /// The first one whose time has come. O(1) where there is none, else O(log n).
  mutating func popDue(at now: Duration) -> ConnectionExpiry? {
    guard let first = heap.min, first.time <= now else { return nil }
    return heap.removeMin()
  }
}
