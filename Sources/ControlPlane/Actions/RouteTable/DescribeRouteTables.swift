import EC2Shapes
import IPAddressing
import VPCModel

extension RouteTableActions {
  static func describeRouteTables(
    _ request: EC2.DescribeRouteTablesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeRouteTablesResult {
    let page = try scope.list(
      RouteTableRecord.self,
      identifiers: request.routeTableIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...100),
      candidates: { filters in
        for name in linkedFilters {
          guard let keys = filters.literals(name) else { continue }
          return Set(keys.flatMap { scope.state.holders(of: $0, .routeTable) })
            .compactMap { scope.state.routeTables[$0] }
        }
        return nil
      }
    )
    return EC2.DescribeRouteTablesResult(
      nextToken: page.nextToken,
      routeTables: page.map { $0.shape(in: scope.state) }
    )
  }

  /// The filters whose values tables link to, the most selective first.
  private static let linkedFilters = [
    "association.subnet-id", "association.route-table-association-id", "association.gateway-id", "route.nat-gateway-id",
    "route.vpc-peering-connection-id", "route.egress-only-internet-gateway-id", "route.destination-prefix-list-id",
    "vpc-id",
  ]

  static let filters = FilterSet<RouteTableRecord>([
    "association.gateway-id": { record, _ in record.associations.compactMap(\.gatewayID) },
    "association.main": { record, _ in record.associations.map { $0.isMain ? "true" : "false" } },
    "association.route-table-association-id": { record, _ in record.associations.map(\.id) },
    "association.route-table-id": { record, _ in record.associations.isEmpty ? [] : [record.recordID] },
    "association.subnet-id": { record, _ in record.associations.compactMap { $0.subnetID?.text } },
    "owner-id": { record, _ in [record.location.accountID] },
    "route-table-id": { record, _ in [record.recordID] },
    "route.destination-cidr-block": values(\.destinationCidrBlock),
    "route.destination-ipv6-cidr-block": values(\.destinationIpv6CidrBlock),
    "route.destination-prefix-list-id": values(\.destinationPrefixListId),
    "route.egress-only-internet-gateway-id": values(\.egressOnlyInternetGatewayId),
    "route.gateway-id": values(\.gatewayId),
    "route.instance-id": values(\.instanceId),
    "route.nat-gateway-id": values(\.natGatewayId),
    "route.origin": values(\.origin),
    "route.state": values(\.state),
    "route.transit-gateway-id": values(\.transitGatewayId),
    "route.vpc-peering-connection-id": values(\.vpcPeeringConnectionId),
    "vpc-id": { record, _ in [record.table.vpcID.text] },
  ])

  /// What the answer says of each route.
  private static func values(
    _ member: @escaping @Sendable (EC2.Route) -> String?
  ) -> FilterSet<RouteTableRecord>.Values {
    { record, scope in record.table.routes.compactMap { member(record.shape(of: $0, in: scope.state)) } }
  }
}
