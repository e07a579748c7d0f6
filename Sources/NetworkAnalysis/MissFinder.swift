package import IPAddressing
package import VPCModel

/// Finds how the rules and entries that did not let a packet pass missed it.
package struct MissFinder {
  private let network: Network

  package init(_ network: Network) { self.network = network }

  /// All the rules, nearest first. O(rules × entries of their prefix lists).
  package func misses(
    of rules: [SecurityGroupRule],
    remote: IPAddress,
    peer: NetworkInterface?,
    transport: Transport
  ) -> [NearestMiss] {
    var found: [NearestMiss] = []
    for rule in rules {
      var aspects = trafficAspects(rule.traffic, transport)
      if let aspect = peerAspect(rule, remote: remote, peer: peer) { aspects.append(aspect) }
      // A rule that misses by nothing is one whose peer is unknown, which no denial leaves.
      guard !aspects.isEmpty else { continue }
      aspects.sort { ($0.rank, $0.distance) < ($1.rank, $1.distance) }
      found.append(NearestMiss(candidate: .rule(rule), aspects: aspects))
    }
    return found.sorted()
  }

  /// The allow entries, nearest first; those that come after the entry that denied are shadowed by it.
  package func misses(
    of acl: NetworkACL,
    _ direction: TrafficDirection,
    remote: IPAddress,
    transport: Transport,
    deniedBy denier: NetworkACL.Entry?
  ) -> [NearestMiss] {
    var found: [NearestMiss] = []
    for entry in acl.entries(direction) where entry.action == .allow {
      var aspects = trafficAspects(entry.traffic, transport)
      if let aspect = blockAspect(entry.cidr, remote) { aspects.append(aspect) }
      if aspects.isEmpty, let denier { aspects.append(.shadowed(by: denier)) }
      guard !aspects.isEmpty else { continue }
      aspects.sort { ($0.rank, $0.distance) < ($1.rank, $1.distance) }
      found.append(NearestMiss(candidate: .entry(acl.id, entry), aspects: aspects))
    }
    return found.sorted()
  }

  private func trafficAspects(_ selector: TrafficSelector, _ transport: Transport) -> [NearestMiss.Aspect] {
    guard !selector.matches(transport) else { return [] }
    switch (selector, transport) {
    case (.tcp(let range), .tcp(_, let port)), (.udp(let range), .udp(_, let port)):
      return [.port(port, outside: range)]
    case (.icmp(let pattern), .icmp(let message)), (.icmpv6(let pattern), .icmpv6(let message)):
      return [.icmpMessage(message, pattern: pattern)]
    default: return [.otherProtocol(selector)]
    }
  }

  private func blockAspect(_ block: IPPrefix, _ address: IPAddress) -> NearestMiss.Aspect? {
    if block.contains(address) { return nil }
    guard block.family == address.family else { return .otherFamily(block) }
    return .address(address, outside: block, commonLength: block.commonLength(with: address))
  }

  private func peerAspect(
    _ rule: SecurityGroupRule,
    remote: IPAddress,
    peer: NetworkInterface?
  ) -> NearestMiss.Aspect? {
    switch rule.peer {
    case .ipv4(let prefix): return blockAspect(.v4(prefix), remote)
    case .ipv6(let prefix): return blockAspect(.v6(prefix), remote)
    case .prefixList(let id):
      let entries = network.prefixLists[id]?.entries ?? []
      if entries.contains(where: { $0.cidr.contains(remote) }) { return nil }
      let sameFamily = entries.map(\.cidr).filter { $0.family == remote.family }
      let nearest = sameFamily.sorted().max { $0.commonLength(with: remote) < $1.commonLength(with: remote) }
      return .prefixList(id, without: remote, nearest: nearest)
    case .securityGroup(let reference):
      if case .stale(let reason) = network.status(of: reference, from: rule.groupID) {
        return .stale(reference, reason)
      }
      if let peer, peer.groupIDs.contains(reference.groupID), peer.owns(remote) { return nil }
      return .notMember(
        of: reference.groupID,
        remote,
        interface: peer?.id,
        carries: peer?.groupIDs.sorted() ?? []
      )
    }
  }
}
