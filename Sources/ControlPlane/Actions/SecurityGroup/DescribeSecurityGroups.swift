import EC2Shapes
import VPCModel

enum DescribeSecurityGroups {
  static func run(
    _ request: EC2.DescribeSecurityGroupsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeSecurityGroupsResult {
    var identifiers = request.groupIds
    for name in request.groupNames { identifiers.append(try scope.securityGroupOfDefaultVPC(named: name).recordID) }
    if !identifiers.isEmpty, request.maxResults != nil {
      throw .invalidParameterCombination("The parameter GroupIds cannot be used with the parameter MaxResults")
    }
    let page = try scope.list(
      SecurityGroupRecord.self,
      identifiers: identifiers,
      filters: request.filters,
      SecurityGroupFilters.all,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { SecurityGroupFilters.candidates($0, scope.state) }
    )
    return EC2.DescribeSecurityGroupsResult(
      nextToken: page.nextToken,
      securityGroups: page.map { $0.shape(in: scope.state) }
    )
  }
}
