// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// A security group connection tracking specification response that enables you to set the idle timeout for
  /// connection tracking on an Elastic network interface.
  package struct ConnectionTrackingSpecificationResponse: XMLEncodable, Equatable {
    package var tcpEstablishedTimeout: Int?
    package var udpStreamTimeout: Int?
    package var udpTimeout: Int?

    package init(
      tcpEstablishedTimeout: Int? = nil, udpStreamTimeout: Int? = nil, udpTimeout: Int? = nil
    ) {
      self.tcpEstablishedTimeout = tcpEstablishedTimeout; self.udpStreamTimeout = udpStreamTimeout
      self.udpTimeout = udpTimeout
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("tcpEstablishedTimeout", tcpEstablishedTimeout)
      xml.element("udpStreamTimeout", udpStreamTimeout)
      xml.element("udpTimeout", udpTimeout)
    }
  }

  /// The CPU options for the instance.
  package struct CpuOptions: XMLEncodable, Equatable {
    package var amdSevSnp: String?
    package var coreCount: Int?
    package var nestedVirtualization: String?
    package var threadsPerCore: Int?

    package init(
      amdSevSnp: String? = nil, coreCount: Int? = nil, nestedVirtualization: String? = nil, threadsPerCore: Int? = nil
    ) {
      self.amdSevSnp = amdSevSnp; self.coreCount = coreCount; self.nestedVirtualization = nestedVirtualization
      self.threadsPerCore = threadsPerCore
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("amdSevSnp", amdSevSnp)
      xml.element("coreCount", coreCount)
      xml.element("nestedVirtualization", nestedVirtualization)
      xml.element("threadsPerCore", threadsPerCore)
    }
  }

  /// Indicates whether your instance is configured for hibernation.
  package struct HibernationOptions: XMLEncodable, Equatable {
    package var configured: Bool?

    package init(
      configured: Bool? = nil
    ) {
      self.configured = configured
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("configured", configured)
    }
  }

  /// Describes an IAM instance profile.
  package struct IamInstanceProfile: XMLEncodable, Equatable {
    package var arn: String?
    package var id: String?

    package init(
      arn: String? = nil, id: String? = nil
    ) {
      self.arn = arn; self.id = id
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("arn", arn)
      xml.element("id", id)
    }
  }

  /// Describes an instance.
  package struct Instance: XMLEncodable, Equatable {
    package var amiLaunchIndex: Int?
    package var architecture: String?
    package var blockDeviceMappings: [InstanceBlockDeviceMapping]?
    package var bootMode: String?
    package var clientToken: String?
    package var cpuOptions: CpuOptions?
    package var currentInstanceBootMode: String?
    package var ebsOptimized: Bool?
    package var enaSupport: Bool?
    package var enclaveOptions: EnclaveOptions?
    package var hibernationOptions: HibernationOptions?
    package var hypervisor: String?
    package var iamInstanceProfile: IamInstanceProfile?
    package var imageId: String?
    package var instanceId: String?
    package var instanceLifecycle: String?
    package var instanceType: String?
    package var ipv6Address: String?
    package var keyName: String?
    package var launchTime: Timestamp?
    package var maintenanceOptions: InstanceMaintenanceOptions?
    package var metadataOptions: InstanceMetadataOptionsResponse?
    package var monitoring: Monitoring?
    package var networkInterfaces: [InstanceNetworkInterface]?
    package var placement: Placement?
    package var platform: String?
    package var platformDetails: String?
    package var privateDnsName: String?
    package var privateDnsNameOptions: PrivateDnsNameOptionsResponse?
    package var privateIpAddress: String?
    package var publicDnsName: String?
    package var publicIpAddress: String?
    package var rootDeviceName: String?
    package var rootDeviceType: String?
    package var securityGroups: [GroupIdentifier]?
    package var sourceDestCheck: Bool?
    package var state: InstanceState?
    package var stateReason: StateReason?
    package var stateTransitionReason: String?
    package var subnetId: String?
    package var tags: [Tag]?
    package var usageOperation: String?
    package var usageOperationUpdateTime: Timestamp?
    package var virtualizationType: String?
    package var vpcId: String?

    package init(
      amiLaunchIndex: Int? = nil, architecture: String? = nil, blockDeviceMappings: [InstanceBlockDeviceMapping]? = nil,
      bootMode: String? = nil, clientToken: String? = nil, cpuOptions: CpuOptions? = nil,
      currentInstanceBootMode: String? = nil, ebsOptimized: Bool? = nil, enaSupport: Bool? = nil,
      enclaveOptions: EnclaveOptions? = nil, hibernationOptions: HibernationOptions? = nil, hypervisor: String? = nil,
      iamInstanceProfile: IamInstanceProfile? = nil, imageId: String? = nil, instanceId: String? = nil,
      instanceLifecycle: String? = nil, instanceType: String? = nil, ipv6Address: String? = nil, keyName: String? = nil,
      launchTime: Timestamp? = nil, maintenanceOptions: InstanceMaintenanceOptions? = nil,
      metadataOptions: InstanceMetadataOptionsResponse? = nil, monitoring: Monitoring? = nil,
      networkInterfaces: [InstanceNetworkInterface]? = nil, placement: Placement? = nil, platform: String? = nil,
      platformDetails: String? = nil, privateDnsName: String? = nil,
      privateDnsNameOptions: PrivateDnsNameOptionsResponse? = nil, privateIpAddress: String? = nil,
      publicDnsName: String? = nil, publicIpAddress: String? = nil, rootDeviceName: String? = nil,
      rootDeviceType: String? = nil, securityGroups: [GroupIdentifier]? = nil, sourceDestCheck: Bool? = nil,
      state: InstanceState? = nil, stateReason: StateReason? = nil, stateTransitionReason: String? = nil,
      subnetId: String? = nil, tags: [Tag]? = nil, usageOperation: String? = nil,
      usageOperationUpdateTime: Timestamp? = nil, virtualizationType: String? = nil, vpcId: String? = nil
    ) {
      self.amiLaunchIndex = amiLaunchIndex; self.architecture = architecture
      self.blockDeviceMappings = blockDeviceMappings; self.bootMode = bootMode; self.clientToken = clientToken
      self.cpuOptions = cpuOptions; self.currentInstanceBootMode = currentInstanceBootMode
      self.ebsOptimized = ebsOptimized; self.enaSupport = enaSupport; self.enclaveOptions = enclaveOptions
      self.hibernationOptions = hibernationOptions; self.hypervisor = hypervisor
      self.iamInstanceProfile = iamInstanceProfile; self.imageId = imageId; self.instanceId = instanceId
      self.instanceLifecycle = instanceLifecycle; self.instanceType = instanceType; self.ipv6Address = ipv6Address
      self.keyName = keyName; self.launchTime = launchTime; self.maintenanceOptions = maintenanceOptions
      self.metadataOptions = metadataOptions; self.monitoring = monitoring; self.networkInterfaces = networkInterfaces
      self.placement = placement; self.platform = platform; self.platformDetails = platformDetails
      self.privateDnsName = privateDnsName; self.privateDnsNameOptions = privateDnsNameOptions
      self.privateIpAddress = privateIpAddress; self.publicDnsName = publicDnsName
      self.publicIpAddress = publicIpAddress; self.rootDeviceName = rootDeviceName
      self.rootDeviceType = rootDeviceType; self.securityGroups = securityGroups
      self.sourceDestCheck = sourceDestCheck; self.state = state; self.stateReason = stateReason
      self.stateTransitionReason = stateTransitionReason; self.subnetId = subnetId; self.tags = tags
      self.usageOperation = usageOperation; self.usageOperationUpdateTime = usageOperationUpdateTime
      self.virtualizationType = virtualizationType; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("amiLaunchIndex", amiLaunchIndex)
      xml.element("architecture", architecture)
      xml.list("blockDeviceMapping", blockDeviceMappings)
      xml.element("bootMode", bootMode)
      xml.element("clientToken", clientToken)
      xml.structure("cpuOptions", cpuOptions)
      xml.element("currentInstanceBootMode", currentInstanceBootMode)
      xml.element("ebsOptimized", ebsOptimized)
      xml.element("enaSupport", enaSupport)
      xml.structure("enclaveOptions", enclaveOptions)
      xml.structure("hibernationOptions", hibernationOptions)
      xml.element("hypervisor", hypervisor)
      xml.structure("iamInstanceProfile", iamInstanceProfile)
      xml.element("imageId", imageId)
      xml.element("instanceId", instanceId)
      xml.element("instanceLifecycle", instanceLifecycle)
      xml.element("instanceType", instanceType)
      xml.element("ipv6Address", ipv6Address)
      xml.element("keyName", keyName)
      xml.element("launchTime", launchTime)
      xml.structure("maintenanceOptions", maintenanceOptions)
      xml.structure("metadataOptions", metadataOptions)
      xml.structure("monitoring", monitoring)
      xml.list("networkInterfaceSet", networkInterfaces)
      xml.structure("placement", placement)
      xml.element("platform", platform)
      xml.element("platformDetails", platformDetails)
      xml.element("privateDnsName", privateDnsName)
      xml.structure("privateDnsNameOptions", privateDnsNameOptions)
      xml.element("privateIpAddress", privateIpAddress)
      xml.element("dnsName", publicDnsName)
      xml.element("ipAddress", publicIpAddress)
      xml.element("rootDeviceName", rootDeviceName)
      xml.element("rootDeviceType", rootDeviceType)
      xml.list("groupSet", securityGroups)
      xml.element("sourceDestCheck", sourceDestCheck)
      xml.structure("instanceState", state)
      xml.structure("stateReason", stateReason)
      xml.element("reason", stateTransitionReason)
      xml.element("subnetId", subnetId)
      xml.list("tagSet", tags)
      xml.element("usageOperation", usageOperation)
      xml.element("usageOperationUpdateTime", usageOperationUpdateTime)
      xml.element("virtualizationType", virtualizationType)
      xml.element("vpcId", vpcId)
    }
  }

  /// Information about an IPv4 prefix.
  package struct InstanceIpv4Prefix: XMLEncodable, Equatable {
    package var ipv4Prefix: String?

    package init(
      ipv4Prefix: String? = nil
    ) {
      self.ipv4Prefix = ipv4Prefix
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv4Prefix", ipv4Prefix)
    }
  }

  /// Information about an IPv6 prefix.
  package struct InstanceIpv6Prefix: XMLEncodable, Equatable {
    package var ipv6Prefix: String?

    package init(
      ipv6Prefix: String? = nil
    ) {
      self.ipv6Prefix = ipv6Prefix
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv6Prefix", ipv6Prefix)
    }
  }

  /// The maintenance options for the instance.
  package struct InstanceMaintenanceOptions: XMLEncodable, Equatable {
    package var autoRecovery: String?
    package var rebootMigration: String?

    package init(
      autoRecovery: String? = nil, rebootMigration: String? = nil
    ) {
      self.autoRecovery = autoRecovery; self.rebootMigration = rebootMigration
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("autoRecovery", autoRecovery)
      xml.element("rebootMigration", rebootMigration)
    }
  }

  /// Describes a network interface.
  package struct InstanceNetworkInterface: XMLEncodable, Equatable {
    package var association: InstanceNetworkInterfaceAssociation?
    package var attachment: InstanceNetworkInterfaceAttachment?
    package var connectionTrackingConfiguration: ConnectionTrackingSpecificationResponse?
    package var description: String?
    package var groups: [GroupIdentifier]?
    package var interfaceType: String?
    package var ipv4Prefixes: [InstanceIpv4Prefix]?
    package var ipv6Addresses: [InstanceIpv6Address]?
    package var ipv6Prefixes: [InstanceIpv6Prefix]?
    package var macAddress: String?
    package var networkInterfaceId: String?
    package var ownerId: String?
    package var privateDnsName: String?
    package var privateIpAddress: String?
    package var privateIpAddresses: [InstancePrivateIpAddress]?
    package var sourceDestCheck: Bool?
    package var status: String?
    package var subnetId: String?
    package var vpcId: String?

    package init(
      association: InstanceNetworkInterfaceAssociation? = nil, attachment: InstanceNetworkInterfaceAttachment? = nil,
      connectionTrackingConfiguration: ConnectionTrackingSpecificationResponse? = nil, description: String? = nil,
      groups: [GroupIdentifier]? = nil, interfaceType: String? = nil, ipv4Prefixes: [InstanceIpv4Prefix]? = nil,
      ipv6Addresses: [InstanceIpv6Address]? = nil, ipv6Prefixes: [InstanceIpv6Prefix]? = nil, macAddress: String? = nil,
      networkInterfaceId: String? = nil, ownerId: String? = nil, privateDnsName: String? = nil,
      privateIpAddress: String? = nil, privateIpAddresses: [InstancePrivateIpAddress]? = nil,
      sourceDestCheck: Bool? = nil, status: String? = nil, subnetId: String? = nil, vpcId: String? = nil
    ) {
      self.association = association; self.attachment = attachment
      self.connectionTrackingConfiguration = connectionTrackingConfiguration; self.description = description
      self.groups = groups; self.interfaceType = interfaceType; self.ipv4Prefixes = ipv4Prefixes
      self.ipv6Addresses = ipv6Addresses; self.ipv6Prefixes = ipv6Prefixes; self.macAddress = macAddress
      self.networkInterfaceId = networkInterfaceId; self.ownerId = ownerId; self.privateDnsName = privateDnsName
      self.privateIpAddress = privateIpAddress; self.privateIpAddresses = privateIpAddresses
      self.sourceDestCheck = sourceDestCheck; self.status = status; self.subnetId = subnetId; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("association", association)
      xml.structure("attachment", attachment)
      xml.structure("connectionTrackingConfiguration", connectionTrackingConfiguration)
      xml.element("description", description)
      xml.list("groupSet", groups)
      xml.element("interfaceType", interfaceType)
      xml.list("ipv4PrefixSet", ipv4Prefixes)
      xml.list("ipv6AddressesSet", ipv6Addresses)
      xml.list("ipv6PrefixSet", ipv6Prefixes)
      xml.element("macAddress", macAddress)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.element("ownerId", ownerId)
      xml.element("privateDnsName", privateDnsName)
      xml.element("privateIpAddress", privateIpAddress)
      xml.list("privateIpAddressesSet", privateIpAddresses)
      xml.element("sourceDestCheck", sourceDestCheck)
      xml.element("status", status)
      xml.element("subnetId", subnetId)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes association information for an Elastic IP address (IPv4).
  package struct InstanceNetworkInterfaceAssociation: XMLEncodable, Equatable {
    package var carrierIp: String?
    package var customerOwnedIp: String?
    package var ipOwnerId: String?
    package var publicDnsName: String?
    package var publicIp: String?

    package init(
      carrierIp: String? = nil, customerOwnedIp: String? = nil, ipOwnerId: String? = nil, publicDnsName: String? = nil,
      publicIp: String? = nil
    ) {
      self.carrierIp = carrierIp; self.customerOwnedIp = customerOwnedIp; self.ipOwnerId = ipOwnerId
      self.publicDnsName = publicDnsName; self.publicIp = publicIp
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("carrierIp", carrierIp)
      xml.element("customerOwnedIp", customerOwnedIp)
      xml.element("ipOwnerId", ipOwnerId)
      xml.element("publicDnsName", publicDnsName)
      xml.element("publicIp", publicIp)
    }
  }

  /// Describes a network interface attachment.
  package struct InstanceNetworkInterfaceAttachment: XMLEncodable, Equatable {
    package var attachTime: Timestamp?
    package var attachmentId: String?
    package var deleteOnTermination: Bool?
    package var deviceIndex: Int?
    package var networkCardIndex: Int?
    package var status: String?

    package init(
      attachTime: Timestamp? = nil, attachmentId: String? = nil, deleteOnTermination: Bool? = nil,
      deviceIndex: Int? = nil, networkCardIndex: Int? = nil, status: String? = nil
    ) {
      self.attachTime = attachTime; self.attachmentId = attachmentId; self.deleteOnTermination = deleteOnTermination
      self.deviceIndex = deviceIndex; self.networkCardIndex = networkCardIndex; self.status = status
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attachTime", attachTime)
      xml.element("attachmentId", attachmentId)
      xml.element("deleteOnTermination", deleteOnTermination)
      xml.element("deviceIndex", deviceIndex)
      xml.element("networkCardIndex", networkCardIndex)
      xml.element("status", status)
    }
  }

  /// Describes a private IPv4 address.
  package struct InstancePrivateIpAddress: XMLEncodable, Equatable {
    package var association: InstanceNetworkInterfaceAssociation?
    package var primary: Bool?
    package var privateDnsName: String?
    package var privateIpAddress: String?

    package init(
      association: InstanceNetworkInterfaceAssociation? = nil, primary: Bool? = nil, privateDnsName: String? = nil,
      privateIpAddress: String? = nil
    ) {
      self.association = association; self.primary = primary; self.privateDnsName = privateDnsName
      self.privateIpAddress = privateIpAddress
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("association", association)
      xml.element("primary", primary)
      xml.element("privateDnsName", privateDnsName)
      xml.element("privateIpAddress", privateIpAddress)
    }
  }

  /// Describes an instance state change.
  package struct InstanceStateChange: XMLEncodable, Equatable {
    package var currentState: InstanceState?
    package var instanceId: String?
    package var previousState: InstanceState?

    package init(
      currentState: InstanceState? = nil, instanceId: String? = nil, previousState: InstanceState? = nil
    ) {
      self.currentState = currentState; self.instanceId = instanceId; self.previousState = previousState
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("currentState", currentState)
      xml.element("instanceId", instanceId)
      xml.structure("previousState", previousState)
    }
  }

  /// Describes the monitoring of an instance.
  package struct Monitoring: XMLEncodable, Equatable {
    package var state: String?

    package init(
      state: String? = nil
    ) {
      self.state = state
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
    }
  }

  /// Describes the placement of an instance.
  package struct Placement: QueryDecodable, XMLEncodable, Equatable {
    package var affinity: String?
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var groupId: String?
    package var groupName: String?
    package var hostId: String?
    package var hostResourceGroupArn: String?
    package var partitionNumber: Int?
    package var spreadDomain: String?
    package var tenancy: String?

    package init(
      affinity: String? = nil, availabilityZone: String? = nil, availabilityZoneId: String? = nil,
      groupId: String? = nil, groupName: String? = nil, hostId: String? = nil, hostResourceGroupArn: String? = nil,
      partitionNumber: Int? = nil, spreadDomain: String? = nil, tenancy: String? = nil
    ) {
      self.affinity = affinity; self.availabilityZone = availabilityZone; self.availabilityZoneId = availabilityZoneId
      self.groupId = groupId; self.groupName = groupName; self.hostId = hostId
      self.hostResourceGroupArn = hostResourceGroupArn; self.partitionNumber = partitionNumber
      self.spreadDomain = spreadDomain; self.tenancy = tenancy
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      affinity = try query.string("Affinity")
      availabilityZone = try query.string("AvailabilityZone")
      availabilityZoneId = try query.string("AvailabilityZoneId")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      hostId = try query.string("HostId")
      hostResourceGroupArn = try query.string("HostResourceGroupArn")
      partitionNumber = try query.integer("PartitionNumber")
      spreadDomain = try query.string("SpreadDomain")
      tenancy = try query.string("Tenancy")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
      xml.element("tenancy", tenancy)
    }
  }

  /// Describes the options for instance hostnames.
  package struct PrivateDnsNameOptionsResponse: XMLEncodable, Equatable {
    package var enableResourceNameDnsAAAARecord: Bool?
    package var enableResourceNameDnsARecord: Bool?
    package var hostnameType: String?

    package init(
      enableResourceNameDnsAAAARecord: Bool? = nil, enableResourceNameDnsARecord: Bool? = nil,
      hostnameType: String? = nil
    ) {
      self.enableResourceNameDnsAAAARecord = enableResourceNameDnsAAAARecord
      self.enableResourceNameDnsARecord = enableResourceNameDnsARecord; self.hostnameType = hostnameType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("enableResourceNameDnsAAAARecord", enableResourceNameDnsAAAARecord)
      xml.element("enableResourceNameDnsARecord", enableResourceNameDnsARecord)
      xml.element("hostnameType", hostnameType)
    }
  }

  /// Describes a launch request for one or more instances, and includes owner, requester, and security group
  /// information that applies to all instances in the launch request.
  package struct Reservation: XMLEncodable, Equatable {
    package var groups: [GroupIdentifier]?
    package var instances: [Instance]?
    package var ownerId: String?
    package var requesterId: String?
    package var reservationId: String?

    package init(
      groups: [GroupIdentifier]? = nil, instances: [Instance]? = nil, ownerId: String? = nil,
      requesterId: String? = nil, reservationId: String? = nil
    ) {
      self.groups = groups; self.instances = instances; self.ownerId = ownerId; self.requesterId = requesterId
      self.reservationId = reservationId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("groupSet", groups)
      xml.list("instancesSet", instances)
      xml.element("ownerId", ownerId)
      xml.element("requesterId", requesterId)
      xml.element("reservationId", reservationId)
    }
  }

  /// Describes a state change.
  package struct StateReason: XMLEncodable, Equatable {
    package var code: String?
    package var message: String?

    package init(
      code: String? = nil, message: String? = nil
    ) {
      self.code = code; self.message = message
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("code", code)
      xml.element("message", message)
    }
  }
}
