import EC2Shapes
import VPCModel

extension NetworkInterfaceActions {
  static func describeNetworkInterfaces(
    _ request: EC2.DescribeNetworkInterfacesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeNetworkInterfacesResult {
    let page = try scope.list(
      NetworkInterfaceRecord.self,
      identifiers: request.networkInterfaceIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { candidates($0, scope) }
    )
    return EC2.DescribeNetworkInterfacesResult(
      networkInterfaces: page.map { $0.shape(in: scope.state) },
      nextToken: page.nextToken
    )
  }
}
