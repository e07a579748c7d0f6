// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `AllocateAddress` asks. Allocates an Elastic IP address to your Amazon Web Services account.
  package struct AllocateAddressRequest: EC2Request, Equatable {
    package typealias Response = EC2.AllocateAddressResult
    package static let action = "AllocateAddress"

    package var address: String?
    package var customerOwnedIpv4Pool: String?
    package var domain: String?
    package var dryRun: Bool?
    package var ipamPoolId: String?
    package var networkBorderGroup: String?
    package var publicIpv4Pool: String?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      address = try query.string("Address")
      customerOwnedIpv4Pool = try query.string("CustomerOwnedIpv4Pool")
      domain = try query.string("Domain")
      dryRun = try query.boolean("DryRun")
      ipamPoolId = try query.string("IpamPoolId")
      networkBorderGroup = try query.string("NetworkBorderGroup")
      publicIpv4Pool = try query.string("PublicIpv4Pool")
      tagSpecifications = try query.structures("TagSpecification") ?? []
    }
  }

  /// What `AllocateAddress` answers.
  package struct AllocateAddressResult: XMLEncodable, Equatable {
    package var allocationId: String?
    package var carrierIp: String?
    package var customerOwnedIp: String?
    package var customerOwnedIpv4Pool: String?
    package var domain: String?
    package var networkBorderGroup: String?
    package var publicIp: String?
    package var publicIpv4Pool: String?

    package init(
      allocationId: String? = nil, carrierIp: String? = nil, customerOwnedIp: String? = nil,
      customerOwnedIpv4Pool: String? = nil, domain: String? = nil, networkBorderGroup: String? = nil,
      publicIp: String? = nil, publicIpv4Pool: String? = nil
    ) {
      self.allocationId = allocationId; self.carrierIp = carrierIp; self.customerOwnedIp = customerOwnedIp
      self.customerOwnedIpv4Pool = customerOwnedIpv4Pool; self.domain = domain
      self.networkBorderGroup = networkBorderGroup; self.publicIp = publicIp; self.publicIpv4Pool = publicIpv4Pool
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allocationId", allocationId)
      xml.element("carrierIp", carrierIp)
      xml.element("customerOwnedIp", customerOwnedIp)
      xml.element("customerOwnedIpv4Pool", customerOwnedIpv4Pool)
      xml.element("domain", domain)
      xml.element("networkBorderGroup", networkBorderGroup)
      xml.element("publicIp", publicIp)
      xml.element("publicIpv4Pool", publicIpv4Pool)
    }
  }

  /// What `ReleaseAddress` asks. Releases the specified Elastic IP address.
  package struct ReleaseAddressRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ReleaseAddress"

    package var allocationId: String?
    package var dryRun: Bool?
    package var networkBorderGroup: String?
    package var publicIp: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationId = try query.string("AllocationId")
      dryRun = try query.boolean("DryRun")
      networkBorderGroup = try query.string("NetworkBorderGroup")
      publicIp = try query.string("PublicIp")
    }
  }

  /// What `AssociateAddress` asks. Associates an Elastic IP address, or carrier IP address (for instances that are in
  /// subnets in Wavelength Zones) with an instance or a network interface.
  package struct AssociateAddressRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssociateAddressResult
    package static let action = "AssociateAddress"

    package var allocationId: String?
    package var allowReassociation: Bool?
    package var dryRun: Bool?
    package var instanceId: String?
    package var networkInterfaceId: String?
    package var privateIpAddress: String?
    package var publicIp: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationId = try query.string("AllocationId")
      allowReassociation = try query.boolean("AllowReassociation")
      dryRun = try query.boolean("DryRun")
      instanceId = try query.string("InstanceId")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      privateIpAddress = try query.string("PrivateIpAddress")
      publicIp = try query.string("PublicIp")
    }
  }

  /// What `AssociateAddress` answers.
  package struct AssociateAddressResult: XMLEncodable, Equatable {
    package var associationId: String?

    package init(
      associationId: String? = nil
    ) {
      self.associationId = associationId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associationId", associationId)
    }
  }

  /// What `DisassociateAddress` asks. Disassociates an Elastic IP address from the instance or network interface it's
  /// associated with.
  package struct DisassociateAddressRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DisassociateAddress"

    package var associationId: String?
    package var dryRun: Bool?
    package var publicIp: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      associationId = try query.string("AssociationId")
      dryRun = try query.boolean("DryRun")
      publicIp = try query.string("PublicIp")
    }
  }

  /// What `DescribeAddresses` asks. Describes the specified Elastic IP addresses or all of your Elastic IP addresses.
  package struct DescribeAddressesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeAddressesResult
    package static let action = "DescribeAddresses"

    package var allocationIds: [String] = []
    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var publicIps: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationIds = try query.strings("AllocationId") ?? []
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      publicIps = try query.strings("PublicIp") ?? []
    }
  }

  /// What `DescribeAddresses` answers.
  package struct DescribeAddressesResult: XMLEncodable, Equatable {
    package var addresses: [Address]?

    package init(
      addresses: [Address]? = nil
    ) {
      self.addresses = addresses
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("addressesSet", addresses)
    }
  }

  /// What `DescribeAddressesAttribute` asks. Describes the attributes of the specified Elastic IP addresses.
  package struct DescribeAddressesAttributeRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeAddressesAttributeResult
    package static let action = "DescribeAddressesAttribute"

    package var allocationIds: [String] = []
    package var attribute: String?
    package var dryRun: Bool?
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationIds = try query.strings("AllocationId") ?? []
      attribute = try query.string("Attribute")
      dryRun = try query.boolean("DryRun")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeAddressesAttribute` answers.
  package struct DescribeAddressesAttributeResult: XMLEncodable, Equatable {
    package var addresses: [AddressAttribute]?
    package var nextToken: String?

    package init(
      addresses: [AddressAttribute]? = nil, nextToken: String? = nil
    ) {
      self.addresses = addresses; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("addressSet", addresses)
      xml.element("nextToken", nextToken)
    }
  }
}
