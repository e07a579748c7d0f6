package import Findings
package import VPCModel

/// A consolidation as JSON: stable within a ``formatVersion``, in which members may be added and none is renamed, removed
/// or given another meaning. Documentation/consolidate-json.md describes it.
package struct ConsolidationReport: Codable, Hashable, Sendable {
  package static let currentFormatVersion = 1

  package struct Rule: Codable, Hashable, Sendable {
    /// EC2's identifier; absent for a rule that has none.
    package var id: String?
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a number or `-1`.
    package var ipProtocol: String
    package var fromPort: Int?
    package var toPort: Int?
    package var cidrIPv4: String?
    package var cidrIPv6: String?
    package var prefixListID: String?
    package var referencedGroupID: String?
    package var referencedGroupOwnerID: String?
    package var description: String?
    package var tags: [String: String]?

    enum CodingKeys: String, CodingKey {
      case id, fromPort, toPort, cidrIPv4, cidrIPv6, prefixListID, referencedGroupID, referencedGroupOwnerID
      case description, tags
      case ipProtocol = "protocol"
    }

    init(_ rule: SecurityGroupRule) {
      id = rule.hasAssignedID ? rule.id.text : nil
      ipProtocol = rule.traffic.protocolName
      fromPort = rule.traffic.fromAndTo?.from
      toPort = rule.traffic.fromAndTo?.to
      switch rule.peer {
      case .ipv4(let prefix): cidrIPv4 = "\(prefix)"
      case .ipv6(let prefix): cidrIPv6 = "\(prefix)"
      case .prefixList(let id): prefixListID = id.text
      case .securityGroup(let reference):
        referencedGroupID = reference.groupID.text
        referencedGroupOwnerID = reference.ownerID
      }
      description = rule.summary
      tags = rule.tags.isEmpty ? nil : rule.tags
    }
  }

  package struct Removal: Codable, Hashable, Sendable {
    package var rule: Rule
    /// Its position among all rules before, from 0.
    package var position: Int
    /// Whether rules that stay allow all of it.
    package var isRedundant: Bool
    /// Whether every address is allowed its traffic by CIDR rules.
    package var isForEverybody: Bool
  }

  package struct Addition: Codable, Hashable, Sendable {
    package var rule: Rule
    /// The positions of the rules that it takes over something from.
    package var replaces: [Int]
    package var notes: [String]
  }

  package struct Call: Codable, Hashable, Sendable {
    package var purpose: String
    package var command: String
  }

  package var formatVersion = Self.currentFormatVersion
  package var groupID: String
  package var groupName: String
  package var direction: String
  package var countsBefore: RuleCounts
  package var countsAfter: RuleCounts
  /// No list of rules that allows the same has fewer.
  package var lowerBound: Int
  package var isOptimal: Bool
  /// Always true: an answer that does not allow the same is never given.
  package var isEqual = true
  package var proof: Consolidation.Proof
  package var kept: [Rule]
  package var removed: [Removal]
  package var added: [Addition]
  /// Empty of what Terraform manages.
  package var commands: [Call]
  /// Of what Terraform manages: what to write and what to remove.
  package var terraform: String?
  package var fit: ConsolidationFit?

  /// - Parameter writing: how Terraform writes the network, where it does.
  package init(
    _ consolidation: Consolidation,
    fit: ConsolidationFit? = nil,
    writing: (any TerraformWriting)? = nil
  ) {
    groupID = consolidation.groupID.text
    groupName = consolidation.groupName
    direction = consolidation.direction.rawValue
    countsBefore = consolidation.countsBefore
    countsAfter = consolidation.countsAfter
    lowerBound = consolidation.lowerBound
    isOptimal = consolidation.optimality == .optimal
    proof = consolidation.proof
    kept = consolidation.kept.map(Rule.init)
    removed = consolidation.removed.map {
      Removal(
        rule: Rule($0.rule),
        position: $0.position,
        isRedundant: $0.isRedundant,
        isForEverybody: $0.isForEverybody
      )
    }
    added = consolidation.added.map { Addition(rule: Rule($0.rule), replaces: $0.replaces, notes: $0.notes) }
    commands = writing == nil ? consolidation.commands.map { Call(purpose: $0.purpose, command: $0.text) } : []
    terraform =
      consolidation.changesNothing ? nil : writing.map { consolidation.terraform(nil, writing: $0) }
    self.fit = fit
  }
}
