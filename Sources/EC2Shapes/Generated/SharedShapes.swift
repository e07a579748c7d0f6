// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a value for a resource attribute that is a Boolean value.
  package struct AttributeBooleanValue: QueryDecodable, XMLEncodable, Equatable {
    package var value: Bool?

    package init(
      value: Bool? = nil
    ) {
      self.value = value
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      value = try query.boolean("Value")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("value", value)
    }
  }

  /// Describes a value for a resource attribute that is a String.
  package struct AttributeValue: QueryDecodable, XMLEncodable, Equatable {
    package var value: String?

    package init(
      value: String? = nil
    ) {
      self.value = value
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      value = try query.string("Value")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("value", value)
    }
  }

  /// Describes a block device mapping, which defines the EBS volumes and instance store volumes to attach to an
  /// instance at launch.
  package struct BlockDeviceMapping: QueryDecodable, XMLEncodable, Equatable {
    package var deviceName: String?
    package var ebs: EbsBlockDevice?
    package var noDevice: String?
    package var virtualName: String?

    package init(
      deviceName: String? = nil, ebs: EbsBlockDevice? = nil, noDevice: String? = nil, virtualName: String? = nil
    ) {
      self.deviceName = deviceName; self.ebs = ebs; self.noDevice = noDevice; self.virtualName = virtualName
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      deviceName = try query.string("DeviceName")
      ebs = try query.structure("Ebs")
      noDevice = try query.string("NoDevice")
      virtualName = try query.string("VirtualName")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("deviceName", deviceName)
      xml.structure("ebs", ebs)
      xml.element("noDevice", noDevice)
      xml.element("virtualName", virtualName)
    }
  }

  /// The state of VPC Block Public Access (BPA).
  package struct BlockPublicAccessStates: XMLEncodable, Equatable {
    package var internetGatewayBlockMode: String?

    package init(
      internetGatewayBlockMode: String? = nil
    ) {
      self.internetGatewayBlockMode = internetGatewayBlockMode
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("internetGatewayBlockMode", internetGatewayBlockMode)
    }
  }

  /// Describes a block device for an EBS volume.
  package struct EbsBlockDevice: QueryDecodable, XMLEncodable, Equatable {
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var deleteOnTermination: Bool?
    package var ebsCardIndex: Int?
    package var encrypted: Bool?
    package var iops: Int?
    package var kmsKeyId: String?
    package var outpostArn: String?
    package var snapshotId: String?
    package var throughput: Int?
    package var volumeInitializationRate: Int?
    package var volumeSize: Int?
    package var volumeType: String?

    package init(
      availabilityZone: String? = nil, availabilityZoneId: String? = nil, deleteOnTermination: Bool? = nil,
      ebsCardIndex: Int? = nil, encrypted: Bool? = nil, iops: Int? = nil, kmsKeyId: String? = nil,
      outpostArn: String? = nil, snapshotId: String? = nil, throughput: Int? = nil,
      volumeInitializationRate: Int? = nil, volumeSize: Int? = nil, volumeType: String? = nil
    ) {
      self.availabilityZone = availabilityZone; self.availabilityZoneId = availabilityZoneId
      self.deleteOnTermination = deleteOnTermination; self.ebsCardIndex = ebsCardIndex; self.encrypted = encrypted
      self.iops = iops; self.kmsKeyId = kmsKeyId; self.outpostArn = outpostArn; self.snapshotId = snapshotId
      self.throughput = throughput; self.volumeInitializationRate = volumeInitializationRate
      self.volumeSize = volumeSize; self.volumeType = volumeType
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      availabilityZone = try query.string("AvailabilityZone")
      availabilityZoneId = try query.string("AvailabilityZoneId")
      deleteOnTermination = try query.boolean("DeleteOnTermination")
      ebsCardIndex = try query.integer("EbsCardIndex")
      encrypted = try query.boolean("Encrypted")
      iops = try query.integer("Iops")
      kmsKeyId = try query.string("KmsKeyId")
      outpostArn = try query.string("OutpostArn")
      snapshotId = try query.string("SnapshotId")
      throughput = try query.integer("Throughput")
      volumeInitializationRate = try query.integer("VolumeInitializationRate")
      volumeSize = try query.integer("VolumeSize")
      volumeType = try query.string("VolumeType")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("availabilityZone", availabilityZone)
      xml.element("deleteOnTermination", deleteOnTermination)
      xml.element("encrypted", encrypted)
      xml.element("iops", iops)
      xml.element("kmsKeyId", kmsKeyId)
      xml.element("snapshotId", snapshotId)
      xml.element("throughput", throughput)
      xml.element("volumeSize", volumeSize)
      xml.element("volumeType", volumeType)
    }
  }

  /// Describes a parameter used to set up an EBS volume in a block device mapping.
  package struct EbsInstanceBlockDevice: XMLEncodable, Equatable {
    package var attachTime: Timestamp?
    package var deleteOnTermination: Bool?
    package var status: String?
    package var volumeId: String?

    package init(
      attachTime: Timestamp? = nil, deleteOnTermination: Bool? = nil, status: String? = nil, volumeId: String? = nil
    ) {
      self.attachTime = attachTime; self.deleteOnTermination = deleteOnTermination; self.status = status
      self.volumeId = volumeId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attachTime", attachTime)
      xml.element("deleteOnTermination", deleteOnTermination)
      xml.element("status", status)
      xml.element("volumeId", volumeId)
    }
  }

  /// Indicates whether the instance is enabled for Amazon Web Services Nitro Enclaves.
  package struct EnclaveOptions: XMLEncodable, Equatable {
    package var enabled: Bool?

    package init(
      enabled: Bool? = nil
    ) {
      self.enabled = enabled
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("enabled", enabled)
    }
  }

  /// Describes a security group.
  package struct GroupIdentifier: XMLEncodable, Equatable {
    package var groupId: String?
    package var groupName: String?

    package init(
      groupId: String? = nil, groupName: String? = nil
    ) {
      self.groupId = groupId; self.groupName = groupName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
    }
  }

  /// Describes a block device mapping.
  package struct InstanceBlockDeviceMapping: XMLEncodable, Equatable {
    package var deviceName: String?
    package var ebs: EbsInstanceBlockDevice?

    package init(
      deviceName: String? = nil, ebs: EbsInstanceBlockDevice? = nil
    ) {
      self.deviceName = deviceName; self.ebs = ebs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("deviceName", deviceName)
      xml.structure("ebs", ebs)
    }
  }

  /// Describes an IPv6 address.
  package struct InstanceIpv6Address: QueryDecodable, XMLEncodable, Equatable {
    package var ipv6Address: String?
    package var isPrimaryIpv6: Bool?

    package init(
      ipv6Address: String? = nil, isPrimaryIpv6: Bool? = nil
    ) {
      self.ipv6Address = ipv6Address; self.isPrimaryIpv6 = isPrimaryIpv6
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      ipv6Address = try query.string("Ipv6Address")
      isPrimaryIpv6 = try query.boolean("IsPrimaryIpv6")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv6Address", ipv6Address)
      xml.element("isPrimaryIpv6", isPrimaryIpv6)
    }
  }

  /// The metadata options for the instance.
  package struct InstanceMetadataOptionsResponse: XMLEncodable, Equatable {
    package var httpEndpoint: String?
    package var httpProtocolIpv6: String?
    package var httpPutResponseHopLimit: Int?
    package var httpTokens: String?
    package var instanceMetadataTags: String?
    package var state: String?

    package init(
      httpEndpoint: String? = nil, httpProtocolIpv6: String? = nil, httpPutResponseHopLimit: Int? = nil,
      httpTokens: String? = nil, instanceMetadataTags: String? = nil, state: String? = nil
    ) {
      self.httpEndpoint = httpEndpoint; self.httpProtocolIpv6 = httpProtocolIpv6
      self.httpPutResponseHopLimit = httpPutResponseHopLimit; self.httpTokens = httpTokens
      self.instanceMetadataTags = instanceMetadataTags; self.state = state
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("httpEndpoint", httpEndpoint)
      xml.element("httpProtocolIpv6", httpProtocolIpv6)
      xml.element("httpPutResponseHopLimit", httpPutResponseHopLimit)
      xml.element("httpTokens", httpTokens)
      xml.element("instanceMetadataTags", instanceMetadataTags)
      xml.element("state", state)
    }
  }

  /// Describes the current state of an instance.
  package struct InstanceState: XMLEncodable, Equatable {
    package var code: Int?
    package var name: String?

    package init(
      code: Int? = nil, name: String? = nil
    ) {
      self.code = code; self.name = name
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("code", code)
      xml.element("name", name)
    }
  }

  /// Describes the permissions for a security group rule.
  package struct IpPermission: QueryDecodable, XMLEncodable, Equatable {
    package var fromPort: Int?
    package var ipProtocol: String?
    package var ipRanges: [IpRange]?
    package var ipv6Ranges: [Ipv6Range]?
    package var prefixListIds: [PrefixListId]?
    package var toPort: Int?
    package var userIdGroupPairs: [UserIdGroupPair]?

    package init(
      fromPort: Int? = nil, ipProtocol: String? = nil, ipRanges: [IpRange]? = nil, ipv6Ranges: [Ipv6Range]? = nil,
      prefixListIds: [PrefixListId]? = nil, toPort: Int? = nil, userIdGroupPairs: [UserIdGroupPair]? = nil
    ) {
      self.fromPort = fromPort; self.ipProtocol = ipProtocol; self.ipRanges = ipRanges; self.ipv6Ranges = ipv6Ranges
      self.prefixListIds = prefixListIds; self.toPort = toPort; self.userIdGroupPairs = userIdGroupPairs
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      fromPort = try query.integer("FromPort")
      ipProtocol = try query.string("IpProtocol")
      ipRanges = try query.structures("IpRanges")
      ipv6Ranges = try query.structures("Ipv6Ranges")
      prefixListIds = try query.structures("PrefixListIds")
      toPort = try query.integer("ToPort")
      userIdGroupPairs = try query.structures("Groups")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("fromPort", fromPort)
      xml.element("ipProtocol", ipProtocol)
      xml.list("ipRanges", ipRanges)
      xml.list("ipv6Ranges", ipv6Ranges)
      xml.list("prefixListIds", prefixListIds)
      xml.element("toPort", toPort)
      xml.list("groups", userIdGroupPairs)
    }
  }

  /// Describes an IPv4 address range.
  package struct IpRange: QueryDecodable, XMLEncodable, Equatable {
    package var cidrIp: String?
    package var description: String?

    package init(
      cidrIp: String? = nil, description: String? = nil
    ) {
      self.cidrIp = cidrIp; self.description = description
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      cidrIp = try query.string("CidrIp")
      description = try query.string("Description")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrIp", cidrIp)
      xml.element("description", description)
    }
  }

  /// Describes an IPv6 address range.
  package struct Ipv6Range: QueryDecodable, XMLEncodable, Equatable {
    package var cidrIpv6: String?
    package var description: String?

    package init(
      cidrIpv6: String? = nil, description: String? = nil
    ) {
      self.cidrIpv6 = cidrIpv6; self.description = description
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      cidrIpv6 = try query.string("CidrIpv6")
      description = try query.string("Description")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrIpv6", cidrIpv6)
      xml.element("description", description)
    }
  }

  /// Describes a prefix list ID.
  package struct PrefixListId: QueryDecodable, XMLEncodable, Equatable {
    package var description: String?
    package var prefixListId: String?

    package init(
      description: String? = nil, prefixListId: String? = nil
    ) {
      self.description = description; self.prefixListId = prefixListId
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      description = try query.string("Description")
      prefixListId = try query.string("PrefixListId")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("description", description)
      xml.element("prefixListId", prefixListId)
    }
  }

  /// Describes the options for instance hostnames.
  package struct PrivateDnsNameOptionsOnLaunch: XMLEncodable, Equatable {
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

  /// Describes a subnet.
  package struct Subnet: XMLEncodable, Equatable {
    package var assignIpv6AddressOnCreation: Bool?
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var availableIpAddressCount: Int?
    package var blockPublicAccessStates: BlockPublicAccessStates?
    package var cidrBlock: String?
    package var customerOwnedIpv4Pool: String?
    package var defaultForAz: Bool?
    package var enableDns64: Bool?
    package var enableLniAtDeviceIndex: Int?
    package var ipv6CidrBlockAssociationSet: [SubnetIpv6CidrBlockAssociation]?
    package var ipv6Native: Bool?
    package var mapCustomerOwnedIpOnLaunch: Bool?
    package var mapPublicIpOnLaunch: Bool?
    package var outpostArn: String?
    package var ownerId: String?
    package var privateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch?
    package var state: String?
    package var subnetArn: String?
    package var subnetId: String?
    package var tags: [Tag]?
    package var type: String?
    package var vpcId: String?

    package init(
      assignIpv6AddressOnCreation: Bool? = nil, availabilityZone: String? = nil, availabilityZoneId: String? = nil,
      availableIpAddressCount: Int? = nil, blockPublicAccessStates: BlockPublicAccessStates? = nil,
      cidrBlock: String? = nil, customerOwnedIpv4Pool: String? = nil, defaultForAz: Bool? = nil,
      enableDns64: Bool? = nil, enableLniAtDeviceIndex: Int? = nil,
      ipv6CidrBlockAssociationSet: [SubnetIpv6CidrBlockAssociation]? = nil, ipv6Native: Bool? = nil,
      mapCustomerOwnedIpOnLaunch: Bool? = nil, mapPublicIpOnLaunch: Bool? = nil, outpostArn: String? = nil,
      ownerId: String? = nil, privateDnsNameOptionsOnLaunch: PrivateDnsNameOptionsOnLaunch? = nil, state: String? = nil,
      subnetArn: String? = nil, subnetId: String? = nil, tags: [Tag]? = nil, type: String? = nil, vpcId: String? = nil
    ) {
      self.assignIpv6AddressOnCreation = assignIpv6AddressOnCreation; self.availabilityZone = availabilityZone
      self.availabilityZoneId = availabilityZoneId; self.availableIpAddressCount = availableIpAddressCount
      self.blockPublicAccessStates = blockPublicAccessStates; self.cidrBlock = cidrBlock
      self.customerOwnedIpv4Pool = customerOwnedIpv4Pool; self.defaultForAz = defaultForAz
      self.enableDns64 = enableDns64; self.enableLniAtDeviceIndex = enableLniAtDeviceIndex
      self.ipv6CidrBlockAssociationSet = ipv6CidrBlockAssociationSet; self.ipv6Native = ipv6Native
      self.mapCustomerOwnedIpOnLaunch = mapCustomerOwnedIpOnLaunch; self.mapPublicIpOnLaunch = mapPublicIpOnLaunch
      self.outpostArn = outpostArn; self.ownerId = ownerId
      self.privateDnsNameOptionsOnLaunch = privateDnsNameOptionsOnLaunch; self.state = state
      self.subnetArn = subnetArn; self.subnetId = subnetId; self.tags = tags; self.type = type; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("assignIpv6AddressOnCreation", assignIpv6AddressOnCreation)
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.element("availableIpAddressCount", availableIpAddressCount)
      xml.structure("blockPublicAccessStates", blockPublicAccessStates)
      xml.element("cidrBlock", cidrBlock)
      xml.element("customerOwnedIpv4Pool", customerOwnedIpv4Pool)
      xml.element("defaultForAz", defaultForAz)
      xml.element("enableDns64", enableDns64)
      xml.element("enableLniAtDeviceIndex", enableLniAtDeviceIndex)
      xml.list("ipv6CidrBlockAssociationSet", ipv6CidrBlockAssociationSet)
      xml.element("ipv6Native", ipv6Native)
      xml.element("mapCustomerOwnedIpOnLaunch", mapCustomerOwnedIpOnLaunch)
      xml.element("mapPublicIpOnLaunch", mapPublicIpOnLaunch)
      xml.element("outpostArn", outpostArn)
      xml.element("ownerId", ownerId)
      xml.structure("privateDnsNameOptionsOnLaunch", privateDnsNameOptionsOnLaunch)
      xml.element("state", state)
      xml.element("subnetArn", subnetArn)
      xml.element("subnetId", subnetId)
      xml.list("tagSet", tags)
      xml.element("type", type)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes the state of a CIDR block.
  package struct SubnetCidrBlockState: XMLEncodable, Equatable {
    package var state: String?
    package var statusMessage: String?

    package init(
      state: String? = nil, statusMessage: String? = nil
    ) {
      self.state = state; self.statusMessage = statusMessage
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
      xml.element("statusMessage", statusMessage)
    }
  }

  /// Describes an association between a subnet and an IPv6 CIDR block.
  package struct SubnetIpv6CidrBlockAssociation: XMLEncodable, Equatable {
    package var associationId: String?
    package var ipSource: String?
    package var ipv6AddressAttribute: String?
    package var ipv6CidrBlock: String?
    package var ipv6CidrBlockState: SubnetCidrBlockState?

    package init(
      associationId: String? = nil, ipSource: String? = nil, ipv6AddressAttribute: String? = nil,
      ipv6CidrBlock: String? = nil, ipv6CidrBlockState: SubnetCidrBlockState? = nil
    ) {
      self.associationId = associationId; self.ipSource = ipSource; self.ipv6AddressAttribute = ipv6AddressAttribute
      self.ipv6CidrBlock = ipv6CidrBlock; self.ipv6CidrBlockState = ipv6CidrBlockState
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associationId", associationId)
      xml.element("ipSource", ipSource)
      xml.element("ipv6AddressAttribute", ipv6AddressAttribute)
      xml.element("ipv6CidrBlock", ipv6CidrBlock)
      xml.structure("ipv6CidrBlockState", ipv6CidrBlockState)
    }
  }

  /// Describes a tag.
  package struct Tag: QueryDecodable, XMLEncodable, Equatable {
    package var key: String?
    package var value: String?

    package init(
      key: String? = nil, value: String? = nil
    ) {
      self.key = key; self.value = value
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      key = try query.string("Key")
      value = try query.string("Value")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("key", key)
      xml.element("value", value)
    }
  }

  /// Information about items that were not successfully processed in a batch call.
  package struct UnsuccessfulItem: XMLEncodable, Equatable {
    package var error: UnsuccessfulItemError?
    package var resourceId: String?

    package init(
      error: UnsuccessfulItemError? = nil, resourceId: String? = nil
    ) {
      self.error = error; self.resourceId = resourceId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("error", error)
      xml.element("resourceId", resourceId)
    }
  }

  /// Information about the error that occurred.
  package struct UnsuccessfulItemError: XMLEncodable, Equatable {
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

  /// Describes a security group and Amazon Web Services account ID pair.
  package struct UserIdGroupPair: QueryDecodable, XMLEncodable, Equatable {
    package var description: String?
    package var groupId: String?
    package var groupName: String?
    package var peeringStatus: String?
    package var userId: String?
    package var vpcId: String?
    package var vpcPeeringConnectionId: String?

    package init(
      description: String? = nil, groupId: String? = nil, groupName: String? = nil, peeringStatus: String? = nil,
      userId: String? = nil, vpcId: String? = nil, vpcPeeringConnectionId: String? = nil
    ) {
      self.description = description; self.groupId = groupId; self.groupName = groupName
      self.peeringStatus = peeringStatus; self.userId = userId; self.vpcId = vpcId
      self.vpcPeeringConnectionId = vpcPeeringConnectionId
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      description = try query.string("Description")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      peeringStatus = try query.string("PeeringStatus")
      userId = try query.string("UserId")
      vpcId = try query.string("VpcId")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("description", description)
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
      xml.element("peeringStatus", peeringStatus)
      xml.element("userId", userId)
      xml.element("vpcId", vpcId)
      xml.element("vpcPeeringConnectionId", vpcPeeringConnectionId)
    }
  }
}
