import EC2Shapes
import VPCModel

extension VPCEndpointActions {
  static func describeVpcEndpoints(
    _ request: EC2.DescribeVpcEndpointsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcEndpointsResult {
    let page = try scope.list(
      VPCEndpointRecord.self,
      identifiers: request.vpcEndpointIds,
      filters: request.filters,
      filters,
      page: pageRequest(request.maxResults, request.nextToken),
      candidates: { filters in
        filters.literals("vpc-id").map { vpcs in
          Set(vpcs.flatMap { scope.state.holders(of: $0, .vpcEndpoint) }).compactMap { scope.state.vpcEndpoints[$0] }
        }
      }
    )
    return EC2.DescribeVpcEndpointsResult(
      nextToken: page.nextToken,
      vpcEndpoints: page.map { $0.shape(in: scope.state) }
    )
  }

  /// More than a thousand counts as a thousand here, where other actions refuse it.
  static func pageRequest(_ maxResults: Int?, _ nextToken: String?) -> PageRequest {
    PageRequest(maxResults: maxResults.map { min($0, 1000) }, nextToken: nextToken, limits: 1...1000)
  }

  static let filters = FilterSet<VPCEndpointRecord>([
    "ip-address-type": { record, _ in [record.ipAddressType].compactMap(\.self) },
    "service-name": { record, _ in [record.endpoint.serviceName] },
    "service-region": { record, _ in [record.location.region] },
    "vpc-endpoint-id": { record, _ in [record.recordID] },
    "vpc-endpoint-state": { record, _ in [record.endpoint.state].compactMap(\.self) },
    "vpc-endpoint-type": { record, _ in [record.endpoint.type] },
    "vpc-id": { record, _ in [record.endpoint.vpcID.text] },
  ])
}
