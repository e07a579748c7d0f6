import EC2Shapes
import IPAddressing
import VPCModel

extension VPCActions {
  static func createDefaultVpc(
    _: EC2.CreateDefaultVpcRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateDefaultVpcResult {
    guard transaction.defaultVPC == nil else {
      throw EC2Error(
        code: "DefaultVpcAlreadyExists",
        message: "A Default VPC already exists for this account in this region."
      )
    }
    try transaction.checkVPCQuota()
    try transaction.makeDefaultVPC()
    return EC2.CreateDefaultVpcResult(vpc: transaction.defaultVPC?.shape)
  }

  static func createDefaultSubnet(
    _ request: EC2.CreateDefaultSubnetRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateDefaultSubnetResult {
    let zone = try transaction.zone(name: request.availabilityZone, id: request.availabilityZoneId)
    guard let zone else { throw .missingParameter("availabilityZone") }
    guard let vpc = transaction.defaultVPC else {
      throw EC2Error(
        code: "DefaultVpcDoesNotExist",
        message: "No default VPC exists for this account in this region."
      )
    }
    if let present = transaction.defaultSubnet(inZone: zone.name) {
      throw EC2Error(
        code: "DefaultSubnetAlreadyExistsInAvailabilityZone",
        message: "'\(present.recordID)' is already the default subnet in \(zone.name)."
      )
    }
    try transaction.checkSubnetQuota(of: vpc.vpc.id)
    let subnets = transaction.state.subnets(of: vpc.vpc.id)
    let record: SubnetRecord
    if request.ipv6Native ?? false {
      let taken = subnets.flatMap(\.subnet.ipv6CIDRs)
      guard let block = FreeBlock.first(length: 64, in: vpc.vpc.ipv6CIDRs, besides: taken) else { throw noFreeBlock }
      record = transaction.makeSubnet(in: vpc, zone: zone, blocks: [.v6(block)], isDefault: true)
    } else {
      let taken = subnets.compactMap(\.subnet.ipv4CIDR)
      guard let block = FreeBlock.first(length: 20, in: vpc.vpc.ipv4CIDRs, besides: taken) else { throw noFreeBlock }
      record = transaction.makeSubnet(in: vpc, zone: zone, blocks: [.v4(block)], isDefault: true)
    }
    return EC2.CreateDefaultSubnetResult(subnet: record.shape(in: transaction.state))
  }

  private static var noFreeBlock: EC2Error {
    EC2Error(code: "InsufficientCidrBlocks", message: "The default VPC has no free CIDR block for a default subnet.")
  }
}

extension Transaction {
  /// Makes the location's default VPC: a subnet in each zone, an internet gateway and the route to it (VPC user guide,
  /// "Default VPC components"). There must be none.
  mutating func makeDefaultVPC() throws(EC2Error) {
    guard let region = RegionCatalog.regions[location.region],
      let block = IPv4Prefix(address: IPv4Address(172, 31, 0, 0), length: 16)
    else { throw .internalError }
    let vpc = makeVPC(blocks: [.v4(block)], isDefault: true)
    var taken: [IPv4Prefix] = []
    for zone in region.availabilityZones {
      guard let block = FreeBlock.first(length: 20, in: vpc.vpc.ipv4CIDRs, besides: taken) else { break }
      taken.append(block)
      _ = makeSubnet(in: vpc, zone: zone, blocks: [.v4(block)], isDefault: true)
    }
    let gateway = InternetGateway(id: makeID("igw", InternetGateway.self), attachedVPCIDs: [vpc.vpc.id])
    put(InternetGatewayRecord(gateway: gateway, location: location))
    guard var table = state.mainRouteTable(of: vpc.vpc.id) else { throw .internalError }
    let anywhere = RouteTable.Destination.cidr(.all(.ipv4))
    table.table.routes.append(RouteTable.Route(anywhere, to: .internetGateway(gateway.id)))
    table.routeOrigins[anywhere] = RouteOrigin.createRoute
    put(table)
  }
}

/// Finds room for a subnet.
enum FreeBlock {
  /// The lowest block of a length in a VPC's blocks, taken in their order, that overlaps no other.
  ///
  /// O(candidates × taken), where there are 2^(length − VPC block's length) candidates.
  static func first<Address>(
    length: Int,
    in blocks: [Prefix<Address>],
    besides taken: [Prefix<Address>]
  ) -> Prefix<Address>? {
    for block in blocks where block.length <= length {
      var candidate = Prefix(address: block.first, length: length)
      while let free = candidate, block.contains(free) {
        if !taken.contains(where: free.overlaps) { return free }
        candidate = free.last.next.flatMap { Prefix(address: $0, length: length) }
      }
    }
    return nil
  }
}
