import IPAddressing
import VPCModel

/// Where an address is: on which interface, in which subnet, on the internet or in another network.
struct AddressLocator: Sendable {
  private let network: Network
  private let privateOwners: [IPAddress: [NetworkInterface.ID]]
  private let publicOwners: [IPAddress: [NetworkInterface.ID]]
  /// Interfaces with delegated prefixes, whose addresses are too many to list.
  private let delegated: [NetworkInterface]
  private let vpcs: [VPC]
  private let subnets: [VPC.ID: [Subnet]]

  /// O(size of the network).
  init(_ network: Network) {
    self.network = network
    var privateOwners: [IPAddress: [NetworkInterface.ID]] = [:]
    var publicOwners: [IPAddress: [NetworkInterface.ID]] = [:]
    for interface in network.networkInterfaces.sorted {
      for entry in interface.privateIPv4Addresses {
        privateOwners[.v4(entry.address), default: []].append(interface.id)
        if let address = entry.publicAddress { publicOwners[.v4(address), default: []].append(interface.id) }
      }
      for address in interface.ipv6Addresses { privateOwners[.v6(address), default: []].append(interface.id) }
    }
    for gateway in network.natGateways.sorted {
      for address in gateway.publicAddresses where publicOwners[.v4(address)] == nil {
        publicOwners[.v4(address)] = gateway.networkInterfaceIDs.filter { network.networkInterfaces.contains($0) }
      }
    }
    self.privateOwners = privateOwners
    self.publicOwners = publicOwners
    delegated = network.networkInterfaces.sorted.filter { !$0.ipv4Prefixes.isEmpty || !$0.ipv6Prefixes.isEmpty }
    vpcs = network.vpcs.sorted
    subnets = Dictionary(grouping: network.subnets.sorted, by: \.vpcID)
  }

  /// Interfaces that have the address, privately or publicly, by identifier.
  func owners(of address: IPAddress) -> [NetworkInterface] {
    privateOwners(of: address) + publicInterfaces(at: address)
  }

  private func privateOwners(of address: IPAddress) -> [NetworkInterface] {
    var ids = privateOwners[address] ?? []
    for interface in delegated where interface.owns(address) && !ids.contains(interface.id) { ids.append(interface.id) }
    return ids.sorted().compactMap { network.networkInterfaces[$0] }
  }

  /// Interfaces that the internet sees behind a public IPv4 address.
  func publicInterfaces(at address: IPAddress) -> [NetworkInterface] {
    (publicOwners[address] ?? []).compactMap { network.networkInterfaces[$0] }
  }

  /// The host at an address of a VPC, whether or not somebody has the address.
  func host(at address: IPAddress, in vpc: VPC.ID) -> Host? {
    if let interface = privateOwners(of: address).first(where: { $0.vpcID == vpc }) {
      return Host(.interface(interface), address: address)
    }
    if let subnet = subnets[vpc]?.first(where: { $0.contains(address) }) {
      return Host(.vacant(subnet), address: address)
    }
    guard let vpc = network.vpcs[vpc], vpc.contains(address) else { return nil }
    return Host(.unallocated(vpc), address: address)
  }

  /// What an address that nobody has can be: in each VPC whose blocks hold it; on the internet or in a
  /// network outside where none does.
  func vacancies(of address: IPAddress) -> [Host] {
    let hosts = vpcs.compactMap { vpc in host(at: address, in: vpc.id) }.filter { $0.interface == nil }
    return hosts.isEmpty ? [external(address)] : hosts
  }

  func external(_ address: IPAddress) -> Host {
    Host(AddressScope.isInternet(address) ? .internet : .outside, address: address)
  }

  /// The host that an address of a block means to somebody in a VPC: in the VPC itself, else in one that
  /// is peered with it, else in any, else outside. The first by identifier where several are left.
  func host(at address: IPAddress, nearest vpc: VPC.ID?) -> Host {
    if let vpc, let host = host(at: address, in: vpc) { return host }
    var peers: [VPC.ID] = []
    if let vpc {
      for peering in network.peeringConnections.sorted {
        if let side = peering.side(oppositeTo: vpc) { peers.append(side.vpcID) }
      }
    }
    for peer in peers { if let host = host(at: address, in: peer) { return host } }
    for other in vpcs { if let host = host(at: address, in: other.id) { return host } }
    return external(address)
  }

  func words(for host: Host) -> String {
    switch host.place {
    case .interface: "network interface"
    case .vacant: "address that no interface has"
    case .unallocated: "address that no subnet holds"
    case .internet: "host on the internet"
    case .outside: "host in another network"
    }
  }
}
