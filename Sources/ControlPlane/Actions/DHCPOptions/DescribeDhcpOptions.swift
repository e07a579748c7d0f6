import EC2Shapes
import VPCModel

extension DHCPOptionsActions {
  static func describeDhcpOptions(
    _ request: EC2.DescribeDhcpOptionsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeDhcpOptionsResult {
    let page = try scope.list(
      DHCPOptionsRecord.self,
      identifiers: request.dhcpOptionsIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { filters in
        filters.literals("dhcp-options-id").map { ids in Set(ids).compactMap { scope.state.dhcpOptions[$0] } }
      }
    )
    return EC2.DescribeDhcpOptionsResult(dhcpOptions: page.map(\.shape), nextToken: page.nextToken)
  }

  static let filters = FilterSet<DHCPOptionsRecord>([
    "dhcp-options-id": { record, _ in [record.id] },
    "key": { record, _ in record.configurations.map(\.key) },
    "value": { record, _ in record.configurations.flatMap(\.values) },
    "owner-id": { record, _ in [record.location.accountID] },
  ])
}
