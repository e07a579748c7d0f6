import EC2Shapes
import IPAddressing
import VPCModel

extension TrafficSelector {
  /// Reads a protocol with its ports, or ICMP type and code, as EC2 does (API reference, `IpPermission`): protocols
  /// come as a name of four or as a number; for −1 and for protocols without ports, ports are ignored.
  init(ipProtocol: String?, from: Int?, to: Int?) throws(EC2Error) {
    guard let text = ipProtocol, !text.isEmpty else {
      throw .invalidParameterValue(
        "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
      )
    }
    if text == "-1" {
      self = .all
      return
    }
    let number: IPProtocol
    switch text.lowercased() {
    case "tcp": number = .tcp
    case "udp": number = .udp
    case "icmp": number = .icmp
    case "icmpv6": number = .icmpv6
    default:
      guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let value = UInt8(text)
      else {
        throw .invalidParameterValue("Invalid value '\(text.prefix(256))' for IP protocol. Unknown protocol.")
      }
      number = IPProtocol(rawValue: value)
    }
    switch number {
    case .tcp: self = .tcp(try Self.ports(from, to))
    case .udp: self = .udp(try Self.ports(from, to))
    case .icmp: self = .icmp(try Self.message(from, to))
    case .icmpv6: self = .icmpv6(from == nil && to == nil ? .any : try Self.message(from, to))
    default: self = .other(number)
    }
  }

  private static func ports(_ from: Int?, _ to: Int?) throws(EC2Error) -> PortRange {
    guard let from, let to else {
      throw .invalidParameterValue("Invalid value for portRange. Must specify both from and to ports with TCP/UDP.")
    }
    guard let lower = UInt16(exactly: from) else {
      throw .invalidParameterValue("TCP/UDP (from) port (\(from)) out of range")
    }
    guard let upper = UInt16(exactly: to) else {
      throw .invalidParameterValue("TCP/UDP (to) port (\(to)) out of range")
    }
    guard let range = PortRange(lower: lower, upper: upper) else {
      throw .invalidParameterValue("Invalid TCP/UDP port range (\(from):\(to))")
    }
    return range
  }

  private static func message(_ from: Int?, _ to: Int?) throws(EC2Error) -> ICMPPattern {
    guard let from, let to else {
      throw .invalidParameterValue("Invalid value for portRange. Must specify both from and to ports with ICMP.")
    }
    let type = UInt8(exactly: from)
    guard from == -1 || type != nil else { throw .invalidParameterValue("ICMP type (\(from)) out of range") }
    let code = UInt8(exactly: to)
    guard to == -1 || code != nil else { throw .invalidParameterValue("ICMP code (\(to)) out of range") }
    guard from != -1 || to == -1 else {
      throw .invalidParameterValue("ICMP code (\(to)) must be -1 where the ICMP type is -1")
    }
    return ICMPPattern(type: type, code: code)
  }
}

// MARK: - What EC2 answers

extension TrafficSelector {
  /// EC2's word for the protocol: a name of four, a number, or −1.
  var ipProtocolText: String { ipProtocol?.description ?? "-1" }

  /// The first port or the ICMP type, −1 for every type; `nil` where the protocol has neither.
  var fromPort: Int? {
    switch self {
    case .all, .other: nil
    case .tcp(let range), .udp(let range): Int(range.lower)
    case .icmp(let pattern), .icmpv6(let pattern): pattern.type.map(Int.init) ?? -1
    }
  }

  /// The last port or the ICMP code, −1 for every code; `nil` where the protocol has neither.
  var toPort: Int? {
    switch self {
    case .all, .other: nil
    case .tcp(let range), .udp(let range): Int(range.upper)
    case .icmp(let pattern), .icmpv6(let pattern): pattern.code.map(Int.init) ?? -1
    }
  }
}
