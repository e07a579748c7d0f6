package import EC2Shapes
import IPAddressing
import VPCModel

extension VPCPeeringConnectionRecord {
  /// The connection as EC2 describes it at a moment.
  ///
  /// The accepter's blocks, and the options, are shown of an active connection only. Blocks are those that the VPCs
  /// have now.
  package func shape(in state: State, at now: Timestamp) -> EC2.VpcPeeringConnection {
    let status = status(at: now)
    let isActive = status == .active
    return EC2.VpcPeeringConnection(
      accepterVpcInfo: Self.shape(
        connection.accepter,
        accepterLocation,
        showsBlocks: isActive,
        isActive ? accepterOptions : nil,
        state
      ),
      expirationTime: isActive ? nil : expirationTime,
      requesterVpcInfo: Self.shape(
        connection.requester,
        location,
        showsBlocks: true,
        isActive ? requesterOptions : nil,
        state
      ),
      status: EC2.VpcPeeringConnectionStateReason(code: status.code, message: statusMessage(at: now)),
      tags: TagWords.shapes(connection.tags),
      vpcPeeringConnectionId: connection.id.text
    )
  }

  private static func shape(
    _ side: VPCPeeringConnection.Side,
    _ location: Location,
    showsBlocks: Bool,
    _ options: Options?,
    _ state: State
  ) -> EC2.VpcPeeringConnectionVpcInfo {
    let blocks = showsBlocks ? state.vpcs[side.vpcID]?.vpc.cidrs ?? side.cidrs : []
    let ipv4 = blocks.filter { $0.family == .ipv4 }.map(\.description)
    let ipv6 = blocks.filter { $0.family == .ipv6 }.map(\.description)
    return EC2.VpcPeeringConnectionVpcInfo(
      cidrBlock: ipv4.first,
      cidrBlockSet: ipv4.isEmpty ? nil : ipv4.map { EC2.CidrBlock(cidrBlock: $0) },
      ipv6CidrBlockSet: ipv6.isEmpty ? nil : ipv6.map { EC2.Ipv6CidrBlock(ipv6CidrBlock: $0) },
      ownerId: location.accountID,
      peeringOptions: options.map { options in
        EC2.VpcPeeringConnectionOptionsDescription(
          allowDnsResolutionFromRemoteVpc: options.allowDNSResolutionFromRemoteVPC,
          allowEgressFromLocalClassicLinkToRemoteVpc: options.allowEgressFromLocalClassicLinkToRemoteVPC,
          allowEgressFromLocalVpcToRemoteClassicLink: options.allowEgressFromLocalVPCToRemoteClassicLink
        )
      },
      region: location.region,
      vpcId: side.vpcID.text
    )
  }
}
