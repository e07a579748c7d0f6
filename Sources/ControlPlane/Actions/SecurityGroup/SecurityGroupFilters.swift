import IPAddressing
import VPCModel

/// The filters of DescribeSecurityGroups. Those of rules each ask for any rule, not all for the same.
enum SecurityGroupFilters {
  static let all: FilterSet<SecurityGroupRecord> = {
    var known: [String: FilterSet<SecurityGroupRecord>.Values] = [
      "description": { group, _ in [group.group.summary] },
      "group-id": { group, _ in [group.recordID] },
      "group-name": { group, _ in [group.group.name] },
      "owner-id": { group, _ in [group.location.accountID] },
      "vpc-id": { group, _ in [group.group.vpcID.text] },
    ]
    for (prefix, direction) in [("ip-permission.", TrafficDirection.ingress), ("egress.ip-permission.", .egress)] {
      for (name, values) in ruleValues {
        known[prefix + name] = { group, scope in
          scope.state.rules(of: group.group.id).filter { $0.direction == direction }.flatMap { values($0, scope.state) }
        }
      }
    }
    return FilterSet(known)
  }()

  private static let ruleValues: [String: @Sendable (SecurityGroupRule, State) -> [String]] = [
    "cidr": { rule, _ in if case .ipv4(let prefix) = rule.peer { [prefix.description] } else { [] } },
    "ipv6-cidr": { rule, _ in if case .ipv6(let prefix) = rule.peer { [prefix.description] } else { [] } },
    "prefix-list-id": { rule, _ in if case .prefixList(let id) = rule.peer { [id.text] } else { [] } },
    "group-id": { rule, _ in rule.reference.map { [$0.groupID.text] } ?? [] },
    "group-name": { rule, state in
      rule.reference.flatMap { state.securityGroups[$0.groupID] }.map { [$0.group.name] } ?? []
    },
    "user-id": { rule, state in
      guard let reference = rule.reference, let group = state.securityGroups[rule.groupID]?.group else { return [] }
      return ReferenceView(reference, of: group, in: state).userID.map { [$0] } ?? []
    },
    "protocol": { rule, _ in
      [rule.traffic.ipProtocolText] + (rule.traffic.ipProtocol.map { ["\($0.rawValue)"] } ?? [])
    },
    "from-port": { rule, _ in rule.traffic.fromPort.map { ["\($0)"] } ?? [] },
    "to-port": { rule, _ in rule.traffic.toPort.map { ["\($0)"] } ?? [] },
  ]

  /// The groups that the filters can match at most, where one of them names something that groups are indexed by.
  static func candidates(_ filters: CompiledFilters<SecurityGroupRecord>, _ state: State) -> [SecurityGroupRecord]? {
    if let identifiers = filters.literals("group-id") { return groups(identifiers, state) }
    for name in ["group-id", "prefix-list-id"] {
      for prefix in ["ip-permission.", "egress.ip-permission."] {
        guard let keys = filters.literals(prefix + name) else { continue }
        let rules = keys.flatMap { state.holders(of: $0, .securityGroupRule) }
        return groups(rules.compactMap { state.securityGroupRules[$0]?.rule.groupID.text }, state)
      }
    }
    if let vpcs = filters.literals("vpc-id") {
      if let names = filters.literals("group-name") {
        return groups(
          vpcs.flatMap { vpc in
            names.compactMap { state.securityGroup(named: $0, in: VPC.ID(vpc))?.recordID }
          },
          state
        )
      }
      return groups(vpcs.flatMap { state.holders(of: $0, .securityGroup) }, state)
    }
    return nil
  }

  private static func groups(_ identifiers: [String], _ state: State) -> [SecurityGroupRecord] {
    Set(identifiers).compactMap { state.securityGroups[$0] }
  }
}

extension SecurityGroupRule {
  /// The group that the rule refers to, where it does.
  var reference: GroupReference? {
    if case .securityGroup(let reference) = peer { return reference }
    return nil
  }
}
