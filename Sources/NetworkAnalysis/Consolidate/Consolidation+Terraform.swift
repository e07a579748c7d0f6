package import Findings
import VPCModel

extension Consolidation {
  /// The kinds of Terraform in which rules can be written.
  package enum TerraformStyle: String, Hashable, Sendable, CaseIterable {
    /// `aws_vpc_security_group_ingress_rule` and its sister, one for each rule.
    case ruleResources = "resources"
    /// `ingress` and `egress` blocks of `aws_security_group`.
    case inlineBlocks = "inline"
  }

  /// The rules of the direction as they are to be, with what they replace.
  ///
  /// Terraform makes and destroys rule resources in no particular order, so that what two rules allow in turn can be cut
  /// for moments: who cannot have that adds the new ones in one apply and takes the old ones out in a second.
  /// - Parameters:
  ///   - asked: the kind to write; `nil` for the one in which the group's rules are written.
  ///   - writing: how Terraform writes the network, where it does. Without it all rules are written, for a configuration
  ///     that is yet to own them.
  package func terraform(_ asked: TerraformStyle?, writing: (any TerraformWriting)? = nil) -> String {
    let addition = TerraformAddition(to: groupID.text, direction.rawValue, writing)
    let style = asked ?? (addition.keeping == .resources ? .ruleResources : .inlineBlocks)
    var parts: [String] = []
    if let writing, let holder = writing.resource(of: groupID.text) {
      let own = addition.keeping == .resources ? TerraformStyle.ruleResources : .inlineBlocks
      parts.append(own == style ? replacing(holder, addition, writing) : changingStyle(holder, to: style))
    }
    switch style {
    case .ruleResources:
      // What stays is there already, where Terraform has it.
      let isThere = addition.keeping == .resources && writing?.resource(of: groupID.text) != nil
      let scope = writing.map { TerraformScope(writing: $0, module: "") }
      var labels: Set<String> = []
      parts += (isThere ? added.map(\.rule) : after).map { rule in
        TerraformBlock.resource(rule, label: Self.freeLabel(for: rule, groupName, &labels), in: scope).text
      }
    case .inlineBlocks:
      let blocks = inlineBlocks(addition)
      if addition.keeping == .list {
        let lines = blocks.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        parts.append("\(direction.rawValue) = [\n" + lines.map { "  \($0)\n" }.joined() + "]")
      } else {
        parts += blocks
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What the new text stands in for, in the style that the group has.
  private func replacing(
    _ holder: WrittenResource,
    _ addition: TerraformAddition,
    _ writing: any TerraformWriting
  ) -> String {
    let way = direction.rawValue
    guard addition.keeping == .resources else {
      var lines = [
        addition.keeping == .list
          ? "# In \(holder.words), put this in the place of its \(way) = [ … ]:"
          : "# In \(holder.words), put these in the place of all its \(way) blocks, in one apply:"
      ]
      var seen: Set<WrittenStatement> = []
      for statement in before.flatMap({ writing.statements(ofRule: $0.id.text) })
      where statement.block == nil && seen.insert(statement).inserted {
        lines.append("# and remove \(statement.resource.words), whose rule the blocks delete at every apply")
      }
      return lines.joined(separator: "\n")
    }
    var stays: Set<String> = []
    for rule in kept { stays.formUnion(writing.statements(ofRule: rule.id.text).map(\.resource.address)) }
    var lines: [String] = []
    var seen: Set<String> = []
    for statement in removed.flatMap({ writing.statements(ofRule: $0.rule.id.text) })
    where seen.insert(statement.resource.address).inserted {
      let place = (statement.resource.place ?? statement.place).map { "\($0): " } ?? ""
      let part = stays.contains(statement.resource.address) ? "take what goes out of" : "remove"
      lines.append("# \(place)\(part) \(statement.resource.address)")
    }
    guard !lines.isEmpty else { return "# Nothing is to be removed." }
    return (lines + added.prefix(1).map { _ in "# and add:" }).joined(separator: "\n")
  }

  /// Both styles at once delete each other's rules.
  private func changingStyle(_ holder: WrittenResource, to style: TerraformStyle) -> String {
    let way = direction.rawValue
    switch style {
    case .ruleResources:
      return """
        # Blocks of \(holder.words) own its \(way) rules, and would delete these at
        # every apply: its \(way) blocks have to go first. 'ringfence terraform convert' writes that, with the
        # imports for the rules that stay.
        """
    case .inlineBlocks:
      return """
        # \(way) rules of \(holder.words) are resources of their own, which these
        # blocks would delete at every apply: put the blocks into the group and remove those resources in one apply.
        """
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
  private func inlineBlocks(_ addition: TerraformAddition) -> [String] {
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
      TerraformBlock.inline(rules[key] ?? [], key.traffic, summary: key.summary, addition.block, addition).text
    }
  }
}
