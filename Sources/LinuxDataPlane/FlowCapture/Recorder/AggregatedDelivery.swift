import FlowLogs
import IPAddressing
import VPCModel

/// The flow logs that are asked for: gathers what their interfaces' traffic was, and delivers it when an interval is
/// over. Costs nothing for interfaces that no flow log covers.
struct AggregatedDelivery {
  private let delivery: FlowLogDelivery
  private let recordCount: Int
  private var subscriptions: [FlowLogSubscription] = []
  /// By their intervals.
  private var aggregators: [Int64: FlowAggregator] = [:]
  /// For each flow log what its records say of the interfaces that it covers here.
  private var facts: [FlowLogSubscription.ID: [FlowInterfaceFacts]] = [:]
  private var covered: Set<NetworkInterface.ID> = []

  /// How long after an interval's end it is closed, in seconds: what it carried until then is on its way.
  private static let grace: Int64 = 3

  init(_ delivery: FlowLogDelivery, recordCount: Int) {
    self.delivery = delivery
    self.recordCount = recordCount
  }

  var statuses: [FlowLogSubscription.ID: FlowLogDelivery.Status] { delivery.statuses }

  mutating func subscribe(_ new: [FlowLogSubscription], at time: FlowTime) {
    let kept = Set(new.map(\.id))
    for old in subscriptions where !kept.contains(old.id) { delivery.end(old.id) }
    subscriptions = new
    let intervals = Set(new.map(\.interval))
    aggregators = aggregators.filter { intervals.contains($0.key) }
    for interval in intervals where aggregators[interval] == nil {
      aggregators[interval] = FlowAggregator(interval: interval, startingAt: time, maximumCount: recordCount)
    }
  }

  /// Finds again whose flow logs cover what. O(flow logs × attached interfaces).
  mutating func follow(_ attribution: FlowAttribution, _ namespaces: some Sequence<NetworkNamespace>) {
    (facts, covered) = ([:], [])
    guard !subscriptions.isEmpty else { return }
    let network = attribution.network
    let interfaces = namespaces.flatMap { attribution.interfaceIDs(in: $0) }.sorted()
      .compactMap { network.networkInterfaces[$0] }
    for subscription in subscriptions {
      let own = interfaces.filter(subscription.covers)
      facts[subscription.id] = own.map { subscription.facts(of: $0, in: network) }
      covered.formUnion(own.map(\.id))
    }
  }

  // MARK: Observations

  mutating func add(_ carried: LiveConnections.Carried, _ ends: [FlowEvent.End]) {
    let key = carried.record.key
    for end in ends where covered.contains(end.interfaceID) {
      var ruleID: SecurityGroupRule.ID?
      switch end.acceptance {
      case .rule(let id, group: _): ruleID = id
      case .notFiltered(let service) where service.isLeftOutOfFlowLogs: continue
      case .notFiltered, .unknown: break
      }
      let isOpener = end.direction == .egress
      let far = isOpener ? key.destination : carried.record.replySource
      let directions: [(TrafficDirection, IPAddress, IPAddress, Transport, TrafficCount, LoggedTCPFlags)] = [
        (end.direction, key.source, far, key.transport, carried.forward, carried.forwardFlags),
        (end.direction.opposite, far, key.source, key.transport.reply, carried.reply, carried.replyFlags),
      ]
      for (direction, source, destination, transport, count, flags) in directions where !count.isZero {
        add(
          FlowRecord(
            key: FlowRecord.Key(
              interfaceID: end.interfaceID,
              direction: direction,
              source: source,
              destination: destination,
              transport: transport,
              action: .accept
            ),
            count: count,
            start: carried.start,
            end: carried.end,
            tcpFlags: flags,
            ruleID: ruleID
          )
        )
      }
    }
  }

  /// A dropped packet: rejected where it was refused; and where the other end refused it, accepted at the interface
  /// that it had left.
  mutating func add(
    _ packet: DroppedPacket,
    _ refuser: NetworkInterface.ID,
    _ refusal: Refusal,
    _ attribution: FlowAttribution,
    _ namespace: NetworkNamespace
  ) {
    guard !covered.isEmpty else { return }
    let direction = packet.cause.direction
    if covered.contains(refuser) { add(record(of: packet, refuser, direction, refusal: refusal)) }
    guard direction == .ingress, let sender = attribution.owner(of: packet.header.source, in: namespace),
      sender != refuser, covered.contains(sender)
    else { return }
    var accepted = record(of: packet, sender, .egress, refusal: nil)
    let acceptance = attribution.acceptance(
      0,
      sender,
      .egress,
      packet.header.destination,
      packet.header.transport
    )
    if case .rule(let id, group: _) = acceptance { accepted.ruleID = id }
    add(accepted)
  }

  private func record(
    of packet: DroppedPacket,
    _ interfaceID: NetworkInterface.ID,
    _ direction: TrafficDirection,
    refusal: Refusal?
  ) -> FlowRecord {
    FlowRecord(
      key: FlowRecord.Key(
        interfaceID: interfaceID,
        direction: direction,
        source: packet.header.source,
        destination: packet.header.destination,
        transport: packet.header.transport,
        action: refusal == nil ? .accept : .reject
      ),
      count: TrafficCount(packets: 1, bytes: UInt64(max(0, packet.header.length))),
      start: packet.time,
      end: packet.time,
      tcpFlags: packet.header.loggedFlags,
      refusal: refusal
    )
  }

  private mutating func add(_ record: FlowRecord) {
    for interval in aggregators.keys { aggregators[interval]?.add(record) }
  }

  mutating func noteLoss(of id: NetworkInterface.ID) {
    for interval in aggregators.keys { aggregators[interval]?.noteLoss(of: id) }
  }

  // MARK: Time

  /// Delivers the intervals that are over.
  mutating func tick(at time: FlowTime) {
    for interval in aggregators.keys.sorted() {
      guard let open = aggregators[interval]?.open, time >= open.end.adding(seconds: Self.grace),
        let closed = aggregators[interval]?.close(at: time)
      else { continue }
      deliver(closed, of: interval, at: time)
    }
    delivery.publish(at: time)
  }

  /// Delivers what there is.
  mutating func finish(at time: FlowTime) {
    for interval in aggregators.keys.sorted() {
      guard let cut = aggregators[interval]?.cut(at: time) else { continue }
      deliver(cut, of: interval, at: time)
    }
    delivery.publish(at: time, all: true)
  }

  private func deliver(_ closed: FlowAggregator.Interval, of interval: Int64, at time: FlowTime) {
    let records = Dictionary(grouping: closed.records.values, by: \.key.interfaceID)
    for subscription in subscriptions where subscription.interval == interval {
      let own = (facts[subscription.id] ?? []).map { facts in
        (
          facts: facts,
          records: (records[facts.interfaceID] ?? []).filter { subscription.traffic.includes($0.key.action) }
        )
      }
      if !own.isEmpty { delivery.deliver(closed, own, for: subscription, at: time) }
    }
  }
}

extension PlatformService {
  /// Traffic that flow logs do not record (VPC user guide, "Flow log limitations").
  fileprivate var isLeftOutOfFlowLogs: Bool { self != .taskMetadata }
}
