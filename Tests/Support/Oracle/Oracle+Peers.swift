import IPAddressing
import VPCModel

extension Oracle {
  /// Whether something holds, as far as the network tells.
  enum Answer { case yes, no, maybe }

  /// Whether a rule's peer holds the address at the other end.
  static func peer(
    _ peer: SecurityGroupRule.Peer,
    ofRuleIn group: SecurityGroup,
    holds remote: IPAddress,
    in network: Network
  ) -> Answer {
    switch peer {
    case .ipv4(let prefix): return block(.v4(prefix), holds: remote) ? .yes : .no
    case .ipv6(let prefix): return block(.v6(prefix), holds: remote) ? .yes : .no
    case .prefixList(let id): return prefixList(id, holds: remote, in: network)
    case .securityGroup(let reference):
      switch status(of: reference, ofRuleIn: group, in: network) {
      case .stale: return .no
      case .unknown: return .maybe
      case .usable:
        if members(of: reference.groupID, own: remote, in: network) { return .yes }
        // An interface that the network does not hold could carry the group and own the address.
        return network.incompleteKinds.contains(.networkInterface) ? .maybe : .no
      }
    }
  }

  /// Whether an address lies between the first and the last of a block of its family.
  static func block(_ block: IPPrefix, holds address: IPAddress) -> Bool {
    switch (block, address) {
    case (.v4(let block), .v4(let address)):
      address.rawValue >= block.first.rawValue && address.rawValue <= block.last.rawValue
    case (.v6(let block), .v6(let address)):
      address.rawValue >= block.first.rawValue && address.rawValue <= block.last.rawValue
    default:
      false
    }
  }

  /// A list holds what one of its entries holds. Of a list without known entries only the family may be known.
  static func prefixList(_ id: PrefixList.ID, holds remote: IPAddress, in network: Network) -> Answer {
    guard let list = network.prefixLists[id] else { return .maybe }
    if let family = list.addressFamily, family != remote.family { return .no }
    guard let entries = list.entries else { return .maybe }
    return entries.contains { block($0.cidr, holds: remote) } ? .yes : .no
  }

  /// Whether any interface that carries the group, in whatever VPC, owns the address: as a private address or in a
  /// delegated prefix. Public addresses are not looked at: a reference stands for private addresses alone.
  static func members(of groupID: SecurityGroup.ID, own address: IPAddress, in network: Network) -> Bool {
    for interface in network.networkInterfaces.unordered where interface.groupIDs.contains(groupID) {
      switch address {
      case .v4(let address):
        for own in interface.privateIPv4Addresses where own.address == address { return true }
        for prefix in interface.ipv4Prefixes where block(.v4(prefix), holds: .v4(address)) { return true }
      case .v6(let address):
        for own in interface.ipv6Addresses where own == address { return true }
        for prefix in interface.ipv6Prefixes where block(.v6(prefix), holds: .v6(address)) { return true }
      }
    }
    return false
  }
}
