package import VPCModel

/// Gathers observations into the records of aggregation intervals: one for each 5-tuple, direction and action at each
/// interface.
///
/// A value without a clock: whoever feeds it says when an interval is over. Observations belong to the interval in which
/// their last packet was seen; those of an interval that is over count in the one that is open.
package struct FlowAggregator: Sendable {
  /// The records of one interval.
  package struct Interval: Sendable {
    package let start: FlowTime
    package let end: FlowTime
    package fileprivate(set) var records: [FlowRecord.Key: FlowRecord] = [:]
    /// Interfaces of which something was lost.
    package fileprivate(set) var incomplete: Set<NetworkInterface.ID> = []
    /// Whether something was lost of which it is not known whose it was.
    package fileprivate(set) var isIncompleteEverywhere = false

    package func isIncomplete(_ id: NetworkInterface.ID) -> Bool {
      isIncompleteEverywhere || incomplete.contains(id)
    }

    package var isEmpty: Bool { records.isEmpty && incomplete.isEmpty && !isIncompleteEverywhere }
  }

  /// In seconds: EC2 has 60 and 600.
  package let interval: Int64
  /// How many records an interval holds; what comes on top is left out, and its interface's interval is incomplete.
  package let maximumCount: Int
  /// Observations left out for want of room.
  package private(set) var refusedCount: UInt64 = 0
  package private(set) var open: Interval

  package init(interval: Int64, startingAt time: FlowTime, maximumCount: Int = 500_000) {
    self.interval = max(1, interval)
    self.maximumCount = maximumCount
    open = Self.interval(holding: time, max(1, interval))
  }

  private static func interval(holding time: FlowTime, _ length: Int64) -> Interval {
    let start = time.floor(toMultipleOf: length)
    return Interval(start: start, end: start.adding(seconds: length))
  }

  /// O(1).
  package mutating func add(_ record: FlowRecord) {
    if open.records[record.key]?.merge(record) != nil { return }
    guard open.records.count < maximumCount else {
      refusedCount &+= 1
      open.incomplete.insert(record.key.interfaceID)
      return
    }
    open.records[record.key] = record
  }

  /// Something was lost: of an interface, or it is not known of which.
  package mutating func noteLoss(of id: NetworkInterface.ID?) {
    if let id { open.incomplete.insert(id) } else { open.isIncompleteEverywhere = true }
  }

  /// The interval that is over at this time, where one is. Intervals in which nobody asked are skipped: each is as
  /// long as the others, and the next one holds the time.
  package mutating func close(at time: FlowTime) -> Interval? {
    guard time >= open.end else { return nil }
    defer { open = Self.interval(holding: time, interval) }
    return open
  }

  /// The interval so far, cut off at this time; the rest of it begins empty. For an orderly end.
  package mutating func cut(at time: FlowTime) -> Interval {
    var cut = Interval(start: open.start, end: max(open.start, min(time, open.end)))
    (cut.records, cut.incomplete, cut.isIncompleteEverywhere) =
      (open.records, open.incomplete, open.isIncompleteEverywhere)
    open = Interval(start: cut.end, end: open.end)
    return cut
  }
}

extension FlowAggregator.Interval {
  /// The lines of one interface: its records by time, NODATA without any, SKIPDATA where some were lost.
  package func lines(
    of facts: FlowInterfaceFacts,
    _ records: [FlowRecord],
    _ format: FlowRecordFormat
  ) -> [String] {
    let id = facts.interfaceID
    var lines = records.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.map { format.line($0, facts) }
    if isIncomplete(id) {
      lines.append(format.line(.skipData, from: start, to: end, facts))
    } else if lines.isEmpty {
      lines.append(format.line(.noData, from: start, to: end, facts))
    }
    return lines
  }
}
