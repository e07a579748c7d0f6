import Findings
import IPAddressing
import VPCModel

/// Groups that nobody uses or explains.
enum GroupHousekeepingFamily: AuditFamily {
  static let unused = Check(
    id: "group-unused",
    title: "A security group is not used",
    severity: .info,
    explanation:
      "No interface carries the group. Somebody may pick it by mistake, with whatever rules it has; and it counts"
      + " against the quota of groups.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_not_used"], "Checkov": ["CKV2_AWS_5"], "KICS": ["4849211b"],
      "Security Hub": ["EC2.22"], "Steampipe": ["vpc_security_group_unused", "vpc_security_group_associated_to_eni"],
      "ScoutSuite": ["ec2-unused-security-group"], "np-guard": ["sg-unattached"],
    ]
  )

  static let undescribed = Check(
    id: "description-missing",
    title: "A security group or its rules have no description",
    severity: .info,
    explanation: "Whoever meets the rule later cannot tell whom it serves, and dares not take it away.",
    equivalents: [
      "Checkov": ["CKV_AWS_23"], "Trivy": ["AVD-AWS-0099", "AVD-AWS-0124"], "KICS": ["cb3f5ed6", "68eb4bf3"],
    ]
  )

  static let launchWizard = Check(
    id: "launch-wizard-group",
    title: "Security groups were made by the launch wizard",
    severity: .info,
    explanation:
      "The console's launch wizard makes a group for each launch, by default with SSH or Remote Desktop open to"
      + " anyone, which is reported apart where it is so. Replace it by a group of the instance's role.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_from_launch_wizard"],
      "Steampipe": ["vpc_security_group_not_uses_launch_wizard_sg"],
    ]
  )

  static let openToItself = Check(
    id: "group-open-to-itself",
    title: "Members of a group reach each other on every port",
    severity: .info,
    explanation:
      "If one member is taken over, all others can be tried on everything. Let in the ports that the cluster needs.",
    equivalents: ["ScoutSuite": ["ec2-security-group-opens-all-ports-to-self"]]
  )

  static let checks = [unused, undescribed, launchWizard, openToItself]

  static func findings(_ context: AuditContext) -> [Finding] {
    context.groups.filter { !$0.isDefault }.flatMap { group -> [Finding] in
      [
        unusedFinding(group, context), descriptionFinding(group, context), selfFinding(group, context),
      ].compactMap { $0 }
    } + wizardFindings(context)
  }

  private static func unusedFinding(_ group: SecurityGroup, _ context: AuditContext) -> Finding? {
    guard context.isUnused(group.id) else { return nil }
    let referrers = Set((context.referrers[group.id] ?? []).map(\.groupID)).sorted()
    let delete = AuditFix.command(
      AWSCommand("ec2 delete-security-group").option("group-id", group.id.text),
      summary: referrers.isEmpty ? "Delete it." : "Delete it, after the rules that refer to it."
    )
    return Finding(
      checkID: unused.id,
      severity: unused.severity,
      message: "no interface carries \(context.names.full(group.id))",
      details: referrers.isEmpty ? [] : ["rules of \(context.list(referrers)) refer to it, and match nothing"],
      subjects: [context.subject(group.id)],
      fixes: [delete]
    )
  }

  private static func descriptionFinding(_ group: SecurityGroup, _ context: AuditContext) -> Finding? {
    // Nobody needs to know whom a group serves that serves nobody: it is to be deleted.
    guard !context.isUnused(group.id) else { return nil }
    // What the provider writes where nobody did.
    let isBare = group.summary.isEmpty || group.summary == "Managed by Terraform"
    let bare = group.rules.filter { ($0.summary ?? "").isEmpty }
    guard isBare || !bare.isEmpty else { return nil }
    // The rule that every group is made with needs no explanation.
    let telling = bare.filter { !($0.direction == .egress && $0.traffic == .all) }
    guard isBare || !telling.isEmpty else { return nil }
    var parts: [String] = []
    if isBare { parts.append("the group itself") }
    if !telling.isEmpty { parts.append("\(telling.count) of its \(counted(group.rules.count, "rule"))") }
    let assigned = telling.first(where: \.hasAssignedID)
    return Finding(
      checkID: undescribed.id,
      severity: undescribed.severity,
      message: "\(context.names.full(group.id)) lacks descriptions: \(parts.joined(separator: " and "))",
      details: telling.prefix(5).map { "\($0.direction.rawValue): \(context.words($0))" },
      subjects: [context.subject(group.id)],
      fixes: assigned.map { rule in
        [
          AuditFix.command(
            AWSCommand("ec2 update-security-group-rule-descriptions-\(rule.direction.rawValue)")
              .option("group-id", group.id.text)
              .option("security-group-rule-descriptions", "SecurityGroupRuleId=\(rule.id),Description=…"),
            summary: "Describe its rules, such as:"
          )
        ]
      } ?? []
    )
  }

  /// One for all: what such groups open is reported by itself.
  private static func wizardFindings(_ context: AuditContext) -> [Finding] {
    let groups = context.groups.filter {
      $0.name.lowercased().contains("launch-wizard") && !context.isUnused($0.id)
    }
    guard !groups.isEmpty else { return [] }
    let isOne = groups.count == 1
    return [
      Finding(
        checkID: launchWizard.id,
        severity: launchWizard.severity,
        message: "\(counted(groups.count, "group")) in use come\(isOne ? "s" : "") from the launch wizard",
        details: ["groups: \(context.list(groups.map(\.id)))"],
        subjects: groups.prefix(50).map { context.subject($0.id) }
      )
    ]
  }

  private static func selfFinding(_ group: SecurityGroup, _ context: AuditContext) -> Finding? {
    guard (context.members[group.id]?.count ?? 0) > 1 else { return nil }
    let rules = group.rules.filter { rule in
      guard rule.direction == .ingress, case .securityGroup(let reference) = rule.peer else { return false }
      return reference.groupID == group.id && (rule.traffic == .all || rule.traffic == .tcp(.all))
    }
    guard !rules.isEmpty else { return nil }
    return Finding(
      checkID: openToItself.id,
      severity: openToItself.severity,
      message:
        "the \(context.members[group.id]?.count ?? 0) members of \(context.names.full(group.id)) reach each other on"
        + " every port",
      details: rules.map { "rule: \(context.words($0))" },
      subjects: [context.subject(group.id)]
    )
  }
}
