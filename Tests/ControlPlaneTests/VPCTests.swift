import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("VPCs")
struct VPCTests {
  @Test("A VPC brings a main route table, an ACL that allows everything and a default group")
  func defaults() throws {
    var cloud = TestCloud()
    let vpc = try cloud.createVPC("100.68.0.18/18")
    #expect(vpc.cidrBlock == "100.68.0.0/18")
    #expect(vpc.state == "available")
    #expect(vpc.isDefault == false)
    #expect(vpc.instanceTenancy == "default")
    #expect(vpc.ownerId == "123456789012")
    #expect(vpc.ipv6CidrBlockAssociationSet == [])
    #expect(vpc.cidrBlockAssociationSet?.map { $0.cidrBlockState?.state } == ["associated"])
    let id = try #require(vpc.vpcId)
    let state = cloud.state

    let group = try #require(state.defaultSecurityGroup(of: VPC.ID(id)))
    #expect(group.group.name == "default")
    #expect(group.group.summary == "default VPC security group")
    let rules = state.rules(of: group.group.id)
    #expect(rules.map(\.direction) == [.ingress, .egress])
    #expect(rules.map(\.peer.description) == [group.recordID, "0.0.0.0/0"])
    #expect(rules.allSatisfy { $0.traffic == .all && $0.id.text.hasPrefix("sgr-") })

    let acl = try #require(state.defaultNetworkACL(of: VPC.ID(id))).acl
    #expect(acl.entries(.ingress).map(\.number) == [100, 32767])
    #expect(acl.entries(.egress).map(\.number) == [100, 32767])
    let stranger = try #require(IPAddress("198.51.100.1"))
    #expect(
      acl.decidingEntry(.ingress, remote: stranger, transport: .tcp(source: 1, destination: 22))?.action == .allow
    )

    let table = try #require(state.mainRouteTable(of: VPC.ID(id)))
    #expect(table.table.routes == [RouteTable.Route(.cidr(.v4(try prefix("100.68.0.0/18"))), to: .local)])
    #expect(table.associations.map(\.isMain) == [true])
  }

  @Test("A VPC with Amazon's IPv6 block has a /56 of its own, its local route and rules for it")
  func ipv6() throws {
    var cloud = TestCloud()
    let vpcs = try (0..<20).map { number in
      var request = EC2.CreateVpcRequest()
      request.cidrBlock = "10.\(number).0.0/16"
      request.amazonProvidedIpv6CidrBlock = true
      return try #require(try cloud.perform(request).vpc)
    }
    let blocks = vpcs.compactMap { $0.ipv6CidrBlockAssociationSet?.first?.ipv6CidrBlock }.compactMap(IPv6Prefix.init)
    #expect(Set(blocks).count == 20)
    let amazon = try #require(IPv6Prefix("2600:1f00::/24"))
    #expect(blocks.allSatisfy { $0.length == 56 && amazon.contains($0) })
    #expect(vpcs[0].ipv6CidrBlockAssociationSet?.first?.ipv6Pool == "Amazon")
    #expect(vpcs[0].ipv6CidrBlockAssociationSet?.first?.networkBorderGroup == "eu-central-1")

    let id = VPC.ID(try #require(vpcs[0].vpcId))
    #expect(cloud.state.defaultNetworkACL(of: id)?.acl.entries(.ingress).map(\.number) == [100, 101, 32767, 32768])
    let group = try #require(cloud.state.defaultSecurityGroup(of: id)).group.id
    #expect(cloud.state.rules(of: group).map(\.peer.description) == [group.text, "0.0.0.0/0", "::/0"])
    #expect(
      cloud.state.mainRouteTable(of: id)?.table.routes.map(\.destination.description).last == blocks[0].description
    )
  }

  @Test(
    "A VPC's block is a /16 to /28 of addresses that hosts can have",
    arguments: [
      ("10.0.0.0/15", "InvalidVpc.Range"), ("10.0.0.0/29", "InvalidVpc.Range"), ("127.0.0.0/16", "InvalidVpc.Range"),
      ("169.254.0.0/16", "InvalidVpc.Range"), ("224.0.0.0/16", "InvalidVpc.Range"),
      ("10.0.0.0", "InvalidParameterValue"), ("2600::/56", "InvalidParameterValue"), ("", "InvalidParameterValue"),
    ]
  )
  func badBlocks(_ text: String, _ code: String) {
    var cloud = TestCloud()
    var request = EC2.CreateVpcRequest()
    request.cidrBlock = text
    cloud.expectError(code, nil, request)
    #expect(cloud.state.vpcs.count == 0)
    #expect(cloud.state.dhcpOptions.count == 0)
  }

  @Test("Address pools, foreign border groups, host tenancy and a missing block are refused")
  func refusedParameters() {
    var cloud = TestCloud()
    cloud.expectError("MissingParameter", nil, EC2.CreateVpcRequest())
    var request = EC2.CreateVpcRequest()
    request.cidrBlock = "10.0.0.0/16"
    request.instanceTenancy = "host"
    cloud.expectError("InvalidParameterValue", nil, request)
    request.instanceTenancy = nil
    request.ipv6CidrBlockNetworkBorderGroup = "us-east-1"
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.amazonProvidedIpv6CidrBlock = true
    cloud.expectError("InvalidParameterValue", nil, request)
    request.ipv4IpamPoolId = "ipam-pool-0"
    cloud.expectError("UnsupportedOperation", nil, request)
  }

  @Test("The quota of VPCs counts those of one account and region")
  func quota() throws {
    var cloud = TestCloud()
    var quotas = Quotas()
    quotas.vpcsPerRegion = 1
    cloud.state.apply(.put(RegionRecord(location: cloud.caller.location, quotas: quotas)))
    try cloud.createVPC("10.0.0.0/16")
    var request = EC2.CreateVpcRequest()
    request.cidrBlock = "10.0.0.0/16"
    cloud.expectError("VpcLimitExceeded", nil, request)
    var other = cloud.caller
    other.region = "us-east-1"
    try cloud.perform(request, as: other)
  }

  @Test("Deleting a VPC takes what came with it and nothing else")
  func delete() throws {
    var cloud = TestCloud()
    let kept = VPC.ID(try #require(try cloud.createVPC("10.1.0.0/16").vpcId))
    let before = cloud.state.network
    let id = try #require(try cloud.createVPC("10.0.0.0/16").vpcId)
    var request = EC2.DeleteVpcRequest()
    request.vpcId = id
    try cloud.perform(request)
    #expect(cloud.state.network == before)
    #expect(cloud.state.defaultSecurityGroup(of: kept) != nil)
    #expect(cloud.state.securityGroupRules.count == 2)
    #expect(!cloud.state.hasHolder(of: id))
    cloud.expectError("InvalidVpcID.NotFound", "The vpc ID '\(id)' does not exist", request)
    request.vpcId = "vpc-nothing"
    cloud.expectError("InvalidVpcID.Malformed", nil, request)
  }

  @Test("A VPC with anything else in it cannot be deleted")
  func deleteWithDependencies() throws {
    var cloud = TestCloud()
    let id = try #require(try cloud.createVPC("10.0.0.0/16").vpcId)
    let vpc = VPC.ID(id)
    let location = cloud.caller.location
    let side = VPCPeeringConnection.Side(vpcID: vpc)
    let stranger = VPCPeeringConnection.Side(vpcID: "vpc-00000000000000001")
    func peering(
      _ one: VPCPeeringConnection.Side,
      _ other: VPCPeeringConnection.Side,
      _ status: VPCPeeringConnection.Status
    )
      -> VPCPeeringConnectionRecord
    {
      let connection = VPCPeeringConnection(id: "pcx-0", requester: one, accepter: other, status: status)
      return VPCPeeringConnectionRecord(connection: connection, location: location, statusMessage: "")
    }
    let blocking: [any Record] = [
      InternetGatewayRecord(gateway: InternetGateway(id: "igw-0", attachedVPCIDs: [vpc]), location: location),
      SecurityGroupRecord(group: SecurityGroup(id: "sg-0", name: "web", vpcID: vpc), location: location),
      NetworkACLRecord(acl: NetworkACL(id: "acl-0", vpcID: vpc), location: location),
      RouteTableRecord(table: RouteTable(id: "rtb-0", vpcID: vpc), location: location),
      peering(side, stranger, .active), peering(stranger, side, .active), peering(side, stranger, .pendingAcceptance),
    ]
    var request = EC2.DeleteVpcRequest()
    request.vpcId = id
    for record in blocking {
      let without = cloud.state
      cloud.state.apply(.put(record))
      let with = cloud.state.network
      cloud.expectError("DependencyViolation", "The vpc '\(id)' has dependencies and cannot be deleted.", request)
      #expect(cloud.state.network == with)
      cloud.state = without
    }
    cloud.state.apply(.put(peering(stranger, side, .pendingAcceptance)))
    try cloud.perform(request)
  }

  @Test("Attributes change one at a time and are described one at a time")
  func attributes() throws {
    var cloud = TestCloud()
    let id = try #require(try cloud.createVPC("10.0.0.0/16").vpcId)
    func described(_ name: String) throws -> EC2.DescribeVpcAttributeResult {
      var request = EC2.DescribeVpcAttributeRequest()
      request.vpcId = id
      request.attribute = name
      return try cloud.perform(request)
    }
    #expect(try described("enableDnsSupport").enableDnsSupport?.value == true)
    #expect(try described("enableDnsHostnames").enableDnsHostnames?.value == false)
    var request = EC2.ModifyVpcAttributeRequest()
    request.vpcId = id
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.enableDnsHostnames = .init(value: true)
    request.enableDnsSupport = .init(value: true)
    cloud.expectError(
      "InvalidParameterCombination",
      "Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport",
      request
    )
    request.enableDnsSupport = nil
    try cloud.perform(request)
    #expect(try described("enableDnsHostnames").enableDnsHostnames?.value == true)
    #expect(try described("enableDnsHostnames").enableDnsSupport == nil)
    request.enableDnsHostnames = nil
    request.enableNetworkAddressUsageMetrics = .init(value: true)
    try cloud.perform(request)
    let metrics = try described("enableNetworkAddressUsageMetrics")
    #expect(metrics.enableNetworkAddressUsageMetrics?.value == true)
    #expect(throws: EC2Error.self) { try described("colour") }
  }

  @Test("Only a dedicated VPC changes its tenancy, and only to default")
  func tenancy() throws {
    var cloud = TestCloud()
    var creation = EC2.CreateVpcRequest()
    creation.cidrBlock = "10.0.0.0/16"
    creation.instanceTenancy = "dedicated"
    var request = EC2.ModifyVpcTenancyRequest()
    request.vpcId = try cloud.perform(creation).vpc?.vpcId
    request.instanceTenancy = "dedicated"
    cloud.expectError("UnsupportedTenancy", nil, request)
    request.instanceTenancy = "default"
    #expect(try cloud.perform(request).returnValue == true)
    cloud.expectError("InvalidTenancy", nil, request)
  }

  @Test("VPCs are listed by identifier and by each filter, in pages, of one account only")
  func describe() throws {
    var cloud = TestCloud()
    var ids: [String] = []
    for number in 0..<7 { ids.append(try #require(try cloud.createVPC("10.\(number).0.0/16").vpcId)) }
    var stranger = cloud.caller
    stranger.accountID = "210987654321"
    #expect(try cloud.perform(EC2.DescribeVpcsRequest(), as: stranger).vpcs == [])

    var request = EC2.DescribeVpcsRequest()
    request.maxResults = 5
    let first = try cloud.perform(request)
    request.nextToken = try #require(first.nextToken)
    let second = try cloud.perform(request)
    #expect(second.nextToken == nil)
    #expect(((first.vpcs ?? []) + (second.vpcs ?? [])).compactMap(\.vpcId) == ids.sorted())

    let record = try #require(cloud.state.vpcs[ids[3]])
    for (name, value) in [
      ("vpc-id", ids[3]), ("cidr", "10.3.0.0/16"),
      ("cidr-block-association.association-id", record.cidrAssociations[0].id),
      ("cidr-block-association.cidr-block", "10.3.0.?/16"),
    ] {
      #expect(try cloud.vpcs(name, value) == [ids[3]], "\(name)")
    }
    #expect(try cloud.vpcs("isDefault", "true") == [])
    #expect(try cloud.vpcs("state", "available").count == 7)
    #expect(try cloud.vpcs("dhcp-options-id", record.dhcpOptionsID).count == 7)
    #expect(try cloud.vpcs("dhcp-options-id", "default") == [])
    var unknown = EC2.DescribeVpcsRequest()
    unknown.vpcIds = ["vpc-00000000000000000"]
    cloud.expectError("InvalidVpcID.NotFound", nil, unknown)
  }

  @Test("No VPC has ClassicLink")
  func classicLink() throws {
    var cloud = TestCloud()
    try cloud.createVPC("10.0.0.0/16")
    #expect(try cloud.perform(EC2.DescribeVpcClassicLinkRequest()).vpcs?.map(\.classicLinkEnabled) == [false])
    let support = try cloud.perform(EC2.DescribeVpcClassicLinkDnsSupportRequest())
    #expect(support.vpcs?.map(\.classicLinkDnsSupported) == [false])
  }
}

func prefix(_ text: String) throws -> IPv4Prefix { try IPv4Prefix(parsing: text) }

extension TestCloud {
  @discardableResult
  mutating func createVPC(_ cidr: String, ipv6: Bool = false) throws -> EC2.Vpc {
    var request = EC2.CreateVpcRequest()
    request.cidrBlock = cidr
    request.amazonProvidedIpv6CidrBlock = ipv6
    return try #require(try perform(request).vpc)
  }

  /// Identifiers of the VPCs that match a filter.
  mutating func vpcs(_ filter: String, _ value: String) throws -> [String] {
    var request = EC2.DescribeVpcsRequest()
    var wanted = EC2.Filter()
    wanted.name = filter
    wanted.values = [value]
    request.filters = [wanted]
    return (try perform(request).vpcs ?? []).compactMap(\.vpcId)
  }
}
