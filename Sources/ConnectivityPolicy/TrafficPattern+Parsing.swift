import IPAddressing
import PositionedYAML
import VPCModel

extension TrafficPattern {
  static let grammar =
    "a port (443), a range (8000-8999), tcp/PORTS, udp/PORTS, tcp, udp, icmp[/TYPE[/CODE]], icmpv6[/TYPE[/CODE]], ping,"
    + " protocol/NUMBER, a service such as https or postgresql, or all"

  /// - Returns: the pattern, or what is wrong with the text.
  static func parse(_ text: String, at position: YAMLPosition) -> Result<TrafficPattern, PatternProblem> {
    selectors(text).map { TrafficPattern(text: text, selectors: $0, position: position) }
  }

  private static func selectors(_ text: String) -> Result<[TrafficSelector], PatternProblem> {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !text.isEmpty else {
      return .failure(PatternProblem("traffic is empty; it is \(grammar)"))
    }
    let name = first.lowercased()
    if parts.count == 1 {
      if first.first?.isASCII == true, first.first?.isNumber == true {
        return ports(first).map { [.tcp($0)] }
      }
      switch name {
      case "all": return .success([.all])
      case "tcp": return .success([.tcp(.all)])
      case "udp": return .success([.udp(.all)])
      case "icmp": return .success([.icmp(.any)])
      case "icmpv6": return .success([.icmpv6(.any)])
      case "ping":
        return .success([.icmp(ICMPPattern(type: 8, code: 0)), .icmpv6(ICMPPattern(type: 128, code: 0))])
      default: break
      }
      if let service = services[name] { return .success(service) }
      if IPProtocol(name: name) != nil { return .failure(PatternProblem("write protocol/\(name)")) }
      let choices = Array(services.keys).sorted() + ["all", "tcp", "udp", "icmp", "icmpv6", "ping"]
      if let meant = nearestChoice(to: name, among: choices) {
        return .failure(PatternProblem("\(text.quotedForMessage) is no traffic; did you mean '\(meant)'?"))
      }
      return .failure(PatternProblem("\(text.quotedForMessage) is no traffic: it is \(grammar)"))
    }
    switch name {
    case "tcp", "udp":
      guard parts.count == 2 else { return .failure(PatternProblem("\(name)/ takes a port or a range")) }
      return ports(parts[1]).map { [name == "tcp" ? .tcp($0) : .udp($0)] }
    case "icmp", "icmpv6":
      let numbers = parts.dropFirst().map { UInt8(plain: $0) }
      guard numbers.count <= 2, numbers.allSatisfy({ $0 != nil }) else {
        return .failure(PatternProblem("\(name)/ takes a type and a code, numbers from 0 to 255, as in \(name)/3/4"))
      }
      let pattern = ICMPPattern(type: numbers[0], code: numbers.count > 1 ? numbers[1] : nil)
      return .success([name == "icmp" ? .icmp(pattern) : .icmpv6(pattern)])
    case "protocol":
      guard parts.count == 2, let number = IPProtocol(name: parts[1]) else {
        return .failure(PatternProblem("protocol/ takes a number from 0 to 255 or a name, as in protocol/47"))
      }
      guard !number.hasPorts, !number.isICMP else {
        return .failure(PatternProblem("protocol \(number.rawValue) is written \(number)"))
      }
      return .success([.other(number)])
    default:
      return .failure(PatternProblem("\(text.quotedForMessage) is no traffic: it is \(grammar)"))
    }
  }

  private static func ports(_ text: String) -> Result<PortRange, PatternProblem> {
    do throws(PortParseError) {
      return .success(try PortRange(parsing: text))
    } catch {
      return .failure(PatternProblem("no port and no range: \(error)"))
    }
  }

  /// Names of services as people know them, with the ports that IANA or the product assigns.
  static let services: [String: [TrafficSelector]] = {
    func tcp(_ lower: UInt16, _ upper: UInt16? = nil) -> TrafficSelector {
      .tcp(PortRange(uncheckedLower: lower, upper: upper ?? lower))
    }
    func udp(_ port: UInt16) -> TrafficSelector { .udp(PortRange(port)) }
    return [
      "ftp": [tcp(20, 21)], "ssh": [tcp(22)], "telnet": [tcp(23)], "smtp": [tcp(25)], "dns": [tcp(53), udp(53)],
      "http": [tcp(80)], "ntp": [udp(123)], "ldap": [tcp(389)], "https": [tcp(443)], "smb": [tcp(445)],
      "syslog": [udp(514)], "ldaps": [tcp(636)], "mssql": [tcp(1433)], "oracle": [tcp(1521)], "nfs": [tcp(2049)],
      "mysql": [tcp(3306)], "rdp": [tcp(3389), udp(3389)], "postgresql": [tcp(5432)], "vnc": [tcp(5900, 5909)],
      "winrm": [tcp(5985, 5986)], "redis": [tcp(6379)], "kafka": [tcp(9092)], "cassandra": [tcp(9042)],
      "elasticsearch": [tcp(9200), tcp(9300)], "memcached": [tcp(11211), udp(11211)], "mongodb": [tcp(27017, 27019)],
    ]
  }()
}

extension UInt8 {
  /// Plain decimal digits alone: no sign, no space.
  fileprivate init?(plain text: String) {
    guard !text.isEmpty, text.count <= 3, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.init(text)
  }
}
