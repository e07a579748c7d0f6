import Foundation
import VPCModel

/// Writes the records of flow logs to files.
///
/// A bucket gets a file every five minutes or 75 MB (VPC user guide, "Publish flow logs to Amazon S3"), which appears
/// under its name when it is complete; not compressed. A log group has a file for each interface and a delivery stream
/// one for each flow log, which grow, and are put aside as `….1`, `….2` when large.
///
/// What cannot be written is counted, and told as SKIPDATA as soon as something can be.
package final class FlowLogDelivery {
  package struct Limits: Hashable, Sendable {
    /// When a bucket's file is complete: after so many seconds, or bytes.
    package var objectPeriod: Int64 = 300
    package var objectSize = 75 << 20
    /// How many files of a flow log a bucket keeps.
    package var objectCount = 2016
    /// When a growing file is put aside, and how many such are kept.
    package var streamSize = 16 << 20
    package var streamCount = 5

    package init() {}
  }

  package struct Status: Hashable, Sendable {
    package var writtenCount: UInt64 = 0
    package var lostCount: UInt64 = 0
    package var failure: FlowFileError?
  }

  package let root: String
  package private(set) var statuses: [FlowLogSubscription.ID: Status] = [:]
  private let limits: Limits
  private var objects: [FlowLogSubscription.ID: BucketObject] = [:]
  private var published: [FlowLogSubscription.ID: [String]] = [:]
  /// Of the intervals whose records could not be written: from when to when.
  private var gaps: [FlowLogSubscription.ID: (start: FlowTime, end: FlowTime)] = [:]

  package init(root: String, limits: Limits = Limits()) {
    self.root = root
    self.limits = limits
  }

  /// Writes the lines of an interval. They are gone afterwards, written or not.
  package func deliver(
    _ interval: FlowAggregator.Interval,
    _ records: [(facts: FlowInterfaceFacts, records: [FlowRecord])],
    for subscription: FlowLogSubscription,
    at time: FlowTime
  ) {
    let gap = gaps[subscription.id]
    var count: UInt64 = 0
    let lines = records.map { facts, records in
      var lines = interval.lines(of: facts, records, subscription.format)
      count += UInt64(lines.count)
      if let gap {
        lines.insert(subscription.format.line(.skipData, from: gap.start, to: gap.end, facts), at: 0)
      }
      return (facts.interfaceID.text, lines)
    }
    var status = statuses[subscription.id] ?? Status()
    do throws(FlowFileError) {
      switch subscription.destination {
      case .bucket(_, _, let partitions):
        try write(lines.flatMap(\.1), of: subscription, partitions, begun: interval.start, at: time)
      case .logGroup:
        for (interface, lines) in lines {
          try grow("\(root)/\(subscription.folder)/\(subscription.stream(of: interface))", lines)
        }
      case .deliveryStream:
        try grow(
          "\(root)/\(subscription.folder)/\(FlowLogSubscription.path([subscription.id])).log",
          lines.flatMap(\.1)
        )
      }
      status.writtenCount &+= count
      status.failure = nil
      gaps[subscription.id] = nil
    } catch {
      status.lostCount &+= count
      status.failure = error
      gaps[subscription.id] = (gap?.start ?? interval.start, interval.end)
    }
    statuses[subscription.id] = status
  }

  /// Completes bucket files that are due; all of them at an orderly end.
  package func publish(at time: FlowTime, all: Bool = false) {
    for (id, object) in objects {
      let isDue = time >= object.opened.adding(seconds: limits.objectPeriod) || object.size >= limits.objectSize
      if all || isDue { publish(object, of: id) }
    }
  }

  /// Forgets a flow log that was deleted; its files stay.
  package func end(_ id: FlowLogSubscription.ID) {
    if let object = objects[id] { publish(object, of: id) }
    (statuses[id], gaps[id], published[id]) = (nil, nil, nil)
  }

  private func publish(_ object: BucketObject, of id: FlowLogSubscription.ID) {
    objects[id] = nil
    do throws(FlowFileError) {
      try object.publish()
    } catch {
      statuses[id, default: Status()].failure = error
      return
    }
    published[id, default: []].append(object.path)
    let old = published[id]?.dropLast(max(1, limits.objectCount)) ?? []
    for path in old { unlink(path) }
    published[id]?.removeFirst(old.count)
  }

  private func write(
    _ lines: [String],
    of subscription: FlowLogSubscription,
    _ partitions: FlowLogDestination.Partitions,
    begun: FlowTime,
    at time: FlowTime
  ) throws(FlowFileError) {
    let folder = "\(root)/\(subscription.folder)"
    if published[subscription.id] == nil {
      published[subscription.id] = BucketObject.recover(in: folder, of: subscription.id)
    }
    if objects[subscription.id]?.isInPlace == false { objects[subscription.id] = nil }
    let object: BucketObject
    if let open = objects[subscription.id] {
      object = open
    } else {
      let hash = String(UInt32.random(in: 0x1000_0000...(.max)), radix: 16)
      let name = subscription.object(begun: begun, hash: hash, partitions)
      object = try BucketObject(path: "\(folder)/\(name)", header: subscription.format.header, opened: time)
      objects[subscription.id] = object
    }
    try object.append(Self.text(lines))
  }

  private func grow(_ path: String, _ lines: [String]) throws(FlowFileError) {
    try Folder.make((path as NSString).deletingLastPathComponent)
    let bytes = Self.text(lines)
    var file = try AppendingFile(path: path, mustBeNew: false)
    if file.size > 0, file.size + bytes.count > limits.streamSize {
      for number in stride(from: max(1, limits.streamCount) - 1, to: 0, by: -1) {
        rename("\(path).\(number)", "\(path).\(number + 1)")
      }
      guard rename(path, "\(path).1") == 0 else { throw FlowFileError("rename", path, errno) }
      file = try AppendingFile(path: path, mustBeNew: false)
    }
    try file.append(bytes)
  }

  private static func text(_ lines: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: line.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
