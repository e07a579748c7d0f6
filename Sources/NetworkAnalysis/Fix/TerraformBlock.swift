import IPAddressing
import VPCModel

/// A Terraform resource block, laid out as `terraform fmt` lays it out.
struct TerraformBlock {
  private let type: String
  private let label: String
  private var arguments: [(name: String, value: String)] = []

  /// - Parameter label: any text; made into an identifier.
  init(_ type: String, label: String) {
    self.type = type
    self.label = Self.identifier(label)
  }

  func string(_ name: String, _ value: String?) -> TerraformBlock {
    guard let value else { return self }
    return literal(name, Self.quoted(value))
  }

  /// An id: of what Terraform has not made yet, a reference to it.
  func id(_ name: String, _ id: String?) -> TerraformBlock {
    guard let id else { return self }
    guard let reference = Self.reference(to: id) else { return string(name, id) }
    return literal(name, reference)
  }

  /// The expression for an identifier that is a Terraform address (`aws_security_group.web`), or an attribute of one
  /// (`aws_vpc.main.default_security_group_id`); `nil` for EC2's, which have no dot.
  static func reference(to id: String) -> String? {
    guard let dot = id.firstIndex(of: "."), id.first?.isLetter ?? false, !id.contains(" "), !id.contains("/") else {
      return nil
    }
    let hasAttribute = id[id.index(after: dot)...].hasSuffix("_id")
    return hasAttribute ? id : id + ".id"
  }

  /// A number, a boolean or an expression, as it is.
  func literal(_ name: String, _ value: String?) -> TerraformBlock {
    guard let value else { return self }
    var copy = self
    copy.arguments.append((name, value))
    return copy
  }

  var text: String {
    let width = arguments.map(\.name.count).max() ?? 0
    let lines = arguments.map { argument in
      "  \(argument.name)\(String(repeating: " ", count: width - argument.name.count)) = \(argument.value)"
    }
    return (["resource \"\(type)\" \"\(label)\" {"] + lines + ["}"]).joined(separator: "\n")
  }

  /// Lower-case letters, digits and underscores, beginning with a letter or underscore.
  static func identifier(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        result.unicodeScalars.append(scalar)
      } else if result.last != "_", !result.isEmpty {
        result.append("_")
      }
    }
    while result.last == "_" { result.removeLast() }
    guard let first = result.first else { return "_" }
    return first.isNumber ? "_" + result : result
  }

  /// A quoted string of HCL: quotes, backslashes, control characters and template markers escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    var previous: Character?
    for character in text {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "{" where previous == "$" || previous == "%":
        // `$${` stands for `${`.
        result += previous == "$" ? "${" : "%{"
      default: result.append(character)
      }
      previous = character
    }
    return result + "\""
  }
}

extension TerraformBlock {
  /// The newer rule resources, one rule each (AWS provider, `aws_vpc_security_group_ingress_rule`).
  static func rule(_ rule: SecurityGroupRule, label: String) -> String {
    let numbers = rule.traffic.fromAndTo
    var block = TerraformBlock("aws_vpc_security_group_\(rule.direction.rawValue)_rule", label: label)
      .id("security_group_id", rule.groupID.text)
      .string("description", rule.summary)
    switch rule.peer {
    case .ipv4(let prefix): block = block.string("cidr_ipv4", prefix.description)
    case .ipv6(let prefix): block = block.string("cidr_ipv6", prefix.description)
    case .prefixList(let id): block = block.id("prefix_list_id", id.text)
    case .securityGroup(let reference):
      let id = reference.ownerID.map { "\($0)/\(reference.groupID)" } ?? reference.groupID.text
      block = block.id("referenced_security_group_id", id)
    }
    return block.string("ip_protocol", rule.traffic.protocolName)
      .literal("from_port", numbers.map { "\($0.from)" })
      .literal("to_port", numbers.map { "\($0.to)" })
      .text
  }

  static func entry(_ acl: NetworkACL.ID, _ entry: NetworkACL.Entry, label: String) -> String {
    var block = TerraformBlock("aws_network_acl_rule", label: label)
      .id("network_acl_id", acl.text)
      .literal("egress", entry.direction == .egress ? "true" : "false")
      .literal("rule_number", "\(entry.number)")
      .string("rule_action", entry.action.rawValue)
      .string("protocol", entry.traffic.protocolName)
    switch entry.cidr {
    case .v4(let prefix): block = block.string("cidr_block", prefix.description)
    case .v6(let prefix): block = block.string("ipv6_cidr_block", prefix.description)
    }
    switch entry.traffic {
    case .tcp(let range), .udp(let range):
      block = block.literal("from_port", "\(range.lower)").literal("to_port", "\(range.upper)")
    case .icmp(let pattern), .icmpv6(let pattern):
      block = block.literal("icmp_type", pattern.type.map { "\($0)" } ?? "-1")
        .literal("icmp_code", pattern.code.map { "\($0)" } ?? "-1")
    case .all, .other: break
    }
    return block.text
  }

  static func route(
    _ table: RouteTable.ID,
    _ destination: IPPrefix,
    _ target: RouteTable.Target,
    label: String
  ) -> String? {
    guard let argument = target.argumentName else { return nil }
    return TerraformBlock("aws_route", label: label)
      .id("route_table_id", table.text)
      .string(
        destination.family == .ipv4 ? "destination_cidr_block" : "destination_ipv6_cidr_block",
        destination.description
      )
      .string(argument, target.text)
      .text
  }
}

extension RouteTable.Target {
  fileprivate var argumentName: String? {
    switch self {
    case .internetGateway, .virtualPrivateGateway: "gateway_id"
    case .egressOnlyInternetGateway: "egress_only_gateway_id"
    case .natGateway: "nat_gateway_id"
    case .vpcPeeringConnection: "vpc_peering_connection_id"
    case .transitGateway: "transit_gateway_id"
    case .vpcEndpoint: "vpc_endpoint_id"
    case .networkInterface: "network_interface_id"
    case .local, .other: nil
    }
  }
}
