import IPAddressing
import VPCModel

/// An AWS CLI command line, quoted for a POSIX shell.
struct AWSCommand {
  private let words: [String]
  private var options: [String] = []

  /// - Parameter operation: such as `ec2 create-route`.
  init(_ operation: String) { words = ["aws", operation] }

  func option(_ name: String, _ value: String? = nil) -> AWSCommand {
    var copy = self
    copy.options.append("--\(name)" + (value.map { " \(Self.quoted($0))" } ?? ""))
    return copy
  }

  /// An option with several values, one on each line.
  func list(_ name: String, _ values: [String]) -> AWSCommand {
    var copy = self
    copy.options.append("--\(name) " + values.map(Self.quoted).joined(separator: " \\\n    "))
    return copy
  }

  /// One option on each line, joined by backslashes, so that it can be read and pasted.
  var text: String { ([words.joined(separator: " ")] + options).joined(separator: " \\\n  ") }

  /// The word as it is where the shell leaves it alone, otherwise in single quotes.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "+")...UInt8(ascii: ":"),
        UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if plain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

// MARK: - Shorthand and JSON of rules

extension AWSCommand {
  /// The command that adds a rule to its group.
  static func authorize(_ rule: SecurityGroupRule) -> String {
    AWSCommand("ec2 authorize-security-group-\(rule.direction.rawValue)")
      .option("group-id", rule.groupID.text)
      .option("ip-permissions", permission(rule))
      .text
  }

  /// `IpPermissions` in the CLI's shorthand: `IpProtocol=tcp,FromPort=…,UserIdGroupPairs=[{…}]`.
  static func permission(_ rule: SecurityGroupRule) -> String {
    var fields = trafficFields(rule.traffic)
    let description = rule.summary.map { ",Description=\(shorthand($0))" } ?? ""
    switch rule.peer {
    case .ipv4(let prefix): fields.append("IpRanges=[{CidrIp=\(prefix)\(description)}]")
    case .ipv6(let prefix): fields.append("Ipv6Ranges=[{CidrIpv6=\(shorthand(prefix.description))\(description)}]")
    case .prefixList(let id): fields.append("PrefixListIds=[{PrefixListId=\(id)\(description)}]")
    case .securityGroup(let reference):
      let owner = reference.ownerID.map { ",UserId=\($0)" } ?? ""
      fields.append("UserIdGroupPairs=[{GroupId=\(reference.groupID)\(owner)\(description)}]")
    }
    return fields.joined(separator: ",")
  }

  /// The command that gives a rule another block; everything else of it stays.
  static func modify(_ rule: SecurityGroupRule, block: IPPrefix) -> String {
    var fields = trafficFields(rule.traffic)
    switch block {
    case .v4(let prefix): fields.append("CidrIpv4=\(prefix)")
    case .v6(let prefix): fields.append("CidrIpv6=\(shorthand(prefix.description))")
    }
    // The whole rule is replaced: a description that is left out is lost.
    if let summary = rule.summary, !summary.isEmpty { fields.append("Description=\(shorthand(summary))") }
    return AWSCommand("ec2 modify-security-group-rules")
      .option("group-id", rule.groupID.text)
      .option(
        "security-group-rules",
        "SecurityGroupRuleId=\(rule.id),SecurityGroupRule={\(fields.joined(separator: ","))}"
      )
      .text
  }

  private static func trafficFields(_ selector: TrafficSelector) -> [String] {
    let numbers = selector.fromAndTo
    return ["IpProtocol=\(selector.protocolName)"]
      + (numbers.map { ["FromPort=\($0.from)", "ToPort=\($0.to)"] } ?? [])
  }

  /// A value inside shorthand syntax: in double quotes unless it is plain (AWS CLI guide, "Shorthand syntax").
  static func shorthand(_ value: String) -> String {
    let plain = value.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_./".unicodeScalars.contains(scalar))
    }
    if plain { return value }
    let escaped = value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }

  // MARK: Entries and routes

  static func createEntry(_ acl: NetworkACL.ID, _ entry: NetworkACL.Entry) -> String {
    var command = AWSCommand("ec2 create-network-acl-entry")
      .option("network-acl-id", acl.text)
      .option(entry.direction.rawValue)
      .option("rule-number", "\(entry.number)")
      .option("rule-action", entry.action.rawValue)
      .option("protocol", entry.traffic.protocolNumber)
    switch entry.traffic {
    case .tcp(let range), .udp(let range):
      command = command.option("port-range", "From=\(range.lower),To=\(range.upper)")
    case .icmp(let pattern), .icmpv6(let pattern):
      command = command.option(
        "icmp-type-code",
        "Type=\(pattern.type.map { "\($0)" } ?? "-1"),Code=\(pattern.code.map { "\($0)" } ?? "-1")"
      )
    case .all, .other: break
    }
    switch entry.cidr {
    case .v4(let prefix): command = command.option("cidr-block", prefix.description)
    case .v6(let prefix): command = command.option("ipv6-cidr-block", prefix.description)
    }
    return command.text
  }

  static func route(
    _ table: RouteTable.ID,
    _ destination: IPPrefix,
    _ target: RouteTable.Target,
    replacesExisting: Bool
  ) -> String? {
    guard let option = target.optionName else { return nil }
    return AWSCommand("ec2 \(replacesExisting ? "replace" : "create")-route")
      .option("route-table-id", table.text)
      .option(
        destination.family == .ipv4 ? "destination-cidr-block" : "destination-ipv6-cidr-block",
        destination.description
      )
      .option(option, target.text)
      .text
  }
}

extension TrafficSelector {
  /// As EC2's rules write it: a name where they have one, otherwise the number; −1 for all.
  var protocolName: String { ipProtocol.map(\.description) ?? "-1" }
  /// As network ACL entries write it: always the number.
  var protocolNumber: String { ipProtocol.map { "\($0.rawValue)" } ?? "-1" }

  /// `FromPort` and `ToPort` of a rule: ports, or ICMP type and code; `nil` where EC2 ignores them.
  var fromAndTo: (from: Int, to: Int)? {
    switch self {
    case .tcp(let range), .udp(let range): (Int(range.lower), Int(range.upper))
    case .icmp(let pattern), .icmpv6(let pattern):
      (pattern.type.map(Int.init) ?? -1, pattern.code.map(Int.init) ?? -1)
    case .all, .other: nil
    }
  }
}

extension RouteTable.Target {
  fileprivate var optionName: String? {
    switch self {
    case .internetGateway, .virtualPrivateGateway: "gateway-id"
    case .egressOnlyInternetGateway: "egress-only-internet-gateway-id"
    case .natGateway: "nat-gateway-id"
    case .vpcPeeringConnection: "vpc-peering-connection-id"
    case .transitGateway: "transit-gateway-id"
    case .vpcEndpoint: "vpc-endpoint-id"
    case .networkInterface: "network-interface-id"
    case .local, .other: nil
    }
  }
}
