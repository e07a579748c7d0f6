package import IPAddressing
package import VPCModel

/// What flow logs say of one 5-tuple at one network interface in one direction, for an interval or a part of it.
package struct FlowRecord: Hashable, Sendable {
  /// What makes two observations one record.
  package struct Key: Hashable, Sendable {
    package var interfaceID: NetworkInterface.ID
    package var direction: TrafficDirection
    /// The packet's own addresses, `pkt-srcaddr` and `pkt-dstaddr`.
    package var source: IPAddress
    package var destination: IPAddress
    /// 0 for protocols without ports, ICMP among them.
    package var sourcePort: UInt16
    package var destinationPort: UInt16
    package var ipProtocol: IPProtocol
    package var action: FlowAction

    package init(
      interfaceID: NetworkInterface.ID,
      direction: TrafficDirection,
      source: IPAddress,
      destination: IPAddress,
      transport: Transport,
      action: FlowAction
    ) {
      self.interfaceID = interfaceID
      self.direction = direction
      self.source = source
      self.destination = destination
      sourcePort = transport.sourcePort ?? 0
      destinationPort = transport.destinationPort ?? 0
      ipProtocol = transport.ipProtocol
      self.action = action
    }
  }

  package var key: Key
  package var count: TrafficCount
  /// When the first and the last packet were seen.
  package var start: FlowTime
  package var end: FlowTime
  package var tcpFlags: LoggedTCPFlags
  /// The rule that accepted, where one did.
  package var ruleID: SecurityGroupRule.ID?
  /// Why it was rejected; `nil` for accepted flows.
  package var refusal: Refusal?

  package init(
    key: Key,
    count: TrafficCount,
    start: FlowTime,
    end: FlowTime,
    tcpFlags: LoggedTCPFlags = [],
    ruleID: SecurityGroupRule.ID? = nil,
    refusal: Refusal? = nil
  ) {
    self.key = key
    self.count = count
    self.start = min(start, end)
    self.end = max(start, end)
    self.tcpFlags = tcpFlags
    self.ruleID = ruleID
    self.refusal = refusal
  }

  /// Adds a later observation of the same key: its rule or reason is the one that stays.
  package mutating func merge(_ later: FlowRecord) {
    count += later.count
    start = min(start, later.start)
    end = max(end, later.end)
    tcpFlags.formUnion(later.tcpFlags)
    ruleID = later.ruleID ?? ruleID
    refusal = later.refusal ?? refusal
  }
}
