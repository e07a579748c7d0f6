import FlowLogs

/// A message of NFLOG (`linux/netfilter/nfnetlink_log.h`), before its device numbers have names.
struct LoggedPacketMessage {
  /// `NFNL_SUBSYS_ULOG << 8 | NFULNL_MSG_PACKET`
  static let type: UInt16 = 4 << 8

  var cause: Refusal.Cause
  var header: PacketHeader
  var inputIndex: UInt32?
  var outputIndex: UInt32?
  var physicalInputIndex: UInt32?
  var physicalOutputIndex: UInt32?
  /// When the packet came in, where the kernel noted that.
  var time: FlowTime?
  /// Counts the group's messages: a number that is left out was lost.
  var sequence: UInt32?

  /// - Returns: `nil` for other messages, for packets that are no IP, and for another prefix than the rules' own.
  init?(_ message: NetlinkMessages.Message) {
    guard message.type == Self.type else { return nil }
    var cause: Refusal.Cause?
    var header: PacketHeader?
    for (type, value) in message.attributes {
      switch type {
      case 3:  // NFULA_TIMESTAMP: seconds and microseconds
        guard let seconds = value.number(Int64.self), let micros = value.number(Int64.self, at: 8) else { continue }
        time = FlowTime(milliseconds: seconds &* 1000 &+ micros / 1000)
      case 4: inputIndex = value.number(UInt32.self)
      case 5: outputIndex = value.number(UInt32.self)
      case 6: physicalInputIndex = value.number(UInt32.self)
      case 7: physicalOutputIndex = value.number(UInt32.self)
      case 9: header = PacketHeader.parse(value)  // NFULA_PAYLOAD
      case 10:  // NFULA_PREFIX, zero-terminated
        cause = Refusal.Cause(logPrefix: String(decoding: value.prefix { $0 != 0 }, as: UTF8.self))
      case 12: sequence = value.number(UInt32.self)  // NFULA_SEQ
      default: break
      }
    }
    guard let cause, let header else { return nil }
    self.cause = cause
    self.header = header
  }

  /// The sequence number of any packet message, read without the rest, so that those of other prefixes count too.
  static func sequence(of message: NetlinkMessages.Message) -> UInt32? {
    message.attributes.first { $0.type == 12 }?.value.number(UInt32.self)
  }
}
