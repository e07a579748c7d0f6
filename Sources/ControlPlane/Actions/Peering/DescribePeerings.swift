import EC2Shapes
import IPAddressing
import VPCModel

extension PeeringActions {
  static func describe(_ request: EC2.DescribeVpcPeeringConnectionsRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.DescribeVpcPeeringConnectionsResult
  {
    // Those that were shown long enough are as good as gone.
    for id in request.vpcPeeringConnectionIds { _ = try scope.requirePeering(id) }
    let page = try scope.list(
      VPCPeeringConnectionRecord.self,
      identifiers: request.vpcPeeringConnectionIds,
      filters: request.filters,
      filterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
    ) { filters in candidates(filters, scope).filter { $0.isShown(to: scope.location, at: scope.now) } }
    return EC2.DescribeVpcPeeringConnectionsResult(
      nextToken: page.nextToken,
      vpcPeeringConnections: page.map { $0.shape(in: scope.state, at: scope.now) }
    )
  }

  private static func candidates(_ filters: CompiledFilters<VPCPeeringConnectionRecord>, _ scope: ReadScope)
    -> [VPCPeeringConnectionRecord]
  {
    if let identifiers = filters.literals("vpc-peering-connection-id") {
      return Set(identifiers).compactMap { scope.find(VPCPeeringConnectionRecord.self, $0) }
    }
    if let vpcs = filters.literals("requester-vpc-info.vpc-id") ?? filters.literals("accepter-vpc-info.vpc-id") {
      return Set(vpcs).flatMap { scope.peerings(of: VPC.ID($0)) }
    }
    return Array(scope.state.peeringConnections.unordered(in: scope.location))
  }

  private static let filterSet = FilterSet<VPCPeeringConnectionRecord>([
    "accepter-vpc-info.cidr-block": { record, scope in
      blocks(record.connection.accepter, scope)
    },
    "accepter-vpc-info.owner-id": { record, _ in [record.accepterLocation.accountID] },
    "accepter-vpc-info.vpc-id": { record, _ in [record.connection.accepter.vpcID.text] },
    "expiration-time": { record, _ in record.expirationTime.map { [$0.description] } ?? [] },
    "requester-vpc-info.cidr-block": { record, scope in
      blocks(record.connection.requester, scope)
    },
    "requester-vpc-info.owner-id": { record, _ in [record.location.accountID] },
    "requester-vpc-info.vpc-id": { record, _ in [record.connection.requester.vpcID.text] },
    "status-code": { record, scope in [record.status(at: scope.now).code] },
    "status-message": { record, scope in [record.statusMessage(at: scope.now)] },
    "vpc-peering-connection-id": { record, _ in [record.connection.id.text] },
  ])

  private static func blocks(_ side: VPCPeeringConnection.Side, _ scope: ReadScope) -> [String] {
    let blocks = scope.state.vpcs[side.vpcID]?.vpc.cidrs ?? side.cidrs
    return blocks.filter { $0.family == .ipv4 }.map(\.description)
  }
}
