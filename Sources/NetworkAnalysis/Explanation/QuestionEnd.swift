import IPAddressing
import VPCModel

/// One end of a question, taken apart into what has to be judged separately.
struct QuestionEnd {
  enum Member {
    case host(Host)
    /// Addresses that nothing in the network tells apart, by the first of them.
    case addresses(IPAddressSet, first: IPAddress)
  }
  let endpoint: Endpoint
  let members: [Member]
  /// Hosts that were left out because they have no address of the family.
  let withoutFamily: Int
  /// The block that was asked about, or that a rule for the internet has.
  var askedBlock: IPPrefix?
  /// Whether addresses of VPCs that no host can have were asked about too.
  var leavesOutVacancies = false

  var isAddressSet: Bool {
    switch endpoint.meaning {
    case .block, .internet: true
    case .interfaces, .address: false
    }
  }
}

/// Takes ends apart.
struct QuestionDivider {
  let network: Network
  let locator: AddressLocator

  /// Address families in which the end has an address.
  func families(of endpoint: Endpoint) -> Set<IPFamily> {
    switch endpoint.meaning {
    case .internet: return Set(IPFamily.allCases)
    case .block(let block): return [block.family]
    case .address(let host): return [host.address.family]
    case .interfaces(_, let address?): return [address.family]
    case .interfaces(let ids, nil):
      var families: Set<IPFamily> = []
      for id in ids {
        guard let interface = network.networkInterfaces[id] else { continue }
        for family in IPFamily.allCases where interface.address(of: family) != nil { families.insert(family) }
      }
      return families
    }
  }

  /// - Parameter other: the end at the other side, whose rules, entries and routes cut address sets.
  func divide(_ endpoint: Endpoint, family: IPFamily, other: Endpoint) -> QuestionEnd {
    switch endpoint.meaning {
    case .address(let host): return QuestionEnd(endpoint: endpoint, members: [.host(host)], withoutFamily: 0)
    case .interfaces(let ids, let address):
      let hosts = ids.compactMap { host(of: $0, address: address, family: family) }
      return QuestionEnd(endpoint: endpoint, members: hosts.map { .host($0) }, withoutFamily: ids.count - hosts.count)
    case .block(let block): return divide(block, IPAddressSet(block), endpoint, other)
    case .internet:
      // Public blocks of the network's own VPCs are not the internet to it.
      let own = IPAddressSet(network.vpcs.unordered.flatMap(\.cidrs))
      let all = AddressScope.internet.intersection(.all(family)).subtracting(own)
      return divide(.all(family), all, endpoint, other)
    }
  }

  /// - Parameter set: the part of the block that is asked about.
  func divide(_ block: IPPrefix, _ set: IPAddressSet, _ endpoint: Endpoint, _ other: Endpoint) -> QuestionEnd {
    let vacancies = network.isComplete(.subnet) ? unallocated : .empty
    let habitable = set.subtracting(vacancies).subtracting(reserved)
    // Who asks about such addresses alone is told that nobody can have them.
    let judged = habitable.isEmpty ? set : habitable
    var pieces = atoms(of: judged, cutBy: boundaries(of: judged, against: other))
    let firsts = pieces.map(\.first)
    if !habitable.isEmpty { attachReserved(of: set, to: &pieces) }
    let members = zip(pieces, firsts).compactMap { piece, first in
      first.map { QuestionEnd.Member.addresses(piece, first: $0) }
    }
    return QuestionEnd(
      endpoint: endpoint,
      members: members,
      withoutFamily: 0,
      askedBlock: block,
      leavesOutVacancies: judged == habitable && set.overlaps(vacancies)
    )
  }

  /// Addresses of VPCs that no subnet holds.
  private var unallocated: IPAddressSet {
    IPAddressSet(network.vpcs.unordered.flatMap(\.cidrs))
      .subtracting(IPAddressSet(network.subnets.unordered.flatMap(\.cidrs)))
  }

  /// The first four addresses and the last of each subnet's IPv4 block, which no host can have (VPC user guide,
  /// "Subnet sizing").
  var reserved: IPAddressSet {
    reservations.reduce(into: .empty) { $0.formUnion($1.first.union($1.last)) }
  }

  private var reservations: [(first: IPAddressSet, last: IPAddressSet)] {
    network.subnets.unordered.compactMap { subnet in
      guard let block = subnet.ipv4CIDR, block.length <= 29,
        let first = IPv4Prefix(address: block.first, length: 30)
      else { return nil }
      return (IPAddressSet(.v4(first)), IPAddressSet(IPAddress.v4(block.last)))
    }
  }

  /// Reserved addresses count with their neighbours, so that a whole subnet reads as one block.
  private func attachReserved(of set: IPAddressSet, to pieces: inout [IPAddressSet]) {
    for (first, last) in reservations {
      guard let after = first.v4.last?.next, let before = last.v4.first?.previous else { continue }
      if set.contains(first), let index = pieces.firstIndex(where: { $0.v4.contains(after) }) {
        pieces[index].formUnion(first)
      }
      if set.contains(last), let index = pieces.firstIndex(where: { $0.v4.contains(before) }) {
        pieces[index].formUnion(last)
      }
    }
  }

  private func host(of id: NetworkInterface.ID, address: IPAddress?, family: IPFamily) -> Host? {
    guard let interface = network.networkInterfaces[id] else { return nil }
    guard let address else {
      return interface.address(of: family).map { Host(.interface(interface), address: $0) }
    }
    if interface.owns(address) { return Host(.interface(interface), address: address) }
    guard case .v4(let asked) = address,
      let own = interface.privateIPv4Addresses.first(where: { $0.publicAddress == asked })?.address
        ?? interface.privateIPv4Addresses.first?.address
    else { return nil }
    return Host(.interface(interface), address: .v4(own), askedPublicAddress: asked)
  }

  // MARK: What tells addresses apart

  private func boundaries(of set: IPAddressSet, against other: Endpoint) -> [IPPrefix] {
    var blocks: [IPPrefix] = []
    let facing = interfaces(of: other)
    for group in Set(facing.flatMap(\.groupIDs)) {
      for rule in network.securityGroups[group]?.rules ?? [] { blocks += self.blocks(of: rule.peer) }
    }
    let vpcs = self.vpcs(of: other, facing)
    for acl in network.networkACLs.unordered where vpcs.contains(acl.vpcID) { blocks += acl.entries.map(\.cidr) }
    for table in network.routeTables.unordered where vpcs.contains(table.vpcID) {
      for route in table.routes {
        switch route.destination {
        case .cidr(let block): blocks.append(block)
        case .prefixList(let id): blocks += network.prefixLists[id]?.entries?.map(\.cidr) ?? []
        }
      }
    }
    for vpc in network.vpcs.unordered {
      blocks += vpc.cidrs
      blocks += PlatformService.addresses(of: vpc).map { IPPrefix(host: $0.0) }
    }
    for subnet in network.subnets.unordered {
      blocks += subnet.cidrs
      blocks += PlatformService.addresses(of: subnet).map { IPPrefix(host: $0.0) }
    }
    for interface in network.networkInterfaces.unordered { blocks += interface.ownPrefixes }
    blocks += PlatformService.everywhere.keys.map { IPPrefix(host: $0) }
    blocks += AddressScope.internet.prefixes + SpecialPurpose.nat64.prefixes
    return blocks.filter { set.overlaps($0) }
  }

  private func blocks(of peer: SecurityGroupRule.Peer) -> [IPPrefix] {
    switch peer {
    case .ipv4(let block): [.v4(block)]
    case .ipv6(let block): [.v6(block)]
    case .prefixList(let id): network.prefixLists[id]?.entries?.map(\.cidr) ?? []
    // Members' addresses are boundaries anyway, as every interface's are.
    case .securityGroup: []
    }
  }

  private func interfaces(of endpoint: Endpoint) -> [NetworkInterface] {
    switch endpoint.meaning {
    case .interfaces(let ids, _): ids.compactMap { network.networkInterfaces[$0] }
    case .block(let block):
      network.networkInterfaces.unordered.filter { $0.ownPrefixes.contains { block.overlaps($0) } }
    case .address, .internet: []
    }
  }

  private func vpcs(of endpoint: Endpoint, _ interfaces: [NetworkInterface]) -> Set<VPC.ID> {
    var ids = Set(interfaces.map(\.vpcID))
    switch endpoint.meaning {
    case .address(let host): if let id = host.vpcID { ids.insert(id) }
    case .block(let block):
      for vpc in network.vpcs.unordered where vpc.cidrs.contains(where: { block.overlaps($0) }) { ids.insert(vpc.id) }
    case .interfaces, .internet: break
    }
    return ids
  }
}
