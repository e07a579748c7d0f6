import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Default VPCs")
struct DefaultVPCTests {
  @Test(
    "A default VPC has a public subnet in every zone and a way to the internet",
    arguments: ["us-east-1", "eu-central-1"]
  )
  func create(_ region: String) throws {
    var cloud = TestCloud(region: region)
    let vpc = try #require(try cloud.perform(EC2.CreateDefaultVpcRequest()).vpc)
    let id = VPC.ID(try #require(vpc.vpcId))
    #expect(vpc.isDefault == true && vpc.cidrBlock == "172.31.0.0/16")
    #expect(cloud.state.vpcs[id]?.enableDNSHostnames == true)
    let subnets = try #require(try cloud.perform(EC2.DescribeSubnetsRequest()).subnets)
    let zones = try #require(RegionCatalog.regions[region]).availabilityZones
    #expect(Set(subnets.compactMap(\.availabilityZone)) == Set(zones.map { $0.name }))
    #expect(subnets.count == zones.count)
    #expect(subnets.allSatisfy { $0.defaultForAz == true && $0.mapPublicIpOnLaunch == true })
    #expect(Set(subnets.compactMap(\.cidrBlock)) == Set((0..<zones.count).map { "172.31.\($0 * 16).0/20" }))
    let gateway = try #require(cloud.state.holders(of: id.text, .internetGateway).first)
    #expect(
      cloud.state.mainRouteTable(of: id)?.table.routes.last
        == RouteTable.Route(.cidr(.all(.ipv4)), to: .internetGateway(InternetGateway.ID(gateway)))
    )
    #expect(cloud.state.defaultNetworkACL(of: id)?.acl.subnetIDs.count == zones.count)
    #expect(try cloud.vpcs("isDefault", "true") == [id.text])
    cloud.expectError("DefaultVpcAlreadyExists", nil, EC2.CreateDefaultVpcRequest())
    var attributes = EC2.DescribeAccountAttributesRequest()
    attributes.attributeNames = ["default-vpc"]
    let values = try cloud.perform(attributes).accountAttributes?.first?.attributeValues
    #expect(values?.first?.attributeValue == id.text)
  }

  @Test("A default subnet that was deleted can be made again in the lowest free block")
  func subnet() throws {
    var cloud = TestCloud()
    var request = EC2.CreateDefaultSubnetRequest()
    request.availabilityZone = "eu-central-1b"
    cloud.expectError("DefaultVpcDoesNotExist", nil, request)
    try cloud.perform(EC2.CreateDefaultVpcRequest())
    cloud.expectError("DefaultSubnetAlreadyExistsInAvailabilityZone", nil, request)
    var deletion = EC2.DeleteSubnetRequest()
    deletion.subnetId = try #require(try cloud.subnets("availability-zone", "eu-central-1b").first)
    try cloud.perform(deletion)
    let subnet = try #require(try cloud.perform(request).subnet)
    #expect(subnet.cidrBlock == "172.31.16.0/20")
    #expect(subnet.defaultForAz == true && subnet.mapPublicIpOnLaunch == true)
    request.availabilityZone = "eu-central-1z"
    cloud.expectError("InvalidParameterValue", nil, request)
    request.availabilityZone = nil
    cloud.expectError("MissingParameter", nil, request)
  }

  @Test("A default VPC that was taken apart can be made again")
  func again() throws {
    var cloud = TestCloud()
    let id = try #require(try cloud.perform(EC2.CreateDefaultVpcRequest()).vpc?.vpcId)
    var request = EC2.DeleteVpcRequest()
    request.vpcId = id
    cloud.expectError("DependencyViolation", nil, request)
    for subnet in cloud.state.subnets(of: VPC.ID(id)) { cloud.state.apply(.remove(.init(.subnet, subnet.recordID))) }
    for gateway in cloud.state.holders(of: id, .internetGateway) {
      cloud.state.apply(.remove(.init(.internetGateway, gateway)))
    }
    try cloud.perform(request)
    let again = try #require(try cloud.perform(EC2.CreateDefaultVpcRequest()).vpc?.vpcId)
    #expect(again != id)
    #expect(cloud.state.dhcpOptions.count == 1)
  }
}
