import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkInterfaceActions {
  /// The filters of DescribeNetworkInterfaces.
  static let filters = FilterSet(filterValues)

  static let filterValues: [String: FilterSet<NetworkInterfaceRecord>.Values] = [
    "addresses.association.owner-id": { record, _ in record.publicAssociations.map(record.ipOwnerID) },
    "addresses.association.public-ip": { record, _ in record.publicAddresses },
    "addresses.primary": { record, _ in record.interface.privateIPv4Addresses.map { "\($0.isPrimary)" } },
    "addresses.private-ip-address": { record, _ in record.privateAddresses },
    "association.allocation-id": { record, _ in record.publicAssociations.compactMap(\.allocationID) },
    "association.association-id": { record, _ in record.publicAssociations.compactMap(\.associationID) },
    "association.ip-owner-id": { record, _ in record.publicAssociations.map(record.ipOwnerID) },
    "association.public-dns-name": { record, scope in
      record.publicAssociations.compactMap { record.publicDNSName(of: $0, in: scope.state) }
    },
    "association.public-ip": { record, _ in record.publicAddresses },
    "attachment.attach-time": { record, _ in record.attachment.map { ["\($0.attachTime)"] } ?? [] },
    "attachment.attachment-id": { record, _ in record.attachment.map { [$0.id] } ?? [] },
    "attachment.delete-on-termination": { record, _ in record.attachment.map { ["\($0.deleteOnTermination)"] } ?? [] },
    "attachment.device-index": { record, _ in record.attachment.map { ["\($0.deviceIndex)"] } ?? [] },
    "attachment.instance-id": { record, _ in record.attachment?.instanceID.map { [$0] } ?? [] },
    "attachment.instance-owner-id": { record, _ in record.attachment.map { [$0.instanceOwnerID] } ?? [] },
    "attachment.nat-gateway-id": { record, scope in scope.state.holders(of: record.recordID, .natGateway) },
    "attachment.status": { record, _ in record.attachment.map { [$0.status] } ?? [] },
    "availability-zone": { record, _ in record.interface.availabilityZone.map { [$0] } ?? [] },
    "availability-zone-id": { record, scope in
      scope.state.subnets[record.interface.subnetID].map { [$0.availabilityZoneID] } ?? []
    },
    "description": { record, _ in [record.interface.summary ?? ""] },
    "group-id": { record, _ in record.interface.groupIDs.map(\.text) },
    "group-name": { record, scope in record.groupShapes(in: scope.state).compactMap(\.groupName) },
    "interface-type": { record, _ in record.interface.interfaceType.map { [$0] } ?? [] },
    "ipv6-addresses.ipv6-address": { record, _ in record.interface.ipv6Addresses.map(\.description) },
    "mac-address": { record, _ in [record.macAddress] },
    "network-interface-id": { record, _ in [record.recordID] },
    "operator.managed": { _, _ in ["false"] },
    "operator.principal": { _, _ in [] },
    "owner-id": { record, _ in [record.location.accountID] },
    "private-dns-name": { record, _ in
      record.interface.privateIPv4Addresses.map { HostNames.ofPrivate($0.address, region: record.location.region) }
    },
    "private-ip-address": { record, _ in record.privateAddresses },
    "requester-id": { record, _ in record.interface.requesterID.map { [$0] } ?? [] },
    "requester-managed": { record, _ in ["\(record.isRequesterManaged)"] },
    "source-dest-check": { record, _ in ["\(record.interface.sourceDestinationCheck)"] },
    "status": { record, _ in [record.status] },
    "subnet-id": { record, _ in [record.interface.subnetID.text] },
    "vpc-id": { record, _ in [record.interface.vpcID.text] },
  ]

  /// Filters whose values records link to.
  private static let indexed = [
    "attachment.attachment-id", "attachment.instance-id", "association.allocation-id", "mac-address", "group-id",
    "subnet-id", "vpc-id",
  ]

  /// The interfaces that the filters can match, by the narrowest index that one of them names.
  static func candidates(_ filters: CompiledFilters<NetworkInterfaceRecord>, _ scope: ReadScope)
    -> [NetworkInterfaceRecord]?
  {
    let state = scope.state
    if let ids = filters.literals("network-interface-id") { return Set(ids).compactMap { state.networkInterfaces[$0] } }
    for name in ["private-ip-address", "addresses.private-ip-address"] {
      guard let addresses = filters.literals(name) else { continue }
      // An address is one of a subnet's: each subnet that is asked for, or each of the location.
      let subnets = filters.literals("subnet-id") ?? state.subnets.unordered(in: scope.location).map(\.recordID)
      return records(of: subnets.flatMap { subnet in addresses.map { "\(subnet)/\($0)" } }, state)
    }
    guard let values = indexed.lazy.compactMap({ filters.literals($0) }).first else { return nil }
    return records(of: values, state)
  }

  private static func records(of keys: [String], _ state: State) -> [NetworkInterfaceRecord] {
    Set(keys.flatMap { state.holders(of: $0, .networkInterface) }).compactMap { state.networkInterfaces[$0] }
  }
}

extension NetworkInterfaceRecord {
  fileprivate var publicAddresses: [String] { publicAssociations.map(\.publicAddress.description) }
  fileprivate var privateAddresses: [String] { interface.privateIPv4Addresses.map(\.address.description) }
}
