import IPAddressing
import VPCModel

/// What the internet can try on which interfaces: each set of groups judged once, each path once for all interfaces that
/// differ in nothing that a path depends on.
struct InternetExposure: Sendable {
  /// What a set of groups lets in, and who carries it.
  struct Entry: Sendable {
    let policy: AuditPolicy
    /// None for a group that nothing carries.
    let interfaces: [NetworkInterface]
    let ingress: InternetIngress
  }

  let entries: [Entry]

  init(
    network: Network,
    policies: [(AuditPolicy, [NetworkInterface])],
    unusedGroups: [SecurityGroup]
  ) {
    // Each group's rules are looked at once, however many sets of groups it is in.
    var openings: [SecurityGroup.ID: [InternetIngress.Opening]] = [:]
    func known(_ id: SecurityGroup.ID) -> [InternetIngress.Opening] {
      if let made = openings[id] { return made }
      let found = Self.openings(of: network.securityGroups[id], in: network)
      openings[id] = found
      return found
    }
    var entries: [Entry] = []
    for (policy, interfaces) in policies {
      let ingress = InternetIngress(policy.groupIDs.flatMap { known($0) })
      entries.append(Entry(policy: policy, interfaces: interfaces, ingress: ingress))
    }
    for group in unusedGroups {
      let ingress = InternetIngress(known(group.id))
      entries.append(Entry(policy: AuditPolicy(unused: group), interfaces: [], ingress: ingress))
    }
    self.entries = entries
  }

  static func openings(of group: SecurityGroup?, in network: Network) -> [InternetIngress.Opening] {
    guard let group else { return [] }
    return group.rules.compactMap { rule in
      guard rule.direction == .ingress else { return nil }
      let addresses: IPAddressSet
      switch rule.peer {
      case .ipv4(let prefix): addresses = IPAddressSet(.v4(prefix))
      case .ipv6(let prefix): addresses = IPAddressSet(.v6(prefix))
      case .prefixList(let id): addresses = IPAddressSet((network.prefixLists[id]?.entries ?? []).map(\.cidr))
      // A reference stands for private addresses, and for IPv6 addresses inside.
      case .securityGroup: return nil
      }
      let sources = addresses.onInternet
      return sources.isEmpty ? nil : InternetIngress.Opening(rule: rule, sources: sources)
    }
  }
}
