import EC2Shapes
import IPAddressing
import VPCModel

extension GatewayActions {
  /// Makes a NAT gateway with its interface.
  ///
  /// EC2 makes it in the background: what it finds wrong only then, it shows as a gateway that failed.
  static func createNatGateway(
    _ request: EC2.CreateNatGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateNatGatewayResult {
    transaction.forgetEndedNATGateways()
    let subnet = try transaction.require(SubnetRecord.self, request.subnetId, "SubnetId")
    let wanted = try NATGatewayRequest(request)
    let tags = try transaction.tags(request.tagSpecifications, for: "natgateway")
    var addresses: [ElasticAddressRecord] = []
    for id in wanted.allocationIDs {
      guard let address = transaction.find(ElasticAddressRecord.self, id) else {
        let words = ElasticAddressRecord.identifierWords
        guard words.isWellFormed(id) else {
          throw EC2Error(code: "InvalidElasticIpID.Malformed", message: words.error(for: id).message)
        }
        throw .notFound("InvalidElasticIpID", "elastic-ip", id)
      }
      addresses.append(address)
    }
    var record = NATGatewayRecord(
      gateway: NATGateway(
        id: transaction.makeID("nat", NATGateway.self),
        vpcID: subnet.subnet.vpcID,
        subnetID: subnet.subnet.id,
        isPublic: wanted.isPublic,
        tags: tags
      ),
      location: transaction.location,
      createTime: transaction.now
    )
    if let failure = failure(of: record, addresses, transaction) {
      record.gateway.state = "failed"
      record.deleteTime = transaction.now
      record.failure = failure
    } else {
      try transaction.connect(&record, wanted, addresses)
    }
    transaction.put(record)
    return EC2.CreateNatGatewayResult(clientToken: request.clientToken, natGateway: record.shape)
  }

  /// What EC2 finds out only after it has answered (VPC user guide, "Troubleshoot NAT gateways").
  private static func failure(
    of record: NATGatewayRecord,
    _ addresses: [ElasticAddressRecord],
    _ scope: some Scope
  ) -> NATGatewayRecord.Failure? {
    guard record.gateway.isPublic else { return nil }
    guard scope.state.hasHolder(of: record.gateway.vpcID.text, .internetGateway) else {
      return .init(
        code: "Gateway.NotAttached",
        message: "Network \(record.gateway.vpcID) has no Internet gateway attached"
      )
    }
    guard let taken = addresses.first(where: { $0.association != nil }) else { return nil }
    return .init(
      code: "Resource.AlreadyAssociated",
      message: "Elastic IP address [\(taken.allocationID)] is already associated"
    )
  }
}

extension Transaction {
  /// Gives the gateway its interface and addresses.
  fileprivate mutating func connect(
    _ record: inout NATGatewayRecord,
    _ wanted: NATGatewayRequest,
    _ addresses: [ElasticAddressRecord]
  ) throws(EC2Error) {
    var specification = NetworkInterfaceSpecification(subnetID: record.gateway.subnetID?.text ?? "")
    specification.groups = .none
    specification.summary = "Interface for NAT Gateway \(record.recordID)"
    specification.interfaceType = "nat_gateway"
    specification.primaryAddress = wanted.primaryAddress
    specification.secondaryAddresses = wanted.secondaryAddresses
    specification.secondaryAddressCount = wanted.secondaryAddressCount
    specification.ipv6AddressCount = 0
    specification.sourceDestinationCheck = false
    specification.requesterID = ServiceInterface.requesterID
    specification.attachedService = ServiceInterface.owner
    let interface = try makeNetworkInterface(specification).interface
    for (index, own) in interface.privateIPv4Addresses.enumerated() {
      var address = NATGatewayRecord.Address(
        networkInterfaceID: interface.id,
        privateAddress: own.address,
        isPrimary: own.isPrimary
      )
      if index < addresses.count {
        address.publicAddress = addresses[index].publicAddress
        address.allocationID = addresses[index].allocationID
        address.associationID = associate(addresses[index], with: interface.id, at: own.address)
      }
      record.addresses.append(address)
    }
    record.gateway.networkInterfaceIDs = [interface.id]
    record.gateway.privateAddresses = record.addresses.map(\.privateAddress)
    record.gateway.publicAddresses = record.addresses.compactMap(\.publicAddress)
  }

  /// Forgets the gateways that are no longer shown. O(the ended gateways that are left).
  mutating func forgetEndedNATGateways() {
    for id in state.holders(of: NATGatewayRecord.endedKey(location), .natGateway) {
      guard let record = state.natGateways[id], !record.isShown(at: now) else { continue }
      remove(record)
    }
  }
}

/// How interfaces look that AWS's services make for gateways and endpoints.
enum ServiceInterface {
  /// `RequesterId`, `InstanceOwnerId` of the attachment.
  static let requesterID = "amazon-aws"
  static let owner = "amazon-aws"
}
