import IPAddressing
import VPCModel

extension NearestMiss {
  /// What the rule or entry allows: `tcp/5432 from 10.0.1.0/24`.
  package func allows(_ names: ResourceNames) -> String {
    switch candidate {
    case .rule(let rule):
      "\(rule.traffic) \(rule.direction == .ingress ? "from" : "to") \(names.words(rule.peer))"
    case .entry(_, let entry):
      "\(entry.traffic) \(entry.direction == .ingress ? "from" : "to") \(entry.cidr)"
    }
  }

  /// How it missed, a clause for each aspect.
  package func reasons(_ names: ResourceNames) -> [String] { aspects.map { $0.words(names) } }
}

extension NearestMiss.Aspect {
  func words(_ names: ResourceNames) -> String {
    switch self {
    case .address(let address, let block, _):
      return block.isHost ? "\(address) is not \(block.first)" : "\(address) is outside \(block)"
    case .prefixList(let id, let address, let nearest):
      return "\(address) is not in \(names.full(id))"
        + (nearest.map { "; its nearest block is \($0)" } ?? ", which is empty")
    case .notMember(let group, let address, let interface, let carries):
      guard let interface else { return "\(address) is no member of \(names.short(group))" }
      let list = carries.map { names.short($0) }.joined(separator: ", ")
      return "\(names.full(interface)) is no member of \(names.short(group))"
        + (list.isEmpty ? "; it carries no group" : "; it carries \(list)")
    case .stale(let reference, let reason):
      return "the reference to \(names.full(reference.groupID)) is stale: \(reason.words(names))"
    case .port(let port, let range):
      return range.lower == range.upper ? "port \(port) is not \(range)" : "port \(port) is outside \(range)"
    case .icmpMessage(let message, let pattern):
      guard let type = pattern.type, type == message.type, let code = pattern.code else {
        return "type \(message.type) is not \(pattern.type.map { "type \($0)" } ?? "any")"
      }
      return "code \(message.code) is not \(code)"
    case .otherProtocol(let selector): return "other protocol: \(selector)"
    case .otherFamily(let block):
      return "other address family: \(block) is \(block.family == .ipv4 ? "IPv4" : "IPv6")"
    case .shadowed(let entry): return "comes too late: \(entry.words) decides first"
    }
  }
}

extension GroupReferenceStatus.StaleReason {
  fileprivate func words(_ names: ResourceNames) -> String {
    switch self {
    case .notConnected(let vpc): "no active peering connection leads to \(names.full(vpc))"
    case .peeringNotActive(let id, let status): "\(names.full(id)) is \(status.code)"
    case .crossRegion(let id): "\(names.full(id)) crosses regions, where references do not work"
    case .groupDeleted: "the group was deleted"
    }
  }
}
