import EC2Shapes
import IPAddressing
import VPCModel

extension VPCActions {
  static func describeVpcs(
    _ request: EC2.DescribeVpcsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeVpcsResult {
    let page = try scope.list(
      VPCRecord.self,
      identifiers: request.vpcIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { candidates($0, scope.state) }
    )
    return EC2.DescribeVpcsResult(nextToken: page.nextToken, vpcs: page.map(\.shape))
  }

  /// The documented names, and the camel-cased ones that EC2 takes too: Terraform's provider uses `isDefault`.
  static let filters = FilterSet<VPCRecord>([
    "vpc-id": { record, _ in [record.recordID] },
    "vpcId": { record, _ in [record.recordID] },
    "state": { _, _ in ["available"] },
    "owner-id": { record, _ in [record.location.accountID] },
    "is-default": { record, _ in [String(record.vpc.isDefault)] },
    "isDefault": { record, _ in [String(record.vpc.isDefault)] },
    "dhcp-options-id": { record, _ in [record.dhcpOptionsID] },
    "dhcpOptionsId": { record, _ in [record.dhcpOptionsID] },
    "cidr": primaryBlock,
    "cidr-block": primaryBlock,
    "cidrBlock": primaryBlock,
    "cidr-block-association.cidr-block": { record, _ in record.associations(.ipv4).map(\.cidr.description) },
    "cidr-block-association.association-id": { record, _ in record.associations(.ipv4).map(\.id) },
    "cidr-block-association.state": { record, _ in record.associations(.ipv4).map(\.state) },
    "ipv6-cidr-block-association.ipv6-cidr-block": { record, _ in record.associations(.ipv6).map(\.cidr.description) },
    "ipv6-cidr-block-association.association-id": { record, _ in record.associations(.ipv6).map(\.id) },
    "ipv6-cidr-block-association.state": { record, _ in record.associations(.ipv6).map(\.state) },
    "ipv6-cidr-block-association.ipv6-pool": { record, _ in
      record.associations(.ipv6).map { _ in AmazonIPv6Pool.name }
    },
  ])

  private static let primaryBlock: FilterSet<VPCRecord>.Values = { record, _ in
    record.vpc.ipv4CIDRs.first.map { [$0.description] } ?? []
  }

  private static func candidates(_ filters: CompiledFilters<VPCRecord>, _ state: State) -> [VPCRecord]? {
    if let identifiers = filters.literals("vpc-id") { return Set(identifiers).compactMap { state.vpcs[$0] } }
    for name in [
      "cidr-block-association.association-id", "ipv6-cidr-block-association.association-id", "dhcp-options-id",
    ] {
      guard let keys = filters.literals(name), !keys.contains(VPCRecord.noDHCPOptionsID) else { continue }
      return Set(keys.flatMap { state.holders(of: $0, .vpc) }).compactMap { state.vpcs[$0] }
    }
    return nil
  }
}
