import VPCModel

/// What the provider compares inline rules by: the texts, not what they mean (`securityGroupRuleHash`).
struct RuleKey: Hashable, Sendable {
  var traffic: RuleTraffic
  /// `10.0.0.0/8`, `pl-…`, `sg-…`, `ACCOUNT/sg-…`, `self`.
  var peer: String
  /// Empty for none.
  var summary: String

  init(traffic: RuleTraffic, peer: String, summary: String) {
    self.traffic = traffic
    self.peer = peer
    self.summary = summary
  }

  /// As the provider reads a live rule (`securityGroupIPPermGather`).
  init(_ rule: SecurityGroupRule, ownerID: String?) {
    self.init(
      traffic: RuleTraffic(rule.traffic),
      peer: SecurityGroupRuleImportID.Source(rule.peer, of: rule.groupID, ownerID: ownerID).description,
      summary: rule.summary ?? ""
    )
  }

  /// Without the description.
  var source: RuleSource { RuleSource(traffic: traffic, peer: peer) }
}

/// Traffic and peer as texts.
struct RuleSource: Hashable, Sendable {
  var traffic: RuleTraffic
  var peer: String

  /// What EC2 compares by: canonical blocks, and a group's own id for `self`.
  func canonical(of groupID: String) -> RuleSource {
    var result = self
    if case .other? = traffic.selector { (result.traffic.from, result.traffic.to) = (0, 0) }
    if case .all? = traffic.selector { (result.traffic.from, result.traffic.to) = (0, 0) }
    if peer == "self" || peer == groupID || peer.hasSuffix("/\(groupID)") {
      result.peer = "self"
    } else if let block = CanonicalBlock.text(peer) {
      result.peer = block
    }
    return result
  }
}
