import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

/// A cloud with one VPC (`10.0.0.0/16`), two subnets of it in different zones, and an internet gateway that is attached
/// to it.
struct RoutingCloud {
  var cloud = TestCloud()
  let vpc: String
  let subnet: String
  let otherSubnet: String
  let gateway: String

  init() throws {
    vpc = try Self.makeVPC("10.0.0.0/16", in: &cloud)
    subnet = try Self.makeSubnet("10.0.1.0/24", zone: "eu-central-1a", of: vpc, in: &cloud)
    otherSubnet = try Self.makeSubnet("10.0.2.0/24", zone: "eu-central-1b", of: vpc, in: &cloud)
    gateway = try #require(cloud.perform(EC2.CreateInternetGatewayRequest()).internetGateway?.internetGatewayId)
    try perform(EC2.AttachInternetGatewayRequest()) { [gateway, vpc] in
      $0.internetGatewayId = gateway
      $0.vpcId = vpc
    }
  }

  // MARK: Requests

  @discardableResult
  mutating func perform<Request: EC2Request>(
    _ request: Request,
    as other: Caller? = nil,
    _ configure: (inout Request) -> Void
  ) throws -> Request.Response {
    var request = request
    configure(&request)
    return try cloud.perform(request, as: other)
  }

  mutating func expectError<Request: EC2Request>(
    _ code: String,
    _ request: Request,
    as other: Caller? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ configure: (inout Request) -> Void
  ) {
    var request = request
    configure(&request)
    cloud.expectError(code, nil, as: other, request, sourceLocation: sourceLocation)
  }

  /// Expects the text too.
  mutating func expectError<Request: EC2Request>(
    _ code: String,
    _ message: String,
    _ request: Request,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ configure: (inout Request) -> Void
  ) {
    var request = request
    configure(&request)
    cloud.expectError(code, message, request, sourceLocation: sourceLocation)
  }

  // MARK: Resources

  private static func makeVPC(_ block: String, in cloud: inout TestCloud) throws -> String {
    var request = EC2.CreateVpcRequest()
    request.cidrBlock = block
    return try #require(cloud.perform(request).vpc?.vpcId)
  }

  private static func makeSubnet(_ block: String, zone: String, of vpc: String, in cloud: inout TestCloud) throws
    -> String
  {
    var request = EC2.CreateSubnetRequest()
    request.vpcId = vpc
    request.cidrBlock = block
    request.availabilityZone = zone
    return try #require(cloud.perform(request).subnet?.subnetId)
  }

  mutating func makeVPC(_ block: String) throws -> String { try Self.makeVPC(block, in: &cloud) }

  mutating func makeSubnet(_ block: String, zone: String = "eu-central-1a", of vpc: String) throws -> String {
    try Self.makeSubnet(block, zone: zone, of: vpc, in: &cloud)
  }

  mutating func makeRouteTable(of other: String? = nil) throws -> String {
    let vpc = other ?? vpc
    return try #require(try perform(EC2.CreateRouteTableRequest()) { $0.vpcId = vpc }.routeTable?.routeTableId)
  }

  mutating func makeInterface(in other: String? = nil, secondaryAddresses: Int = 0) throws -> NetworkInterfaceRecord {
    var specification = NetworkInterfaceSpecification(subnetID: other ?? subnet)
    specification.secondaryAddressCount = secondaryAddresses
    return try change { (transaction) throws(EC2Error) in try transaction.makeNetworkInterface(specification) }
  }

  /// An instance with these interfaces.
  mutating func makeInstance(_ interfaces: [NetworkInterfaceRecord], state: String = "running") throws -> String {
    let now = cloud.now
    return try change { (transaction) throws(EC2Error) in
      let id = transaction.makeID("i", Instance.self)
      transaction.put(
        InstanceRecord(
          instance: Instance(id: id, state: state, networkInterfaceIDs: interfaces.map(\.interface.id)),
          location: transaction.location,
          reservationID: "r-0123456789abcdef0",
          imageID: "ami-0123456789abcdef0",
          instanceType: "t3.micro",
          launchTime: now,
          availabilityZone: "eu-central-1a"
        )
      )
      for (index, interface) in interfaces.enumerated() {
        var interface = interface
        interface.attach(
          .init(
            id: transaction.makeID("eni-attach"),
            instanceID: id.text,
            instanceOwnerID: transaction.location.accountID,
            deviceIndex: index,
            attachTime: now,
            deleteOnTermination: true
          )
        )
        transaction.put(interface)
      }
      return id.text
    }
  }

  mutating func makePeering(with far: String, status: VPCPeeringConnection.Status) throws -> String {
    let near = vpc
    return try change { (transaction) throws(EC2Error) in
      let id = transaction.makeID("pcx", VPCPeeringConnection.self)
      transaction.put(
        VPCPeeringConnectionRecord(
          connection: VPCPeeringConnection(
            id: id,
            requester: .init(vpcID: VPC.ID(near), ownerID: transaction.location.accountID),
            accepter: .init(vpcID: VPC.ID(far), ownerID: transaction.location.accountID),
            status: status
          ),
          location: transaction.location,
          statusMessage: ""
        )
      )
      return id.text
    }
  }

  mutating func allocate() throws -> (id: String, address: String) {
    let result = try cloud.perform(EC2.AllocateAddressRequest())
    return (try #require(result.allocationId), try #require(result.publicIp))
  }

  /// Changes the state as an action of another family would.
  mutating func change<Result>(_ body: (inout Transaction) throws(EC2Error) -> Result) throws -> Result {
    seed += 1
    var transaction = Transaction(
      state: cloud.state,
      caller: cloud.caller,
      now: cloud.now,
      identifiers: IdentifierGenerator(SeededGenerator(seed: seed))
    )
    let result = try body(&transaction)
    for change in transaction.changes { cloud.state.apply(change) }
    return result
  }

  private var seed: UInt64 = 1000

  // MARK: What is there

  func routes(_ table: String) -> [EC2.Route] {
    guard let record = cloud.state.routeTables[table] else { return [] }
    return record.shape(in: cloud.state).routes ?? []
  }

  func route(_ table: String, to destination: String) -> EC2.Route? {
    routes(table).first {
      [$0.destinationCidrBlock, $0.destinationIpv6CidrBlock, $0.destinationPrefixListId].contains(destination)
    }
  }

  func interface(_ id: NetworkInterface.ID) -> NetworkInterfaceRecord? { cloud.state.networkInterfaces[id] }

  /// What EC2 would say of a filter's values.
  static func filter(_ name: String, _ values: String...) -> EC2.Filter {
    var filter = EC2.Filter()
    filter.name = name
    filter.values = values
    return filter
  }
}
