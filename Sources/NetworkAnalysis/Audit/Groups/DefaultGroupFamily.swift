import Findings
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
      "CIS": ["5.3", "5.4", "5.5"], "Steampipe": ["vpc_default_security_group_restricts_all_traffic"],
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
    context.groups.filter(\.isDefault).flatMap { group -> [Finding] in
      var findings: [Finding] = []
      let members = context.members[group.id] ?? []
      if !group.rules.isEmpty {
        findings.append(
          Finding(
            checkID: hasRules.id,
            severity: hasRules.severity,
            message: "the default group of \(context.names.full(group.vpcID)) has"
              + " \(counted(group.rules.count, "rule"))" + (members.isEmpty ? "; nothing known carries it" : ""),
            details: group.rules.prefix(6).map { "\($0.direction.rawValue): \(context.words($0))" },
            subjects: [context.subject(group.id)],
            fixes: [
              AuditFix.revoke(group.rules, summary: "Take its rules away, once nothing depends on them."),
              .init(
                .terraform,
                summary: "In Terraform, take the group over without rules.",
                text: TerraformBlock("aws_default_security_group", label: context.names.short(group.vpcID))
                  .id("vpc_id", group.vpcID.text).text
              ),
            ].compactMap { $0 }
          )
        )
      }
      if !members.isEmpty, !group.rules.isEmpty {
        findings.append(
          Finding(
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
        )
      }
      return findings
    }
  }
}
