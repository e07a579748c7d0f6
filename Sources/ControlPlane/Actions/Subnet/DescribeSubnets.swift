import EC2Shapes
import IPAddressing
import VPCModel

extension SubnetActions {
  static func describeSubnets(
    _ request: EC2.DescribeSubnetsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeSubnetsResult {
    let page = try scope.list(
      SubnetRecord.self,
      identifiers: request.subnetIds,
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { candidates($0, scope.state) }
    )
    return EC2.DescribeSubnetsResult(nextToken: page.nextToken, subnets: page.map { $0.shape(in: scope.state) })
  }

  /// The documented names, with the further spellings that the documentation gives to some of them.
  static let filters: FilterSet<SubnetRecord> = {
    var known: [String: FilterSet<SubnetRecord>.Values] = [
      "subnet-id": { record, _ in [record.recordID] },
      "vpc-id": { record, _ in [record.subnet.vpcID.text] },
      "state": { _, _ in ["available"] },
      "owner-id": { record, _ in [record.location.accountID] },
      "subnet-arn": { record, _ in [record.arn] },
      "availability-zone": { record, _ in record.subnet.availabilityZone.map { [$0] } ?? [] },
      "availability-zone-id": { record, _ in [record.availabilityZoneID] },
      "available-ip-address-count": { record, scope in
        [String(scope.state.availableAddressCount(of: record.subnet))]
      },
      "cidr-block": { record, _ in record.subnet.ipv4CIDR.map { [$0.description] } ?? [] },
      "default-for-az": { record, _ in [String(record.isDefaultForZone)] },
      "enable-dns64": { record, _ in [String(record.enableDNS64)] },
      "ipv6-native": { record, _ in [String(record.isIPv6Native)] },
      "map-public-ip-on-launch": { record, _ in [String(record.subnet.mapsPublicAddressOnLaunch)] },
      "ipv6-cidr-block-association.ipv6-cidr-block": { record, _ in record.ipv6Associations.map(\.cidr.description) },
      "ipv6-cidr-block-association.association-id": { record, _ in record.ipv6Associations.map(\.id) },
      "ipv6-cidr-block-association.state": { record, _ in record.ipv6Associations.map(\.state) },
      "private-dns-name-options-on-launch.hostname-type": { record, _ in [record.hostnameType] },
      "private-dns-name-options-on-launch.enable-resource-name-dns-a-record": { record, _ in
        [String(record.enableResourceNameDNSARecord)]
      },
      "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record": { record, _ in
        [String(record.enableResourceNameDNSAAAARecord)]
      },
      // Outposts and their addresses: no subnet has any.
      "customer-owned-ipv4-pool": { _, _ in [] },
      "enable-lni-at-device-index": { _, _ in [] },
      "map-customer-owned-ip-on-launch": { _, _ in ["false"] },
      "outpost-arn": { _, _ in [] },
    ]
    for (alias, name) in [
      ("availabilityZone", "availability-zone"), ("availabilityZoneId", "availability-zone-id"),
      ("cidr", "cidr-block"), ("cidrBlock", "cidr-block"), ("defaultForAz", "default-for-az"),
    ] { known[alias] = known[name] }
    return FilterSet(known)
  }()

  private static func candidates(_ filters: CompiledFilters<SubnetRecord>, _ state: State) -> [SubnetRecord]? {
    if let identifiers = filters.literals("subnet-id") { return Set(identifiers).compactMap { state.subnets[$0] } }
    for name in ["vpc-id", "ipv6-cidr-block-association.association-id"] {
      guard let keys = filters.literals(name) else { continue }
      return Set(keys.flatMap { state.holders(of: $0, .subnet) }).compactMap { state.subnets[$0] }
    }
    return nil
  }
}
