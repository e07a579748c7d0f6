import IPAddressing
import VPCModel

/// A journal line as JSON has it, before it is known what it is.
struct RawEntry: Decodable {
  struct RawEnd: Decodable {
    var interface: String
    var direction: TrafficDirection
    var rule: String?
    var group: String?
    var service: String?

    var end: FlowEvent.End {
      let acceptance: FlowEvent.Acceptance =
        if let rule {
          .rule(SecurityGroupRule.ID(rule), group: group.map { SecurityGroup.ID($0) })
        } else if let service = service.flatMap(PlatformService.init(rawValue:)) {
          .notFiltered(service)
        } else {
          .unknown
        }
      return FlowEvent.End(
        interfaceID: NetworkInterface.ID(interface),
        direction: direction,
        acceptance: acceptance
      )
    }
  }

  var time: FlowTime
  var event: String
  var source: IPAddress?
  var destination: IPAddress?
  var `protocol`: UInt8?
  var sourcePort: UInt16?
  var destinationPort: UInt16?
  var icmpType: UInt8?
  var icmpCode: UInt8?
  var ends: [RawEnd]?
  var start: FlowTime?
  var packets: UInt64?
  var bytes: UInt64?
  var replyPackets: UInt64?
  var replyBytes: UInt64?
  var interface: String?
  var cause: String?
  var reason: String?
  var nearestRule: String?
  var networkACL: String?
  var entry: Int?
  var count: UInt64?

  private enum CodingKeys: String, CodingKey {
    case time, event, source, destination, `protocol`, sourcePort, destinationPort, icmpType, icmpCode, ends, start
    case packets, bytes, replyPackets, replyBytes, interface, cause, reason, nearestRule, networkACL
    case entry, count
  }
}

extension RawEntry {
  var journalEntry: JournalEntry? {
    if event == "lost" {
      return count.map { .lost(time, count: $0, why: reason ?? "") }
    }
    guard let source, let destination, let transport, let content else { return nil }
    return .flow(
      FlowEvent(time: time, source: source, destination: destination, transport: transport, content: content)
    )
  }

  private var transport: Transport? {
    guard let number = `protocol`.map(IPProtocol.init(rawValue:)) else { return nil }
    switch number {
    case .tcp: return .tcp(source: sourcePort ?? 0, destination: destinationPort ?? 0)
    case .udp: return .udp(source: sourcePort ?? 0, destination: destinationPort ?? 0)
    case .icmp: return .icmp(ICMPTypeCode(type: icmpType ?? 0, code: icmpCode ?? 0))
    case .icmpv6: return .icmpv6(ICMPTypeCode(type: icmpType ?? 0, code: icmpCode ?? 0))
    default: return .other(number)
    }
  }

  private var content: FlowEvent.Content? {
    switch event {
    case "opened": return ends.map { .opened($0.map(\.end)) }
    case "ended":
      guard let ends, let start else { return nil }
      let totals = FlowEvent.Totals(
        start: start,
        forward: TrafficCount(packets: packets ?? 0, bytes: bytes ?? 0),
        reply: TrafficCount(packets: replyPackets ?? 0, bytes: replyBytes ?? 0)
      )
      return .ended(ends.map(\.end), totals)
    case "rejected":
      guard let interface, let cause = cause.flatMap(Refusal.Cause.init(rawValue:)) else { return nil }
      let refusal = Refusal(
        cause,
        words: reason ?? "",
        nearestRuleID: nearestRule.map { SecurityGroupRule.ID($0) },
        networkACLID: networkACL.map { NetworkACL.ID($0) },
        entryNumber: entry
      )
      return .rejected(
        NetworkInterface.ID(interface),
        refusal,
        TrafficCount(packets: packets ?? 0, bytes: bytes ?? 0)
      )
    default: return nil
    }
  }
}
