import IPAddressing
import VPCModel

extension FlowRecordFormat {
  /// A line without traffic: why there is none.
  package enum EmptyStatus: String, Hashable, Sendable {
    /// The interface had no traffic in the interval.
    case noData = "NODATA"
    /// Some records of the interval were lost, for want of room.
    case skipData = "SKIPDATA"
  }

  /// The record as one line, without its end. What does not apply, or exist here, is `-`.
  package func line(_ record: FlowRecord, _ facts: FlowInterfaceFacts) -> String {
    join { value($0, record, facts) }
  }

  /// The line that says that an interval has no records, or not all.
  package func line(
    _ status: EmptyStatus,
    from start: FlowTime,
    to end: FlowTime,
    _ facts: FlowInterfaceFacts
  ) -> String {
    join { field in
      switch field {
      case .start: "\(start.seconds)"
      case .end: "\(end.seconds)"
      case .logStatus: status.rawValue
      default: standing(field, facts)
      }
    }
  }

  private func join(_ value: (FlowField) -> String?) -> String {
    fields.map { field in
      // A value with a space would shift all that follow.
      let text = value(field) ?? "-"
      return text.isEmpty ? "-" : text.utf8.contains(where: { $0 <= 0x20 }) ? Self.percentEncoded(text) : text
    }.joined(separator: " ")
  }

  private func value(_ field: FlowField, _ record: FlowRecord, _ facts: FlowInterfaceFacts) -> String? {
    let key = record.key
    let isEgress = key.direction == .egress
    switch field {
    case .sourceAddress:
      return "\(isEgress ? facts.primary(of: key.source.family) ?? key.source : key.source)"
    case .destinationAddress:
      return "\(isEgress ? key.destination : facts.primary(of: key.destination.family) ?? key.destination)"
    case .sourcePort: return "\(key.sourcePort)"
    case .destinationPort: return "\(key.destinationPort)"
    case .ipProtocol: return "\(key.ipProtocol.rawValue)"
    case .packets: return "\(record.count.packets)"
    case .bytes: return "\(record.count.bytes)"
    case .start: return "\(record.start.seconds)"
    case .end: return "\(record.end.seconds)"
    case .action: return key.action.rawValue
    case .logStatus: return "OK"
    case .tcpFlags: return key.ipProtocol == .tcp ? "\(record.tcpFlags.rawValue)" : "0"
    case .type: return key.source.family == .ipv4 ? "IPv4" : "IPv6"
    case .packetSourceAddress: return "\(key.source)"
    case .packetDestinationAddress: return "\(key.destination)"
    case .flowDirection: return key.direction.rawValue
    case .trafficPath: return isEgress ? facts.path(to: key.destination).map { "\($0)" } : nil
    case .ringfenceRuleID: return record.ruleID.map { Self.percentEncoded($0.text) }
    case .ringfenceReason: return record.refusal?.cause.rawValue
    case .ringfenceNearestRuleID: return record.refusal?.nearestRuleID.map { Self.percentEncoded($0.text) }
    case .ringfenceExplanation: return record.refusal.map { Self.percentEncoded($0.words) }
    default: return standing(field, facts)
    }
  }

  /// What does not depend on traffic.
  private func standing(_ field: FlowField, _ facts: FlowInterfaceFacts) -> String? {
    switch field {
    case .version: "\(version)"
    case .accountID: facts.accountID
    case .interfaceID: facts.interfaceID.text
    case .vpcID: facts.vpcID?.text
    case .subnetID: facts.subnetID?.text
    case .instanceID: facts.instanceID?.text
    case .region: facts.region
    case .availabilityZoneID: facts.availabilityZoneID
    default: nil
    }
  }

  /// Everything but visible ASCII, and the percent sign, as `%XX`.
  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "%") {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
