import EC2Shapes
import VPCModel

extension GatewayActions {
  static func describeNatGateways(
    _ request: EC2.DescribeNatGatewaysRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeNatGatewaysResult {
    for id in request.natGatewayIds {
      if let record = scope.find(NATGatewayRecord.self, id), !record.isShown(at: scope.now) {
        throw NATGatewayRecord.identifierWords.error(for: id)
      }
    }
    let page = try scope.list(
      NATGatewayRecord.self,
      identifiers: request.natGatewayIds,
      filters: request.filter,
      natGatewayFilters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { filters in candidates(filters, scope).filter { $0.isShown(at: scope.now) } }
    )
    return EC2.DescribeNatGatewaysResult(natGateways: page.map(\.shape), nextToken: page.nextToken)
  }

  private static func candidates(
    _ filters: CompiledFilters<NATGatewayRecord>,
    _ scope: ReadScope
  ) -> [NATGatewayRecord] {
    guard let keys = filters.literals("subnet-id") ?? filters.literals("vpc-id") else {
      return Array(scope.state.natGateways.unordered(in: scope.location))
    }
    // Ended gateways hang on nothing, so that nothing waits for them to be forgotten.
    return Set(
      (keys + [NATGatewayRecord.endedKey(scope.location)]).flatMap { scope.state.holders(of: $0, .natGateway) }
    )
    .compactMap { scope.state.natGateways[$0] }
  }

  static let natGatewayFilters = FilterSet<NATGatewayRecord>([
    "nat-gateway-id": { record, _ in [record.recordID] },
    "state": { record, _ in [record.gateway.state] },
    "subnet-id": { record, _ in [record.gateway.subnetID?.text].compactMap(\.self) },
    "vpc-id": { record, _ in [record.gateway.vpcID.text] },
  ])
}
