import IPAddressing

// Stored the way EC2 prints it: {"protocol": "tcp", "from": 443, "to": 443}, −1 for every ICMP type or code.
extension TrafficSelector: Codable {
  private enum CodingKeys: String, CodingKey {
    case `protocol`, from, to
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .protocol)

    func ports() throws -> PortRange {
      let lower = try container.decode(UInt16.self, forKey: .from)
      guard let range = PortRange(lower: lower, upper: try container.decode(UInt16.self, forKey: .to)) else {
        throw DecodingError.dataCorruptedError(
          forKey: .to,
          in: container,
          debugDescription: "port range ends before it starts"
        )
      }
      return range
    }
    func message() throws -> ICMPPattern {
      func value(_ key: CodingKeys) throws -> UInt8? {
        let number = try container.decode(Int.self, forKey: key)
        if number == -1 { return nil }
        guard let byte = UInt8(exactly: number) else {
          throw DecodingError.dataCorruptedError(
            forKey: key,
            in: container,
            debugDescription: "not an ICMP type or code"
          )
        }
        return byte
      }
      return ICMPPattern(type: try value(.from), code: try value(.to))
    }

    switch name {
    case "-1": self = .all
    case "tcp": self = .tcp(try ports())
    case "udp": self = .udp(try ports())
    case "icmp": self = .icmp(try message())
    case "icmpv6": self = .icmpv6(try message())
    default:
      guard let number = UInt8(name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .protocol,
          in: container,
          debugDescription: "unknown protocol '\(name)'"
        )
      }
      self = .other(IPProtocol(rawValue: number))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .all: try container.encode("-1", forKey: .protocol)
    case .tcp(let range), .udp(let range):
      try container.encode(ipProtocol == .tcp ? "tcp" : "udp", forKey: .protocol)
      try container.encode(range.lower, forKey: .from)
      try container.encode(range.upper, forKey: .to)
    case .icmp(let pattern), .icmpv6(let pattern):
      try container.encode(ipProtocol == .icmp ? "icmp" : "icmpv6", forKey: .protocol)
      try container.encode(pattern.type.map(Int.init) ?? -1, forKey: .from)
      try container.encode(pattern.code.map(Int.init) ?? -1, forKey: .to)
    case .other(let number): try container.encode(String(number.rawValue), forKey: .protocol)
    }
  }
}
