// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an IAM instance profile.
  package struct IamInstanceProfileSpecification: QueryDecodable, Equatable {
    package var arn: String?
    package var name: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      arn = try query.string("Arn")
      name = try query.string("Name")
    }
  }

  /// The metadata options for the instance.
  package struct InstanceMetadataOptionsRequest: QueryDecodable, Equatable {
    package var httpEndpoint: String?
    package var httpProtocolIpv6: String?
    package var httpPutResponseHopLimit: Int?
    package var httpTokens: String?
    package var instanceMetadataTags: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      httpEndpoint = try query.string("HttpEndpoint")
      httpProtocolIpv6 = try query.string("HttpProtocolIpv6")
      httpPutResponseHopLimit = try query.integer("HttpPutResponseHopLimit")
      httpTokens = try query.string("HttpTokens")
      instanceMetadataTags = try query.string("InstanceMetadataTags")
    }
  }

  /// Describes a network interface.
  package struct InstanceNetworkInterfaceSpecification: QueryDecodable, Equatable {
    package var associateCarrierIpAddress: Bool?
    package var associatePublicIpAddress: Bool?
    package var connectionTrackingSpecification: ConnectionTrackingSpecificationRequest?
    package var deleteOnTermination: Bool?
    package var description: String?
    package var deviceIndex: Int?
    package var enaQueueCount: Int?
    package var groups: [String] = []
    package var interfaceType: String?
    package var ipv4PrefixCount: Int?
    package var ipv4Prefixes: [Ipv4PrefixSpecificationRequest] = []
    package var ipv6AddressCount: Int?
    package var ipv6Addresses: [InstanceIpv6Address] = []
    package var ipv6PrefixCount: Int?
    package var ipv6Prefixes: [Ipv6PrefixSpecificationRequest] = []
    package var networkCardIndex: Int?
    package var networkInterfaceId: String?
    package var primaryIpv6: Bool?
    package var privateIpAddress: String?
    package var privateIpAddresses: [PrivateIpAddressSpecification] = []
    package var secondaryPrivateIpAddressCount: Int?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      associateCarrierIpAddress = try query.boolean("AssociateCarrierIpAddress")
      associatePublicIpAddress = try query.boolean("AssociatePublicIpAddress")
      connectionTrackingSpecification = try query.structure("ConnectionTrackingSpecification")
      deleteOnTermination = try query.boolean("DeleteOnTermination")
      description = try query.string("Description")
      deviceIndex = try query.integer("DeviceIndex")
      enaQueueCount = try query.integer("EnaQueueCount")
      groups = try query.strings("SecurityGroupId") ?? []
      interfaceType = try query.string("InterfaceType")
      ipv4PrefixCount = try query.integer("Ipv4PrefixCount")
      ipv4Prefixes = try query.structures("Ipv4Prefix") ?? []
      ipv6AddressCount = try query.integer("Ipv6AddressCount")
      ipv6Addresses = try query.structures("Ipv6Addresses") ?? []
      ipv6PrefixCount = try query.integer("Ipv6PrefixCount")
      ipv6Prefixes = try query.structures("Ipv6Prefix") ?? []
      networkCardIndex = try query.integer("NetworkCardIndex")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      primaryIpv6 = try query.boolean("PrimaryIpv6")
      privateIpAddress = try query.string("PrivateIpAddress")
      privateIpAddresses = try query.structures("PrivateIpAddresses") ?? []
      secondaryPrivateIpAddressCount = try query.integer("SecondaryPrivateIpAddressCount")
      subnetId = try query.string("SubnetId")
      query.ignore("EnaSrdSpecification")
    }
  }

  /// Describes the launch template to use.
  package struct LaunchTemplateSpecification: QueryDecodable, Equatable {
    package var launchTemplateId: String?
    package var launchTemplateName: String?
    package var version: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      launchTemplateId = try query.string("LaunchTemplateId")
      launchTemplateName = try query.string("LaunchTemplateName")
      version = try query.string("Version")
    }
  }

  /// Describes the options for instance hostnames.
  package struct PrivateDnsNameOptionsRequest: QueryDecodable, Equatable {
    package var enableResourceNameDnsAAAARecord: Bool?
    package var enableResourceNameDnsARecord: Bool?
    package var hostnameType: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      enableResourceNameDnsAAAARecord = try query.boolean("EnableResourceNameDnsAAAARecord")
      enableResourceNameDnsARecord = try query.boolean("EnableResourceNameDnsARecord")
      hostnameType = try query.string("HostnameType")
    }
  }

  /// Describes the monitoring of an instance.
  package struct RunInstancesMonitoringEnabled: QueryDecodable, Equatable {
    package var enabled: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Enabled")
      enabled = try query.boolean("Enabled")
    }
  }
}
