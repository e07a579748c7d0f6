import IPAddressing
import VPCModel

/// Every host that an interface of the network can be, gateways' own interfaces left out, in the order of their addresses: one for each address, one for
/// each piece of a delegated prefix that no rule, entry or route divides.
///
/// The order makes every block of addresses a run of positions.
struct HostAxis: Sendable {
  struct Host: Sendable {
    var interfaceID: NetworkInterface.ID
    /// The first address; all to the last fare alike.
    var first: IPAddress
    var last: IPAddress
    var vpcID: VPC.ID
    var subnetID: Subnet.ID
    var publicAddress: IPv4Address?
    /// Positions in `policies` and `places`.
    var policy = 0
    var place = 0
  }

  /// Hosts between which no network ACL, route or gateway makes a difference.
  struct Place: Hashable, Sendable {
    var subnetID: Subnet.ID
    var vpcID: VPC.ID
    var family: IPFamily
    /// Which piece of the address line, between the ends of the blocks that entries, routes and VPCs speak of.
    var piece: Int
    var hasPublicAddress: Bool
    /// Kept apart only where a packet can come back in from the internet to a private address.
    var publicAddress: IPv4Address?
  }

  private(set) var hosts: [Host] = []
  private(set) var policies: [GroupPolicy] = []
  private(set) var places: [Place] = []
  /// The hosts of each policy and of each place.
  private(set) var hostsOfPolicy: [HostSet] = []
  private(set) var hostsOfPlace: [HostSet] = []
  private(set) var membersOfGroup: [SecurityGroup.ID: HostSet] = [:]
  private(set) var hostsOfInterface: [NetworkInterface.ID: [Int]] = [:]
  /// Delegated prefixes: a block with an end inside one divides it.
  private let divisible: [IPPrefix]

  var all: HostSet { HostSet(0..<hosts.count) }

  /// O(n log n) in the network's addresses and blocks.
  init(_ network: Network) {
    let boundaries = AddressBoundaries(network)
    divisible = network.networkInterfaces.unordered.flatMap { $0.ownPrefixes.filter { !$0.isHost } }
    let cuts = divisible.isEmpty ? [] : boundaries.blocks + Self.ruleBlocks(network) + Self.ownBlocks(network)
    for interface in network.networkInterfaces.unordered where !interface.isGateway {
      for block in interface.ownPrefixes {
        let pieces =
          block.isHost
          ? [(block.first, block.last)]
          : atoms(of: IPAddressSet(block), cutBy: cuts.filter { block.overlaps($0) }).compactMap { piece in
            piece.ends
          }
        for (first, last) in pieces {
          let publicAddress: IPv4Address? =
            if case .v4(let address) = first { interface.publicAddress(for: address) } else { nil }
          hosts.append(
            Host(
              interfaceID: interface.id,
              first: first,
              last: last,
              vpcID: interface.vpcID,
              subnetID: interface.subnetID,
              publicAddress: publicAddress
            )
          )
        }
      }
    }
    hosts.sort { ($0.first, $0.interfaceID) < ($1.first, $1.interfaceID) }
    removeRepeated()
    assignPolicies(network)
    assignPlaces(boundaries, network)
    assignMembers(network)
  }

  /// An address may be single and in a delegated prefix of the same interface.
  private mutating func removeRepeated() {
    var kept: [Host] = []
    kept.reserveCapacity(hosts.count)
    for host in hosts {
      if let last = kept.last, last.first == host.first, last.interfaceID == host.interfaceID {
        if last.last < host.last { kept[kept.count - 1].last = host.last }
        continue
      }
      kept.append(host)
    }
    hosts = kept
  }

  private mutating func assignPolicies(_ network: Network) {
    var numbers: [GroupPolicy: Int] = [:]
    var ofInterface: [NetworkInterface.ID: Int] = [:]
    var positions: [[Int]] = []
    for (position, host) in hosts.enumerated() {
      hostsOfInterface[host.interfaceID, default: []].append(position)
      let number: Int
      if let known = ofInterface[host.interfaceID] {
        number = known
      } else {
        guard let interface = network.networkInterfaces[host.interfaceID] else { continue }
        let policy = GroupPolicy(interface)
        number = numbers[policy] ?? policies.count
        if number == policies.count {
          numbers[policy] = number
          policies.append(policy)
          positions.append([])
        }
        ofInterface[host.interfaceID] = number
      }
      hosts[position].policy = number
      positions[number].append(position)
    }
    hostsOfPolicy = positions.map { HostSet($0) }
  }

  private mutating func assignPlaces(_ boundaries: AddressBoundaries, _ network: Network) {
    // A private address that the internet carries packets to: of a VPC with a block of public IPv4 addresses.
    let comesBack = network.vpcs.unordered.contains { vpc in
      vpc.ipv4CIDRs.contains { AddressScope.internet.overlaps(.v4($0)) }
    }
    var numbers: [Place: Int] = [:]
    var positions: [[Int]] = []
    for (position, host) in hosts.enumerated() {
      let place = Place(
        subnetID: host.subnetID,
        vpcID: host.vpcID,
        family: host.first.family,
        piece: boundaries.piece(of: host.first),
        hasPublicAddress: host.publicAddress != nil,
        publicAddress: comesBack ? host.publicAddress : nil
      )
      let number = numbers[place] ?? places.count
      if number == places.count {
        numbers[place] = number
        places.append(place)
        positions.append([])
      }
      hosts[position].place = number
      positions[number].append(position)
    }
    hostsOfPlace = positions.map { HostSet($0) }
  }

  private mutating func assignMembers(_ network: Network) {
    var positions: [SecurityGroup.ID: [Int]] = [:]
    for interface in network.networkInterfaces.unordered {
      for block in interface.ownPrefixes {
        let run = self.positions(in: block)
        for group in interface.groupIDs { positions[group, default: []] += run }
      }
    }
    membersOfGroup = positions.mapValues { HostSet($0) }
  }

  // MARK: Looking up

  /// The run of hosts in a block. O(log n).
  func positions(in block: IPPrefix) -> Range<Int> {
    let lower = firstPosition { $0.first >= block.first }
    let upper = firstPosition { $0.first > block.last }
    return lower..<max(lower, upper)
  }

  func hosts(in block: IPPrefix) -> HostSet { HostSet(positions(in: block)) }

  private func firstPosition(where isAtOrAfter: (Host) -> Bool) -> Int {
    var low = 0
    var high = hosts.count
    while low < high {
      let middle = (low + high) / 2
      if isAtOrAfter(hosts[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether a block has an end inside a host's addresses, so that it tells them apart.
  func isDivided(by block: IPPrefix) -> Bool {
    for prefix in divisible where prefix.contains(block) && prefix != block {
      let run = positions(in: block)
      guard run.lowerBound < run.upperBound, hosts[run.lowerBound].first == block.first,
        hosts[run.upperBound - 1].last == block.last
      else { return true }
    }
    return false
  }

  // MARK: What divides delegated prefixes

  private static func ruleBlocks(_ network: Network) -> [IPPrefix] {
    var blocks = network.prefixLists.unordered.flatMap { $0.entries?.map(\.cidr) ?? [] }
    for group in network.securityGroups.unordered {
      for rule in group.rules {
        switch rule.peer {
        case .ipv4(let block): blocks.append(.v4(block))
        case .ipv6(let block): blocks.append(.v6(block))
        case .prefixList, .securityGroup: break
        }
      }
    }
    return blocks
  }

  private static func ownBlocks(_ network: Network) -> [IPPrefix] {
    network.networkInterfaces.unordered.flatMap(\.ownPrefixes)
  }
}

extension NetworkInterface {
  /// Whether it only passes on what others send, and is no end of a connection: nobody is on it, and what is sent to it
  /// unasked is dropped (VPC user guide, "NAT gateways": hosts outside cannot begin a connection).
  var isGateway: Bool {
    switch owner?.kind {
    case .natGateway, .transitGatewayAttachment: true
    default: false
    }
  }

  /// Whether somebody who reaches it can go on from it: a VPC endpoint leads to a service and nowhere else.
  var leadsOn: Bool { !isGateway && owner?.kind != .vpcEndpoint }

  /// Whether anybody listens there: a Lambda function's interface makes connections and takes none (Lambda developer guide,
  /// "Giving Lambda functions access to resources in an Amazon VPC").
  var acceptsConnections: Bool { owner?.kind != .lambdaFunction }
}

extension IPAddressSet {
  /// The lowest and the highest address.
  var ends: (IPAddress, IPAddress)? {
    if let first = v4.first, let last = v4.last { return (.v4(first), .v4(last)) }
    if let first = v6.first, let last = v6.last { return (.v6(first), .v6(last)) }
    return nil
  }
}

/// The blocks of which anything but a security group's rule speaks, and the pieces into which they cut the addresses.
struct AddressBoundaries: Sendable {
  let blocks: [IPPrefix]
  /// Where pieces begin, ascending.
  private let starts: [IPAddress]

  init(_ network: Network) {
    var blocks: Set<IPPrefix> = []
    for acl in network.networkACLs.unordered { blocks.formUnion(acl.entries.map(\.cidr)) }
    for table in network.routeTables.unordered {
      for route in table.routes {
        switch route.destination {
        case .cidr(let block): blocks.insert(block)
        case .prefixList(let id): blocks.formUnion(network.prefixLists[id]?.entries?.map(\.cidr) ?? [])
        }
      }
    }
    for vpc in network.vpcs.unordered {
      blocks.formUnion(vpc.cidrs)
      blocks.formUnion(PlatformService.addresses(of: vpc).map { IPPrefix(host: $0.0) })
    }
    for subnet in network.subnets.unordered {
      blocks.formUnion(PlatformService.addresses(of: subnet).map { IPPrefix(host: $0.0) })
    }
    for peering in network.peeringConnections.unordered {
      blocks.formUnion(peering.requester.cidrs + peering.accepter.cidrs)
    }
    blocks.formUnion(PlatformService.everywhere.keys.map { IPPrefix(host: $0) })
    blocks.formUnion(AddressScope.internet.prefixes + SpecialPurpose.nat64.prefixes)
    self.blocks = Array(blocks)
    var starts: Set<IPAddress> = []
    for block in blocks {
      starts.insert(block.first)
      if let next = block.last.next { starts.insert(next) }
    }
    self.starts = starts.sorted()
  }

  /// The number of the piece that holds an address. O(log n).
  func piece(of address: IPAddress) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension IPAddress {
  /// The address one above, `nil` for its family's highest.
  var next: IPAddress? {
    switch self {
    case .v4(let address): address.next.map(IPAddress.v4)
    case .v6(let address): address.next.map(IPAddress.v6)
    }
  }
}
