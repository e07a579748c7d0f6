import Findings
import VPCModel

/// The remedies that checks offer.
enum AuditFix {
  /// Takes rules away: a command for each group.
  static func revoke(_ rules: [SecurityGroupRule], summary: String) -> Finding.Fix? {
    guard !rules.isEmpty else { return nil }
    let commands = rules.prefix(8).map { AWSCommand.revoke($0) }
    let rest = rules.count > 8 ? ["# … and \(rules.count - 8) more rules alike"] : []
    return .init(.command, summary: summary, text: (commands + rest).joined(separator: "\n"))
  }

  /// Writes a rule anew with a source that the reader has to give.
  static func narrowed(_ rule: SecurityGroupRule, to traffic: TrafficSelector, label: String, summary: String)
    -> Finding.Fix
  {
    let numbers = traffic.fromAndTo
    let block = TerraformBlock("aws_vpc_security_group_\(rule.direction.rawValue)_rule", label: label)
      .id("security_group_id", rule.groupID.text)
      .string("description", rule.summary.flatMap { $0.isEmpty ? nil : $0 })
      .literal("referenced_security_group_id", "var.\(TerraformBlock.identifier(label))_clients")
      .string("ip_protocol", traffic.protocolName)
      .literal("from_port", numbers.map { "\($0.from)" })
      .literal("to_port", numbers.map { "\($0.to)" })
    let variable = """
      variable "\(TerraformBlock.identifier(label))_clients" {
        description = "The security group of those who need it"
        type        = string
      }
      """
    return .init(.terraform, summary: summary, text: variable + "\n\n" + block.text)
  }

  /// A rule as a resource, as it should be.
  static func rule(_ rule: SecurityGroupRule, label: String, summary: String) -> [Finding.Fix] {
    [
      .init(.command, summary: summary, text: AWSCommand.authorize(rule)),
      .init(.terraform, summary: summary, text: TerraformBlock.rule(rule, label: label)),
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
