import FlowLogs
import IPAddressing
import Testing
import VPCModel

@Suite("Aggregation of flows")
struct FlowAggregatorTests {
  private let format = FlowRecordFormat.standard

  private func lines(_ interval: FlowAggregator.Interval) -> [String] {
    interval.lines(of: Sample.facts, interval.records.values.filter { $0.key.interfaceID == Sample.database }, format)
  }

  @Test("adds up what is alike, from the first to the last packet, flags together")
  func merging() throws {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start)
    aggregator.add(Sample.record(at: 5, flags: .syn))
    aggregator.add(Sample.record(at: 3, to: 20, count: TrafficCount(packets: 4, bytes: 400), flags: .fin))
    let closed = aggregator.close(at: Sample.start.adding(seconds: 60))
    let interval = try #require(closed)
    let record = try #require(interval.records.values.first)
    #expect(interval.records.count == 1)
    #expect(record.count == TrafficCount(packets: 5, bytes: 460))
    #expect(record.start == Sample.start.adding(seconds: 3) && record.end == Sample.start.adding(seconds: 20))
    #expect(record.tcpFlags == [.syn, .fin])
  }

  @Test("keeps apart what differs in direction, action or port")
  func keys() {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start)
    aggregator.add(Sample.record())
    aggregator.add(Sample.record(direction: .egress))
    aggregator.add(Sample.record(action: .reject))
    aggregator.add(Sample.record(.tcp(source: 40_001, destination: 5432)))
    aggregator.add(Sample.record(.udp(source: 40_000, destination: 5432)))
    let interval = aggregator.close(at: Sample.start.adding(seconds: 60))
    #expect(interval?.records.count == 5)
  }

  @Test("logs a ping into a group that lets it in behind an ACL that stops the answer: ACCEPT and REJECT")
  func documentedPing() throws {
    var aggregator = FlowAggregator(interval: 600, startingAt: Sample.start)
    aggregator.add(
      Sample.record(
        .icmp(ICMPTypeCode(type: 8, code: 0)),
        count: TrafficCount(packets: 4, bytes: 336),
        flags: []
      )
    )
    aggregator.add(
      Sample.record(
        .icmp(ICMPTypeCode(type: 0, code: 0)),
        count: TrafficCount(packets: 4, bytes: 336),
        flags: [],
        action: .reject,
        direction: .egress
      )
    )
    let closed = aggregator.close(at: Sample.start.adding(seconds: 600))
    let interval = try #require(closed)
    // VPC user guide, "Flow log record examples", security group and network ACL rules.
    #expect(
      Set(lines(interval)) == [
        "2 123456789012 eni-0d 10.0.1.5 10.0.3.20 0 0 1 4 336 1795488001 1795488001 ACCEPT OK",
        "2 123456789012 eni-0d 10.0.3.20 10.0.1.5 0 0 1 4 336 1795488001 1795488001 REJECT OK",
      ]
    )
  }

  @Test("closes an interval once, when it is over, and not before")
  func intervals() {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start.adding(seconds: 59))
    #expect(aggregator.open.start == Sample.start)
    let closed = [59, 61, 61, 500].map { aggregator.close(at: Sample.start.adding(seconds: $0)) }
    #expect(closed.map { $0?.start } == [nil, Sample.start, nil, Sample.start.adding(seconds: 60)])
    #expect(closed[1]?.end == Sample.start.adding(seconds: 60))
    #expect(aggregator.open.start == Sample.start.adding(seconds: 480))
  }

  @Test("says NODATA where there was nothing, and only there")
  func noData() {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start)
    let empty = aggregator.cut(at: Sample.start.adding(seconds: 30))
    #expect(lines(empty) == ["2 123456789012 eni-0d - - - - - - - 1795488000 1795488030 - NODATA"])
    aggregator.add(Sample.record(at: 40))
    let rest = aggregator.cut(at: Sample.start.adding(seconds: 60))
    #expect(lines(rest).count == 1)
  }

  @Test("says SKIPDATA beside what was kept, for the interface that lost something")
  func skipData() throws {
    var aggregator = FlowAggregator(interval: 60, startingAt: Sample.start, maximumCount: 1)
    aggregator.add(Sample.record())
    aggregator.add(Sample.record(direction: .egress))
    #expect(aggregator.refusedCount == 1)
    let closed = aggregator.close(at: Sample.start.adding(seconds: 60))
    let interval = try #require(closed)
    #expect(lines(interval).map { $0.split(separator: " ").last ?? "" } == ["OK", "SKIPDATA"])
    #expect(!interval.isIncomplete(Sample.app))
    aggregator.noteLoss(of: nil)
    let next = aggregator.cut(at: Sample.start.adding(seconds: 90))
    #expect(next.isIncomplete(Sample.app))
  }

  @Test("never overflows")
  func saturation() {
    var record = Sample.record(count: TrafficCount(packets: .max, bytes: .max))
    record.merge(Sample.record())
    #expect(record.count == TrafficCount(packets: .max, bytes: .max))
    #expect(TrafficCount.zero.since(record.count) == .zero)
  }
}
