import Findings
import HCL
import VPCModel

/// A declared rule with what its references come to.
struct ResolvedRule {
  enum Peer: Hashable {
    case known(String)
    /// Of something that the apply makes.
    case new
    /// Any of a kind: `cidr_blocks`, `security_groups`, ….
    case unknown(kind: String, [Value.Origin])
  }

  var rule: DeclaredRule
  /// `nil` where it is known only after apply.
  var traffic: RuleTraffic?
  var peer: Peer
  /// `nil` where it is known only after apply.
  var summary: String?

  /// As the provider compares inline rules; `nil` where something is not known.
  var key: RuleKey? {
    guard let traffic, case .known(let peer) = peer, let summary else { return nil }
    return RuleKey(traffic: traffic, peer: peer, summary: summary)
  }

  var source: RuleSource? {
    guard let traffic, case .known(let peer) = peer else { return nil }
    return RuleSource(traffic: traffic, peer: peer)
  }

  /// Whether it can't be any live rule: its peer comes to be with the apply.
  var isNew: Bool { peer == .new }

  /// Whether it may turn out to be a live rule, by what is known of it.
  func mayBe(_ key: RuleKey, _ live: SecurityGroupRule) -> Bool {
    if let traffic, traffic != key.traffic { return false }
    if let summary, summary != key.summary { return false }
    switch peer {
    case .new: return false
    case .known(let text): return text == key.peer
    case .unknown(let kind, _):
      switch live.peer {
      case .ipv4: return ["cidr_blocks", "ingress", "egress", "cidr_ipv4"].contains(kind)
      case .ipv6: return ["ipv6_cidr_blocks", "ingress", "egress", "cidr_ipv6"].contains(kind)
      case .prefixList: return ["prefix_list_ids", "ingress", "egress", "prefix_list_id"].contains(kind)
      case .securityGroup:
        return [
          "security_groups", "self", "source_security_group_id", "referenced_security_group_id", "ingress", "egress",
        ].contains(kind)
      }
    }
  }

  var openOrigins: [Value.Origin] {
    if case .unknown(_, let origins) = peer { return origins }
    return rule.traffic.origins
  }
}

extension FateSimulation {
  func resolved(_ rule: DeclaredRule) -> ResolvedRule {
    func peer(_ resolution: PriorState.Resolution, _ kind: String) -> ResolvedRule.Peer {
      switch resolution {
      case .known(let text): .known(text)
      case .new: .new
      case .absent: .unknown(kind: kind, [])
      case .unknown(let origins): .unknown(kind: kind, origins)
      }
    }
    let resolvedPeer: ResolvedRule.Peer =
      switch rule.peer {
      case .itself: .known("self")
      case .ipv4(let reading): peer(prior.resolve(reading), "cidr_blocks")
      case .ipv6(let reading): peer(prior.resolve(reading), "ipv6_cidr_blocks")
      case .prefixList(let reading): peer(prior.resolve(reading), "prefix_list_ids")
      case .group(let reading): peer(prior.resolve(reading), "security_groups")
      case .missing: .unknown(kind: "", [])
      case .open(let argument, let origins): .unknown(kind: argument, origins)
      }
    var summary: String?
    switch prior.resolve(rule.summary) {
    case .absent: summary = ""
    case .known(let text): summary = text
    case .new, .unknown: summary = nil
    }
    return ResolvedRule(rule: rule, traffic: rule.traffic.known, peer: resolvedPeer, summary: summary)
  }

  func words(_ origins: [Value.Origin]) -> String {
    origins.isEmpty
      ? "a value that is known only after apply"
      : origins.prefix(3).map { "\($0.address).\($0.attribute)" }.joined(separator: ", ")
        + ", known only after apply"
  }

  /// A place as `main.tf:12`, with its resource.
  func place(_ instance: ResourceInstance, part: String = "") -> String {
    guard let location = ownership.location(of: instance, part: part, in: 0) else {
      return instance.address.description
    }
    return "\(instance.address) (\(location.path):\(location.startLine))"
  }
}
