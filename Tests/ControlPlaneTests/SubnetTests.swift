import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Subnets")
struct SubnetTests {
  @Test("A subnet lies in a zone, is bound to the default ACL and to no route table")
  func create() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc.text
    request.cidrBlock = "10.0.1.77/24"
    request.availabilityZoneId = "euc1-az2"
    let subnet = try #require(try cloud.perform(request).subnet)
    let id = try #require(subnet.subnetId)
    #expect(subnet.cidrBlock == "10.0.1.0/24")
    #expect(subnet.availabilityZone == "eu-central-1b")
    #expect(subnet.availableIpAddressCount == 251)
    #expect(subnet.subnetArn == "arn:aws:ec2:eu-central-1:123456789012:subnet/\(id)")
    #expect(subnet.mapPublicIpOnLaunch == false && subnet.defaultForAz == false && subnet.ipv6Native == false)
    #expect(subnet.privateDnsNameOptionsOnLaunch?.hostnameType == "ip-name")
    let acl = try #require(cloud.state.defaultNetworkACL(of: vpc))
    #expect(acl.acl.subnetIDs == [Subnet.ID(id)])
    #expect(acl.associationIDs[Subnet.ID(id)]?.hasPrefix("aclassoc-") == true)
    #expect(!cloud.state.hasHolder(of: id, .routeTable))
  }

  @Test(
    "What a subnet's blocks may be",
    arguments: [
      ("10.0.0.0/15", nil, "InvalidSubnet.Range"), ("10.0.0.0/29", nil, "InvalidSubnet.Range"),
      ("10.1.0.0/24", nil, "InvalidSubnet.Range"), ("10.0.0.128/25", nil, "InvalidSubnet.Conflict"),
      ("10.0.0.0/16", nil, "InvalidSubnet.Conflict"), ("ten", nil, "InvalidParameterValue"),
      ("10.0.4.0/24", "2600:1f00::/64", "InvalidSubnet.Range"), ("10.0.4.0/24", "::/63", "InvalidParameterValue"),
      ("10.0.4.0/24", "::1/64", "InvalidParameterValue"), (nil, nil, "MissingParameter"),
      (nil, "::/64", "MissingParameter"),
    ] as [(String?, String?, String)]
  )
  func badBlocks(_ ipv4: String?, _ ipv6: String?, _ code: String) throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16", ipv6: true).vpcId))
    try cloud.createSubnet("10.0.0.0/24", in: vpc)
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc.text
    request.cidrBlock = ipv4
    request.ipv6CidrBlock = ipv6
    cloud.expectError(code, nil, request)
    #expect(cloud.state.subnets.count == 1)
  }

  @Test("Zones that are not the region's, Outposts and pools are refused")
  func refusedParameters() throws {
    var cloud = TestCloud()
    var request = EC2.CreateSubnetRequest()
    request.vpcId = try cloud.createVPC("10.0.0.0/16").vpcId
    request.cidrBlock = "10.0.0.0/24"
    request.availabilityZone = "us-east-1a"
    cloud.expectError(
      "InvalidParameterValue",
      "Value (us-east-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
        + "following availability zones: eu-central-1a, eu-central-1b, eu-central-1c.",
      request
    )
    request.availabilityZone = nil
    request.outpostArn = "arn:aws:outposts"
    cloud.expectError("UnsupportedOperation", nil, request)
    request.outpostArn = nil
    request.ipv4IpamPoolId = "ipam-pool-0"
    cloud.expectError("UnsupportedOperation", nil, request)
    request.ipv4IpamPoolId = nil
    request.vpcId = "vpc-00000000000000000"
    cloud.expectError("InvalidVpcID.NotFound", nil, request)
  }

  @Test("An IPv6-only subnet has no IPv4 address and always gives IPv6 ones")
  func native() throws {
    var cloud = TestCloud()
    let vpc = try cloud.createVPC("10.0.0.0/16", ipv6: true)
    let block = try #require(vpc.ipv6CidrBlockAssociationSet?.first?.ipv6CidrBlock.flatMap { IPv6Prefix($0) })
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc.vpcId
    request.ipv6Native = true
    cloud.expectError("MissingParameter", nil, request)
    request.ipv6CidrBlock = "\(block.first)/64"
    request.cidrBlock = "10.0.0.0/24"
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.cidrBlock = nil
    let subnet = try #require(try cloud.perform(request).subnet)
    #expect(subnet.ipv6Native == true && subnet.assignIpv6AddressOnCreation == true)
    #expect(subnet.cidrBlock == nil && subnet.availableIpAddressCount == 0)
    #expect(subnet.privateDnsNameOptionsOnLaunch?.hostnameType == "resource-name")
    cloud.expectError("InvalidSubnet.Conflict", nil, request)
    var change = EC2.ModifySubnetAttributeRequest()
    change.subnetId = subnet.subnetId
    change.assignIpv6AddressOnCreation = .init(value: false)
    cloud.expectError("InvalidParameterValue", nil, change)
    var removal = EC2.DisassociateSubnetCidrBlockRequest()
    removal.associationId = subnet.ipv6CidrBlockAssociationSet?.first?.associationId
    cloud.expectError("InvalidCidrBlock.InUse", nil, removal)
  }

  @Test("An IPv6 block comes and goes")
  func ipv6Block() throws {
    var cloud = TestCloud()
    let vpc = try cloud.createVPC("10.0.0.0/16", ipv6: true)
    let block = try #require(vpc.ipv6CidrBlockAssociationSet?.first?.ipv6CidrBlock.flatMap { IPv6Prefix($0) })
    let vpcID = VPC.ID(try #require(vpc.vpcId))
    let subnet = try #require(try cloud.createSubnet("10.0.0.0/24", in: vpcID).subnetId)
    var change = EC2.ModifySubnetAttributeRequest()
    change.subnetId = subnet
    change.assignIpv6AddressOnCreation = .init(value: true)
    cloud.expectError("InvalidParameterValue", nil, change)
    var request = EC2.AssociateSubnetCidrBlockRequest()
    request.subnetId = subnet
    cloud.expectError("MissingParameter", nil, request)
    request.ipv6CidrBlock = "\(block.first)/60"
    let association = try #require(try cloud.perform(request).ipv6CidrBlockAssociation)
    #expect(association.ipv6CidrBlockState?.state == "associated")
    cloud.expectError("CidrLimitExceeded", nil, request)
    try cloud.perform(change)
    var removal = EC2.DisassociateSubnetCidrBlockRequest()
    removal.associationId = association.associationId
    cloud.expectError("InvalidCidrBlock.InUse", nil, removal)
    change.assignIpv6AddressOnCreation = .init(value: false)
    try cloud.perform(change)
    #expect(try cloud.perform(removal).ipv6CidrBlockAssociation?.ipv6CidrBlockState?.state == "disassociating")
    #expect(cloud.state.subnets[subnet]?.ipv6Associations == [])
    cloud.expectError("InvalidSubnetCidrBlockAssociationID.NotFound", nil, removal)
  }

  @Test("Interfaces take addresses from the count and keep the subnet from being deleted")
  func inUse() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let id = try #require(try cloud.createSubnet("10.0.0.0/28", in: vpc).subnetId)
    let interface = NetworkInterface(
      id: "eni-0",
      vpcID: vpc,
      subnetID: Subnet.ID(id),
      privateIPv4Addresses: [
        .init(IPv4Address(10, 0, 0, 4), isPrimary: true),
        .init(IPv4Address(10, 0, 0, 5), isPrimary: false),
      ]
    )
    let record = NetworkInterfaceRecord(interface: interface, location: cloud.caller.location, macAddress: "02:00")
    cloud.state.apply(.put(record))
    #expect(try cloud.perform(EC2.DescribeSubnetsRequest()).subnets?.map(\.availableIpAddressCount) == [9])
    #expect(try cloud.subnets("available-ip-address-count", "9") == [id])
    var request = EC2.DeleteSubnetRequest()
    request.subnetId = id
    cloud.expectError("DependencyViolation", "The subnet '\(id)' has dependencies and cannot be deleted.", request)
    cloud.state.apply(.remove(RecordReference(.networkInterface, "eni-0")))
    try cloud.perform(request)
    #expect(cloud.state.defaultNetworkACL(of: vpc)?.acl.subnetIDs == [])
    #expect(!cloud.state.hasHolder(of: id))
    cloud.expectError("InvalidSubnetID.NotFound", "The subnet ID '\(id)' does not exist", request)
  }

  @Test("Attributes change one at a time")
  func attributes() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let id = try #require(try cloud.createSubnet("10.0.0.0/24", in: vpc).subnetId)
    var request = EC2.ModifySubnetAttributeRequest()
    request.subnetId = id
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.mapPublicIpOnLaunch = .init(value: true)
    try cloud.perform(request)
    #expect(cloud.state.network.subnets[Subnet.ID(id)]?.mapsPublicAddressOnLaunch == true)
    request.enableResourceNameDnsARecordOnLaunch = .init(value: true)
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.mapPublicIpOnLaunch = nil
    try cloud.perform(request)
    request.enableResourceNameDnsARecordOnLaunch = nil
    request.privateDnsHostnameTypeOnLaunch = "resource-name"
    try cloud.perform(request)
    request.privateDnsHostnameTypeOnLaunch = "bob"
    cloud.expectError("InvalidParameterValue", nil, request)
    let options = try cloud.perform(EC2.DescribeSubnetsRequest()).subnets?.first?.privateDnsNameOptionsOnLaunch
    #expect(options?.hostnameType == "resource-name" && options?.enableResourceNameDnsARecord == true)
  }

  @Test("Subnets are found by each filter; where nobody names a zone they spread")
  func describe() throws {
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let other = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    let subnets = try (0..<6).map { try cloud.createSubnet("10.0.\($0).0/24", in: vpc) }
    try cloud.createSubnet("10.0.0.0/24", in: other)
    #expect(Set(subnets.prefix(3).compactMap(\.availabilityZone)).count == 3)
    let id = try #require(subnets[2].subnetId)
    #expect(try cloud.subnets("vpc-id", vpc.text) == subnets.compactMap(\.subnetId).sorted())
    #expect(try cloud.subnets("cidr", "10.0.2.0/24") == [id])
    #expect(try cloud.subnets("cidrBlock", "10.0.2.0/24") == [id])
    #expect(try cloud.subnets("subnet-id", id) == [id])
    #expect(try cloud.subnets("subnet-arn", "*/\(id)") == [id])
    #expect(try cloud.subnets("availability-zone", "eu-central-1a").count == 3)
    #expect(try cloud.subnets("default-for-az", "true") == [])
    #expect(try cloud.subnets("outpost-arn", "*") == [])
    var page = EC2.DescribeSubnetsRequest()
    page.maxResults = 5
    page.nextToken = try cloud.perform(page).nextToken
    #expect(try cloud.perform(page).subnets?.count == 2)
  }

  @Test("The quota of subnets counts a VPC's own")
  func quota() throws {
    var cloud = TestCloud()
    var quotas = Quotas()
    quotas.subnetsPerVPC = 1
    cloud.state.apply(.put(RegionRecord(location: cloud.caller.location, quotas: quotas)))
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/16").vpcId))
    try cloud.createSubnet("10.0.0.0/24", in: vpc)
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc.text
    request.cidrBlock = "10.0.1.0/24"
    cloud.expectError("SubnetLimitExceeded", nil, request)
  }

  @Test(
    "Random subnets never overlap, and what is refused is what brute force refuses",
    arguments: [1, 2, 3] as [UInt64]
  )
  func randomSubnets(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var cloud = TestCloud()
    let vpc = VPC.ID(try #require(try cloud.createVPC("10.0.0.0/20").vpcId))
    // One flag for each sixteen addresses, the smallest subnet: of the VPC's 4096 and as many to either side.
    var isTaken = Array(repeating: false, count: 3 * 256)
    var ids: [(id: String, units: Range<Int>)] = []
    for _ in 0..<400 {
      if Int.random(in: 0..<4, using: &random) == 0, !ids.isEmpty {
        let gone = ids.remove(at: Int.random(in: 0..<ids.count, using: &random))
        var request = EC2.DeleteSubnetRequest()
        request.subnetId = gone.id
        try cloud.perform(request)
        for unit in gone.units { isTaken[unit] = false }
        continue
      }
      let length = Int.random(in: 20...28, using: &random)
      let width = 1 << (28 - length)
      let first = Int.random(in: 0..<(isTaken.count / width), using: &random) * width
      let units = first..<(first + width)
      let address = IPv4Address(UInt32(10 << 24) &- 4096 &+ UInt32(first * 16))
      let expected =
        !(256..<512).contains(first) || units.upperBound > 512
        ? "InvalidSubnet.Range" : units.contains { isTaken[$0] } ? "InvalidSubnet.Conflict" : nil
      var request = EC2.CreateSubnetRequest()
      request.vpcId = vpc.text
      request.cidrBlock = "\(address)/\(length)"
      if let expected {
        cloud.expectError(expected, nil, request)
      } else {
        let subnet = try #require(try cloud.perform(request).subnet, "seed \(seed)")
        ids.append((try #require(subnet.subnetId), units))
        for unit in units { isTaken[unit] = true }
      }
    }
    let blocks = cloud.state.subnets(of: vpc).compactMap(\.subnet.ipv4CIDR).sorted()
    #expect(blocks.count == ids.count, "seed \(seed)")
    #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $0.last < $1.first }, "seed \(seed)")
  }
}

extension TestCloud {
  @discardableResult
  mutating func createSubnet(_ cidr: String, in vpc: VPC.ID) throws -> EC2.Subnet {
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc.text
    request.cidrBlock = cidr
    return try #require(try perform(request).subnet)
  }

  /// Identifiers of the subnets that match a filter.
  mutating func subnets(_ filter: String, _ value: String) throws -> [String] {
    var request = EC2.DescribeSubnetsRequest()
    var wanted = EC2.Filter()
    wanted.name = filter
    wanted.values = [value]
    request.filters = [wanted]
    return (try perform(request).subnets ?? []).compactMap(\.subnetId)
  }
}
