import IPAddressing
package import VPCModel

/// Protocol and ports of a rule as Terraform's provider keeps and compares them.
package struct RuleTraffic: Hashable, Sendable {
  /// `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or a number as written.
  package var protocolName: String
  /// The first port, or the ICMP type; 0 for protocols without ports.
  package var from: Int
  /// The last port, or the ICMP code.
  package var to: Int

  package init(protocolName: String, from: Int, to: Int) {
    self.protocolName = protocolName
    self.from = from
    self.to = to
  }

  /// The protocols that the provider knows by name (`securityGroupProtocolIntegers`).
  package static let names: [String: Int] = ["icmpv6": 58, "udp": 17, "tcp": 6, "icmp": 1, "all": -1]

  /// A protocol as the provider keeps it (`protocolForValue`): lower case, names for the numbers it knows, `-1` for all.
  package static func normalized(_ text: String) -> String {
    let lower = text.lowercased()
    if lower == "-1" || lower == "all" { return "-1" }
    if names[lower] != nil { return lower }
    guard let number = Int(lower) else { return lower }
    return names.first { $0.value == number }?.key ?? lower
  }
}

extension RuleTraffic {
  /// As EC2 tells it of a live rule: no ports where the protocol has none, which the provider reads as 0.
  package init(_ traffic: TrafficSelector) {
    switch traffic {
    case .all: self.init(protocolName: "-1", from: 0, to: 0)
    case .tcp(let ports): self.init(protocolName: "tcp", from: Int(ports.lower), to: Int(ports.upper))
    case .udp(let ports): self.init(protocolName: "udp", from: Int(ports.lower), to: Int(ports.upper))
    case .icmp(let message):
      self.init(protocolName: "icmp", from: message.type.map(Int.init) ?? -1, to: message.code.map(Int.init) ?? -1)
    case .icmpv6(let message):
      self.init(protocolName: "icmpv6", from: message.type.map(Int.init) ?? -1, to: message.code.map(Int.init) ?? -1)
    case .other(let number): self.init(protocolName: String(number.rawValue), from: 0, to: 0)
    }
  }

  /// The live rule's traffic that comes of it; `nil` where EC2 refuses.
  package var selector: TrafficSelector? {
    func ports() -> PortRange? {
      guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to) else { return nil }
      return PortRange(lower: lower, upper: upper)
    }
    func message() -> ICMPPattern? {
      if from == -1 { return to == -1 ? .any : nil }
      guard let type = UInt8(exactly: from) else { return nil }
      if to == -1 { return ICMPPattern(type: type, code: nil) }
      return UInt8(exactly: to).map { ICMPPattern(type: type, code: $0) }
    }
    switch protocolName {
    case "-1": return .all
    case "tcp": return ports().map { .tcp($0) }
    case "udp": return ports().map { .udp($0) }
    case "icmp": return message().map { .icmp($0) }
    case "icmpv6": return message().map { .icmpv6($0) }
    default: return UInt8(protocolName).map { .other(IPProtocol(rawValue: $0)) }
    }
  }
}
