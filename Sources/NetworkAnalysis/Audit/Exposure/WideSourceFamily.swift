import Findings
import IPAddressing
import VPCModel

/// Sources that are wider than one organisation, or public at all, or all private addresses there are.
enum WideSourceFamily: AuditFamily {
  static let widePublic = Check(
    id: "wide-public-source",
    title: "A large part of the internet is let in",
    severity: .medium,
    explanation:
      "More than 65,536 public IPv4 addresses, or more than an IPv6 /32, are let in to ports other than 80 and 443:"
      + " whole providers, whose other customers are strangers. Prefix lists that AWS manages are left out.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_allow_wide_open_public_ipv4"], "KICS": ["e35c16a2"],
      "ScoutSuite": ["ec2-security-group-whitelists-unknown-cidrs"],
    ]
  )

  static let publicSource = Check(
    id: "public-source",
    title: "Public addresses are let in",
    severity: .info,
    explanation:
      "Particular public addresses are let in to ports other than 80 and 443. Addresses change hands: look through"
      + " them now and then, and keep them in a prefix list with a description each.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_allow_ingress_from_internet_to_any_port_from_ip"],
      "ScoutSuite": [
        "ec2-security-group-whitelists-aws", "ec2-security-group-whitelists-unknown-aws",
        "ec2-security-group-whitelists-non-elastic-ips",
      ],
    ]
  )

  static let widePrivate = Check(
    id: "wide-private-source",
    title: "Every private address is let in",
    severity: .low,
    explanation: "A whole private range (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) lets in every network that is ever"
      + " connected, by peering, VPN or transit gateway. Let in the blocks that are meant, or a security group.",
    equivalents: ["KICS": ["92fe237e"]]
  )

  static let checks = [widePublic, publicSource, widePrivate]

  static func findings(_ context: AuditContext) -> [Finding] {
    context.groups.flatMap { group -> [Finding] in
      guard !context.isUnused(group.id) else { return [] }
      var wide: [SecurityGroupRule] = []
      var specific: [SecurityGroupRule] = []
      var privates: [SecurityGroupRule] = []
      var union: [TrafficSelector: IPAddressSet] = [:]
      for rule in group.rules where rule.direction == .ingress {
        guard let sources = sources(of: rule, context) else { continue }
        if isWholePrivate(rule, group, context) { privates.append(rule) }
        guard !isHarmless(rule.traffic) else { continue }
        let onInternet = sources.onInternet
        if !onInternet.isEmpty { union[rule.traffic, default: .empty].formUnion(onInternet) }
      }
      for rule in group.rules where rule.direction == .ingress && !isHarmless(rule.traffic) {
        guard let all = union[rule.traffic], let sources = sources(of: rule, context), !sources.onInternet.isEmpty
        else {
          continue
        }
        switch InternetBreadth(all) {
        case .wide: wide.append(rule)
        case .specific: specific.append(rule)
        case .none, .open: break
        }
      }
      return make(widePublic, group, wide, context) { sources in
        "\(context.names.full(group.id)) lets in \(sources.onInternet.internetWords)"
      }
        + make(publicSource, group, specific, context) { sources in
          let blocks = sources.onInternet.prefixes.map { $0.isHost ? "\($0.first)" : "\($0)" }
          return "\(context.names.full(group.id)) lets in public addresses: \(context.list(blocks))"
        }
        + make(widePrivate, group, privates, context) { _ in
          "\(context.names.full(group.id)) lets in a whole private range"
        }
    }
  }

  private static func sources(of rule: SecurityGroupRule, _ context: AuditContext) -> IPAddressSet? {
    switch rule.peer {
    case .ipv4(let prefix): IPAddressSet(.v4(prefix))
    case .ipv6(let prefix): IPAddressSet(.v6(prefix))
    case .prefixList(let id):
      context.network.prefixLists[id].flatMap { list in
        list.isAWSManaged ? nil : list.entries.map { IPAddressSet($0.map(\.cidr)) }
      }
    case .securityGroup: nil
    }
  }

  private static func isHarmless(_ traffic: TrafficSelector) -> Bool {
    // Whoever may ping is no news.
    if traffic.ipProtocol?.isICMP == true { return true }
    return traffic == .tcp(PortRange(80)) || traffic == .tcp(PortRange(443)) || traffic == .udp(PortRange(443))
  }

  /// A whole private range, unless a VPC is as large.
  private static func isWholePrivate(_ rule: SecurityGroupRule, _ group: SecurityGroup, _ context: AuditContext) -> Bool
  {
    guard case .ipv4(let prefix) = rule.peer, SpecialPurpose.privateUse.v4.prefixes.contains(prefix) else {
      return false
    }
    return context.network.vpcs[group.vpcID]?.ipv4CIDRs.contains(prefix) != true
  }

  private static func make(
    _ check: Check,
    _ group: SecurityGroup,
    _ rules: [SecurityGroupRule],
    _ context: AuditContext,
    _ message: (IPAddressSet) -> String
  ) -> [Finding] {
    guard !rules.isEmpty else { return [] }
    let union = rules.reduce(into: IPAddressSet.empty) { $0.formUnion(sources(of: $1, context) ?? .empty) }
    return [
      Finding(
        checkID: check.id,
        severity: check.severity,
        message: message(union),
        details: rules.prefix(8).map { "rule: \(context.words($0))" }
          + (rules.count > 8 ? ["and \(rules.count - 8) more rules"] : []),
        subjects: [context.subject(group.id)],
        fixes: check.id == publicSource.id
          ? [] : AuditFix.revoke(rules, context, summary: "Take them away once narrower rules are in place.")
      )
    ]
  }
}
