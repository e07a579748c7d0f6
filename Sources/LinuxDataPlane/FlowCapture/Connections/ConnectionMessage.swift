import FlowLogs
import IPAddressing
import VPCModel

/// A message of connection tracking (`linux/netfilter/nfnetlink_conntrack.h`).
struct ConnectionMessage {
  enum Kind { case present, destroyed }

  /// `NFNL_SUBSYS_CTNETLINK << 8`, with `IPCTNL_MSG_CT_NEW` and `IPCTNL_MSG_CT_DELETE`.
  private static let new: UInt16 = 1 << 8
  private static let delete: UInt16 = 1 << 8 | 2

  var kind: Kind
  var record: TrackedConnectionRecord

  /// - Returns: `nil` for other messages and for entries without addresses.
  init?(_ message: NetlinkMessages.Message) {
    switch message.type {
    case Self.new: kind = .present
    case Self.delete: kind = .destroyed
    default: return nil
    }
    var original: Tuple?
    var reply: Tuple?
    var identifier: UInt32 = 0
    for (type, value) in message.attributes {
      switch type {
      case 1: original = Tuple(value)  // CTA_TUPLE_ORIG
      case 2: reply = Tuple(value)  // CTA_TUPLE_REPLY
      case 12: identifier = value.number(UInt32.self) ?? 0  // CTA_ID
      default: break
      }
    }
    guard let original else { return nil }
    let key = TrackedConnectionRecord.Key(
      source: original.source,
      destination: original.destination,
      transport: original.transport,
      icmpIdentifier: original.icmpIdentifier
    )
    record = TrackedConnectionRecord(
      key: key,
      identifier: identifier,
      replySource: reply?.source ?? original.destination
    )
    for (type, value) in message.attributes { record.read(type, value) }
  }

  /// One direction's addresses and ports.
  private struct Tuple {
    let source: IPAddress
    let destination: IPAddress
    let transport: Transport
    let icmpIdentifier: UInt16

    init?(_ attribute: Slice<UnsafeRawBufferPointer>) {
      var source: IPAddress?
      var destination: IPAddress?
      var transport: (Transport, icmpIdentifier: UInt16)?
      for (type, value) in NetlinkAttributes(attribute) {
        switch type {
        case 1:  // CTA_TUPLE_IP
          for (type, value) in NetlinkAttributes(value) {
            switch type {
            case 1: source = value.number(UInt32.self).map { .v4(IPv4Address($0)) }
            case 2: destination = value.number(UInt32.self).map { .v4(IPv4Address($0)) }
            case 3: source = value.number(UInt128.self).map { .v6(IPv6Address($0)) }
            case 4: destination = value.number(UInt128.self).map { .v6(IPv6Address($0)) }
            default: break
            }
          }
        case 2: transport = Self.transport(value)  // CTA_TUPLE_PROTO
        default: break
        }
      }
      guard let source, let destination, let transport else { return nil }
      (self.source, self.destination) = (source, destination)
      (self.transport, icmpIdentifier) = transport
    }

    private static func transport(_ attribute: Slice<UnsafeRawBufferPointer>) -> (Transport, icmpIdentifier: UInt16)? {
      var number: IPProtocol?
      var (source, destination): (UInt16, UInt16) = (0, 0)
      var identifier: UInt16 = 0
      var message = ICMPTypeCode(type: 0, code: 0)
      for (type, value) in NetlinkAttributes(attribute) {
        switch type {
        case 1: number = value.byte(at: 0).map { IPProtocol(rawValue: $0) }  // CTA_PROTO_NUM
        case 2: source = value.number(UInt16.self) ?? 0
        case 3: destination = value.number(UInt16.self) ?? 0
        case 4, 7: identifier = value.number(UInt16.self) ?? 0  // CTA_PROTO_ICMP_ID, …ICMPV6_ID
        case 5, 8: message.type = value.byte(at: 0) ?? 0  // CTA_PROTO_ICMP_TYPE, …ICMPV6_TYPE
        case 6, 9: message.code = value.byte(at: 0) ?? 0
        default: break
        }
      }
      guard let number else { return nil }
      let transport: Transport =
        switch number {
        case .tcp: .tcp(source: source, destination: destination)
        case .udp: .udp(source: source, destination: destination)
        case .icmp: .icmp(message)
        case .icmpv6: .icmpv6(message)
        default: .other(number)
        }
      return (transport, number.isICMP ? identifier : 0)
    }
  }
}

extension TrackedConnectionRecord {
  fileprivate mutating func read(_ type: Int, _ value: Slice<UnsafeRawBufferPointer>) {
    switch type {
    case 3: isAnswered = (value.number(UInt32.self) ?? 0) & 2 != 0  // CTA_STATUS, IPS_SEEN_REPLY
    case 4:  // CTA_PROTOINFO, CTA_PROTOINFO_TCP, CTA_PROTOINFO_TCP_STATE
      guard let tcp = NetlinkAttributes(value).first(where: { $0.type == 1 })?.value,
        let state = NetlinkAttributes(tcp).first(where: { $0.type == 1 })?.value
      else { return }
      tcpState = state.byte(at: 0).flatMap(TCPState.init)
    case 8: mark = value.number(UInt32.self) ?? 0  // CTA_MARK
    case 9: forward = Self.count(value)  // CTA_COUNTERS_ORIG
    case 10: reply = Self.count(value)  // CTA_COUNTERS_REPLY
    case 20:  // CTA_TIMESTAMP, in nanoseconds since 1970
      for (type, value) in NetlinkAttributes(value) {
        let time = value.number(UInt64.self).map { FlowTime(milliseconds: Int64($0 / 1_000_000)) }
        if type == 1 { start = time }
        if type == 2 { stop = time }
      }
    case 22:  // CTA_LABELS
      egressFingerprint = value.number(UInt64.self) ?? 0
      ingressFingerprint = value.number(UInt64.self, at: 8) ?? 0
    default: break
    }
  }

  private static func count(_ attribute: Slice<UnsafeRawBufferPointer>) -> TrafficCount {
    var count = TrafficCount.zero
    for (type, value) in NetlinkAttributes(attribute) {
      if type == 1 { count.packets = value.number(UInt64.self) ?? 0 }
      if type == 2 { count.bytes = value.number(UInt64.self) ?? 0 }
    }
    return count
  }
}
