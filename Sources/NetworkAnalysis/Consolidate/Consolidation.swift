package import VPCModel

/// The fewest rules found that allow what a group's rules of one direction allow, and how to get there.
package struct Consolidation: Hashable, Sendable {
  /// A rule to make.
  package struct Addition: Hashable, Sendable {
    package var rule: SecurityGroupRule
    /// The removed rules that it takes over something from, by position in `before`.
    package var replaces: [Int]
    /// What of their descriptions or tags could not be kept.
    package var notes: [String]
  }

  /// A rule that goes.
  package struct Removal: Hashable, Sendable {
    package var rule: SecurityGroupRule
    /// Its position in `before`.
    package var position: Int
    /// The rules that allow what it allowed, by identifier. Empty where everybody is allowed it: see `isForEverybody`.
    package var coveredBy: [SecurityGroupRule.ID]
    /// Whether rules that stay as they are allow all of it, so that it can go before anything is added.
    package var isRedundant: Bool
    /// Whether it is a reference to a group or prefix list whose traffic every address is allowed anyway.
    package var isForEverybody = false
  }

  /// How well the answer is known to be the best.
  package enum Optimality: Hashable, Sendable {
    case optimal
    /// No answer has fewer rules by more than this.
    case within(Int)
  }

  /// What the proof of equality looked at.
  package struct Proof: Hashable, Sendable, Codable {
    /// Classes of addresses, of both families, in each of which the same traffic is allowed before and after.
    package var addressClasses: Int
    /// References to groups and prefix lists for which the same holds.
    package var references: Int
  }

  package var groupID: SecurityGroup.ID
  package var groupName: String
  package var direction: TrafficDirection
  /// In the order of the group.
  package var before: [SecurityGroupRule]
  /// Rules that stay as they are, with identifiers, descriptions and tags; in the order of the group.
  package var kept: [SecurityGroupRule]
  package var removed: [Removal]
  package var added: [Addition]
  package var countsBefore: RuleCounts
  package var countsAfter: RuleCounts
  /// No list of rules that allows the same has fewer.
  package var lowerBound: Int
  package var proof: Proof

  /// All rules afterwards: those that stay, then the new ones.
  package var after: [SecurityGroupRule] { kept + added.map(\.rule) }
  package var optimality: Optimality {
    let excess = after.count - lowerBound
    return excess > 0 ? .within(excess) : .optimal
  }
  package var changesNothing: Bool { removed.isEmpty && added.isEmpty }
}

/// Why there is no consolidation.
package enum ConsolidationError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownGroup(SecurityGroup.ID)
  /// The proof failed, so the answer was thrown away: a defect of Ringfence.
  case notEqual(SecurityGroup.ID, TrafficDirection, PermissionDifference)

  package var description: String {
    switch self {
    case .unknownGroup(let id): "the security group \(id) is not in the network."
    case .notEqual(let id, let direction, let difference):
      "the consolidated \(direction.rawValue) rules of \(id) would not allow the same:"
        + " for \(difference.peer) something would be \(difference.isLost ? "lost" : "added")."
        + " The answer was thrown away; this is a defect of Ringfence, please report it with the group's rules."
    }
  }
}
