import EC2Shapes
import IPAddressing
import VPCModel

/// What every VPC comes with: a main route table, a default network ACL and a default security group (VPC user guide,
/// "VPC resources").
extension Transaction {
  /// Makes a VPC and all that belongs to it.
  ///
  /// - Parameter blocks: the primary one first.
  mutating func makeVPC(
    blocks: [IPPrefix],
    tenancy: String = "default",
    isDefault: Bool = false,
    tags: Tags = [:]
  ) -> VPCRecord {
    let vpc = VPC(
      id: makeID("vpc", VPC.self),
      ipv4CIDRs: blocks.compactMap(\.ipv4),
      ipv6CIDRs: blocks.compactMap(\.ipv6),
      isDefault: isDefault,
      ownerID: location.accountID,
      tags: tags
    )
    var associations: [CIDRAssociation] = []
    for block in blocks { associations.append(CIDRAssociation(id: makeID("vpc-cidr-assoc"), cidr: block)) }
    let record = VPCRecord(
      vpc: vpc,
      location: location,
      dhcpOptionsID: defaultDHCPOptionsID(),
      cidrAssociations: associations,
      instanceTenancy: tenancy,
      enableDNSHostnames: isDefault
    )
    put(record)
    makeMainRouteTable(of: vpc)
    makeDefaultNetworkACL(of: vpc)
    makeDefaultSecurityGroup(of: vpc)
    return record
  }

  private mutating func makeMainRouteTable(of vpc: VPC) {
    var origins: [RouteTable.Destination: String] = [:]
    for block in vpc.cidrs { origins[.cidr(block)] = RouteOrigin.createRouteTable }
    let table = RouteTable(
      id: makeID("rtb", RouteTable.self),
      vpcID: vpc.id,
      isMain: true,
      routes: vpc.cidrs.map { RouteTable.Route(.cidr($0), to: .local) },
      ownerID: location.accountID
    )
    let association = RouteTableRecord.Association(id: makeID("rtbassoc"), isMain: true)
    put(RouteTableRecord(table: table, location: location, associations: [association], routeOrigins: origins))
  }

  /// Allows everything, unlike an ACL that a caller makes (VPC user guide, "Default network ACL").
  private mutating func makeDefaultNetworkACL(of vpc: VPC) {
    var entries: [NetworkACL.Entry] = []
    for direction in TrafficDirection.allCases {
      entries += DefaultACLEntries.of(.ipv4, direction)
      if !vpc.ipv6CIDRs.isEmpty { entries += DefaultACLEntries.of(.ipv6, direction) }
    }
    let acl = NetworkACL(
      id: makeID("acl", NetworkACL.self),
      vpcID: vpc.id,
      isDefault: true,
      entries: entries,
      ownerID: location.accountID
    )
    put(NetworkACLRecord(acl: acl, location: location))
  }

  /// Lets its members talk to one another and to anybody (VPC user guide, "Default security groups").
  private mutating func makeDefaultSecurityGroup(of vpc: VPC) {
    let group = SecurityGroup(
      id: makeID("sg", SecurityGroup.self),
      name: "default",
      summary: SecurityGroup.defaultSummary,
      vpcID: vpc.id,
      ownerID: location.accountID
    )
    put(SecurityGroupRecord(group: group, location: location))
    let own = GroupReference(group.id, ownerID: location.accountID)
    putRule(of: group.id, .ingress, .securityGroup(own))
    putRule(of: group.id, .egress, .ipv4(.all))
    if !vpc.ipv6CIDRs.isEmpty { putRule(of: group.id, .egress, .ipv6(.all)) }
  }

  /// A rule for all traffic.
  private mutating func putRule(
    of group: SecurityGroup.ID,
    _ direction: TrafficDirection,
    _ peer: SecurityGroupRule.Peer
  ) {
    let rule = SecurityGroupRule(
      id: makeID("sgr", SecurityGroupRule.self),
      groupID: group,
      direction: direction,
      traffic: .all,
      peer: peer
    )
    put(SecurityGroupRuleRecord(rule: rule, location: location))
  }

  /// What a VPC's first IPv6 block brings: the final entries of its ACLs, and for the default group and ACL the rules
  /// that allow everything, save where somebody has changed that direction's rules (VPC user guide, "Default security
  /// groups" and "Default network ACL").
  mutating func openDefaultsToIPv6(of vpc: VPC.ID) {
    for id in state.holders(of: vpc.text, .networkACL) {
      guard var record = state.networkACLs[id] else { continue }
      var entries = record.acl.entries
      for direction in TrafficDirection.allCases {
        let added = DefaultACLEntries.of(.ipv6, direction)
        if record.acl.isDefault, record.acl.entries(direction) == DefaultACLEntries.of(.ipv4, direction) {
          entries += added
        } else {
          let numbers = Set(record.acl.entries(direction).map(\.number))
          entries += added.filter { $0.isFinal && !numbers.contains($0.number) }
        }
      }
      record.acl.replaceEntries(entries)
      if record.acl.entries != state.networkACLs[id]?.acl.entries { put(record) }
    }
    guard let group = state.defaultSecurityGroup(of: vpc)?.group.id else { return }
    let egress = state.rules(of: group).filter { $0.direction == .egress }
    guard egress.count == 1, let rule = egress.first, rule.traffic == .all, rule.peer == .ipv4(.all) else { return }
    putRule(of: group, .egress, .ipv6(.all))
  }
}

/// The entries that a default network ACL begins with.
enum DefaultACLEntries {
  static func of(_ family: IPFamily, _ direction: TrafficDirection) -> [NetworkACL.Entry] {
    let (allowing, final) = family == .ipv4 ? (100, 32767) : (101, 32768)
    return [
      NetworkACL.Entry(number: allowing, direction: direction, action: .allow, traffic: .all, cidr: .all(family)),
      NetworkACL.Entry(number: final, direction: direction, action: .deny, traffic: .all, cidr: .all(family)),
    ]
  }
}

/// EC2's words for where a route comes from.
enum RouteOrigin {
  static let createRouteTable = "CreateRouteTable"
  static let createRoute = "CreateRoute"
}
