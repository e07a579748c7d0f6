import EC2Shapes
import VPCModel

extension EgressOnlyInternetGatewayRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "eigw",
    notFoundCode: "InvalidGatewayID.NotFound",
    notFoundMessage: "The eigw ID '%' does not exist",
    malformedCode: "InvalidEgressOnlyInternetGatewayId.Malformed"
  )

  var shape: EC2.EgressOnlyInternetGateway {
    EC2.EgressOnlyInternetGateway(
      attachments: gateway.attachedVPCIDs.map { EC2.InternetGatewayAttachment(state: "attached", vpcId: $0.text) },
      egressOnlyInternetGatewayId: recordID,
      tags: TagWords.shapes(tags)
    )
  }
}

extension GatewayActions {
  static func createEgressOnlyInternetGateway(
    _ request: EC2.CreateEgressOnlyInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateEgressOnlyInternetGatewayResult {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    let tags = try transaction.tags(request.tagSpecifications, for: "egress-only-internet-gateway")
    let record = EgressOnlyInternetGatewayRecord(
      gateway: EgressOnlyInternetGateway(
        id: transaction.makeID("eigw", EgressOnlyInternetGateway.self),
        attachedVPCIDs: [vpc.vpc.id],
        tags: tags
      ),
      location: transaction.location
    )
    transaction.put(record)
    return EC2.CreateEgressOnlyInternetGatewayResult(
      clientToken: request.clientToken,
      egressOnlyInternetGateway: record.shape
    )
  }

  /// Removes the gateway; routes to it stay, as blackholes.
  static func deleteEgressOnlyInternetGateway(
    _ request: EC2.DeleteEgressOnlyInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DeleteEgressOnlyInternetGatewayResult {
    let record = try transaction.require(
      EgressOnlyInternetGatewayRecord.self,
      request.egressOnlyInternetGatewayId,
      "EgressOnlyInternetGatewayId"
    )
    transaction.blackholeRoutes(to: record.recordID)
    transaction.remove(record)
    return EC2.DeleteEgressOnlyInternetGatewayResult(returnCode: true)
  }

  /// EC2 passes over identifiers here that name nothing, where other actions refuse them.
  static func describeEgressOnlyInternetGateways(
    _ request: EC2.DescribeEgressOnlyInternetGatewaysRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeEgressOnlyInternetGatewaysResult {
    let identifiers = request.egressOnlyInternetGatewayIds
    for id in identifiers where !EgressOnlyInternetGatewayRecord.identifierWords.isWellFormed(id) {
      throw EgressOnlyInternetGatewayRecord.identifierWords.error(for: id)
    }
    let page = try scope.list(
      EgressOnlyInternetGatewayRecord.self,
      identifiers: [],
      filters: request.filters,
      FilterSet([:]),
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...255),
      candidates: { _ in
        identifiers.isEmpty ? nil : Set(identifiers).compactMap { scope.state.egressOnlyInternetGateways[$0] }
      }
    )
    return EC2.DescribeEgressOnlyInternetGatewaysResult(
      egressOnlyInternetGateways: page.map(\.shape),
      nextToken: page.nextToken
    )
  }
}
