import VPCModel

extension Consolidation {
  /// The kinds of Terraform in which rules can be written.
  package enum TerraformStyle: String, Hashable, Sendable, CaseIterable {
    /// `aws_vpc_security_group_ingress_rule` and its sister, one for each rule.
    case ruleResources = "resources"
    /// `ingress` and `egress` blocks of `aws_security_group`.
    case inlineBlocks = "inline"
  }

  /// All rules of the direction as they are to be, for a configuration that owns them.
  ///
  /// Terraform makes and destroys rule resources in no particular order, so that what two rules allow in turn can be cut
  /// for moments: who cannot have that adds the new ones in one apply and takes the old ones out in a second.
  package func terraform(_ style: TerraformStyle) -> String {
    switch style {
    case .ruleResources:
      var labels: Set<String> = []
      return after.map { rule in TerraformBlock.rule(rule, label: Self.freeLabel(for: rule, groupName, &labels)) }
        .joined(separator: "\n\n") + "\n"
    case .inlineBlocks:
      return inlineBlocks.joined(separator: "\n\n") + "\n"
    }
  }

  private static func freeLabel(for rule: SecurityGroupRule, _ name: String, _ taken: inout Set<String>) -> String {
    let way = rule.direction == .ingress ? "from" : "to"
    let words = "\(name.isEmpty ? rule.groupID.text : name) \(way) \(rule.peer) \(rule.traffic)"
    let base = TerraformBlock.identifier(words)
    var label = base
    var number = 2
    while !taken.insert(label).inserted {
      label = "\(base)_\(number)"
      number += 1
    }
    return label
  }

  /// One block for each traffic and description, with all its peers: as the provider groups them.
  private var inlineBlocks: [String] {
    struct Key: Hashable {
      var traffic: TrafficSelector
      var summary: String?
    }
    var order: [Key] = []
    var rules: [Key: [SecurityGroupRule]] = [:]
    for rule in after {
      let key = Key(traffic: rule.traffic, summary: rule.summary)
      if rules[key] == nil { order.append(key) }
      rules[key, default: []].append(rule)
    }
    return order.map { key in
      let numbers = key.traffic.fromAndTo ?? (0, 0)
      var lines: [(String, String)] = []
      if let summary = key.summary { lines.append(("description", TerraformBlock.quoted(summary))) }
      lines.append(("from_port", "\(numbers.from)"))
      lines.append(("to_port", "\(numbers.to)"))
      lines.append(("protocol", TerraformBlock.quoted(key.traffic.protocolName)))
      var (v4, v6, lists, groups): ([String], [String], [String], [String]) = ([], [], [], [])
      var isSelf = false
      for rule in rules[key] ?? [] {
        switch rule.peer {
        case .ipv4(let prefix): v4.append("\(prefix)")
        case .ipv6(let prefix): v6.append("\(prefix)")
        case .prefixList(let id): lists.append(id.text)
        case .securityGroup(let reference) where reference.groupID == groupID: isSelf = true
        case .securityGroup(let reference):
          groups.append(reference.ownerID.map { "\($0)/\(reference.groupID)" } ?? reference.groupID.text)
        }
      }
      for (name, values) in [
        ("cidr_blocks", v4), ("ipv6_cidr_blocks", v6), ("prefix_list_ids", lists), ("security_groups", groups),
      ] where !values.isEmpty {
        lines.append((name, "[" + values.map(TerraformBlock.quoted).joined(separator: ", ") + "]"))
      }
      if isSelf { lines.append(("self", "true")) }
      let width = lines.map(\.0.count).max() ?? 0
      let body = lines.map { name, value in
        "  \(name)\(String(repeating: " ", count: width - name.count)) = \(value)"
      }
      return (["\(direction.rawValue) {"] + body + ["}"]).joined(separator: "\n")
    }
  }
}
