import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("NAT gateways")
struct NATGatewayTests {
  @Test("A public gateway has a requester-managed interface with its elastic address")
  func create() throws {
    var cloud = try RoutingCloud()
    let (subnet, vpc) = (cloud.subnet, cloud.vpc)
    let address = try cloud.allocate()
    let gateway = try #require(
      try cloud.perform(EC2.CreateNatGatewayRequest()) {
        $0.subnetId = subnet
        $0.allocationId = address.id
      }.natGateway
    )
    #expect(gateway.state == "available")
    #expect(gateway.connectivityType == "public")
    #expect(gateway.vpcId == vpc)
    #expect(gateway.createTime == cloud.cloud.now)
    let shown = try #require(gateway.natGatewayAddresses?.first)
    #expect(gateway.natGatewayAddresses?.count == 1)
    #expect(shown.publicIp == address.address)
    #expect(shown.allocationId == address.id)
    #expect(shown.isPrimary == true)
    let interface = try #require(cloud.interface(NetworkInterface.ID(shown.networkInterfaceId ?? "")))
    #expect(interface.isRequesterManaged)
    #expect(interface.interface.interfaceType == "nat_gateway")
    #expect(interface.interface.summary == "Interface for NAT Gateway \(gateway.natGatewayId ?? "")")
    #expect(interface.interface.groupIDs == [])
    #expect(!interface.interface.sourceDestinationCheck)
    #expect(interface.interface.primaryAddress?.description == shown.privateIp)
    #expect(interface.interface.privateIPv4Addresses.first?.publicAddress?.description == address.address)
    let model = cloud.cloud.state.network.natGateways[NATGateway.ID(gateway.natGatewayId ?? "")]
    #expect(model?.publicAddresses.map(\.description) == [address.address])
  }

  @Test("Its elastic address is the gateway's as long as it lives")
  func address() throws {
    var cloud = try RoutingCloud()
    let subnet = cloud.subnet
    let (address, interface) = (try cloud.allocate(), try cloud.makeInterface().recordID)
    let gateway = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = address.id
    }.natGateway
    let association = gateway?.natGatewayAddresses?.first?.associationId
    cloud.expectError("AuthFailure", EC2.DisassociateAddressRequest()) { $0.associationId = association }
    cloud.expectError("AuthFailure", EC2.ReleaseAddressRequest()) { $0.allocationId = address.id }
    cloud.expectError("AuthFailure", EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface
    }
    try cloud.perform(EC2.DeleteNatGatewayRequest()) { $0.natGatewayId = gateway?.natGatewayId }
    try cloud.perform(EC2.ReleaseAddressRequest()) { $0.allocationId = address.id }
  }

  @Test("A deleted gateway is shown for an hour, and routes to it are blackholes")
  func delete() throws {
    var cloud = try RoutingCloud()
    let (subnet, vpc, table) = (cloud.subnet, cloud.vpc, try cloud.makeRouteTable())
    let address = try cloud.allocate()
    let created = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = address.id
    }
    let gateway = try #require(created.natGateway?.natGatewayId)
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.natGatewayId = gateway
    }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.natGatewayId == gateway)
    let interfaces = cloud.cloud.state.networkInterfaces.count
    let deleted = try cloud.perform(EC2.DeleteNatGatewayRequest()) { $0.natGatewayId = gateway }
    #expect(deleted.natGatewayId == gateway)
    #expect(cloud.cloud.state.networkInterfaces.count == interfaces - 1)
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "blackhole")
    #expect(!cloud.cloud.state.hasHolder(of: subnet, .natGateway))
    cloud.expectError("InvalidNatGatewayID.NotFound", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.0/24"
      $0.natGatewayId = gateway
    }
    for filter in [("vpc-id", vpc), ("subnet-id", subnet), ("state", "deleted"), ("nat-gateway-id", gateway)] {
      let found = try cloud.perform(EC2.DescribeNatGatewaysRequest()) {
        $0.filter = [RoutingCloud.filter(filter.0, filter.1)]
      }
      #expect(found.natGateways?.map(\.state) == ["deleted"], "\(filter)")
    }
    cloud.cloud.now.milliseconds += 3_600_001
    #expect(try cloud.perform(EC2.DescribeNatGatewaysRequest()) { _ in }.natGateways == [])
    cloud.expectError(
      "NatGatewayNotFound",
      "NatGateway \(gateway) was not found",
      EC2.DescribeNatGatewaysRequest()
    ) { $0.natGatewayIds = [gateway] }
    cloud.expectError("NatGatewayNotFound", EC2.DeleteNatGatewayRequest()) { $0.natGatewayId = gateway }
    try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.connectivityType = "private"
    }
    #expect(cloud.cloud.state.natGateways[gateway] == nil)
    #expect(cloud.cloud.state.network.natGateways[NATGateway.ID(gateway)] == nil)
  }

  @Test("What EC2 finds wrong after its answer is shown as a failed gateway without an interface")
  func failures() throws {
    var cloud = try RoutingCloud()
    let far = try cloud.makeVPC("10.9.0.0/16")
    let farSubnet = try cloud.makeSubnet("10.9.1.0/24", of: far)
    let (address, subnet) = (try cloud.allocate(), cloud.subnet)
    let offline = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = farSubnet
      $0.allocationId = address.id
    }.natGateway
    #expect(offline?.state == "failed")
    #expect(offline?.failureCode == "Gateway.NotAttached")
    #expect(offline?.natGatewayAddresses == [])
    let interface = try cloud.makeInterface().recordID
    try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface
    }
    let taken = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = address.id
    }.natGateway
    #expect(taken?.failureCode == "Resource.AlreadyAssociated")
    #expect(!cloud.cloud.state.hasHolder(of: farSubnet, .natGateway))
  }

  @Test("Private gateways choose or take their addresses and need no internet gateway")
  func privateGateway() throws {
    var cloud = try RoutingCloud()
    let far = try cloud.makeVPC("10.9.0.0/16")
    let subnet = try cloud.makeSubnet("10.9.1.0/24", of: far)
    let address = try cloud.allocate()
    let gateway = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.connectivityType = "private"
      $0.privateIpAddress = "10.9.1.77"
      $0.secondaryPrivateIpAddressCount = 2
    }.natGateway
    #expect(gateway?.state == "available")
    #expect(gateway?.natGatewayAddresses?.count == 3)
    #expect(gateway?.natGatewayAddresses?.first?.privateIp == "10.9.1.77")
    #expect(gateway?.natGatewayAddresses?.map(\.isPrimary) == [true, false, false])
    #expect(gateway?.natGatewayAddresses?.allSatisfy { $0.publicIp == nil } == true)
    cloud.expectError("InvalidParameterCombination", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.connectivityType = "private"
      $0.allocationId = address.id
    }
    for count in [-1, 33, Int.max, Int.min] {
      cloud.expectError("InvalidParameterValue", EC2.CreateNatGatewayRequest()) {
        $0.subnetId = subnet
        $0.connectivityType = "private"
        $0.secondaryPrivateIpAddressCount = count
      }
    }
  }

  @Test("Secondary elastic addresses stand before private addresses of their own")
  func secondaryAddresses() throws {
    var cloud = try RoutingCloud()
    let subnet = cloud.subnet
    let addresses = [try cloud.allocate(), try cloud.allocate(), try cloud.allocate()]
    let gateway = try cloud.perform(EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = addresses[0].id
      $0.secondaryAllocationIds = [addresses[1].id, addresses[2].id]
      $0.secondaryPrivateIpAddresses = ["10.0.1.200"]
    }.natGateway
    #expect(gateway?.natGatewayAddresses?.compactMap(\.publicIp) == addresses.map(\.address))
    #expect(gateway?.natGatewayAddresses?[1].privateIp == "10.0.1.200")
    #expect(Set((gateway?.natGatewayAddresses ?? []).compactMap(\.privateIp)).count == 3)
  }

  @Test("Requests that cannot be met change nothing")
  func errors() throws {
    var cloud = try RoutingCloud()
    let subnet = cloud.subnet
    let address = try cloud.allocate()
    cloud.expectError("MissingParameter", EC2.CreateNatGatewayRequest()) { $0.subnetId = subnet }
    cloud.expectError("InvalidElasticIpID.NotFound", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = "eipalloc-00000000000000001"
    }
    cloud.expectError("InvalidElasticIpID.Malformed", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = "eip"
    }
    cloud.expectError("InvalidSubnetID.NotFound", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = "subnet-00000000000000001"
      $0.allocationId = address.id
    }
    cloud.expectError("InvalidParameterValue", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.allocationId = address.id
      $0.secondaryAllocationIds = [address.id]
    }
    cloud.expectError("UnsupportedOperation", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.availabilityMode = "regional"
    }
    cloud.expectError("InvalidParameterValue", EC2.CreateNatGatewayRequest()) {
      $0.subnetId = subnet
      $0.connectivityType = "secret"
    }
    #expect(cloud.cloud.state.natGateways.count == 0)
    #expect(cloud.cloud.state.elasticAddresses[address.id]?.association == nil)
    cloud.expectError("NatGatewayMalformed", EC2.DeleteNatGatewayRequest()) { $0.natGatewayId = "nat-xyz" }
  }
}
