import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("VPC endpoints")
struct VPCEndpointTests {
  static let s3 = "com.amazonaws.eu-central-1.s3"
  static let ssm = "com.amazonaws.eu-central-1.ssm"

  private static func enableHostnames(_ cloud: inout RoutingCloud) throws {
    let vpc = cloud.vpc
    try cloud.change { (transaction) throws(EC2Error) in
      var record = try transaction.require(VPCRecord.self, vpc, "VpcId")
      record.enableDNSHostnames = true
      transaction.put(record)
    }
  }

  private static func makeInterfaceEndpoint(_ cloud: inout RoutingCloud, subnets: [String]) throws -> EC2.VpcEndpoint {
    let vpc = cloud.vpc
    let result = try cloud.perform(EC2.CreateVpcEndpointRequest()) {
      $0.vpcId = vpc
      $0.serviceName = Self.ssm
      $0.vpcEndpointType = "Interface"
      $0.subnetIds = subnets
      $0.privateDnsEnabled = false
    }
    return try #require(result.vpcEndpoint)
  }

  @Test("A gateway endpoint adds the service's prefix list to its route tables, and takes it away again")
  func gateway() throws {
    var cloud = try RoutingCloud()
    let (vpc, table, other) = (cloud.vpc, try cloud.makeRouteTable(), try cloud.makeRouteTable())
    let endpoint = try #require(
      try cloud.perform(EC2.CreateVpcEndpointRequest()) {
        $0.vpcId = vpc
        $0.serviceName = Self.s3
        $0.routeTableIds = [table, table]
      }.vpcEndpoint
    )
    let id = try #require(endpoint.vpcEndpointId)
    #expect(endpoint.vpcEndpointType == "Gateway")
    #expect(endpoint.state == "available")
    #expect(endpoint.routeTableIds == [table])
    #expect(endpoint.policyDocument?.contains(#""Effect":"Allow""#) == true)
    #expect(endpoint.privateDnsEnabled == false)
    #expect(endpoint.networkInterfaceIds == [])
    let list = AWSManagedPrefixLists.id(region: "eu-central-1", service: .s3).text
    #expect(cloud.route(table, to: list)?.gatewayId == id)
    cloud.expectError("InvalidParameterValue", EC2.DeleteRouteRequest()) {
      $0.routeTableId = table
      $0.destinationPrefixListId = list
    }
    cloud.expectError(
      "RouteAlreadyExists",
      "route table \(table) already has a route with destination-prefix-list-id \(list)",
      EC2.CreateVpcEndpointRequest()
    ) {
      $0.vpcId = vpc
      $0.serviceName = Self.s3
      $0.routeTableIds = [other, table]
    }
    #expect(cloud.routes(other).count == 1)

    try cloud.perform(EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.addRouteTableIds = [other]
      $0.removeRouteTableIds = [table]
    }
    #expect(cloud.route(table, to: list) == nil)
    #expect(cloud.route(other, to: list)?.gatewayId == id)
    cloud.expectError("RouteNotSupported", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.vpcEndpointId = id
    }

    try cloud.perform(EC2.DeleteRouteTableRequest()) { $0.routeTableId = other }
    #expect(cloud.cloud.state.vpcEndpoints[id]?.endpoint.routeTableIDs == [])
    try cloud.perform(EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.addRouteTableIds = [table]
    }
    #expect(try cloud.perform(EC2.DeleteVpcEndpointsRequest()) { $0.vpcEndpointIds = [id] }.unsuccessful == [])
    #expect(cloud.route(table, to: list) == nil)
    #expect(cloud.cloud.state.vpcEndpoints.count == 0)
  }

  @Test("An interface endpoint has a requester-managed interface in each subnet")
  func interface() throws {
    var cloud = try RoutingCloud()
    let subnets = [cloud.subnet, cloud.otherSubnet]
    let endpoint = try Self.makeInterfaceEndpoint(&cloud, subnets: subnets)
    #expect(endpoint.subnetIds == subnets)
    #expect(endpoint.groups?.map(\.groupName) == ["default"])
    let interfaces = try #require(endpoint.networkInterfaceIds).compactMap {
      cloud.interface(NetworkInterface.ID($0))
    }
    #expect(interfaces.map(\.interface.subnetID.text) == subnets)
    for record in interfaces {
      #expect(record.isRequesterManaged)
      #expect(record.interface.interfaceType == "vpc_endpoint")
      #expect(record.interface.summary == "VPC Endpoint Interface \(endpoint.vpcEndpointId ?? "")")
      #expect(record.interface.groupIDs.map(\.text) == endpoint.groups?.compactMap(\.groupId))
    }
    #expect(endpoint.dnsEntries?.count == 3)
    #expect(endpoint.dnsEntries?.first?.dnsName?.hasSuffix(".ssm.eu-central-1.vpce.amazonaws.com") == true)
    try cloud.perform(EC2.DeleteVpcEndpointsRequest()) { $0.vpcEndpointIds = [endpoint.vpcEndpointId ?? ""] }
    #expect(cloud.cloud.state.networkInterfaces.count == 0)
  }

  @Test("Subnets and groups of an interface endpoint can be changed")
  func modifyInterface() throws {
    var cloud = try RoutingCloud()
    let (vpc, one, two) = (cloud.vpc, cloud.subnet, cloud.otherSubnet)
    let endpoint = try Self.makeInterfaceEndpoint(&cloud, subnets: [one])
    let id = try #require(endpoint.vpcEndpointId)
    let group: SecurityGroup.ID = "sg-0123456789abcdef0"
    try cloud.change { (transaction) throws(EC2Error) in
      transaction.put(
        SecurityGroupRecord(
          group: SecurityGroup(id: group, name: "endpoints", summary: "endpoints", vpcID: VPC.ID(vpc)),
          location: transaction.location
        )
      )
    }
    let old = try #require(endpoint.groups?.first?.groupId)
    try cloud.perform(EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.addSubnetIds = [two]
      $0.removeSubnetIds = [one]
      $0.addSecurityGroupIds = [group.text]
      $0.removeSecurityGroupIds = [old]
    }
    let record = try #require(cloud.cloud.state.vpcEndpoints[id])
    #expect(record.subnetIDs.map(\.text) == [two])
    #expect(record.endpoint.groupIDs == [group])
    let interface = try #require(record.endpoint.networkInterfaceIDs.first.flatMap { cloud.interface($0) })
    #expect(record.endpoint.networkInterfaceIDs.count == 1)
    #expect(interface.interface.groupIDs == [group])
    #expect(interface.interface.subnetID.text == two)
    #expect(!cloud.cloud.state.hasHolder(of: old, .networkInterface))
    cloud.expectError("InvalidParameter", EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.removeSecurityGroupIds = [group.text]
    }
    cloud.expectError("InvalidParameter", EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.addRouteTableIds = ["rtb-00000000000000001"]
    }
    let third = try cloud.makeSubnet("10.0.3.0/24", zone: "eu-central-1b", of: vpc)
    cloud.expectError("DuplicateSubnetsInSameZone", EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = id
      $0.addSubnetIds = [third]
    }
    #expect(cloud.cloud.state.vpcEndpoints[id] == record)
  }

  @Test("Private names need the VPC's DNS attributes, and one endpoint has them")
  func privateNames() throws {
    var cloud = try RoutingCloud()
    let (vpc, subnet) = (cloud.vpc, cloud.subnet)
    func configure(_ request: inout EC2.CreateVpcEndpointRequest) {
      request.vpcId = vpc
      request.serviceName = Self.ssm
      request.vpcEndpointType = "Interface"
      request.subnetIds = [subnet]
    }
    cloud.expectError("InvalidParameter", EC2.CreateVpcEndpointRequest(), configure)
    try Self.enableHostnames(&cloud)
    let first = try #require(try cloud.perform(EC2.CreateVpcEndpointRequest(), configure).vpcEndpoint)
    #expect(first.privateDnsEnabled == true)
    #expect(first.dnsEntries?.last?.dnsName == "ssm.eu-central-1.amazonaws.com")
    cloud.expectError(
      "InvalidParameter",
      "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
        + "ssm.eu-central-1.amazonaws.com in the VPC \(vpc)",
      EC2.CreateVpcEndpointRequest(),
      configure
    )
    try cloud.perform(EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = first.vpcEndpointId
      $0.privateDnsEnabled = false
    }
    try cloud.perform(EC2.CreateVpcEndpointRequest(), configure)
    cloud.expectError("InvalidParameter", EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = first.vpcEndpointId
      $0.privateDnsEnabled = true
    }
  }

  @Test("Policies are kept as they were given")
  func policies() throws {
    var cloud = try RoutingCloud()
    let vpc = cloud.vpc
    let policy = #"{"Version": "2012-10-17", "Statement": []}"#
    let endpoint = try #require(
      try cloud.perform(EC2.CreateVpcEndpointRequest()) {
        $0.vpcId = vpc
        $0.serviceName = Self.s3
        $0.policyDocument = policy
      }.vpcEndpoint
    )
    #expect(endpoint.policyDocument == policy)
    for document in ["no policy", "[]", "{", "\"\""] {
      cloud.expectError("InvalidPolicyDocument", EC2.ModifyVpcEndpointRequest()) {
        $0.vpcEndpointId = endpoint.vpcEndpointId
        $0.policyDocument = document
      }
    }
    try cloud.perform(EC2.ModifyVpcEndpointRequest()) {
      $0.vpcEndpointId = endpoint.vpcEndpointId
      $0.resetPolicy = true
    }
    let shown = try cloud.perform(EC2.DescribeVpcEndpointsRequest()) { _ in }.vpcEndpoints?.first
    #expect(shown?.policyDocument?.contains("2008-10-17") == true)
  }

  @Test("Services and parameters must fit the type of endpoint")
  func errors() throws {
    var cloud = try RoutingCloud()
    let (vpc, subnet, table) = (cloud.vpc, cloud.subnet, try cloud.makeRouteTable())
    let far = try cloud.makeVPC("10.9.0.0/16")
    let farTable = try cloud.makeRouteTable(of: far)
    let cases: [(String, (inout EC2.CreateVpcEndpointRequest) -> Void)] = [
      ("InvalidServiceName", { $0.serviceName = "com.amazonaws.eu-central-1.nothing" }),
      ("InvalidServiceName", { $0.serviceName = "com.amazonaws.us-east-1.s3" }),
      ("MissingParameter", { $0.serviceName = nil }),
      ("InvalidParameter", { $0.serviceName = Self.ssm }),
      ("UnsupportedOperation", { $0.vpcEndpointType = "GatewayLoadBalancer" }),
      ("InvalidParameter", { $0.subnetIds = [subnet] }),
      ("InvalidParameter", { $0.securityGroupIds = ["sg-0123456789abcdef0"] }),
      ("InvalidParameter", { $0.privateDnsEnabled = true }),
      ("InvalidParameter", { $0.routeTableIds = [farTable] }),
      ("InvalidRouteTableID.NotFound", { $0.routeTableIds = [table, "rtb-00000000000000001"] }),
      ("InvalidVpcID.NotFound", { $0.vpcId = "vpc-00000000000000001" }),
      ("InvalidParameter", { $0.serviceRegion = "us-east-1" }),
      (
        "InvalidParameter",
        {
          $0.vpcEndpointType = "Interface"
          $0.routeTableIds = [table]
        }
      ),
      (
        "InvalidSubnetID.NotFound",
        {
          $0.vpcEndpointType = "Interface"
          $0.privateDnsEnabled = false
          $0.subnetIds = [subnet, "subnet-00000000000000001"]
        }
      ),
    ]
    for (code, change) in cases {
      cloud.expectError(code, EC2.CreateVpcEndpointRequest()) {
        $0.vpcId = vpc
        $0.serviceName = Self.s3
        change(&$0)
      }
    }
    #expect(cloud.cloud.state.vpcEndpoints.count == 0)
    #expect(cloud.cloud.state.networkInterfaces.count == 0)
    #expect(cloud.routes(table).count == 1)
  }

  @Test("Deleting tells of the endpoints that do not exist and deletes the others")
  func deleteSome() throws {
    var cloud = try RoutingCloud()
    let subnet = cloud.subnet
    let id = try #require(try Self.makeInterfaceEndpoint(&cloud, subnets: [subnet]).vpcEndpointId)
    let result = try cloud.perform(EC2.DeleteVpcEndpointsRequest()) {
      $0.vpcEndpointIds = ["vpce-00000000000000001", id, "endpoint"]
    }
    #expect(result.unsuccessful?.map(\.resourceId) == ["vpce-00000000000000001", "endpoint"])
    #expect(
      result.unsuccessful?.map(\.error?.code) == ["InvalidVpcEndpoint.NotFound", "InvalidVpcEndpointId.Malformed"]
    )
    cloud.expectError("InvalidVpcEndpointId.NotFound", EC2.DescribeVpcEndpointsRequest()) { $0.vpcEndpointIds = [id] }
  }

  @Test("Endpoints are found by what AWS documents")
  func filters() throws {
    var cloud = try RoutingCloud()
    let (vpc, subnet) = (cloud.vpc, cloud.subnet)
    let interface = try #require(try Self.makeInterfaceEndpoint(&cloud, subnets: [subnet]).vpcEndpointId)
    let gateway = try #require(
      try cloud.perform(EC2.CreateVpcEndpointRequest()) {
        $0.vpcId = vpc
        $0.serviceName = Self.s3
      }.vpcEndpoint?.vpcEndpointId
    )
    let cases: [(EC2.Filter, Set<String>)] = [
      (RoutingCloud.filter("vpc-endpoint-type", "Gateway"), [gateway]),
      (RoutingCloud.filter("service-name", "*.ssm"), [interface]),
      (RoutingCloud.filter("vpc-id", vpc), [gateway, interface]),
      (RoutingCloud.filter("vpc-endpoint-id", gateway), [gateway]),
      (RoutingCloud.filter("vpc-endpoint-state", "available"), [gateway, interface]),
      (RoutingCloud.filter("service-region", "eu-central-1"), [gateway, interface]),
      (RoutingCloud.filter("ip-address-type", "ipv6"), []),
    ]
    for (filter, expected) in cases {
      let found = try cloud.perform(EC2.DescribeVpcEndpointsRequest()) { $0.filters = [filter] }
      #expect(Set((found.vpcEndpoints ?? []).compactMap(\.vpcEndpointId)) == expected, "\(filter)")
    }
  }

  @Test("The services of a region are listed in pages, each once")
  func services() throws {
    var cloud = try RoutingCloud()
    let all = try cloud.perform(EC2.DescribeVpcEndpointServicesRequest()) { _ in }
    let count = try #require(all.serviceDetails).count
    #expect(count > 100)
    #expect(Set(all.serviceDetails?.compactMap(\.serviceId) ?? []).count == count)
    #expect(all.serviceNames?.contains("com.amazonaws.eu-central-1.ec2") == true)
    #expect(Set(all.serviceNames ?? []).count == all.serviceNames?.count)
    var paged: [String] = []
    var token: String?
    repeat {
      let page = try cloud.perform(EC2.DescribeVpcEndpointServicesRequest()) {
        $0.maxResults = 7
        $0.nextToken = token
      }
      paged += (page.serviceDetails ?? []).compactMap(\.serviceId)
      token = page.nextToken
    } while token != nil
    #expect(paged == all.serviceDetails?.compactMap(\.serviceId))

    let s3 = try cloud.perform(EC2.DescribeVpcEndpointServicesRequest()) { $0.serviceNames = [Self.s3] }
    #expect(s3.serviceNames == [Self.s3])
    #expect(s3.serviceDetails?.compactMap { $0.serviceType?.first?.serviceType } == ["Gateway", "Interface"])
    let gateways = try cloud.perform(EC2.DescribeVpcEndpointServicesRequest()) {
      $0.filters = [RoutingCloud.filter("service-type", "Gateway"), RoutingCloud.filter("owner", "amazon")]
    }
    #expect(
      gateways.serviceNames == ["dynamodb", "s3", "s3express"].map { "com.amazonaws.eu-central-1.\($0)" }
    )
    cloud.expectError("InvalidServiceName", EC2.DescribeVpcEndpointServicesRequest()) { $0.serviceNames = ["s3"] }
    cloud.expectError("InvalidParameterValue", EC2.DescribeVpcEndpointServicesRequest()) {
      $0.filters = [RoutingCloud.filter("colour", "red")]
    }
  }
}
