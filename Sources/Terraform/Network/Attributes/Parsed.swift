import IPAddressing
import VPCModel

/// Texts of Terraform's as values of the model. Blocks lose their host bits, as EC2 has it.
enum Parsing {
  static func ipv4(_ text: String) -> Parsed<IPv4Prefix> {
    do throws(AddressParseError) {
      return .value(try IPv4Prefix(canonicalizing: text))
    } catch {
      return .fault("\"\(text)\" is no IPv4 CIDR block (\(error))")
    }
  }

  static func ipv6(_ text: String) -> Parsed<IPv6Prefix> {
    do throws(AddressParseError) {
      return .value(try IPv6Prefix(canonicalizing: text))
    } catch {
      return .fault("\"\(text)\" is no IPv6 CIDR block (\(error))")
    }
  }

  static func prefix(_ text: String) -> Parsed<IPPrefix> {
    do throws(AddressParseError) {
      return .value(try IPPrefix(canonicalizing: text))
    } catch {
      return .fault("\"\(text)\" is no CIDR block (\(error))")
    }
  }

  static func ipv4Address(_ text: String) -> Parsed<IPv4Address> {
    IPv4Address(text).map(Parsed.value) ?? .fault("\"\(text)\" is no IPv4 address")
  }

  static func ipv6Address(_ text: String) -> Parsed<IPv6Address> {
    IPv6Address(text).map(Parsed.value) ?? .fault("\"\(text)\" is no IPv6 address")
  }

  /// `nil` for every protocol: `-1` and `all`. As the provider, which takes names and numbers.
  static func ipProtocol(_ text: String) -> Parsed<IPProtocol?> {
    let text = text.lowercased()
    if text == "-1" || text == "all" { return .value(nil) }
    return IPProtocol(name: text).map(Parsed.value) ?? .fault("\"\(text)\" is no IP protocol")
  }
}

extension TrafficSelector {
  /// As rules of security groups have it: for ICMP the ports are a type and a code, of which −1 is every one; a protocol
  /// without ports is meant whole, whatever they say.
  static func rule(_ ipProtocol: IPProtocol?, from: Int?, to: Int?) -> Parsed<TrafficSelector> {
    switch ipProtocol {
    case nil: .value(.all)
    case .tcp: ports(from, to).map(TrafficSelector.tcp)
    case .udp: ports(from, to).map(TrafficSelector.udp)
    case .icmp: message(from, to).map(TrafficSelector.icmp)
    case .icmpv6: message(from, to).map(TrafficSelector.icmpv6)
    case let other?: .value(.other(other))
    }
  }

  /// As entries of network ACLs have it, whose ICMP type and code are attributes of their own.
  static func entry(_ ipProtocol: IPProtocol?, from: Int?, to: Int?, type: Int?, code: Int?) -> Parsed<TrafficSelector>
  {
    switch ipProtocol {
    case .icmp, .icmpv6: rule(ipProtocol, from: type, to: code)
    default: rule(ipProtocol, from: from, to: to)
    }
  }

  private static func ports(_ from: Int?, _ to: Int?) -> Parsed<PortRange> {
    switch (from, to) {
    case (nil, nil), (-1, -1): return .value(.all)
    case (let from?, let to?):
      guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to),
        let range = PortRange(lower: lower, upper: upper)
      else { return .fault("\(from) to \(to) is no range of ports") }
      return .value(range)
    case (_?, nil), (nil, _?): return .fault("a range of ports has both a first and a last")
    }
  }

  private static func message(_ type: Int?, _ code: Int?) -> Parsed<ICMPPattern> {
    switch (type ?? -1, code ?? -1) {
    case (-1, -1): return .value(.any)
    case (0...255, -1...255):
      return .value(
        ICMPPattern(type: type.flatMap(UInt8.init(exactly:)), code: code.flatMap(UInt8.init(exactly:)))
      )
    case (let type, let code): return .fault("\(type) and \(code) are no ICMP type and code")
    }
  }
}

extension Parsed {
  func map<Result>(_ transform: (Value) -> Result) -> Parsed<Result> {
    switch self {
    case .value(let value): .value(transform(value))
    case .fault(let fault): .fault(fault)
    }
  }
}
