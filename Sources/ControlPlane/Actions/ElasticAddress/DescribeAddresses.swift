import EC2Shapes
import IPAddressing
import VPCModel

extension ElasticAddressActions {
  static func describeAddresses(
    _ request: EC2.DescribeAddressesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeAddressesResult {
    var identifiers = request.allocationIds
    for text in request.publicIps { identifiers.append(try scope.elasticAddress(at: text).allocationID) }
    let page = try scope.list(
      ElasticAddressRecord.self,
      identifiers: identifiers,
      filters: request.filters,
      filters,
      candidates: { filters in
        guard let keys = linkedKeys(filters, scope) else { return nil }
        return Set(keys.flatMap { scope.state.holders(of: $0, .elasticAddress) })
          .compactMap { scope.state.elasticAddresses[$0] }
      }
    )
    return EC2.DescribeAddressesResult(addresses: page.map { $0.shape(in: scope.state) })
  }

  /// Keys to which every record links that the filters can match; `nil` where no filter says so.
  private static func linkedKeys(_ filters: CompiledFilters<ElasticAddressRecord>, _ scope: ReadScope) -> [String]? {
    if let addresses = filters.literals("public-ip") {
      return addresses.compactMap { IPv4Address($0).map(PublicAddressPool.key) }
    }
    if let associations = filters.literals("association-id") { return associations }
    if let interfaces = filters.literals("network-interface-id") { return interfaces }
    if let instances = filters.literals("instance-id") {
      return instances.flatMap { scope.state.instances[$0]?.instance.networkInterfaceIDs.map(\.text) ?? [] }
    }
    return nil
  }

  static let filters = FilterSet<ElasticAddressRecord>([
    "allocation-id": { record, _ in [record.allocationID] },
    "association-id": { record, _ in record.association.map { [$0.id] } ?? [] },
    // No longer documented, but in use.
    "domain": { _, _ in [ElasticAddressRecord.domain] },
    "instance-id": { record, scope in [record.interface(in: scope.state)?.attachment?.instanceID].compactMap(\.self) },
    "network-border-group": { record, _ in [record.networkBorderGroup] },
    "network-interface-id": { record, _ in record.association.map { [$0.networkInterfaceID.text] } ?? [] },
    "network-interface-owner-id": { record, scope in
      [record.interface(in: scope.state)?.location.accountID].compactMap(\.self)
    },
    "private-ip-address": { record, _ in record.association.map { [$0.privateAddress.description] } ?? [] },
    "public-ip": { record, _ in [record.publicAddress.description] },
  ])

  /// Reverse DNS names, of which no address here has one: addresses are checked and none is listed, as in EC2.
  static func describeAddressesAttribute(
    _ request: EC2.DescribeAddressesAttributeRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeAddressesAttributeResult {
    if let attribute = request.attribute, !attribute.isEmpty, attribute != "domain-name" {
      throw .invalidParameterValue(attribute, parameter: "attribute", reason: "The valid value is domain-name.")
    }
    for id in request.allocationIds { _ = try scope.require(ElasticAddressRecord.self, id, "AllocationId") }
    let page = PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 1...1000)
    _ = try page.page(of: [String](), key: \.self)
    return EC2.DescribeAddressesAttributeResult(addresses: [])
  }
}
