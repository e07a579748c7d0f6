import EC2Shapes
import IPAddressing
import VPCModel

/// What CreateNetworkAclEntry and ReplaceNetworkAclEntry have in common.
protocol NetworkACLEntryRequest {
  var cidrBlock: String? { get }
  var egress: Bool? { get }
  var icmpTypeCode: EC2.IcmpTypeCode? { get }
  var ipv6CidrBlock: String? { get }
  var portRange: EC2.PortRange? { get }
  var `protocol`: String? { get }
  var ruleAction: String? { get }
  var ruleNumber: Int? { get }
}

extension EC2.CreateNetworkAclEntryRequest: NetworkACLEntryRequest {}
extension EC2.ReplaceNetworkAclEntryRequest: NetworkACLEntryRequest {}

extension NetworkACL.Entry {
  /// The numbers that callers may give.
  static let callersNumbers = 1...32766

  /// Reads an entry as EC2 does: blocks are made canonical, and where the protocol has no ports or ICMP messages in
  /// EC2's eyes those that are given are ignored (API reference, CreateNetworkAclEntry).
  init(_ request: some NetworkACLEntryRequest) throws(EC2Error) {
    let cidr = try Self.cidr(ipv4: request.cidrBlock, ipv6: request.ipv6CidrBlock)
    guard let action = request.ruleAction.flatMap(NetworkACL.Action.init(rawValue:)) else {
      throw .invalidParameterValue(
        request.ruleAction ?? "",
        parameter: "ruleAction",
        reason: "The rule action must be one of allow, deny."
      )
    }
    self.init(
      number: try Self.number(request.ruleNumber),
      direction: request.egress == true ? .egress : .ingress,
      action: action,
      traffic: try Self.traffic(request, family: cidr.family),
      cidr: cidr
    )
  }

  static func number(_ number: Int?) throws(EC2Error) -> Int {
    guard let number else { throw .missingParameter("ruleNumber") }
    guard callersNumbers.contains(number) else {
      throw .invalidParameterValue(
        String(number),
        parameter: "ruleNumber",
        reason: "The rule number must be between \(callersNumbers.lowerBound) and \(callersNumbers.upperBound)."
      )
    }
    return number
  }

  private static func cidr(ipv4: String?, ipv6: String?) throws(EC2Error) -> IPPrefix {
    switch (ipv4, ipv6) {
    case (let text?, nil):
      guard let prefix = try? IPv4Prefix(canonicalizing: text) else { throw malformed(text, "cidrBlock") }
      return .v4(prefix)
    case (nil, let text?):
      guard let prefix = try? IPv6Prefix(canonicalizing: text) else { throw malformed(text, "ipv6CidrBlock") }
      return .v6(prefix)
    case (nil, nil):
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'ipv6CidrBlock' or 'cidrBlock' should be provided."
      )
    case (_?, _?):
      throw .invalidParameterCombination("Only one of 'ipv6CidrBlock' and 'cidrBlock' can be provided.")
    }
  }

  private static func malformed(_ text: String, _ parameter: String) -> EC2Error {
    .invalidParameterValue(text, parameter: parameter, reason: "This is not a valid CIDR block.")
  }

  private static func traffic(_ request: some NetworkACLEntryRequest, family: IPFamily) throws(EC2Error)
    -> TrafficSelector
  {
    guard let text = request.protocol, !text.isEmpty else { throw .missingParameter("protocol") }
    if text == "-1" { return .all }
    guard let number = IPProtocol(name: text) else {
      throw .invalidParameterValue(text, parameter: "protocol", reason: "Unrecognized protocol.")
    }
    switch number {
    case .tcp: return .tcp(try ports(request.portRange))
    case .udp: return .udp(try ports(request.portRange))
    case .icmp: return .icmp(try pattern(request.icmpTypeCode))
    case .icmpv6: return .icmpv6(family == .ipv6 ? try pattern(request.icmpTypeCode) : .any)
    default: return .other(number)
    }
  }

  private static func ports(_ range: EC2.PortRange?) throws(EC2Error) -> PortRange {
    guard let range, let from = range.from, let to = range.to else { throw .missingParameter("portRange") }
    // −1 to −1 stands for all ports, as in security group rules.
    if from == -1, to == -1 { return .all }
    guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to),
      let ports = PortRange(lower: lower, upper: upper)
    else {
      throw .invalidParameterValue(
        "\(from)-\(to)",
        parameter: "portRange",
        reason: "A port range must be between 0 and 65535, its start not after its end."
      )
    }
    return ports
  }

  private static func pattern(_ message: EC2.IcmpTypeCode?) throws(EC2Error) -> ICMPPattern {
    guard let message, let type = message.type, let code = message.code else {
      throw .missingParameter("icmpTypeCode")
    }
    guard (-1...255).contains(type), (-1...255).contains(code), type != -1 || code == -1 else {
      throw .invalidParameterValue(
        "\(type):\(code)",
        parameter: "icmpTypeCode",
        reason: "ICMP types and codes are between -1 and 255, and a code needs a type."
      )
    }
    return ICMPPattern(type: UInt8(exactly: type), code: UInt8(exactly: code))
  }
}
