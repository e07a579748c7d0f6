// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateNetworkInterface` asks. Creates a network interface in the specified subnet.
  package struct CreateNetworkInterfaceRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateNetworkInterfaceResult
    package static let action = "CreateNetworkInterface"

    package var clientToken: String?
    package var connectionTrackingSpecification: ConnectionTrackingSpecificationRequest?
    package var description: String?
    package var dryRun: Bool?
    package var enablePrimaryIpv6: Bool?
    package var groups: [String] = []
    package var interfaceType: String?
    package var ipv4PrefixCount: Int?
    package var ipv4Prefixes: [Ipv4PrefixSpecificationRequest] = []
    package var ipv6AddressCount: Int?
    package var ipv6Addresses: [InstanceIpv6Address] = []
    package var ipv6PrefixCount: Int?
    package var ipv6Prefixes: [Ipv6PrefixSpecificationRequest] = []
    package var privateIpAddress: String?
    package var privateIpAddresses: [PrivateIpAddressSpecification] = []
    package var secondaryPrivateIpAddressCount: Int?
    package var subnetId: String?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("SubnetId")
      clientToken = try query.string("ClientToken")
      connectionTrackingSpecification = try query.structure("ConnectionTrackingSpecification")
      description = try query.string("Description")
      dryRun = try query.boolean("DryRun")
      enablePrimaryIpv6 = try query.boolean("EnablePrimaryIpv6")
      groups = try query.strings("SecurityGroupId") ?? []
      interfaceType = try query.string("InterfaceType")
      ipv4PrefixCount = try query.integer("Ipv4PrefixCount")
      ipv4Prefixes = try query.structures("Ipv4Prefix") ?? []
      ipv6AddressCount = try query.integer("Ipv6AddressCount")
      ipv6Addresses = try query.structures("Ipv6Addresses") ?? []
      ipv6PrefixCount = try query.integer("Ipv6PrefixCount")
      ipv6Prefixes = try query.structures("Ipv6Prefix") ?? []
      privateIpAddress = try query.string("PrivateIpAddress")
      privateIpAddresses = try query.structures("PrivateIpAddresses") ?? []
      secondaryPrivateIpAddressCount = try query.integer("SecondaryPrivateIpAddressCount")
      subnetId = try query.string("SubnetId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      query.ignore("Operator")
    }
  }

  /// What `CreateNetworkInterface` answers.
  package struct CreateNetworkInterfaceResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var networkInterface: NetworkInterface?

    package init(
      clientToken: String? = nil, networkInterface: NetworkInterface? = nil
    ) {
      self.clientToken = clientToken; self.networkInterface = networkInterface
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("networkInterface", networkInterface)
    }
  }

  /// What `DeleteNetworkInterface` asks. Deletes the specified network interface.
  package struct DeleteNetworkInterfaceRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteNetworkInterface"

    package var dryRun: Bool?
    package var networkInterfaceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      dryRun = try query.boolean("DryRun")
      networkInterfaceId = try query.string("NetworkInterfaceId")
    }
  }

  /// What `DescribeNetworkInterfaces` asks. Describes the specified network interfaces or all your network interfaces.
  package struct DescribeNetworkInterfacesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeNetworkInterfacesResult
    package static let action = "DescribeNetworkInterfaces"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var includeManagedResources: Bool?
    package var maxResults: Int?
    package var networkInterfaceIds: [String] = []
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      includeManagedResources = try query.boolean("IncludeManagedResources")
      maxResults = try query.integer("MaxResults")
      networkInterfaceIds = try query.strings("NetworkInterfaceId") ?? []
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeNetworkInterfaces` answers.
  package struct DescribeNetworkInterfacesResult: XMLEncodable, Equatable {
    package var networkInterfaces: [NetworkInterface]?
    package var nextToken: String?

    package init(
      networkInterfaces: [NetworkInterface]? = nil, nextToken: String? = nil
    ) {
      self.networkInterfaces = networkInterfaces; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("networkInterfaceSet", networkInterfaces)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DescribeNetworkInterfaceAttribute` asks. Describes a network interface attribute.
  package struct DescribeNetworkInterfaceAttributeRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeNetworkInterfaceAttributeResult
    package static let action = "DescribeNetworkInterfaceAttribute"

    package var attribute: String?
    package var dryRun: Bool?
    package var networkInterfaceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      attribute = try query.string("Attribute")
      dryRun = try query.boolean("DryRun")
      networkInterfaceId = try query.string("NetworkInterfaceId")
    }
  }

  /// What `DescribeNetworkInterfaceAttribute` answers.
  package struct DescribeNetworkInterfaceAttributeResult: XMLEncodable, Equatable {
    package var associatePublicIpAddress: Bool?
    package var attachment: NetworkInterfaceAttachment?
    package var description: AttributeValue?
    package var groups: [GroupIdentifier]?
    package var networkInterfaceId: String?
    package var sourceDestCheck: AttributeBooleanValue?

    package init(
      associatePublicIpAddress: Bool? = nil, attachment: NetworkInterfaceAttachment? = nil,
      description: AttributeValue? = nil, groups: [GroupIdentifier]? = nil, networkInterfaceId: String? = nil,
      sourceDestCheck: AttributeBooleanValue? = nil
    ) {
      self.associatePublicIpAddress = associatePublicIpAddress; self.attachment = attachment
      self.description = description; self.groups = groups; self.networkInterfaceId = networkInterfaceId
      self.sourceDestCheck = sourceDestCheck
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associatePublicIpAddress", associatePublicIpAddress)
      xml.structure("attachment", attachment)
      xml.structure("description", description)
      xml.list("groupSet", groups)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.structure("sourceDestCheck", sourceDestCheck)
    }
  }

  /// What `ModifyNetworkInterfaceAttribute` asks. Modifies the specified network interface attribute.
  package struct ModifyNetworkInterfaceAttributeRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ModifyNetworkInterfaceAttribute"

    package var associatePublicIpAddress: Bool?
    package var associatedSubnetIds: [String] = []
    package var attachment: NetworkInterfaceAttachmentChanges?
    package var connectionTrackingSpecification: ConnectionTrackingSpecificationRequest?
    package var description: AttributeValue?
    package var dryRun: Bool?
    package var enablePrimaryIpv6: Bool?
    package var groups: [String] = []
    package var networkInterfaceId: String?
    package var sourceDestCheck: AttributeBooleanValue?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      associatePublicIpAddress = try query.boolean("AssociatePublicIpAddress")
      associatedSubnetIds = try query.strings("AssociatedSubnetId") ?? []
      attachment = try query.structure("Attachment")
      connectionTrackingSpecification = try query.structure("ConnectionTrackingSpecification")
      description = try query.structure("Description")
      dryRun = try query.boolean("DryRun")
      enablePrimaryIpv6 = try query.boolean("EnablePrimaryIpv6")
      groups = try query.strings("SecurityGroupId") ?? []
      networkInterfaceId = try query.string("NetworkInterfaceId")
      sourceDestCheck = try query.structure("SourceDestCheck")
      query.ignore("EnaSrdSpecification")
    }
  }

  /// What `ResetNetworkInterfaceAttribute` asks. Resets a network interface attribute.
  package struct ResetNetworkInterfaceAttributeRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ResetNetworkInterfaceAttribute"

    package var dryRun: Bool?
    package var networkInterfaceId: String?
    package var sourceDestCheck: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      dryRun = try query.boolean("DryRun")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      sourceDestCheck = try query.string("SourceDestCheck")
    }
  }

  /// What `AttachNetworkInterface` asks. Attaches a network interface to an instance.
  package struct AttachNetworkInterfaceRequest: EC2Request, Equatable {
    package typealias Response = EC2.AttachNetworkInterfaceResult
    package static let action = "AttachNetworkInterface"

    package var deviceIndex: Int?
    package var dryRun: Bool?
    package var enaQueueCount: Int?
    package var instanceId: String?
    package var networkCardIndex: Int?
    package var networkInterfaceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("DeviceIndex", "InstanceId", "NetworkInterfaceId")
      deviceIndex = try query.integer("DeviceIndex")
      dryRun = try query.boolean("DryRun")
      enaQueueCount = try query.integer("EnaQueueCount")
      instanceId = try query.string("InstanceId")
      networkCardIndex = try query.integer("NetworkCardIndex")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      query.ignore("EnaSrdSpecification")
    }
  }

  /// What `AttachNetworkInterface` answers.
  package struct AttachNetworkInterfaceResult: XMLEncodable, Equatable {
    package var attachmentId: String?
    package var networkCardIndex: Int?

    package init(
      attachmentId: String? = nil, networkCardIndex: Int? = nil
    ) {
      self.attachmentId = attachmentId; self.networkCardIndex = networkCardIndex
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attachmentId", attachmentId)
      xml.element("networkCardIndex", networkCardIndex)
    }
  }

  /// What `DetachNetworkInterface` asks. Detaches a network interface from an instance.
  package struct DetachNetworkInterfaceRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DetachNetworkInterface"

    package var attachmentId: String?
    package var dryRun: Bool?
    package var force: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AttachmentId")
      attachmentId = try query.string("AttachmentId")
      dryRun = try query.boolean("DryRun")
      force = try query.boolean("Force")
    }
  }

  /// What `AssignPrivateIpAddresses` asks. Assigns the specified secondary private IP addresses to the specified
  /// network interface.
  package struct AssignPrivateIpAddressesRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssignPrivateIpAddressesResult
    package static let action = "AssignPrivateIpAddresses"

    package var allowReassignment: Bool?
    package var ipv4PrefixCount: Int?
    package var ipv4Prefixes: [String] = []
    package var networkInterfaceId: String?
    package var privateIpAddresses: [String] = []
    package var secondaryPrivateIpAddressCount: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      allowReassignment = try query.boolean("AllowReassignment")
      ipv4PrefixCount = try query.integer("Ipv4PrefixCount")
      ipv4Prefixes = try query.strings("Ipv4Prefix") ?? []
      networkInterfaceId = try query.string("NetworkInterfaceId")
      privateIpAddresses = try query.strings("PrivateIpAddress") ?? []
      secondaryPrivateIpAddressCount = try query.integer("SecondaryPrivateIpAddressCount")
    }
  }

  /// What `AssignPrivateIpAddresses` answers.
  package struct AssignPrivateIpAddressesResult: XMLEncodable, Equatable {
    package var assignedIpv4Prefixes: [Ipv4PrefixSpecification]?
    package var assignedPrivateIpAddresses: [AssignedPrivateIpAddress]?
    package var networkInterfaceId: String?

    package init(
      assignedIpv4Prefixes: [Ipv4PrefixSpecification]? = nil,
      assignedPrivateIpAddresses: [AssignedPrivateIpAddress]? = nil, networkInterfaceId: String? = nil
    ) {
      self.assignedIpv4Prefixes = assignedIpv4Prefixes; self.assignedPrivateIpAddresses = assignedPrivateIpAddresses
      self.networkInterfaceId = networkInterfaceId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("assignedIpv4PrefixSet", assignedIpv4Prefixes)
      xml.list("assignedPrivateIpAddressesSet", assignedPrivateIpAddresses)
      xml.element("networkInterfaceId", networkInterfaceId)
    }
  }

  /// What `UnassignPrivateIpAddresses` asks. Unassigns the specified secondary private IP addresses or IPv4 Prefix
  /// Delegation prefixes from a network interface.
  package struct UnassignPrivateIpAddressesRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "UnassignPrivateIpAddresses"

    package var ipv4Prefixes: [String] = []
    package var networkInterfaceId: String?
    package var privateIpAddresses: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      ipv4Prefixes = try query.strings("Ipv4Prefix") ?? []
      networkInterfaceId = try query.string("NetworkInterfaceId")
      privateIpAddresses = try query.strings("PrivateIpAddress") ?? []
    }
  }

  /// What `AssignIpv6Addresses` asks. Assigns the specified IPv6 addresses to the specified network interface.
  package struct AssignIpv6AddressesRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssignIpv6AddressesResult
    package static let action = "AssignIpv6Addresses"

    package var ipv6AddressCount: Int?
    package var ipv6Addresses: [String] = []
    package var ipv6PrefixCount: Int?
    package var ipv6Prefixes: [String] = []
    package var networkInterfaceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      ipv6AddressCount = try query.integer("Ipv6AddressCount")
      ipv6Addresses = try query.strings("Ipv6Addresses") ?? []
      ipv6PrefixCount = try query.integer("Ipv6PrefixCount")
      ipv6Prefixes = try query.strings("Ipv6Prefix") ?? []
      networkInterfaceId = try query.string("NetworkInterfaceId")
    }
  }

  /// What `AssignIpv6Addresses` answers.
  package struct AssignIpv6AddressesResult: XMLEncodable, Equatable {
    package var assignedIpv6Addresses: [String]?
    package var assignedIpv6Prefixes: [String]?
    package var networkInterfaceId: String?

    package init(
      assignedIpv6Addresses: [String]? = nil, assignedIpv6Prefixes: [String]? = nil, networkInterfaceId: String? = nil
    ) {
      self.assignedIpv6Addresses = assignedIpv6Addresses; self.assignedIpv6Prefixes = assignedIpv6Prefixes
      self.networkInterfaceId = networkInterfaceId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("assignedIpv6Addresses", assignedIpv6Addresses)
      xml.list("assignedIpv6PrefixSet", assignedIpv6Prefixes)
      xml.element("networkInterfaceId", networkInterfaceId)
    }
  }

  /// What `UnassignIpv6Addresses` asks. Unassigns the specified IPv6 addresses or Prefix Delegation prefixes from a
  /// network interface.
  package struct UnassignIpv6AddressesRequest: EC2Request, Equatable {
    package typealias Response = EC2.UnassignIpv6AddressesResult
    package static let action = "UnassignIpv6Addresses"

    package var ipv6Addresses: [String] = []
    package var ipv6Prefixes: [String] = []
    package var networkInterfaceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkInterfaceId")
      ipv6Addresses = try query.strings("Ipv6Addresses") ?? []
      ipv6Prefixes = try query.strings("Ipv6Prefix") ?? []
      networkInterfaceId = try query.string("NetworkInterfaceId")
    }
  }

  /// What `UnassignIpv6Addresses` answers.
  package struct UnassignIpv6AddressesResult: XMLEncodable, Equatable {
    package var networkInterfaceId: String?
    package var unassignedIpv6Addresses: [String]?
    package var unassignedIpv6Prefixes: [String]?

    package init(
      networkInterfaceId: String? = nil, unassignedIpv6Addresses: [String]? = nil,
      unassignedIpv6Prefixes: [String]? = nil
    ) {
      self.networkInterfaceId = networkInterfaceId; self.unassignedIpv6Addresses = unassignedIpv6Addresses
      self.unassignedIpv6Prefixes = unassignedIpv6Prefixes
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.list("unassignedIpv6Addresses", unassignedIpv6Addresses)
      xml.list("unassignedIpv6PrefixSet", unassignedIpv6Prefixes)
    }
  }
}
