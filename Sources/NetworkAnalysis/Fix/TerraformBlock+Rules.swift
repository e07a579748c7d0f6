import Findings
import IPAddressing
import VPCModel

extension TerraformBlock {
  /// A rule as its group writes them: a block of the group's, where blocks own the direction, otherwise one of the newer
  /// rule resources (AWS provider, `aws_vpc_security_group_ingress_rule`). Both at once delete each other's rules.
  static func rule(_ rule: SecurityGroupRule, label: String, _ writing: (any TerraformWriting)? = nil) -> String {
    let addition = TerraformAddition(to: rule.groupID.text, rule.direction.rawValue, writing)
    guard addition.keeping == .resources else {
      return addition.placed(inline([rule], rule.traffic, summary: rule.summary, addition.block, addition))
    }
    return resource(rule, label: label, in: addition.scope).text
  }

  static func resource(_ rule: SecurityGroupRule, label: String, in scope: TerraformScope?) -> TerraformBlock {
    let numbers = rule.traffic.fromAndTo
    var block = TerraformBlock("aws_vpc_security_group_\(rule.direction.rawValue)_rule", label: label, in: scope)
      .id("security_group_id", rule.groupID.text)
      .string("description", rule.summary)
    switch rule.peer {
    case .ipv4(let prefix): block = block.string("cidr_ipv4", prefix.description)
    case .ipv6(let prefix): block = block.string("cidr_ipv6", prefix.description)
    case .prefixList(let id): block = block.id("prefix_list_id", id.text)
    case .securityGroup(let reference):
      if let owner = reference.ownerID {
        block = block.string("referenced_security_group_id", "\(owner)/\(reference.groupID)")
      } else {
        block = block.id("referenced_security_group_id", reference.groupID.text)
      }
    }
    return block.string("ip_protocol", rule.traffic.protocolName)
      .literal("from_port", numbers.map { "\($0.from)" })
      .literal("to_port", numbers.map { "\($0.to)" })
  }

  /// Rules of the same traffic and description as one block of `aws_security_group`. In a list every member is given, for
  /// the provider takes no object without.
  static func inline(
    _ rules: [SecurityGroupRule],
    _ traffic: TrafficSelector,
    summary: String?,
    _ block: TerraformBlock,
    _ addition: TerraformAddition,
    peers given: [String] = []
  ) -> TerraformBlock {
    let numbers = traffic.fromAndTo ?? (0, 0)
    let isElement = addition.keeping == .list
    var (v4, v6, lists, groups): ([String], [String], [String], [String]) = ([], [], [], given)
    var needs: [String] = []
    var isSelf = false
    for rule in rules {
      switch rule.peer {
      case .ipv4(let prefix): v4.append(quoted("\(prefix)"))
      case .ipv6(let prefix): v6.append(quoted("\(prefix)"))
      case .prefixList(let id):
        let (value, more) = expression(id.text, addition.scope)
        lists.append(value)
        needs += more
      case .securityGroup(let reference) where reference.groupID == rule.groupID: isSelf = true
      case .securityGroup(let reference):
        if let owner = reference.ownerID {
          groups.append(quoted("\(owner)/\(reference.groupID)"))
        } else {
          let (value, more) = expression(reference.groupID.text, addition.scope)
          groups.append(value)
          needs += more
        }
      }
    }
    var result = block.string("description", summary ?? (isElement ? "" : nil))
      .literal("from_port", "\(numbers.from)")
      .literal("to_port", "\(numbers.to)")
      .string("protocol", traffic.protocolName)
    for (name, values) in [
      ("cidr_blocks", v4), ("ipv6_cidr_blocks", v6), ("prefix_list_ids", lists), ("security_groups", groups),
    ] where !values.isEmpty || isElement {
      result = result.literal(name, "[" + values.joined(separator: ", ") + "]")
    }
    if isSelf || isElement { result = result.literal("self", "\(isSelf)") }
    return result.needing(needs)
  }

  // MARK: Entries and routes

  /// An entry as its ACL writes them: a block of `aws_network_acl`, or `aws_network_acl_rule`.
  static func entry(
    _ acl: NetworkACL.ID,
    _ entry: NetworkACL.Entry,
    label: String,
    _ writing: (any TerraformWriting)? = nil
  ) -> String {
    let addition = TerraformAddition(to: acl.text, entry.direction.rawValue, writing)
    let isInline = addition.keeping != .resources
    var block =
      isInline
      ? addition.block.literal("rule_no", "\(entry.number)").string("action", entry.action.rawValue)
      : TerraformBlock("aws_network_acl_rule", label: label, in: addition.scope)
        .id("network_acl_id", acl.text)
        .literal("egress", entry.direction == .egress ? "true" : "false")
        .literal("rule_number", "\(entry.number)")
        .string("rule_action", entry.action.rawValue)
    block = block.string("protocol", entry.traffic.protocolName)
    switch entry.cidr {
    case .v4(let prefix): block = block.string("cidr_block", prefix.description)
    case .v6(let prefix): block = block.string("ipv6_cidr_block", prefix.description)
    }
    switch entry.traffic {
    case .tcp(let range), .udp(let range):
      block = block.literal("from_port", "\(range.lower)").literal("to_port", "\(range.upper)")
    case .icmp(let pattern), .icmpv6(let pattern):
      // A block needs ports even where they mean nothing.
      if isInline { block = block.literal("from_port", "0").literal("to_port", "0") }
      block = block.literal("icmp_type", pattern.type.map { "\($0)" } ?? "-1")
        .literal("icmp_code", pattern.code.map { "\($0)" } ?? "-1")
    case .all, .other:
      if isInline { block = block.literal("from_port", "0").literal("to_port", "0") }
    }
    if addition.keeping == .list { block = block.needing([otherMembers]) }
    return isInline ? addition.placed(block) : block.text
  }

  /// The provider takes no object of a list without all its members.
  private static let otherMembers = "The list's objects need every member: give the others as null."

  /// A route as its table writes them: a block of `aws_route_table`, or `aws_route`.
  static func route(
    _ table: RouteTable.ID,
    _ destination: IPPrefix,
    _ target: RouteTable.Target,
    label: String,
    _ writing: (any TerraformWriting)? = nil
  ) -> String? {
    guard let argument = target.terraformArgument else { return nil }
    let addition = TerraformAddition(to: table.text, "route", writing)
    let isInline = addition.keeping != .resources
    let isIPv4 = destination.family == .ipv4
    let block =
      isInline
      ? addition.block.string(isIPv4 ? "cidr_block" : "ipv6_cidr_block", destination.description)
      : TerraformBlock("aws_route", label: label, in: addition.scope)
        .id("route_table_id", table.text)
        .string(isIPv4 ? "destination_cidr_block" : "destination_ipv6_cidr_block", destination.description)
    var whole = block.id(argument, target.text)
    if addition.keeping == .list { whole = whole.needing([otherMembers]) }
    return isInline ? addition.placed(whole) : whole.text
  }
}
