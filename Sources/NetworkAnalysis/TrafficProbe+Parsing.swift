import IPAddressing

/// Why the traffic of a question could not be understood, and how it is written.
package struct TrafficParseError: Error, Hashable, Sendable, CustomStringConvertible {
  package let input: String
  package let reason: String

  package init(input: String, reason: String) {
    self.input = input
    self.reason = reason
  }

  /// The forms that ``TrafficProbe/init(parsing:sourcePort:)`` reads.
  package static let grammar = """
    5432              TCP to a port        tcp/5432, udp/53   with the protocol
    icmp              an echo request      icmp/3/4           ICMP type, code
    icmpv6            the same for IPv6    protocol/47        any other protocol, by number or name
    """

  package var description: String { "'\(input)' is no traffic: \(reason)" }
}

extension TrafficProbe {
  /// Reads `PORT`, `tcp/PORT`, `udp/PORT`, `icmp[/TYPE[/CODE]]`, `icmpv6[/TYPE[/CODE]]` or
  /// `protocol/NUMBER`; protocols may be named in any case, and `protocol/` also takes IANA's keywords.
  ///
  /// A bare number is a TCP port; ICMP without a type is an echo request, a type without a code has code 0.
  ///
  /// - Parameter sourcePort: the one port that a TCP or UDP client sends from, where it is known.
  package init(parsing text: String, sourcePort: UInt16? = nil) throws(TrafficParseError) {
    func refusal(_ reason: String) -> TrafficParseError { TrafficParseError(input: text, reason: reason) }
    func port(_ part: Substring) throws(TrafficParseError) -> UInt16 {
      guard let number = Self.number(part), let port = UInt16(exactly: number) else {
        throw refusal(part.contains("-") ? "one port at a time, not a range" : "a port is a number from 0 to 65535")
      }
      return port
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let name = (parts.first ?? "").lowercased()
    if parts.count == 1, let first = parts.first, first.first?.isNumber == true {
      self = .tcp(try port(first), from: sourcePort)
      return
    }
    switch name {
    case "tcp", "udp":
      guard parts.count == 2 else { throw refusal("\(name) needs a port, as in \(name)/\(name == "tcp" ? 443 : 53)") }
      self = name == "tcp" ? .tcp(try port(parts[1]), from: sourcePort) : .udp(try port(parts[1]), from: sourcePort)
      return
    case "icmp", "icmpv6":
      guard parts.count <= 3 else { throw refusal("\(name) takes a type and a code, as in \(name)/3/4") }
      var values: [UInt8] = []
      for part in parts.dropFirst() {
        guard let number = Self.number(part), let value = UInt8(exactly: number) else {
          throw refusal("ICMP types and codes are numbers from 0 to 255")
        }
        values.append(value)
      }
      let family: IPFamily = name == "icmp" ? .ipv4 : .ipv6
      let message = ICMPTypeCode(
        type: values.first ?? ICMPTypeCode.echoRequest(family: family),
        code: values.count > 1 ? values[1] : 0
      )
      self = family == .ipv4 ? .icmp(message) : .icmpv6(message)
    case "protocol":
      guard parts.count == 2, let number = IPProtocol(name: parts[1]) else {
        throw refusal("protocol/ takes a number from 0 to 255 or a name, as in protocol/47 or protocol/gre")
      }
      guard let probe = Self.other(number) else {
        throw refusal("protocol \(number.rawValue) is written \(number)\(number.hasPorts ? "/PORT" : "")")
      }
      self = probe
    default:
      if IPProtocol(name: name) != nil { throw refusal("write protocol/\(name)") }
      throw refusal("neither a port nor a protocol that is known")
    }
    if sourcePort != nil { throw refusal("only TCP and UDP have source ports") }
  }

  /// Plain decimal digits alone: no sign, no space.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}
