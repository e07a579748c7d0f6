package import Findings
package import VPCModel

/// What the next `terraform apply` does to live rules, and why.
///
/// The rules are those of Terraform's AWS provider 5.100: `vpc_security_group.go` (expand, difference, revoke),
/// `vpc_security_group_rule.go`, `vpc_security_group_ingress_rule.go`, `vpc_default_security_group.go`.
package struct Fate: Sendable {
  /// What becomes of a live rule.
  package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    case deleted
    /// It keeps its identifier; traffic, peer or description change.
    case changed
    case kept
    /// Something that is known only after apply decides.
    case unknown
  }

  /// Whether a deleted rule comes again, with another identifier.
  package enum Return: String, Hashable, Sendable, Codable {
    case never
    /// In the same apply: traffic is cut in between.
    case sameApply = "same-apply"
    /// By a resource that finds at the next apply that its rule is gone.
    case nextApply = "next-apply"
  }

  /// Why.
  package enum Cause: String, Hashable, Sendable, Codable {
    /// The group's blocks (or `ingress = []`) own the direction and do not have the rule.
    case notInBlocks = "not-in-blocks"
    /// The blocks have the rule with another description or spelling, which to the provider is another rule.
    case differsFromBlock = "differs-from-block"
    /// The group's resource is no longer in the configuration.
    case groupRemoved = "group-removed"
    /// An argument of the group forces its replacement.
    case groupReplaced = "group-replaced"
    /// Terraform adopts the VPC's default group, which empties it.
    case defaultGroupAdopted = "default-group-adopted"
    /// The rule's resource is in the state but no longer in the configuration.
    case resourceRemoved = "resource-removed"
    /// An argument of the rule's resource forces its replacement.
    case resourceReplaced = "resource-replaced"
    /// An argument of the rule's resource changes in place.
    case resourceChanged = "resource-changed"
    /// A group that the rule refers to is deleted with `revoke_rules_on_delete`.
    case referenceRevoked = "reference-revoked"
    /// An exclusive resource does not list the rule.
    case notListed = "not-listed"
    /// Declared, and as it should be.
    case declared
    /// Of nobody's: made by hand or elsewhere, and the group's resource does not own the direction.
    case leftAlone = "left-alone"
    /// No resource of the configuration manages the group.
    case unmanagedGroup = "unmanaged-group"
    /// `ignore_changes` gives the direction up.
    case ignoredChanges = "ignored-changes"
    /// The plan does nothing to it, whatever another plan would do.
    case notPlanned = "not-planned"
    case knownAfterApply = "known-after-apply"
  }

  package struct Reason: Hashable, Sendable {
    package var verdict: Verdict
    package var cause: Cause
    /// The resource that does it.
    package var resource: String?
    package var words: String
    package var location: Finding.Location?
  }

  package struct LiveRule: Hashable, Sendable {
    package var rule: SecurityGroupRule
    package var groupName: String
    package var verdict: Verdict
    /// The deciding one first.
    package var reasons: [Reason]
    package var returns: Return
  }

  /// A rule that the apply makes.
  package struct Creation: Hashable, Sendable {
    package var resource: String
    /// The live group's id; `nil` for a group that is made too.
    package var groupID: String?
    package var direction: TrafficDirection
    /// `tcp/443 from 10.0.0.0/8`
    package var words: String
    /// What EC2 compares by, where it is known.
    package var traffic: TrafficSelector?
    package var peer: String?
    package var location: Finding.Location?
  }

  /// Why the apply fails or hangs before it has done all of it.
  package struct Obstacle: Hashable, Sendable {
    package var resource: String
    package var words: String
    package var location: Finding.Location?
  }

  /// In the order of groups and rules.
  package var rules: [LiveRule] = []
  package var creations: [Creation] = []
  package var obstacles: [Obstacle] = []
  /// What the answer rests on, or could not take in.
  package var notes: [String] = []

  package init() {}

  package func rules(_ verdict: Verdict) -> [LiveRule] { rules.filter { $0.verdict == verdict } }
}
