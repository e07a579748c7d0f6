import EC2Shapes
import IPAddressing
import VPCModel

/// A launch whose parameters are checked: it makes instances that differ only in their identifiers and addresses.
struct Launch {
  /// An interface of each instance.
  private enum Interface {
    /// Made with the instance.
    case new(NetworkInterfaceSpecification, isPublic: Bool, deviceIndex: Int, deleteOnTermination: Bool)
    /// One that is there already.
    case existing(NetworkInterface.ID, deviceIndex: Int, deleteOnTermination: Bool)

    var deviceIndex: Int {
      switch self {
      case .new(_, _, let index, _), .existing(_, let index, _): index
      }
    }
  }

  private let template: InstanceRecord
  private let interfaces: [Interface]
  private let rootVolume: InstanceRecord.RootVolume

  /// Checks a request for so many instances.
  init(_ request: EC2.RunInstancesRequest, count: Int, _ transaction: inout Transaction) throws(EC2Error) {
    try Self.checkImage(request)
    let type = request.instanceType ?? "m1.small"
    guard InstanceTypes(type) != nil else {
      throw .invalidParameterValue("Invalid value '\(type.prefix(64))' for InstanceType.")
    }
    let behavior = request.instanceInitiatedShutdownBehavior ?? "stop"
    guard ["stop", "terminate"].contains(behavior) else {
      throw .invalidParameterValue(
        behavior,
        parameter: "instanceInitiatedShutdownBehavior",
        reason: "It must be stop or terminate."
      )
    }
    if let userData = request.userData { try UserData.check(userData) }
    let tags = try Self.tags(request.tagSpecifications, &transaction)
    let image = MachineImages.image(request.imageId ?? "", in: transaction.location.region)
    rootVolume = try InstanceRecord.RootVolume(request.blockDeviceMappings, of: image, tags: tags.volume)
    let placement = try LaunchPlacement(request.placement, transaction)
    interfaces = try Self.interfaces(request, placement, tags: tags.interface, count: count, &transaction)

    let first = interfaces[0]
    let subnetID: String
    switch first {
    case .new(let specification, _, _, _): subnetID = specification.subnetID
    case .existing(let id, _, _): subnetID = transaction.state.networkInterfaces[id]?.interface.subnetID.text ?? ""
    }
    let subnet = try transaction.require(SubnetRecord.self, subnetID, "SubnetId")
    try placement.check(subnet)
    var record = InstanceRecord(
      instance: Instance(id: "", state: InstanceState.running.rawValue, tags: tags.instance),
      location: transaction.location,
      reservationID: "",
      imageID: request.imageId ?? "",
      instanceType: type,
      launchTime: transaction.now,
      availabilityZone: subnet.subnet.availabilityZone ?? "",
      vpcID: subnet.subnet.vpcID,
      subnetID: subnet.subnet.id,
      keyName: request.keyName,
      userData: request.userData,
      disableAPITermination: request.disableApiTermination ?? false,
      disableAPIStop: request.disableApiStop ?? false,
      shutdownBehavior: behavior,
      ebsOptimized: request.ebsOptimized ?? false,
      isMonitored: request.monitoring?.enabled ?? false,
      hostNames: .init(
        type: subnet.hostnameType,
        enableResourceNameDNSARecord: subnet.enableResourceNameDNSARecord,
        enableResourceNameDNSAAAARecord: subnet.enableResourceNameDNSAAAARecord
      )
    )
    if let options = request.privateDnsNameOptions {
      record.hostNames = .init(
        type: options.hostnameType ?? record.hostNames.type,
        enableResourceNameDNSARecord: options.enableResourceNameDnsARecord
          ?? record.hostNames.enableResourceNameDNSARecord,
        enableResourceNameDNSAAAARecord: options.enableResourceNameDnsAAAARecord
          ?? record.hostNames.enableResourceNameDNSAAAARecord
      )
    }
    if let profile = request.iamInstanceProfile {
      record.iamInstanceProfileARN =
        profile.arn
        ?? profile.name.map { "arn:aws:iam::\(transaction.location.accountID):instance-profile/\($0)" }
    }
    record.tenancy = placement.tenancy ?? transaction.state.vpcs[subnet.subnet.vpcID]?.instanceTenancy
    if let options = request.metadataOptions {
      try MetadataOptions.set(
        [
          "HttpTokens": options.httpTokens, "HttpEndpoint": options.httpEndpoint,
          "HttpProtocolIpv6": options.httpProtocolIpv6, "InstanceMetadataTags": options.instanceMetadataTags,
        ],
        hopLimit: options.httpPutResponseHopLimit,
        of: &record
      )
    }
    template = record
  }

  /// Makes one instance with its interfaces.
  func makeInstance(
    _ index: Int,
    _ reservationID: String,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> InstanceRecord {
    var record = template
    record.instance.id = transaction.makeID("i", Instance.self)
    record.reservationID = reservationID
    record.launchIndex = index
    var volume = rootVolume
    volume.id = transaction.makeID("vol")
    record.rootVolume = volume
    transaction.put(record)
    for interface in interfaces {
      let made: NetworkInterfaceRecord
      let deletes: Bool
      switch interface {
      case .new(let specification, let isPublic, _, let deleteOnTermination):
        var interface = try transaction.makeNetworkInterface(specification)
        interface.wantsPublicAddress = isPublic
        (made, deletes) = (interface, deleteOnTermination)
      case .existing(let id, _, let deleteOnTermination):
        made = try transaction.require(NetworkInterfaceRecord.self, id.text, "NetworkInterfaceId")
        deletes = deleteOnTermination
      }
      var attached = try transaction.attach(
        made,
        to: record,
        deviceIndex: interface.deviceIndex,
        deleteOnTermination: deletes
      )
      try transaction.addAutomaticAddress(to: &attached)
      transaction.put(attached)
      record = transaction.state.instances[record.recordID] ?? record
    }
    return record
  }

  // MARK: Checks

  private static func checkImage(_ request: EC2.RunInstancesRequest) throws(EC2Error) {
    guard request.launchTemplate == nil else {
      throw EC2Error(code: "UnsupportedOperation", message: "Launch templates are not supported.")
    }
    guard let id = request.imageId, !id.isEmpty else { throw .missingParameter("ImageId") }
    guard MachineImages.words.isWellFormed(id) else { throw MachineImages.words.error(for: id) }
  }

  private static func tags(
    _ specifications: [EC2.TagSpecification],
    _ transaction: inout Transaction
  ) throws(EC2Error) -> (instance: Tags, interface: Tags, volume: Tags) {
    let types = ["instance", "network-interface", "volume"]
    for specification in specifications {
      guard let type = specification.resourceType, !types.contains(type) else { continue }
      throw .invalidParameterValue("'\(type.prefix(64))' is not a valid taggable resource type for this operation.")
    }
    var tags: [Tags] = []
    for type in types {
      // A specification without a type is refused there.
      let own = specifications.filter { $0.resourceType == type || $0.resourceType?.isEmpty ?? true }
      tags.append(try transaction.tags(own, for: type))
    }
    return (tags[0], tags[1], tags[2])
  }

  private static func interfaces(
    _ request: EC2.RunInstancesRequest,
    _ placement: LaunchPlacement,
    tags: Tags,
    count: Int,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> [Interface] {
    guard !request.networkInterfaces.isEmpty else {
      return [try onlyInterface(request, placement, tags: tags, count: count, &transaction)]
    }
    let levelled = [
      ("subnet ID", request.subnetId != nil),
      ("security groups", !request.securityGroupIds.isEmpty || !request.securityGroups.isEmpty),
      ("private address", request.privateIpAddress != nil),
      ("IPv6 addresses", request.ipv6AddressCount != nil || !request.ipv6Addresses.isEmpty),
    ]
    for (what, isGiven) in levelled where isGiven {
      throw .invalidParameterCombination(
        "Network interfaces and an instance-level \(what) may not be specified on the same request"
      )
    }
    guard request.networkInterfaces.count <= 64 else {
      throw EC2Error(code: "AttachmentLimitExceeded", message: "Too many network interfaces are specified.")
    }
    var interfaces: [Interface] = []
    for specification in request.networkInterfaces {
      let interface = try self.interface(specification, request, placement, tags: tags, count: count, &transaction)
      guard !interfaces.contains(where: { $0.deviceIndex == interface.deviceIndex }) else {
        throw .invalidParameterCombination("Each network interface requires a unique device index.")
      }
      interfaces.append(interface)
    }
    interfaces.sort { $0.deviceIndex < $1.deviceIndex }
    guard interfaces[0].deviceIndex == 0 else {
      throw .invalidParameterValue("When specifying network interfaces, you must include a device at index 0.")
    }
    return interfaces
  }

  /// The interface of a launch that says what it needs at the instance's level.
  private static func onlyInterface(
    _ request: EC2.RunInstancesRequest,
    _ placement: LaunchPlacement,
    tags: Tags,
    count: Int,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> Interface {
    let subnet: SubnetRecord
    if let id = request.subnetId, !id.isEmpty {
      subnet = try transaction.require(SubnetRecord.self, id, "SubnetId")
      guard request.securityGroups.isEmpty else {
        throw .invalidParameterCombination("The parameter groupName cannot be used with the parameter subnet")
      }
    } else {
      subnet = try transaction.defaultSubnet(in: placement.zone)
    }
    var groups = request.securityGroupIds
    for name in request.securityGroups { groups.append(try transaction.group(named: name, in: subnet.subnet.vpcID)) }
    var specification = NetworkInterfaceSpecification(subnetID: subnet.subnet.id)
    if !groups.isEmpty {
      specification.groups = .identifiers(try transaction.launchGroups(groups, in: subnet))
    }
    try specification.take(
      .init(
        privateIPAddress: request.privateIpAddress,
        privateIPAddresses: [],
        ipv4Prefixes: [],
        ipv6Addresses: request.ipv6Addresses,
        ipv6Count: request.ipv6AddressCount,
        ipv6Prefixes: []
      )
    )
    specification.hasPrimaryIPv6Address = request.enablePrimaryIpv6 ?? false
    specification.tags = tags
    try checkCount(count, specification)
    return .new(
      specification,
      isPublic: subnet.subnet.mapsPublicAddressOnLaunch,
      deviceIndex: 0,
      deleteOnTermination: true
    )
  }

  private static func interface(
    _ words: EC2.InstanceNetworkInterfaceSpecification,
    _ request: EC2.RunInstancesRequest,
    _ placement: LaunchPlacement,
    tags: Tags,
    count: Int,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> Interface {
    guard let deviceIndex = words.deviceIndex else {
      throw .invalidParameterValue("Each network interface requires a device index.")
    }
    if words.associatePublicIpAddress != nil && request.networkInterfaces.count > 1 {
      throw .invalidParameterCombination(
        "The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces."
      )
    }
    if let id = words.networkInterfaceId, !id.isEmpty {
      guard words.subnetId == nil, words.groups.isEmpty, words.privateIpAddress == nil,
        words.privateIpAddresses.isEmpty,
        words.associatePublicIpAddress == nil
      else {
        throw .invalidParameterCombination(
          "A network interface may not specify both a network interface ID and a subnet, groups or addresses"
        )
      }
      guard count == 1 else {
        throw .invalidParameterCombination("A network interface ID may only be specified when launching one instance.")
      }
      let record = try transaction.require(NetworkInterfaceRecord.self, id, "NetworkInterfaceId")
      try record.checkIsOwn()
      return .existing(
        record.interface.id,
        deviceIndex: deviceIndex,
        deleteOnTermination: words.deleteOnTermination ?? false
      )
    }
    let subnet: SubnetRecord
    if let id = words.subnetId, !id.isEmpty {
      subnet = try transaction.require(SubnetRecord.self, id, "SubnetId")
    } else {
      subnet = try transaction.defaultSubnet(in: placement.zone)
    }
    var specification = NetworkInterfaceSpecification(subnetID: subnet.subnet.id)
    if !words.groups.isEmpty {
      specification.groups = .identifiers(try transaction.launchGroups(words.groups, in: subnet))
    }
    specification.summary = words.description ?? ""
    try NetworkInterfaceActions.checkDescription(specification.summary)
    specification.interfaceType = words.interfaceType ?? "interface"
    try specification.take(
      .init(
        privateIPAddress: words.privateIpAddress,
        privateIPAddresses: words.privateIpAddresses,
        secondaryCount: words.secondaryPrivateIpAddressCount,
        ipv4Prefixes: words.ipv4Prefixes,
        ipv4PrefixCount: words.ipv4PrefixCount,
        ipv6Addresses: words.ipv6Addresses,
        ipv6Count: words.ipv6AddressCount,
        ipv6Prefixes: words.ipv6Prefixes,
        ipv6PrefixCount: words.ipv6PrefixCount
      )
    )
    specification.hasPrimaryIPv6Address = words.primaryIpv6 ?? false
    if let tracking = words.connectionTrackingSpecification {
      specification.connectionTracking = try InterfaceAddressTexts.connectionTracking(tracking)
    }
    specification.tags = tags
    try checkCount(count, specification)
    let isPublic = words.associatePublicIpAddress ?? (deviceIndex == 0 && subnet.subnet.mapsPublicAddressOnLaunch)
    return .new(
      specification,
      isPublic: isPublic,
      deviceIndex: deviceIndex,
      deleteOnTermination: words.deleteOnTermination ?? true
    )
  }

  /// One address cannot be several instances'.
  private static func checkCount(_ count: Int, _ specification: NetworkInterfaceSpecification) throws(EC2Error) {
    let named =
      specification.primaryAddress != nil || !specification.secondaryAddresses.isEmpty
      || !specification.ipv4Prefixes.isEmpty
      || !specification.ipv6Addresses.isEmpty || !specification.ipv6Prefixes.isEmpty
    guard !named || count == 1 else {
      throw .invalidParameterCombination(
        "Private addresses may only be specified when launching one instance."
      )
    }
  }
}

extension Scope {
  /// The subnet of a launch that names none: the default VPC's, of the zone that is asked for or else the first that has
  /// one.
  func defaultSubnet(in zone: String?) throws(EC2Error) -> SubnetRecord {
    let vpcID = state.holders(of: VPCRecord.defaultKey(location), .vpc).first
    guard let vpcID else {
      throw EC2Error(
        code: "VPCIdNotSpecified",
        message: "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC."
      )
    }
    let zones = RegionCatalog.regions[location.region]?.availabilityZones ?? []
    for name in zone.map({ [$0] }) ?? zones.map(\.name) {
      let key = SubnetRecord.defaultKey(location, zone: name)
      if let id = state.holders(of: key, .subnet).first, let subnet = state.subnets[id] { return subnet }
    }
    if let zone {
      throw EC2Error(code: "MissingInput", message: "No default subnet for availability zone: '\(zone)'.")
    }
    throw EC2Error(
      code: "MissingInput",
      message: "No subnets found for the default VPC '\(vpcID)'. Please specify a subnet."
    )
  }

  /// The default VPC's group of a name.
  fileprivate func group(named name: String, in vpcID: VPC.ID) throws(EC2Error) -> String {
    let key = SecurityGroupRecord.nameKey(vpcID: vpcID, name: name)
    // The key disregards case, a launch does not.
    guard let id = state.holders(of: key, .securityGroup).first, state.securityGroups[id]?.group.name == name else {
      throw EC2Error(
        code: "InvalidGroup.NotFound",
        message: "The security group '\(name)' does not exist in default VPC '\(vpcID)'"
      )
    }
    return id
  }

  /// A launch tells of groups in other VPCs in words of its own.
  fileprivate func launchGroups(_ identifiers: [String], in subnet: SubnetRecord) throws(EC2Error) -> [String] {
    for id in identifiers {
      guard let record = find(SecurityGroupRecord.self, id), !record.isUsable(in: subnet.subnet.vpcID) else { continue }
      throw EC2Error(
        code: "InvalidParameter",
        message: "Security group \(id) and subnet \(subnet.recordID) belong to different networks."
      )
    }
    return identifiers
  }
}
