import Findings
import IPAddressing
import VPCModel

/// IPv4 and IPv6 rules of one interface that say different things.
enum FamilyParityFamily: AuditFamily {
  static let widerIPv6 = Check(
    id: "ipv6-wider-than-ipv4",
    title: "IPv6 is open where IPv4 is restricted",
    severity: .high,
    explanation:
      "The same port is let in from anywhere over IPv6 and only from some places over IPv4. Whoever may not connect"
      + " takes the other family. Most tools look at one family at a time, and miss it."
  )

  static let missingIPv6 = Check(
    id: "ipv6-missing",
    title: "A public web port is closed over IPv6",
    severity: .info,
    explanation:
      "Interfaces with public IPv6 addresses serve a web port to anyone over IPv4 and to nobody over IPv6. Clients"
      + " that prefer IPv6 wait until they fall back."
  )

  static let checks = [widerIPv6, missingIPv6]

  static func findings(_ context: AuditContext) -> [Finding] {
    var wider: [[SecurityGroup.ID]: (ports: [PortTransport: PortSet], interfaces: [NetworkInterface])] = [:]
    var missing: [[SecurityGroup.ID]: (ports: [PortTransport: PortSet], interfaces: [NetworkInterface])] = [:]
    for entry in context.exposure.entries {
      let dual = entry.interfaces.filter { interface in
        interface.ipv6Addresses.contains { AddressScope.isInternet(.v6($0)) } || !interface.ipv6Prefixes.isEmpty
      }
      guard !dual.isEmpty else { continue }
      for transport in [PortTransport.tcp, .udp] {
        let segments = entry.ingress.segments(transport)
        let v4 = PortSet(segments.filter { $0.isOpen(.ipv4) }.map(\.ports))
        let v6 = PortSet(segments.filter { $0.isOpen(.ipv6) }.map(\.ports))
        // Restricted, not absent: where IPv4 has no rule at all, IPv6 may be the only family in use.
        let restricted = ipv4Ports(entry.policy, transport, context).intersection(v6.subtracting(v4))
        if !restricted.isEmpty {
          wider[entry.policy.groupIDs, default: ([:], [])].ports[transport] = restricted
          if transport == .tcp || wider[entry.policy.groupIDs]?.interfaces.isEmpty == true {
            wider[entry.policy.groupIDs]?.interfaces += dual
          }
        }
        let web = PortSet([PortRange(80), PortRange(443)])
        let closed = v4.intersection(web).subtracting(PortSet(segments.filter { !$0.sources.v6.isEmpty }.map(\.ports)))
        if transport == .tcp, !closed.isEmpty {
          missing[entry.policy.groupIDs, default: ([:], [])].ports[transport] = closed
          missing[entry.policy.groupIDs]?.interfaces += dual
        }
      }
    }
    return wider.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { groups, found in
      make(widerIPv6, groups, found.ports, found.interfaces, context) {
        "\($0) is open to the IPv6 internet but restricted over IPv4 on \(counted(found.interfaces.count, "interface"))"
          + " with \(context.list(groups))"
      }
    }
      + missing.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { groups, found in
        make(missingIPv6, groups, found.ports, found.interfaces, context) {
          "\($0) is open to the IPv4 internet and closed over IPv6 on \(counted(found.interfaces.count, "interface"))"
            + " with \(context.list(groups))"
        }
      }
  }

  /// Ports that some rule lets somebody in to over IPv4.
  private static func ipv4Ports(_ policy: AuditPolicy, _ transport: PortTransport, _ context: AuditContext) -> PortSet {
    PortSet(
      policy.groupIDs.flatMap { context.network.securityGroups[$0]?.rules ?? [] }.compactMap { rule -> PortRange? in
        guard rule.direction == .ingress, case .ipv4 = rule.peer else { return nil }
        switch (rule.traffic, transport) {
        case (.tcp(let ports), .tcp), (.udp(let ports), .udp): return ports
        case (.all, _): return .all
        default: return nil
        }
      }
    )
  }

  private static func make(
    _ check: Check,
    _ groups: [SecurityGroup.ID],
    _ ports: [PortTransport: PortSet],
    _ interfaces: [NetworkInterface],
    _ context: AuditContext,
    _ message: (String) -> String
  ) -> Finding {
    let words = ports.sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue)/" + $0.value.ranges.prefix(6).map(\.description).joined(separator: ",") }
      .joined(separator: " and ")
    let all = PortSet(ports.values.flatMap(\.ranges))
    let rules = groups.flatMap { context.network.securityGroups[$0]?.rules ?? [] }.filter { rule in
      guard rule.direction == .ingress else { return false }
      switch rule.traffic {
      case .all: return true
      case .tcp(let range), .udp(let range): return all.overlaps(range)
      case .icmp, .icmpv6, .other: return false
      }
    }
    let culprits = rules.filter { if case .ipv6 = $0.peer { true } else { false } }
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: message(words),
      details: ["interfaces: \(context.list(interfaces))"] + rules.prefix(8).map { "rule: \(context.words($0))" },
      subjects: groups.map(context.subject) + interfaces.prefix(20).map(context.subject),
      fixes: check.id == widerIPv6.id
        ? AuditFix.revoke(
          culprits,
          context,
          summary: "Take the IPv6 rule away, and add one for the IPv6 blocks of the same people."
        ) : [],
      aspect: groups.dropFirst().map(\.text).joined(separator: " ")
    )
  }
}
