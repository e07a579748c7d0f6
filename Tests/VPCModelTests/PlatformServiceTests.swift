import IPAddressing
import Testing
import VPCModel

@Suite("Addresses of the platform's own services")
struct PlatformServiceTests {
  @Test(
    "are the documented ones in every VPC, known or not",
    arguments: [
      ("169.254.169.254", .instanceMetadata), ("169.254.169.253", .dns), ("169.254.169.123", .timeSync),
      ("169.254.169.250", .licenseActivation), ("169.254.169.251", .licenseActivation),
      ("169.254.170.2", .taskMetadata), ("169.254.170.23", .taskMetadata), ("255.255.255.255", .dhcp),
      ("fd00:ec2::254", .instanceMetadata), ("fd00:ec2::253", .dns), ("fd00:ec2::123", .timeSync),
      ("fd00:ec2::240", .licenseActivation), ("fd00:ec2::23", .taskMetadata), ("ff02::1:2", .dhcp),
      ("169.254.169.252", nil), ("169.254.169.255", nil), ("fd00:ec2::255", nil), ("169.254.170.3", nil),
    ] as [(String, PlatformService?)]
  )
  func everywhere(address: String, service: PlatformService?) throws {
    #expect(try Network().platformService(at: IPAddress(parsing: address), for: "vpc-1") == service)
  }

  @Test("the resolver is at the base of the VPC's primary block plus two, for that VPC alone")
  func resolver() throws {
    var network = Network()
    network.vpcs = [
      VPC(id: "vpc-1", ipv4CIDRs: [try IPv4Prefix(parsing: "10.0.0.0/16"), try IPv4Prefix(parsing: "10.9.0.0/16")]),
      VPC(id: "vpc-2", ipv4CIDRs: [try IPv4Prefix(parsing: "172.16.0.0/30")]),
      VPC(id: "vpc-3", ipv4CIDRs: [try IPv4Prefix(parsing: "172.17.0.0/31")]),
    ]
    func service(_ address: String, _ vpc: VPC.ID) throws -> PlatformService? {
      network.platformService(at: try IPAddress(parsing: address), for: vpc)
    }
    #expect(try service("10.0.0.2", "vpc-1") == .dns)
    #expect(try service("10.0.0.1", "vpc-1") == nil)
    #expect(try service("10.9.0.2", "vpc-1") == nil, "the secondary block has none")
    #expect(try service("10.0.0.2", "vpc-2") == nil)
    #expect(try service("172.16.0.2", "vpc-2") == .dns)
    #expect(try service("172.17.0.2", "vpc-3") == nil, "the block has no third address")
    #expect(try service("10.0.0.2", "vpc-9") == nil)
  }

  @Test("the router is at the base of each subnet's block plus one, where the VPC holds it")
  func router() throws {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: [try IPv4Prefix(parsing: "10.0.0.0/16")])]
    network.subnets = [
      Subnet(id: "subnet-1", vpcID: "vpc-1", ipv4CIDR: try IPv4Prefix(parsing: "10.0.5.0/24")),
      Subnet(id: "subnet-2", vpcID: "vpc-2", ipv4CIDR: try IPv4Prefix(parsing: "10.0.6.0/24")),
      Subnet(id: "subnet-3", vpcID: "vpc-1", ipv4CIDR: try IPv4Prefix(parsing: "192.168.0.0/24")),
    ]
    func service(_ address: String, _ vpc: VPC.ID = "vpc-1") throws -> PlatformService? {
      network.platformService(at: try IPAddress(parsing: address), for: vpc)
    }
    #expect(try service("10.0.5.1") == .vpcRouter)
    #expect(try service("10.0.5.2") == nil)
    #expect(try service("10.0.6.1") == nil, "another VPC's subnet")
    #expect(try service("192.168.0.1") == nil, "a block that the VPC does not hold")
    #expect(try service("10.0.6.1", "vpc-2") == nil, "a VPC that is not known")
  }
}
