import IPAddressing
import VPCModel

/// What makes a rule the same as another of its group and direction: its traffic and its peer. Descriptions and tags do
/// not count, nor does what EC2 knows of the referenced group.
struct RuleKey: Hashable, Sendable {
  enum Peer: Hashable, Sendable {
    case cidr(IPPrefix)
    case prefixList(PrefixList.ID)
    case securityGroup(SecurityGroup.ID)
  }

  let traffic: TrafficSelector
  let peer: Peer

  init(_ traffic: TrafficSelector, _ peer: SecurityGroupRule.Peer) {
    self.traffic = traffic
    self.peer =
      switch peer {
      case .ipv4(let prefix): .cidr(.v4(prefix))
      case .ipv6(let prefix): .cidr(.v6(prefix))
      case .prefixList(let id): .prefixList(id)
      case .securityGroup(let reference): .securityGroup(reference.groupID)
      }
  }

  /// The peer as EC2's messages name it.
  var peerText: String {
    switch peer {
    case .cidr(let prefix): prefix.description
    case .prefixList(let id): id.text
    case .securityGroup(let id): id.text
    }
  }
}

extension SecurityGroupRule {
  var key: RuleKey { RuleKey(traffic, peer) }
}

/// A rule that a call speaks of, in canonical form.
struct RequestedRule: Hashable, Sendable {
  var traffic: TrafficSelector
  var peer: SecurityGroupRule.Peer
  var summary: String?

  init(traffic: TrafficSelector, peer: SecurityGroupRule.Peer, summary: String? = nil) {
    self.traffic = traffic
    self.peer = peer
    self.summary = summary
  }

  var key: RuleKey { RuleKey(traffic, peer) }
}

extension Transaction {
  /// Puts a new rule into a group. Nothing is checked.
  @discardableResult
  mutating func makeRule(
    _ requested: RequestedRule,
    _ direction: TrafficDirection,
    of group: SecurityGroupRecord,
    tags: Tags = [:]
  ) -> SecurityGroupRuleRecord {
    let rule = SecurityGroupRule(
      id: makeID("sgr", SecurityGroupRule.self),
      groupID: group.group.id,
      direction: direction,
      traffic: requested.traffic,
      peer: requested.peer,
      summary: requested.summary,
      tags: tags
    )
    let record = SecurityGroupRuleRecord(rule: rule, location: group.location)
    put(record)
    return record
  }
}
