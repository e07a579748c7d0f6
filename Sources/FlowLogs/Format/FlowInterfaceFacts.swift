package import IPAddressing
package import VPCModel

/// What records say of the network interface itself.
package struct FlowInterfaceFacts: Hashable, Sendable {
  package var interfaceID: NetworkInterface.ID
  package var accountID: String?
  package var vpcID: VPC.ID?
  package var subnetID: Subnet.ID?
  package var instanceID: Instance.ID?
  package var region: String?
  package var availabilityZoneID: String?
  /// The primary private address of each family, which `srcaddr` and `dstaddr` show for the interface's end.
  package var primaryIPv4: IPAddress?
  package var primaryIPv6: IPAddress?
  /// The blocks of the interface's VPC and of those peered with it, for `traffic-path`.
  package var vpcBlocks: [IPPrefix]
  package var peeredBlocks: [IPPrefix]

  package init(
    interfaceID: NetworkInterface.ID,
    accountID: String? = nil,
    vpcID: VPC.ID? = nil,
    subnetID: Subnet.ID? = nil,
    instanceID: Instance.ID? = nil,
    region: String? = nil,
    availabilityZoneID: String? = nil,
    primaryIPv4: IPAddress? = nil,
    primaryIPv6: IPAddress? = nil,
    vpcBlocks: [IPPrefix] = [],
    peeredBlocks: [IPPrefix] = []
  ) {
    self.interfaceID = interfaceID
    self.accountID = accountID
    self.vpcID = vpcID
    self.subnetID = subnetID
    self.instanceID = instanceID
    self.region = region
    self.availabilityZoneID = availabilityZoneID
    self.primaryIPv4 = primaryIPv4
    self.primaryIPv6 = primaryIPv6
    self.vpcBlocks = vpcBlocks
    self.peeredBlocks = peeredBlocks
  }

  func primary(of family: IPFamily) -> IPAddress? { family == .ipv4 ? primaryIPv4 : primaryIPv6 }

  /// AWS's number for the way that egress takes: 1 within the VPC, 4 through a peering connection of the region;
  /// `nil` where it is neither.
  func path(to destination: IPAddress) -> Int? {
    if vpcBlocks.contains(where: { $0.contains(destination) }) { return 1 }
    return peeredBlocks.contains { $0.contains(destination) } ? 4 : nil
  }
}

extension FlowInterfaceFacts {
  /// What a network tells. O(peering connections).
  package init(_ interface: NetworkInterface, in network: Network) {
    let vpc = network.vpcs[interface.vpcID]
    var peered: [IPPrefix] = []
    for peering in network.peeringConnections.unordered where peering.status == .active {
      let sides = [peering.requester, peering.accepter]
      guard sides.contains(where: { $0.vpcID == interface.vpcID }), sides[0].region == sides[1].region else { continue }
      for side in sides where side.vpcID != interface.vpcID {
        peered += network.vpcs[side.vpcID]?.cidrs ?? side.cidrs
      }
    }
    self.init(
      interfaceID: interface.id,
      accountID: interface.ownerID ?? vpc?.ownerID,
      vpcID: interface.vpcID,
      subnetID: interface.subnetID,
      instanceID: interface.attachment?.instanceID,
      primaryIPv4: interface.address(of: .ipv4),
      primaryIPv6: interface.address(of: .ipv6),
      vpcBlocks: vpc?.cidrs ?? [],
      peeredBlocks: peered
    )
  }
}
