import EC2Shapes
import IPAddressing
import VPCModel

extension InstanceRecord {
  /// What the API says of the instance. A terminated one has neither network nor volumes any more.
  func shape(in state: State) -> EC2.Instance {
    let interfaces = interfaces(in: state)
    let primary = interfaces.first { $0.attachment?.deviceIndex == 0 }
    let type = InstanceTypes.find(instanceType)
    var shape = EC2.Instance(
      amiLaunchIndex: launchIndex,
      architecture: type.architecture.rawValue,
      bootMode: nil,
      clientToken: "",
      cpuOptions: EC2.CpuOptions(coreCount: type.cores, threadsPerCore: type.threadsPerCore),
      currentInstanceBootMode: "legacy-bios",
      ebsOptimized: ebsOptimized,
      enaSupport: true,
      enclaveOptions: EC2.EnclaveOptions(enabled: false),
      hibernationOptions: EC2.HibernationOptions(configured: false),
      hypervisor: "xen",
      imageId: imageID,
      instanceId: recordID,
      instanceType: instanceType,
      keyName: keyName,
      launchTime: launchTime,
      maintenanceOptions: EC2.InstanceMaintenanceOptions(autoRecovery: "default", rebootMigration: "default"),
      metadataOptions: MetadataOptions.shape(of: self),
      monitoring: EC2.Monitoring(state: isMonitored ? "enabled" : "disabled"),
      placement: EC2.Placement(availabilityZone: availabilityZone, groupName: "", tenancy: tenancy ?? "default"),
      platformDetails: "Linux/UNIX",
      privateDnsName: "",
      publicDnsName: "",
      rootDeviceName: rootVolume?.deviceName,
      rootDeviceType: "ebs",
      state: self.state.shape,
      stateReason: stateReason,
      stateTransitionReason: stateTransitionReason,
      tags: TagWords.shapes(tags),
      usageOperation: "RunInstances",
      usageOperationUpdateTime: launchTime,
      virtualizationType: "hvm"
    )
    if let arn = iamInstanceProfileARN { shape.iamInstanceProfile = .init(arn: arn, id: Self.profileID(arn)) }
    guard self.state != .terminated else { return shape }
    shape.placement?.availabilityZoneId = subnetID.flatMap { state.subnets[$0]?.availabilityZoneID }
    shape.blockDeviceMappings = rootVolume.map { [$0.mapping(since: launchTime)] } ?? []
    shape.privateDnsNameOptions = EC2.PrivateDnsNameOptionsResponse(
      enableResourceNameDnsAAAARecord: hostNames.enableResourceNameDNSAAAARecord,
      enableResourceNameDnsARecord: hostNames.enableResourceNameDNSARecord,
      hostnameType: hostNames.type
    )
    shape.networkInterfaces = interfaces.map { $0.instanceShape(in: state) }
    shape.subnetId = subnetID?.text
    shape.vpcId = vpcID?.text
    if let primary {
      shape.securityGroups = primary.groupShapes(in: state)
      shape.sourceDestCheck = primary.interface.sourceDestinationCheck
      shape.ipv6Address = primary.interface.ipv6Addresses.first?.description
      shape.privateIpAddress = primary.primaryAddress?.address.description
      let association = primary.publicAssociations.first { $0.privateAddress == primary.primaryAddress?.address }
      shape.publicIpAddress = association?.publicAddress.description
      shape.publicDnsName = association.flatMap { primary.publicDNSName(of: $0, in: state) } ?? ""
    }
    shape.privateDnsName = privateDNSName(primary)
    return shape
  }

  /// In the order of their device indexes.
  func interfaces(in state: State) -> [NetworkInterfaceRecord] {
    instance.networkInterfaceIDs.compactMap { state.networkInterfaces[$0] }.sorted {
      ($0.attachment?.deviceIndex ?? 0, $0.recordID) < ($1.attachment?.deviceIndex ?? 0, $1.recordID)
    }
  }

  /// By the address or by the instance, as its options say.
  func privateDNSName(_ primary: NetworkInterfaceRecord?) -> String {
    let address = primary?.primaryAddress?.address
    guard hostNames.type != "resource-name", let address else {
      return hostNames.type == "resource-name" ? HostNames.ofResource(instance.id, region: location.region) : ""
    }
    return HostNames.ofPrivate(address, region: location.region)
  }

  var stateReason: EC2.StateReason? {
    switch state {
    case .terminated, .stopped:
      EC2.StateReason(
        code: "Client.UserInitiatedShutdown",
        message: "Client.UserInitiatedShutdown: User initiated shutdown"
      )
    default: nil
    }
  }

  /// Nobody keeps instance profiles here; the same profile has the same identifier.
  static func profileID(_ arn: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in arn.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 32, uppercase: true)
    return "AIPA" + String(repeating: "A", count: max(0, 17 - digits.count)) + digits
  }
}

extension InstanceRecord.RootVolume {
  func mapping(since time: Timestamp) -> EC2.InstanceBlockDeviceMapping {
    EC2.InstanceBlockDeviceMapping(
      deviceName: deviceName,
      ebs: EC2.EbsInstanceBlockDevice(
        attachTime: time,
        deleteOnTermination: deleteOnTermination,
        status: "attached",
        volumeId: id
      )
    )
  }
}

extension NetworkInterfaceRecord {
  var primaryAddress: NetworkInterface.PrivateIPv4Address? { interface.privateIPv4Addresses.first(where: \.isPrimary) }

  /// As a part of its instance.
  func instanceShape(in state: State) -> EC2.InstanceNetworkInterface {
    EC2.InstanceNetworkInterface(
      association: primaryAddress.flatMap { instanceAssociation(before: $0.address, in: state) },
      attachment: attachment.map {
        EC2.InstanceNetworkInterfaceAttachment(
          attachTime: $0.attachTime,
          attachmentId: $0.id,
          deleteOnTermination: $0.deleteOnTermination,
          deviceIndex: $0.deviceIndex,
          networkCardIndex: $0.networkCardIndex,
          status: $0.status
        )
      },
      connectionTrackingConfiguration: connectionTracking.map {
        EC2.ConnectionTrackingSpecificationResponse(
          tcpEstablishedTimeout: $0.tcpEstablishedTimeout,
          udpStreamTimeout: $0.udpStreamTimeout,
          udpTimeout: $0.udpTimeout
        )
      },
      description: interface.summary ?? "",
      groups: groupShapes(in: state),
      interfaceType: interface.interfaceType,
      ipv4Prefixes: interface.ipv4Prefixes.isEmpty
        ? nil : interface.ipv4Prefixes.map { EC2.InstanceIpv4Prefix(ipv4Prefix: $0.description) },
      ipv6Addresses: interface.ipv6Addresses.enumerated().map {
        EC2.InstanceIpv6Address(
          ipv6Address: $0.element.description,
          isPrimaryIpv6: hasPrimaryIPv6Address && $0.offset == 0
        )
      },
      ipv6Prefixes: interface.ipv6Prefixes.isEmpty
        ? nil : interface.ipv6Prefixes.map { EC2.InstanceIpv6Prefix(ipv6Prefix: $0.description) },
      macAddress: macAddress,
      networkInterfaceId: recordID,
      ownerId: location.accountID,
      privateDnsName: primaryAddress.map { HostNames.ofPrivate($0.address, region: location.region) },
      privateIpAddress: primaryAddress?.address.description,
      privateIpAddresses: interface.privateIPv4Addresses.map { address in
        EC2.InstancePrivateIpAddress(
          association: instanceAssociation(before: address.address, in: state),
          primary: address.isPrimary,
          privateDnsName: HostNames.ofPrivate(address.address, region: location.region),
          privateIpAddress: address.address.description
        )
      },
      sourceDestCheck: interface.sourceDestinationCheck,
      status: status,
      subnetId: interface.subnetID.text,
      vpcId: interface.vpcID.text
    )
  }

  private func instanceAssociation(
    before address: IPv4Address,
    in state: State
  ) -> EC2.InstanceNetworkInterfaceAssociation? {
    guard let association = publicAssociations.first(where: { $0.privateAddress == address }) else { return nil }
    return EC2.InstanceNetworkInterfaceAssociation(
      ipOwnerId: ipOwnerID(of: association),
      publicDnsName: publicDNSName(of: association, in: state) ?? "",
      publicIp: association.publicAddress.description
    )
  }
}
