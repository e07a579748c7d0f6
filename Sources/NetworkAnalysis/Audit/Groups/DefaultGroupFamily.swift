import Findings
import IPAddressing
import VPCModel

/// The group that every VPC comes with.
enum DefaultGroupFamily: AuditFamily {
  static let hasRules = Check(
    id: "default-group-has-rules",
    title: "A default security group has rules",
    severity: .low,
    explanation:
      "An interface that is made without naming a group gets the VPC's default group. Without rules in it, such an"
      + " interface can do nothing until somebody decides what it may.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_default_restrict_traffic"], "Checkov": ["CKV2_AWS_12"],
      "Trivy": ["AVD-AWS-0173"], "KICS": ["46883ce1", "9a4ef195"], "Security Hub": ["EC2.2"],
      "CIS": ["5.3", "5.4", "5.5", "6.5"], "Steampipe": ["vpc_default_security_group_restricts_all_traffic"],
      "ScoutSuite": ["ec2-default-security-group-with-rules"],
    ]
  )

  static let inUse = Check(
    id: "default-group-in-use",
    title: "Interfaces carry a default security group",
    severity: .medium,
    explanation:
      "All who carry the default group reach each other on every port, unless its rules were changed. Give each role"
      + " a group of its own.",
    equivalents: ["ScoutSuite": ["ec2-default-security-group-in-use"]]
  )

  static let checks = [hasRules, inUse]

  static func findings(_ context: AuditContext) -> [Finding] {
    let groups = context.groups.filter { $0.isDefault && !$0.rules.isEmpty }
    let idle = groups.filter { !isCarried($0, context) && isUntouched($0) }
    let others = groups.filter { isCarried($0, context) || !isUntouched($0) }
    return (idle.isEmpty ? [] : [ruleFinding(idle, context)])
      + others.map { ruleFinding([$0], context) } + others.compactMap { useFinding($0, context) }
  }

  /// By an interface, or by what a database or an endpoint says of itself where its interfaces are not known.
  private static func isCarried(_ group: SecurityGroup, _ context: AuditContext) -> Bool {
    context.members[group.id] != nil || context.namedElsewhere.contains(group.id)
  }

  /// Whether it has the rules that EC2 makes it with, and no other: everything in from its own members, everything out.
  private static func isUntouched(_ group: SecurityGroup) -> Bool {
    group.rules.allSatisfy { rule in
      guard rule.traffic == .all else { return false }
      switch (rule.direction, rule.peer) {
      case (.ingress, .securityGroup(let reference)): return reference.groupID == group.id
      case (.egress, .ipv4(.all)), (.egress, .ipv6(.all)): return true
      default: return false
      }
    }
  }

  /// One for all that nothing carries and nobody touched; else one for each.
  private static func ruleFinding(_ groups: [SecurityGroup], _ context: AuditContext) -> Finding {
    let vpcs = groups.map { context.names.full($0.vpcID) }.joined(separator: ", ")
    let count = groups.reduce(0) { $0 + $1.rules.count }
    let rules = groups.flatMap(\.rules)
    let isCarried = groups.contains { Self.isCarried($0, context) }
    let carriers = groups.flatMap { context.carriersBesideInterfaces($0.id) }
    return Finding(
      checkID: hasRules.id,
      severity: hasRules.severity,
      message: groups.count == 1
        ? "the default group of \(vpcs) has \(counted(count, "rule"))"
          + (isCarried ? "" : "; nothing known carries it")
        : "the default groups of \(groups.count) VPCs have the rules that EC2 makes them with; nothing known carries them",
      details: groups.count == 1
        ? rules.prefix(6).map { "\($0.direction.rawValue): \(context.words($0))" }
          + (carriers.isEmpty ? [] : ["carried by \(context.list(carriers, limit: 8))"])
        : ["VPCs: \(vpcs)"],
      subjects: groups.prefix(50).map { context.subject($0.id) },
      fixes: ruleFixes(groups, rules, context)
    )
  }

  private static func ruleFixes(
    _ groups: [SecurityGroup],
    _ rules: [SecurityGroupRule],
    _ context: AuditContext
  ) -> [Finding.Fix] {
    let fixes = AuditFix.revoke(
      rules,
      context,
      summary: "Take \(groups.count == 1 ? "its" : "their") rules away, once nothing depends on them."
    )
    // Where Terraform has the group already, what makes its rules is named.
    guard !fixes.contains(where: { $0.form == .terraform }) else { return fixes }
    let takeOver = Finding.Fix(
      .terraform,
      summary: "In Terraform, take the group\(groups.count == 1 ? "" : "s") over without rules.",
      text: groups.prefix(8).map { group in
        TerraformBlock(
          "aws_default_security_group",
          label: context.names.short(group.vpcID),
          in: context.rootScope
        )
        .id("vpc_id", group.vpcID.text).text
      }.joined(separator: "\n\n")
    )
    return fixes + [takeOver]
  }

  private static func useFinding(_ group: SecurityGroup, _ context: AuditContext) -> Finding? {
    guard let members = context.members[group.id] else { return nil }
    return Finding(
      checkID: inUse.id,
      severity: inUse.severity,
      message: "\(counted(members.count, "interface")) of \(context.names.full(group.vpcID)) carr"
        + (members.count == 1 ? "ies" : "y") + " its default group \(group.id)",
      details: ["carried by \(context.list(members, limit: 8))"],
      subjects: [context.subject(group.id)] + members.prefix(20).map(context.subject),
      fixes: members.prefix(1).map { interface in
        AuditFix.command(
          AWSCommand("ec2 modify-network-interface-attribute")
            .option("network-interface-id", interface.id.text)
            .option("groups", "SECURITY-GROUP-OF-ITS-ROLE"),
          summary: "Give each interface the group of its role instead, such as:"
        )
      }
    )
  }
}
