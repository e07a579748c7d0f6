import EC2Shapes
import VPCModel

/// ClassicLink went with EC2-Classic; old clients still ask, and no VPC has it.
extension VPCActions {
  static func describeVpcClassicLink(
    _ request: EC2.DescribeVpcClassicLinkRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcClassicLinkResult {
    let page = try scope.list(
      VPCRecord.self,
      identifiers: request.vpcIds,
      filters: request.filters,
      FilterSet(["is-classic-link-enabled": { _, _ in ["false"] }])
    )
    return EC2.DescribeVpcClassicLinkResult(
      vpcs: page.map { record in
        EC2.VpcClassicLink(classicLinkEnabled: false, tags: TagWords.shapes(record.tags), vpcId: record.recordID)
      }
    )
  }

  static func describeVpcClassicLinkDnsSupport(
    _ request: EC2.DescribeVpcClassicLinkDnsSupportRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcClassicLinkDnsSupportResult {
    let page = try scope.list(
      VPCRecord.self,
      identifiers: request.vpcIds,
      filters: [],
      FilterSet([:]),
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...255)
    )
    return EC2.DescribeVpcClassicLinkDnsSupportResult(
      nextToken: page.nextToken,
      vpcs: page.map { EC2.ClassicLinkDnsSupport(classicLinkDnsSupported: false, vpcId: $0.recordID) }
    )
  }
}
