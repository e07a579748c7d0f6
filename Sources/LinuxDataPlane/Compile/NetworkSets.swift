import IPAddressing
import VPCModel

/// A group's members: one set for each family, however many rules refer to the group.
enum MemberSets {
  static func name(_ group: SecurityGroup.ID, _ family: IPFamily) -> String {
    "members-\(Names.part(group.text))-\(family.digit)"
  }

  /// Whole prefixes that were delegated to members.
  static func prefixesName(_ group: SecurityGroup.ID, _ family: IPFamily) -> String {
    "member-prefixes-\(Names.part(group.text))-\(family.digit)"
  }

  static func declaration(_ family: IPFamily) -> NamedSet.Declaration { .init(key: [family.addressType]) }

  static func isName(_ name: String) -> Bool { name.hasPrefix("members-") || name.hasPrefix("member-prefixes-") }
}

/// The addresses of the platform's services, as a VPC's interfaces see them: not filtered.
enum PlatformSets {
  static func name(_ vpc: VPC.ID, _ family: IPFamily) -> String {
    "platform-\(Names.part(vpc.text))-\(family.digit)"
  }

  /// O(subnets of the network).
  static func ruleset(_ vpcID: VPC.ID, in network: Network) -> Ruleset {
    var addresses = Array(PlatformService.everywhere.keys)
    if let vpc = network.vpcs[vpcID] {
      addresses += PlatformService.addresses(of: vpc).map(\.0)
      for subnet in network.subnets.unordered where subnet.vpcID == vpcID {
        addresses += PlatformService.addresses(of: subnet).map(\.0).filter(vpc.contains)
      }
    }
    var ruleset = Ruleset()
    for family in [IPFamily.ipv4, .ipv6] {
      var elements: [NamedSet.Key: NamedSet.Element] = [:]
      for address in addresses where address.family == family { elements[NamedSet.Key(Octets(address))] = .member }
      ruleset.sets[name(vpcID, family)] = NamedSet(.init(key: [family.addressType]), elements)
    }
    return ruleset
  }
}

extension IPPrefix {
  /// The first and the last address.
  var octetRange: NamedSet.Key {
    switch self {
    case .v4(let prefix): NamedSet.Key(Octets(prefix.first.rawValue), Octets(prefix.last.rawValue))
    case .v6(let prefix): NamedSet.Key(Octets(prefix.first.rawValue), Octets(prefix.last.rawValue))
    }
  }

  /// Blocks as ranges that neither overlap nor touch.
  static func merged(_ blocks: [IPPrefix], _ family: IPFamily) -> [NamedSet.Key] {
    AddressPieces.of(blocks, family).reduce(into: []) { ranges, piece in
      let (key, _) = piece
      if let last = ranges.last, last.last.next == key.first {
        ranges[ranges.count - 1].last = key.last
      } else {
        ranges.append(key)
      }
    }
  }
}
