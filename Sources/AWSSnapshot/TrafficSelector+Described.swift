import IPAddressing
import PositionedJSON
import VPCModel

extension TrafficSelector {
  /// Protocol and ports as EC2 prints them in a security group's permission or rule.
  ///
  /// −1 is all traffic. TCP and UDP without ports, or from −1 to −1, are all ports. ICMP's and ICMPv6's ports
  /// are a type and a code, of which −1 or none is every one. Any other protocol is taken whole, whatever
  /// the ports (API reference, `IpPermission`).
  init(permission element: JSONValue) throws(ElementProblem) {
    let from = try element.optionalInteger("FromPort")
    let to = try element.optionalInteger("ToPort")
    self =
      switch try element.protocolNumber("IpProtocol") {
      case nil: .all
      case .tcp: .tcp(try element.ports(from, to))
      case .udp: .udp(try element.ports(from, to))
      case .icmp: .icmp(try element.icmpPattern(type: from, code: to))
      case .icmpv6: .icmpv6(try element.icmpPattern(type: from, code: to))
      case let other?: .other(other)
      }
  }

  /// Protocol, `PortRange` and `IcmpTypeCode` as EC2 prints them in an entry of a network ACL.
  init(aclEntry element: JSONValue) throws(ElementProblem) {
    let range = try element.optionalObject("PortRange")
    let from = try range?.optionalInteger("From")
    let to = try range?.optionalInteger("To")
    let message = try element.optionalObject("IcmpTypeCode")
    let type = try message?.optionalInteger("Type")
    let code = try message?.optionalInteger("Code")
    self =
      switch try element.protocolNumber("Protocol") {
      case nil: .all
      case .tcp: .tcp(try (range ?? element).ports(from, to))
      case .udp: .udp(try (range ?? element).ports(from, to))
      case .icmp: .icmp(try (message ?? element).icmpPattern(type: type, code: code))
      case .icmpv6: .icmpv6(try (message ?? element).icmpPattern(type: type, code: code))
      case let other?: .other(other)
      }
  }
}

extension JSONValue {
  /// `nil` for −1, every protocol.
  fileprivate func protocolNumber(_ key: StaticString) throws(ElementProblem) -> IPProtocol? {
    let text = try text(key)
    if text == "-1" { return nil }
    guard let number = IPProtocol(name: text) else {
      throw ElementProblem(member(key) ?? self, "\"\(text)\" is no IP protocol, neither a name nor 0 to 255 nor -1")
    }
    return number
  }

  fileprivate func ports(_ from: Int?, _ to: Int?) throws(ElementProblem) -> PortRange {
    switch (from, to) {
    case (nil, nil), (-1, -1): return .all
    case (let from?, let to?):
      guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to),
        let range = PortRange(lower: lower, upper: upper)
      else { throw ElementProblem(self, "\(from) to \(to) is no range of ports") }
      return range
    case (_?, nil), (nil, _?): throw ElementProblem(self, "a range of ports has both a first and a last, or neither")
    }
  }

  fileprivate func icmpPattern(type: Int?, code: Int?) throws(ElementProblem) -> ICMPPattern {
    switch (type ?? -1, code ?? -1) {
    case (-1, -1): return .any
    case (0...255, -1): return ICMPPattern(type: type.flatMap { UInt8(exactly: $0) }, code: nil)
    case (0...255, 0...255):
      return ICMPPattern(type: type.flatMap { UInt8(exactly: $0) }, code: code.flatMap { UInt8(exactly: $0) })
    case (let type, let code): throw ElementProblem(self, "\(type) and \(code) are no ICMP type and code")
    }
  }
}
