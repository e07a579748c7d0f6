import HCL
import IPAddressing
import VPCModel

struct GroupImportWriter {
  var resources: [GroupImport.Resource] = []
  var notes: [String] = []
  private var names: NameSupply
  /// Addresses of the groups that are imported.
  private var addresses: [SecurityGroup.ID: String] = [:]
  private var labels: [SecurityGroup.ID: String] = [:]
  /// Groups whose rules refer to one another in a circle: in blocks they name each other by id.
  private var circles: [SecurityGroup.ID: Int] = [:]

  init(_ groups: [SecurityGroup], _ network: Network, _ taken: Set<String>) {
    names = NameSupply(taken)
    var numbers: [SecurityGroup.ID: Int] = [:]
    for (number, group) in groups.enumerated() {
      numbers[group.id] = number
      let type = group.isDefault ? "aws_default_security_group" : "aws_security_group"
      let vpcs = group.isDefault ? network.vpcs[group.vpcID]?.tags["Name"] : nil
      let wanted = HCLText.identifier(group.isDefault ? vpcs.map { "\($0)_default" } ?? "default" : group.name)
      let address = names.next("\(type).\(wanted)")
      addresses[group.id] = address
      labels[group.id] = String(address.drop { $0 != "." }.dropFirst())
    }
    let edges = groups.map { group in
      group.rules.compactMap { rule -> Int? in
        guard case .securityGroup(let reference) = rule.peer, reference.groupID != group.id else { return nil }
        return numbers[reference.groupID]
      }
    }
    for (number, component) in StronglyConnected(edges).components.enumerated() {
      for member in component { circles[groups[member].id] = number }
    }
  }

  mutating func write(_ group: SecurityGroup, _ style: GroupImport.Style) {
    guard let address = addresses[group.id], let label = labels[group.id] else { return }
    let parts = address.divided(at: ".")
    var arguments: [(name: String, value: String)] = []
    if !group.isDefault {
      arguments.append(("name", HCLString.quoted(group.name)))
      arguments.append(("description", HCLString.quoted(group.summary)))
    }
    arguments.append(("vpc_id", HCLString.quoted(group.vpcID.text)))
    var text = "resource \"\(parts[0])\" \"\(parts[1])\" {\n" + HCLText.arguments(arguments, indent: 2)
    text += Self.tags(group.tags)
    if style == .inline { text += blocks(of: group) }
    text += "}\n"
    resources.append(GroupImport.Resource(address: address, importID: ImportID(ofGroup: group), text: text))
    switch style {
    case .inline: break
    case .standalone: for rule in group.rules { writeNewer(rule, of: group, address, label) }
    case .older: for rule in group.rules { writeOlder(rule, of: group, address, label) }
    }
  }

  private static func tags(_ tags: Tags) -> String {
    let own = tags.filter { !$0.key.hasPrefix("aws:") }.sorted { $0.key < $1.key }
    guard !own.isEmpty else { return "" }
    let isPlain = own.allSatisfy { HCLString.isIdentifier($0.key) }
    let arguments = own.map { (isPlain ? $0.key : HCLString.quoted($0.key), HCLString.quoted($0.value)) }
    return "\n  tags = {\n" + HCLText.arguments(arguments, indent: 4) + "  }\n"
  }

  // MARK: - Rules as resources

  private mutating func writeNewer(
    _ rule: SecurityGroupRule,
    of group: SecurityGroup,
    _ address: String,
    _ label: String
  ) {
    guard let id = ImportID(ofRule: rule) else {
      notes.append(
        "a rule of \(group.name) (\(group.id)) has no id in the input: \(rule.direction.rawValue) \(rule.traffic);"
          + " aws ec2 describe-security-group-rules tells it"
      )
      return
    }
    let type = "aws_vpc_security_group_\(rule.direction.rawValue)_rule"
    let name = names.next("\(type).\(ruleName(rule, of: group, label))")
    var arguments: [(name: String, value: String)] = [("security_group_id", "\(address).id")]
    if let summary = rule.summary, !summary.isEmpty { arguments.append(("description", HCLString.quoted(summary))) }
    switch rule.peer {
    case .ipv4(let prefix): arguments.append(("cidr_ipv4", HCLString.quoted(prefix.description)))
    case .ipv6(let prefix): arguments.append(("cidr_ipv6", HCLString.quoted(prefix.description)))
    case .prefixList(let list): arguments.append(("prefix_list_id", HCLString.quoted(list.text)))
    case .securityGroup(let reference):
      arguments.append(("referenced_security_group_id", self.reference(reference, of: group, mayCircle: true)))
    }
    let traffic = RuleTraffic(rule.traffic)
    arguments.append(("ip_protocol", HCLString.quoted(traffic.protocolName)))
    if rule.traffic.hasNumbers {
      arguments.append(("from_port", String(traffic.from)))
      arguments.append(("to_port", String(traffic.to)))
    }
    let label = String(name.drop { $0 != "." }.dropFirst())
    let text =
      "resource \"\(type)\" \"\(label)\" {\n" + HCLText.arguments(arguments, indent: 2) + Self.tags(rule.tags) + "}\n"
    resources.append(GroupImport.Resource(address: name, importID: id, text: text))
  }

  private mutating func writeOlder(
    _ rule: SecurityGroupRule,
    of group: SecurityGroup,
    _ address: String,
    _ label: String
  ) {
    let type = SecurityGroupRuleImportID.resourceType
    let name = names.next("\(type).\(label)_\(rule.direction.rawValue)_\(words(rule, of: group))")
    let traffic = RuleTraffic(rule.traffic)
    var arguments: [(name: String, value: String)] = [
      ("security_group_id", "\(address).id"), ("type", HCLString.quoted(rule.direction.rawValue)),
    ]
    if let summary = rule.summary, !summary.isEmpty { arguments.append(("description", HCLString.quoted(summary))) }
    arguments += [
      ("protocol", HCLString.quoted(traffic.protocolName)), ("from_port", String(traffic.from)),
      ("to_port", String(traffic.to)),
    ]
    switch rule.peer {
    case .ipv4(let prefix): arguments.append(("cidr_blocks", "[\(HCLString.quoted(prefix.description))]"))
    case .ipv6(let prefix): arguments.append(("ipv6_cidr_blocks", "[\(HCLString.quoted(prefix.description))]"))
    case .prefixList(let list): arguments.append(("prefix_list_ids", "[\(HCLString.quoted(list.text))]"))
    case .securityGroup(let reference) where reference.groupID == group.id: arguments.append(("self", "true"))
    case .securityGroup(let reference):
      arguments.append(("source_security_group_id", self.reference(reference, of: group, mayCircle: true)))
    }
    let resourceLabel = String(name.drop { $0 != "." }.dropFirst())
    let text = "resource \"\(type)\" \"\(resourceLabel)\" {\n" + HCLText.arguments(arguments, indent: 2) + "}\n"
    let id = SecurityGroupRuleImportID(rule, ownerID: group.ownerID)
    resources.append(GroupImport.Resource(address: name, importID: .securityGroupRule(id), text: text))
  }

  /// A group that a rule refers to: by its resource where that is imported too.
  private func reference(_ reference: GroupReference, of group: SecurityGroup, mayCircle: Bool) -> String {
    if let address = addresses[reference.groupID] {
      let isCircle = circles[group.id] != nil && circles[group.id] == circles[reference.groupID]
      if mayCircle || !isCircle { return "\(address).id" }
    }
    if let other = reference.ownerID, let owner = group.ownerID, other != owner {
      return HCLString.quoted("\(other)/\(reference.groupID)")
    }
    return HCLString.quoted(reference.groupID.text)
  }

  private func ruleName(_ rule: SecurityGroupRule, of group: SecurityGroup, _ label: String) -> String {
    "\(label)_\(words(rule, of: group))"
  }

  /// `tcp_443_from_10_0_0_0_8`
  private func words(_ rule: SecurityGroupRule, of group: SecurityGroup) -> String {
    let way = rule.direction == .ingress ? "from" : "to"
    let peer: String =
      switch rule.peer {
      case .securityGroup(let reference) where reference.groupID == group.id: "itself"
      case .securityGroup(let reference): labels[reference.groupID] ?? reference.groupID.text
      case .ipv4(.all), .ipv6(.all): "anywhere"
      default: rule.peer.description
      }
    let traffic = rule.traffic == .all ? "all" : rule.traffic.description
    return HCLText.identifier("x \(traffic) \(way) \(peer)").replacing(/^x_/, with: "")
  }

  // MARK: - Blocks

  private struct BlockKey: Hashable {
    var direction: TrafficDirection
    var traffic: RuleTraffic
    var summary: String
  }

  /// As the provider gathers live rules: one block for each traffic and description.
  private func blocks(of group: SecurityGroup) -> String {
    var order: [BlockKey] = []
    var rules: [BlockKey: [SecurityGroupRule]] = [:]
    for direction in TrafficDirection.allCases {
      for rule in group.rules(direction) {
        let key = BlockKey(direction: direction, traffic: RuleTraffic(rule.traffic), summary: rule.summary ?? "")
        if rules[key] == nil { order.append(key) }
        rules[key, default: []].append(rule)
      }
    }
    var text = order.map { key in block(key, rules[key] ?? [], of: group) }.joined()
    for direction in TrafficDirection.allCases where group.rules(direction).isEmpty {
      text += "\n  \(direction.rawValue) = []\n"
    }
    return text
  }

  private func block(_ key: BlockKey, _ rules: [SecurityGroupRule], of group: SecurityGroup) -> String {
    var arguments: [(name: String, value: String)] = []
    if !key.summary.isEmpty { arguments.append(("description", HCLString.quoted(key.summary))) }
    arguments += [
      ("protocol", HCLString.quoted(key.traffic.protocolName)), ("from_port", String(key.traffic.from)),
      ("to_port", String(key.traffic.to)),
    ]
    var lists: [(name: String, values: [String])] = [
      ("cidr_blocks", []), ("ipv6_cidr_blocks", []), ("prefix_list_ids", []), ("security_groups", []),
    ]
    var isSelf = false
    for rule in rules {
      switch rule.peer {
      case .ipv4(let prefix): lists[0].values.append(HCLString.quoted(prefix.description))
      case .ipv6(let prefix): lists[1].values.append(HCLString.quoted(prefix.description))
      case .prefixList(let id): lists[2].values.append(HCLString.quoted(id.text))
      case .securityGroup(let reference) where reference.groupID == group.id: isSelf = true
      case .securityGroup(let reference):
        lists[3].values.append(self.reference(reference, of: group, mayCircle: false))
      }
    }
    for list in lists where !list.values.isEmpty {
      arguments.append((list.name, HCLText.list(list.values, indent: 4)))
    }
    if isSelf { arguments.append(("self", "true")) }
    return "\n  \(key.direction.rawValue) {\n" + HCLText.arguments(arguments, indent: 4) + "  }\n"
  }
}

extension TrafficSelector {
  /// Whether ports or an ICMP type and code belong to it.
  var hasNumbers: Bool {
    switch self {
    case .all, .other: false
    case .tcp, .udp, .icmp, .icmpv6: true
    }
  }
}
