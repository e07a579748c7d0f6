import EC2Shapes
import IPAddressing
import VPCModel

extension InstanceActions {
  /// The filters of DescribeInstances.
  static let filters = FilterSet<InstanceRecord>(
    own.merging(ofNetworkInterfaces) { first, _ in first }.merging(ofAbsentThings) { first, _ in first }
  )

  private typealias Values = FilterSet<InstanceRecord>.Values

  /// Those of the instance itself.
  private static let own: [String: Values] = [
    "architecture": { record, _ in [InstanceTypes.find(record.instanceType).architecture.rawValue] },
    "availability-zone": { record, _ in [record.availabilityZone] },
    "availability-zone-id": { record, scope in
      record.subnetID.flatMap { scope.state.subnets[$0] }.map { [$0.availabilityZoneID] } ?? []
    },
    "block-device-mapping.attach-time": { record, _ in record.shownVolume == nil ? [] : ["\(record.launchTime)"] },
    "block-device-mapping.delete-on-termination": { record, _ in
      record.shownVolume.map { ["\($0.deleteOnTermination)"] } ?? []
    },
    "block-device-mapping.device-name": { record, _ in record.shownVolume.map { [$0.deviceName] } ?? [] },
    "block-device-mapping.status": { record, _ in record.shownVolume == nil ? [] : ["attached"] },
    "block-device-mapping.volume-id": { record, _ in record.shownVolume.map { [$0.id] } ?? [] },
    "client-token": { _, _ in [""] },
    "current-instance-boot-mode": { _, _ in ["legacy-bios"] },
    "dns-name": { record, scope in [record.shape(in: scope.state).publicDnsName ?? ""] },
    "ebs-optimized": { record, _ in ["\(record.ebsOptimized)"] },
    "ena-support": { _, _ in ["true"] },
    "enclave-options.enabled": { _, _ in ["false"] },
    "hibernation-options.configured": { _, _ in ["false"] },
    "hypervisor": { _, _ in ["xen"] },
    "iam-instance-profile.arn": { record, _ in record.iamInstanceProfileARN.map { [$0] } ?? [] },
    "iam-instance-profile.id": { record, _ in record.iamInstanceProfileARN.map { [InstanceRecord.profileID($0)] } ?? []
    },
    "image-id": { record, _ in [record.imageID] },
    "instance-id": { record, _ in [record.recordID] },
    "instance-state-code": { record, _ in ["\(record.state.code)"] },
    "instance-state-name": { record, _ in [record.state.rawValue] },
    "instance-type": { record, _ in [record.instanceType] },
    "instance.group-id": { record, scope in record.primary(scope)?.interface.groupIDs.map(\.text) ?? [] },
    "instance.group-name": { record, scope in
      record.primary(scope)?.groupShapes(in: scope.state).compactMap(\.groupName) ?? []
    },
    "ip-address": { record, scope in [record.shape(in: scope.state).publicIpAddress].compactMap(\.self) },
    "ipv6-address": { record, scope in record.primary(scope)?.interface.ipv6Addresses.map(\.description) ?? [] },
    "key-name": { record, _ in record.keyName.map { [$0] } ?? [] },
    "launch-index": { record, _ in ["\(record.launchIndex)"] },
    "launch-time": { record, _ in ["\(record.launchTime)"] },
    "maintenance-options.auto-recovery": { _, _ in ["default"] },
    "metadata-options.http-endpoint": { record, _ in record.metadata("HttpEndpoint") },
    "metadata-options.http-protocol-ipv4": { _, _ in ["enabled"] },
    "metadata-options.http-protocol-ipv6": { record, _ in record.metadata("HttpProtocolIpv6") },
    "metadata-options.http-put-response-hop-limit": { record, _ in record.metadata("HttpPutResponseHopLimit") },
    "metadata-options.http-tokens": { record, _ in record.metadata("HttpTokens") },
    "metadata-options.instance-metadata-tags": { record, _ in record.metadata("InstanceMetadataTags") },
    "metadata-options.state": { _, _ in ["applied"] },
    "monitoring-state": { record, _ in [record.isMonitored ? "enabled" : "disabled"] },
    "operator.managed": { _, _ in ["false"] },
    "owner-id": { record, _ in [record.location.accountID] },
    "platform-details": { _, _ in ["Linux/UNIX"] },
    "private-dns-name": { record, scope in [record.privateDNSName(record.primary(scope))] },
    "private-dns-name-options.enable-resource-name-dns-a-record": { record, _ in
      ["\(record.hostNames.enableResourceNameDNSARecord)"]
    },
    "private-dns-name-options.enable-resource-name-dns-aaaa-record": { record, _ in
      ["\(record.hostNames.enableResourceNameDNSAAAARecord)"]
    },
    "private-dns-name-options.hostname-type": { record, _ in [record.hostNames.type] },
    "private-ip-address": { record, scope in
      record.primary(scope)?.primaryAddress.map { [$0.address.description] } ?? []
    },
    "reason": { record, _ in [record.stateTransitionReason] },
    "reservation-id": { record, _ in [record.reservationID] },
    "root-device-name": { record, _ in record.rootVolume.map { [$0.deviceName] } ?? [] },
    "root-device-type": { _, _ in ["ebs"] },
    "source-dest-check": { record, scope in
      record.primary(scope).map { ["\($0.interface.sourceDestinationCheck)"] } ?? []
    },
    "state-reason-code": { record, _ in record.stateReason?.code.map { [$0] } ?? [] },
    "state-reason-message": { record, _ in record.stateReason?.message.map { [$0] } ?? [] },
    "subnet-id": { record, _ in record.state == .terminated ? [] : record.subnetID.map { [$0.text] } ?? [] },
    "tenancy": { record, _ in [record.tenancy ?? "default"] },
    "usage-operation": { _, _ in ["RunInstances"] },
    "usage-operation-update-time": { record, _ in ["\(record.launchTime)"] },
    "virtualization-type": { _, _ in ["hvm"] },
    "vpc-id": { record, _ in record.state == .terminated ? [] : record.vpcID.map { [$0.text] } ?? [] },
  ]

  /// DescribeNetworkInterfaces' filters under a prefix, for any of the instance's interfaces, and those that only
  /// DescribeInstances has.
  private static let ofNetworkInterfaces: [String: Values] = {
    let prefix = "network-interface."
    var filters: [String: Values] = [:]
    for (name, values) in NetworkInterfaceActions.filterValues {
      filters[prefix + name] = { record, scope in
        record.interfaces(in: scope.state).flatMap { values($0, scope) }
      }
    }
    let further: [String: FilterSet<NetworkInterfaceRecord>.Values] = [
      "addresses.association.allocation-id": { record, _ in record.publicAssociations.compactMap(\.allocationID) },
      "addresses.association.association-id": { record, _ in record.publicAssociations.compactMap(\.associationID) },
      "addresses.association.ip-owner-id": { record, _ in record.publicAssociations.map(record.ipOwnerID) },
      "addresses.association.public-dns-name": { record, scope in
        record.publicAssociations.compactMap { record.publicDNSName(of: $0, in: scope.state) }
      },
      "addresses.private-dns-name": { record, _ in
        record.interface.privateIPv4Addresses.map { HostNames.ofPrivate($0.address, region: record.location.region) }
      },
      "attachment.network-card-index": { record, _ in record.attachment.map { ["\($0.networkCardIndex)"] } ?? [] },
      "deny-all-igw-traffic": { _, _ in ["false"] },
      "ipv4-prefixes.ipv4-prefix": { record, _ in record.interface.ipv4Prefixes.map(\.description) },
      "ipv6-address": { record, _ in record.interface.ipv6Addresses.prefix(1).map(\.description) },
      "ipv6-addresses.is-primary-ipv6": { record, _ in
        record.interface.ipv6Addresses.indices.map { "\($0 == 0 && record.hasPrimaryIPv6Address)" }
      },
      "ipv6-native": { record, _ in ["\(record.isIPv6Native)"] },
      "ipv6-prefixes.ipv6-prefix": { record, _ in record.interface.ipv6Prefixes.map(\.description) },
      "public-dns-name": { record, scope in
        record.publicAssociations.compactMap { record.publicDNSName(of: $0, in: scope.state) }
      },
      "tag-key": { record, _ in Array(record.tags.keys) },
      "tag-value": { record, _ in Array(record.tags.values) },
    ]
    for (name, values) in further {
      filters[prefix + name] = { record, scope in
        record.interfaces(in: scope.state).flatMap { values($0, scope) }
      }
    }
    return filters
  }()

  /// Those of what no instance has here: they match none.
  private static let ofAbsentThings: [String: Values] = {
    let none: Values = { _, _ in [] }
    let names = [
      "affinity", "boot-mode", "capacity-reservation-id",
      "capacity-reservation-specification.capacity-reservation-preference",
      "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id",
      "capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn",
      "host-id",
      "instance-lifecycle", "kernel-id", "network-interface.addresses.association.carrier-ip",
      "network-interface.addresses.association.customer-owned-ip", "network-interface.association.carrier-ip",
      "network-interface.association.customer-owned-ip", "network-interface.outpost-arn",
      "network-performance-options.bandwidth-weighting", "operator.principal", "outpost-arn", "placement-group-name",
      "placement-partition-number", "platform", "product-code", "product-code.type", "ramdisk-id", "requester-id",
      "spot-instance-request-id", "tpm-support",
    ]
    return Dictionary(uniqueKeysWithValues: names.map { ($0, none) })
  }()

  /// The instances that the filters can match, by an index that one of them names. Those that are shown no more are
  /// left out.
  static func candidates(_ filters: CompiledFilters<InstanceRecord>, _ scope: ReadScope) -> [InstanceRecord] {
    let state = scope.state
    let found: any Sequence<InstanceRecord>
    if let ids = filters.literals("instance-id") {
      found = Set(ids).compactMap { state.instances[$0] }
    } else if let keys = ["reservation-id", "subnet-id", "vpc-id"].lazy.compactMap({ filters.literals($0) }).first {
      found = Set(keys.flatMap { state.holders(of: $0, .instance) }).compactMap { state.instances[$0] }
    } else if let keys = indexedByInterface.lazy.compactMap({ filters.literals($0) }).first {
      let interfaces = Set(keys.flatMap { state.holders(of: $0, .networkInterface) })
      let ids = Set(interfaces.compactMap { state.networkInterfaces[$0]?.attachment?.instanceID })
      found = ids.compactMap { state.instances[$0] }
    } else {
      found = state.instances.unordered(in: scope.location)
    }
    return found.filter { $0.isShown(at: scope.now) }
  }

  private static let indexedByInterface = [
    "instance.group-id", "network-interface.group-id", "network-interface.subnet-id", "network-interface.vpc-id",
    "network-interface.attachment.attachment-id", "network-interface.mac-address",
  ]
}

extension InstanceRecord {
  /// A terminated instance's volume is gone.
  fileprivate var shownVolume: RootVolume? { state == .terminated ? nil : rootVolume }

  fileprivate func metadata(_ name: String) -> [String] { MetadataOptions.value(name, of: self).map { [$0] } ?? [] }

  fileprivate func primary(_ scope: ReadScope) -> NetworkInterfaceRecord? {
    interfaces(in: scope.state).first { $0.attachment?.deviceIndex == 0 }
  }
}
