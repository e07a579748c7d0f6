import FlowLogs
import Foundation
import Testing
import VPCModel

@Suite("Delivery of flow logs")
struct FlowLogDeliveryTests {
  private func subscription(_ destination: FlowLogDestination) -> FlowLogSubscription {
    FlowLogSubscription(
      id: "fl-1",
      accountID: "123456789012",
      region: "eu-central-1",
      resource: .vpc("vpc-1"),
      interval: 60,
      destination: destination
    )
  }

  private func deliver(
    _ delivery: FlowLogDelivery,
    _ subscription: FlowLogSubscription,
    minute: Int64 = 0,
    _ records: [FlowRecord] = [Sample.record()]
  ) {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start.adding(seconds: minute * 60))
    let end = Sample.start.adding(seconds: minute * 60 + 60)
    delivery.deliver(aggregator.cut(at: end), [(Sample.facts, records)], for: subscription, at: end)
    delivery.publish(at: end)
  }

  private let bucket = FlowLogDestination.bucket("logs", prefix: "a/b", .init())

  @Test("gives a bucket a file in AWS's place when five minutes are over, and shows none before")
  func bucketObject() throws {
    let folder = TemporaryFolder()
    let delivery = FlowLogDelivery(root: folder.path)
    for minute in 0..<Int64(5) {
      deliver(delivery, subscription(bucket), minute: minute)
      #expect(!folder.files.keys.contains { $0.hasSuffix(".log") })
    }
    deliver(delivery, subscription(bucket), minute: 5)
    let (path, lines) = try #require(folder.files.first)
    #expect(folder.files.count == 1)
    let start = "s3/logs/a/b/AWSLogs/123456789012/vpcflowlogs/eu-central-1/2026/11/24/"
    #expect(path.hasPrefix(start + "123456789012_vpcflowlogs_eu-central-1_fl-1_20261124T0240Z_"))
    #expect(path.hasSuffix(".log"))
    #expect(lines.first == FlowRecordFormat.standard.header)
    #expect(lines.count == 7)
  }

  @Test("lays a bucket out for Hive, by the hour, where that was asked for")
  func hive() throws {
    let folder = TemporaryFolder()
    let delivery = FlowLogDelivery(root: folder.path)
    let partitions = FlowLogDestination.Partitions(isHiveCompatible: true, isPerHour: true)
    deliver(delivery, subscription(.bucket("logs", prefix: "", partitions)))
    delivery.publish(at: Sample.start, all: true)
    let path = try #require(folder.files.keys.first)
    #expect(
      path.hasPrefix(
        "s3/logs/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=eu-central-1/"
          + "year=2026/month=11/day=24/hour=02/"
      )
    )
  }

  @Test("completes what a killed process left unfinished, and keeps so many files and no more")
  func restart() {
    let folder = TemporaryFolder()
    var limits = FlowLogDelivery.Limits()
    limits.objectCount = 2
    deliver(FlowLogDelivery(root: folder.path), subscription(bucket))
    #expect(folder.files.keys.allSatisfy { $0.hasSuffix(".unfinished") })
    for minute in 1...Int64(4) {
      let next = FlowLogDelivery(root: folder.path, limits: limits)
      deliver(next, subscription(bucket), minute: minute)
      next.publish(at: Sample.start, all: true)
    }
    #expect(folder.files.count == 2)
    #expect(folder.files.keys.allSatisfy { $0.hasSuffix(".log") })
    #expect(
      folder.files.keys.contains { $0.contains("T0244Z") } && folder.files.keys.contains { $0.contains("T0243Z") }
    )
  }

  @Test("gives a log group a file for each interface, and puts it aside when it is large")
  func logGroup() {
    let folder = TemporaryFolder()
    var limits = FlowLogDelivery.Limits()
    (limits.streamSize, limits.streamCount) = (250, 2)
    let delivery = FlowLogDelivery(root: folder.path, limits: limits)
    for minute in 0..<Int64(10) { deliver(delivery, subscription(.logGroup("/vpc/flows")), minute: minute) }
    let stream = "cloud-watch-logs/vpc/flows/eni-0d-all"
    #expect(Set(folder.files.keys) == [stream, stream + ".1", stream + ".2"])
    #expect(folder.files.values.allSatisfy { $0.allSatisfy { $0.hasPrefix("2 123456789012 eni-0d ") } })
  }

  @Test("says SKIPDATA for what it could not write, as soon as it can")
  func failure() throws {
    let folder = TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path))
    let delivery = FlowLogDelivery(root: folder.path)
    for minute in 0..<Int64(2) { deliver(delivery, subscription(.deliveryStream("s")), minute: minute) }
    #expect(delivery.statuses["fl-1"]?.lostCount == 2)
    #expect(delivery.statuses["fl-1"]?.failure?.path.hasPrefix(folder.path) == true)
    try FileManager.default.removeItem(atPath: folder.path)
    deliver(delivery, subscription(.deliveryStream("s")), minute: 2)
    #expect(delivery.statuses["fl-1"]?.failure == nil)
    let lines = try #require(folder.files["kinesis-data-firehose/s/fl-1.log"])
    #expect(lines.count == 2)
    #expect(lines[0] == "2 123456789012 eni-0d - - - - - - - 1795488000 1795488120 - SKIPDATA")
  }

  @Test("survives a full disk")
  func fullDisk() throws {
    let folder = TemporaryFolder()
    let delivery = FlowLogDelivery(root: folder.path)
    let group = "\(folder.path)/cloud-watch-logs/g"
    try FileManager.default.createDirectory(atPath: group, withIntermediateDirectories: true)
    // Every write to this device fails with ENOSPC.
    try FileManager.default.createSymbolicLink(atPath: "\(group)/eni-0d-all", withDestinationPath: "/dev/full")
    deliver(delivery, subscription(.logGroup("g")))
    #expect(delivery.statuses["fl-1"]?.failure?.code == ENOSPC)
    #expect(delivery.statuses["fl-1"]?.lostCount == 1)
    try FileManager.default.removeItem(atPath: "\(group)/eni-0d-all")
    deliver(delivery, subscription(.logGroup("g")), minute: 1)
    #expect(folder.files["cloud-watch-logs/g/eni-0d-all"]?.count == 2)
  }

  @Test(
    "never leaves its folder, whatever a destination is called",
    arguments: ["../../../etc", "..", "/etc/passwd", "a/../../b", "a\u{0}b", "x\ny"]
  )
  func traversal(name: String) {
    let folder = TemporaryFolder()
    let delivery = FlowLogDelivery(root: folder.path + "/in/here")
    for destination in [
      FlowLogDestination.logGroup(name), .bucket(name, prefix: name, .init()), .deliveryStream(name),
    ] {
      deliver(delivery, subscription(destination))
      delivery.publish(at: Sample.start, all: true)
    }
    #expect(folder.files.count == 3)
    #expect(folder.files.keys.allSatisfy { $0.hasPrefix("in/here/") })
  }

  @Test("reads destinations as the API has them")
  func destinations() {
    func read(_ type: String, _ arn: String?, _ group: String? = nil) -> FlowLogDestination? {
      FlowLogDestination(type: type, arn: arn, logGroupName: group)
    }
    #expect(read("s3", "arn:aws:s3:::logs/a/b/") == .bucket("logs", prefix: "a/b/", .init()))
    #expect(read("s3", "arn:aws:s3:::logs") == .bucket("logs", prefix: "", .init()))
    #expect(read("s3", "logs") == nil && read("s3", nil) == nil)
    #expect(read("cloud-watch-logs", nil, "g") == .logGroup("g"))
    #expect(read("cloud-watch-logs", "arn:aws:logs:r:1:log-group:/a/g:*") == .logGroup("/a/g"))
    #expect(read("kinesis-data-firehose", "arn:aws:firehose:r:1:deliverystream/s") == .deliveryStream("s"))
    #expect(read("pigeon", "arn:aws:s3:::logs") == nil)
  }
}
