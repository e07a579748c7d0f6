import Findings
import IPAddressing
import VPCModel

/// Rules that no packet can match.
enum DeadRuleFamily: AuditFamily {
  static let stale = Check(
    id: "stale-reference",
    title: "A rule refers to a group that is gone or out of reach",
    severity: .low,
    explanation:
      "EC2 keeps the rule when the other VPC's group or the peering is deleted, and it matches nothing. Should the"
      + " connection be made anew, it may come back to life.",
    equivalents: ["EC2": ["DescribeStaleSecurityGroups"]]
  )

  static let never = Check(
    id: "rule-never-matches",
    title: "A rule matches nothing",
    severity: .info,
    explanation:
      "Nothing has an address that the rule speaks of, or nothing with such an address can get here. Either somebody"
      + " expects a connection that does not work, or the rule is left over and waits to open something unforeseen.",
    equivalents: ["np-guard": ["sg-rule-cidr-out-of-range"]]
  )

  static let behindACL = Check(
    id: "rule-dead-behind-acl",
    title: "A network ACL drops everything that a rule lets pass",
    severity: .low,
    explanation:
      "At every subnet in which the group's members are, the network ACL denies first what the rule allows. Either"
      + " somebody expects a connection that does not work, or the rule is left over and opens the way on the day when"
      + " the ACL is changed."
  )

  static let checks = [stale, never, behindACL]

  static func findings(_ context: AuditContext) -> [Finding] {
    let reachable = ReachableBlocks(context)
    let acls = RulesBehindACLs(context)
    return context.groups.flatMap { group -> [Finding] in
      var staleRules: [(SecurityGroupRule, String)] = []
      var dead: [(SecurityGroupRule, String)] = []
      var behind: [(SecurityGroupRule, String)] = []
      for rule in group.rules {
        if let reason = staleReason(rule, context) {
          staleRules.append((rule, reason))
        } else if let reason = deadReason(rule, group, reachable, context) {
          dead.append((rule, reason))
        } else if let reason = acls.reason(rule) {
          behind.append((rule, reason))
        }
      }
      return [
        make(stale, group, staleRules, context), make(never, group, dead, context),
        make(behindACL, group, behind, context),
      ]
      .compactMap { $0 }
    }
  }

  private static func staleReason(_ rule: SecurityGroupRule, _ context: AuditContext) -> String? {
    guard case .securityGroup(let reference) = rule.peer,
      case .stale(let reason) = context.network.status(of: reference, from: rule.groupID)
    else { return nil }
    switch reason {
    case .groupDeleted: return "\(reference.groupID) no longer exists"
    case .notConnected(let vpc): return "no peering connection or transit gateway leads to \(context.names.full(vpc))"
    case .peeringNotActive(let id, let status): return "\(context.names.full(id)) is \(status.code)"
    case .crossRegion(let id): return "\(context.names.full(id)) crosses regions, where references do not count"
    }
  }

  private static func deadReason(
    _ rule: SecurityGroupRule,
    _ group: SecurityGroup,
    _ reachable: ReachableBlocks,
    _ context: AuditContext
  ) -> String? {
    let isComplete = context.network.isComplete(.networkInterface)
    let members = context.members[group.id]
    switch rule.peer {
    case .securityGroup(let reference):
      guard isComplete, case .usable = context.network.status(of: reference, from: group.id) else { return nil }
      // A group of its own that nothing carries is reported as unused.
      guard reference.groupID != group.id, context.isUnused(reference.groupID) else { return nil }
      return "nothing carries \(context.names.full(reference.groupID))"
    case .prefixList(let id):
      guard let list = context.network.prefixLists[id], list.entries?.isEmpty == true else { return nil }
      return "prefix list \(context.names.full(id)) is empty"
    case .ipv6(let prefix):
      guard isComplete, let members else { return nil }
      // Everything out over IPv6 is a rule that EC2 itself adds.
      if rule.direction == .egress, prefix == .all { return nil }
      // The twin of a rule for everybody over IPv4 is how everybody is written.
      let isTwin =
        prefix == .all
        && group.rules.contains {
          $0.direction == rule.direction && $0.traffic == rule.traffic && $0.peer == .ipv4(.all)
        }
      if isTwin { return nil }
      guard members.allSatisfy({ $0.ipv6Addresses.isEmpty && $0.ipv6Prefixes.isEmpty }) else {
        return reachable.reason(.v6(prefix), rule.direction, group)
      }
      return "no interface with the group has an IPv6 address; it takes effect on the day when one gets it"
    case .ipv4(let prefix):
      if rule.traffic.ipProtocol == .icmpv6 { return "no ICMPv6 packet has an IPv4 address" }
      return reachable.reason(.v4(prefix), rule.direction, group)
    }
  }

  private static func make(
    _ check: Check,
    _ group: SecurityGroup,
    _ rules: [(rule: SecurityGroupRule, reason: String)],
    _ context: AuditContext
  ) -> Finding? {
    guard !rules.isEmpty else { return nil }
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(counted(rules.count, "rule")) of \(context.names.full(group.id))"
        + (check.id == behindACL.id
          ? " \(rules.count == 1 ? "is" : "are") dead behind network ACLs"
          : " match\(rules.count == 1 ? "es" : "") nothing"),
      details: rules.prefix(8).map { "\($0.rule.direction.rawValue): \(context.words($0.rule)): \($0.reason)" }
        + (rules.count > 8 ? ["and \(rules.count - 8) more"] : []),
      subjects: [context.subject(group.id)],
      fixes: AuditFix.revoke(rules.map(\.rule), context, summary: "Take away what is left over.")
    )
  }
}

/// The private blocks that packets can come from or go to, for each VPC.
private struct ReachableBlocks {
  /// `nil` for a VPC of which that is not known.
  private var blocks: [VPC.ID: IPAddressSet] = [:]

  init(_ context: AuditContext) {
    let network = context.network
    let tables = Dictionary(grouping: network.routeTables.sorted, by: \.vpcID)
    guard network.isComplete(.vpcPeeringConnection), network.isComplete(.routeTable), network.isComplete(.vpc) else {
      return
    }
    for vpc in network.vpcs.sorted {
      // Without a table nothing is known of its routes: every VPC has one.
      guard let tables = tables[vpc.id] else { continue }
      var prefixes = vpc.cidrs
      var isKnown = true
      for route in tables.flatMap(\.routes) {
        switch route.target {
        case .local, .internetGateway, .egressOnlyInternetGateway: continue
        default: break
        }
        switch route.destination {
        case .cidr(let prefix):
          // Whatever a default route leads to, it may be anything.
          if prefix.length == 0, case .natGateway = route.target { continue }
          prefixes.append(prefix)
        case .prefixList(let id):
          guard let entries = network.prefixLists[id]?.entries else {
            // Gateway endpoints lead to public addresses only.
            if case .vpcEndpoint = route.target { continue }
            isKnown = false
            continue
          }
          prefixes += entries.map(\.cidr)
        }
      }
      for peering in network.peeringConnections.sorted where peering.status == .active {
        guard let side = peering.side(oppositeTo: vpc.id) else { continue }
        prefixes += network.vpcs[side.vpcID]?.cidrs ?? side.cidrs
        if network.vpcs[side.vpcID] == nil, side.cidrs.isEmpty { isKnown = false }
      }
      if isKnown { blocks[vpc.id] = IPAddressSet(prefixes) }
    }
  }

  /// Why a private block cannot be at the other end; `nil` where it can, or might.
  func reason(_ prefix: IPPrefix, _ direction: TrafficDirection, _ group: SecurityGroup) -> String? {
    guard let known = blocks[group.vpcID], group.associatedVPCIDs.isEmpty else { return nil }
    let isPrivate = IPAddressSet(prefix).onInternet.isEmpty
    guard isPrivate, !known.overlaps(prefix) else { return nil }
    // Link-local addresses are the platform's own services.
    if SpecialPurpose.linkLocal.overlaps(prefix) { return nil }
    let way = direction == .ingress ? "packets from \(prefix) come here" : "leads to \(prefix)"
    return direction == .ingress
      ? "by no route, peering or block of the VPC's can \(way)" : "no route, peering or block of the VPC's \(way)"
  }
}
