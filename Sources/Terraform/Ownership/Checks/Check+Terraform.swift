package import Findings

extension Check {
  package static let terraformInlineAndStandalone = Check(
    id: "terraform-inline-and-standalone",
    title: "Inline and standalone rules on one security group",
    severity: .high,
    explanation:
      "A group whose resource has ingress (or egress) blocks owns that direction: each apply deletes every rule that is"
      + " not in the blocks, also rules that standalone resources made. The next apply makes those again, and the one"
      + " after deletes them. Write all rules of a direction in one way: blocks, or standalone resources."
  )
  package static let terraformDuplicateRule = Check(
    id: "terraform-duplicate-rule",
    title: "Two resources declare the same rule",
    severity: .high,
    explanation:
      "EC2 holds a rule once. The second resource fails with InvalidPermission.Duplicate; if it ever gets by, deleting"
      + " either resource deletes the rule that the other counts on. Descriptions do not tell rules apart."
  )
  package static let terraformMixedRuleResources = Check(
    id: "terraform-mixed-rule-resources",
    title: "aws_security_group_rule beside aws_vpc_security_group_*_rule",
    severity: .medium,
    explanation:
      "The older resource finds its rules by their content, the newer ones by their ids. On one group they can take each"
      + " other's rules: the provider's documentation says not to mix them. Import the older resource's rules by their"
      + " sgr- ids into newer ones."
  )
  package static let terraformTwoOwners = Check(
    id: "terraform-two-owners",
    title: "Two configurations own the same rules",
    severity: .high,
    explanation:
      "Each configuration knows only its own state. What one makes the other deletes, or fails on because it is there"
      + " already. Let one configuration own the group's rules in each direction."
  )
  package static let terraformExclusiveRules = Check(
    id: "terraform-exclusive-rules",
    title: "Rules that an exclusive resource does not list",
    severity: .high,
    explanation:
      "aws_vpc_security_group_rules_exclusive deletes every rule of its group that is not in its lists, at each apply."
  )
  package static let terraformNamePrefixWithoutCreateBeforeDestroy = Check(
    id: "terraform-name-prefix-without-create-before-destroy",
    title: "name_prefix without create_before_destroy",
    severity: .low,
    explanation:
      "A change of name, description or VPC replaces the group. Without create_before_destroy Terraform deletes the old"
      + " group first, which EC2 refuses while an interface carries it: the apply hangs for 15 minutes and fails."
      + " name_prefix is there so that the new group can be made first; say create_before_destroy = true."
  )
  package static let terraformCreateBeforeDestroyWithFixedName = Check(
    id: "terraform-create-before-destroy-with-fixed-name",
    title: "create_before_destroy with a fixed name",
    severity: .medium,
    explanation:
      "A group's name is unique in its VPC. When the group has to be replaced, the new one is made while the old one"
      + " still has the name, and EC2 answers InvalidGroup.Duplicate. Use name_prefix."
  )
  package static let terraformReplacementOfGroupInUse = Check(
    id: "terraform-replacement-of-group-in-use",
    title: "A security group in use will be replaced",
    severity: .high,
    explanation:
      "name, name_prefix, description and vpc_id cannot be changed: Terraform deletes the group with all its rules and"
      + " makes another. EC2 refuses to delete a group that an interface carries or another group's rule refers to."
  )
  package static let terraformUnread = Check(
    id: "terraform-unread",
    title: "Part of the configuration was not read",
    severity: .medium,
    explanation: "What was not read can hold rules. Nothing is said of them, neither good nor bad."
  )
  package static let terraformRulesOverQuota = Check(
    id: "terraform-rules-over-quota",
    title: "More rules than a security group may have",
    severity: .high,
    explanation:
      "EC2 takes 60 rules for each direction and address family of a group unless the quota was raised; a reference to a"
      + " group counts in both families, a prefix list with its maximum number of entries. An apply of inline rules"
      + " deletes the old rules before it fails on the new ones."
  )

  package static let terraformRefusedRule = Check(
    id: "terraform-refused-rule",
    title: "A rule that the provider or EC2 refuses",
    severity: .high,
    explanation:
      "Blocks with bits set behind their prefix, ports the wrong way round, ports beside all protocols, no peer or two:"
      + " the plan fails, or worse the apply, which has by then done a part of its work."
  )

  /// Checks that a plan has not what it takes for: `lifecycle` settings, names as they were given, references, comments.
  package static let notOfTerraformPlans: Set<String> = Set(
    (ofTerraformCycles + ofSuppressionComments).map(\.id) + [
      terraformNamePrefixWithoutCreateBeforeDestroy.id, terraformCreateBeforeDestroyWithFixedName.id,
      terraformUnread.id,
    ]
  )

  /// The checks of who owns which rules.
  package static let ofTerraformOwnership: [Check] = [
    terraformInlineAndStandalone, terraformDuplicateRule, terraformMixedRuleResources, terraformTwoOwners,
    terraformExclusiveRules, terraformNamePrefixWithoutCreateBeforeDestroy,
    terraformCreateBeforeDestroyWithFixedName, terraformReplacementOfGroupInUse, terraformUnread,
    terraformRulesOverQuota, terraformRefusedRule,
  ]
}
