import Findings
import VPCModel

/// The remedies that checks offer.
enum AuditFix {
  /// Takes rules away: a command for each group, and of what Terraform manages the places that make them.
  static func revoke(_ rules: [SecurityGroupRule], _ context: AuditContext, summary: String) -> [Finding.Fix] {
    guard !rules.isEmpty else { return [] }
    let commands = rules.prefix(8).map { AWSCommand.revoke($0) }
    let rest = rules.count > 8 ? ["# … and \(rules.count - 8) more rules alike"] : []
    let command = Finding.Fix(.command, summary: summary, text: (commands + rest).joined(separator: "\n"))
    guard let text = context.writing.flatMap({ TerraformRemoval.text(rules, $0) }) else { return [command] }
    return [command, .init(.terraform, summary: summary, text: text)]
  }

  /// Writes a rule anew with a source that the reader has to give.
  static func narrowed(
    _ rule: SecurityGroupRule,
    to traffic: TrafficSelector,
    label: String,
    summary: String,
    _ context: AuditContext
  ) -> Finding.Fix {
    let clients = "\(TerraformBlock.identifier(label))_clients"
    let variable = """
      variable "\(clients)" {
        description = "The security group of those who need it"
        type        = string
      }
      """
    let summaryOfRule = rule.summary.flatMap { $0.isEmpty ? nil : $0 }
    let addition = TerraformAddition(to: rule.groupID.text, rule.direction.rawValue, context.writing)
    guard addition.keeping == .resources else {
      let block = TerraformBlock.inline(
        [],
        traffic,
        summary: summaryOfRule,
        addition.block,
        addition,
        peers: ["var.\(clients)"]
      )
      return .init(.terraform, summary: summary, text: variable + "\n\n" + addition.placed(block))
    }
    let numbers = traffic.fromAndTo
    let block = TerraformBlock(
      "aws_vpc_security_group_\(rule.direction.rawValue)_rule",
      label: label,
      in: addition.scope
    )
    .id("security_group_id", rule.groupID.text)
    .string("description", summaryOfRule)
    .literal("referenced_security_group_id", "var.\(clients)")
    .string("ip_protocol", traffic.protocolName)
    .literal("from_port", numbers.map { "\($0.from)" })
    .literal("to_port", numbers.map { "\($0.to)" })
    return .init(.terraform, summary: summary, text: variable + "\n\n" + block.text)
  }

  /// A rule as its group writes them, as it should be.
  static func rule(_ rule: SecurityGroupRule, label: String, summary: String, _ context: AuditContext)
    -> [Finding.Fix]
  {
    [
      .init(.command, summary: summary, text: AWSCommand.authorize(rule)),
      .init(.terraform, summary: summary, text: TerraformBlock.rule(rule, label: label, context.writing)),
    ]
  }

  static func command(_ command: AWSCommand, summary: String) -> Finding.Fix {
    .init(.command, summary: summary, text: command.text)
  }
}

extension AWSCommand {
  /// The command that takes a rule away: by identifier where EC2 gave one, otherwise by what the rule says.
  static func revoke(_ rule: SecurityGroupRule) -> String {
    let command = AWSCommand("ec2 revoke-security-group-\(rule.direction.rawValue)")
      .option("group-id", rule.groupID.text)
    guard !rule.hasAssignedID else { return command.option("security-group-rule-ids", rule.id.text).text }
    var bare = rule
    bare.summary = nil
    return command.option("ip-permissions", permission(bare)).text
  }
}
