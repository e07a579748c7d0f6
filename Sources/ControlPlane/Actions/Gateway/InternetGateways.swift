import EC2Shapes
import VPCModel

extension InternetGatewayRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "igw",
    notFoundCode: "InvalidInternetGatewayID.NotFound",
    notFoundMessage: "The internetGateway ID '%' does not exist",
    malformedCode: "InvalidInternetGatewayId.Malformed"
  )

  var shape: EC2.InternetGateway {
    EC2.InternetGateway(
      attachments: gateway.attachedVPCIDs.map { EC2.InternetGatewayAttachment(state: "available", vpcId: $0.text) },
      internetGatewayId: recordID,
      ownerId: location.accountID,
      tags: TagWords.shapes(tags)
    )
  }
}

extension GatewayActions {
  /// Makes an internet gateway that is attached to nothing.
  static func createInternetGateway(
    _ request: EC2.CreateInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateInternetGatewayResult {
    let tags = try transaction.tags(request.tagSpecifications, for: "internet-gateway")
    let gateway = InternetGateway(id: transaction.makeID("igw", InternetGateway.self), tags: tags)
    let record = InternetGatewayRecord(gateway: gateway, location: transaction.location)
    transaction.put(record)
    return EC2.CreateInternetGatewayResult(internetGateway: record.shape)
  }

  /// Removes an internet gateway that is attached to nothing.
  static func deleteInternetGateway(
    _ request: EC2.DeleteInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(InternetGatewayRecord.self, request.internetGatewayId, "InternetGatewayId")
    guard record.gateway.attachedVPCIDs.isEmpty, !transaction.hasRouteTable(ofGateway: record.recordID) else {
      throw .dependencyViolation("The internetGateway '\(record.recordID)' has dependencies and cannot be deleted.")
    }
    transaction.blackholeRoutes(to: record.recordID)
    transaction.remove(record)
    return EmptyResponse()
  }

  static func describeInternetGateways(
    _ request: EC2.DescribeInternetGatewaysRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeInternetGatewaysResult {
    let page = try scope.list(
      InternetGatewayRecord.self,
      identifiers: request.internetGatewayIds,
      filters: request.filters,
      internetGatewayFilters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { filters in
        filters.literals("attachment.vpc-id").map { vpcs in
          Set(vpcs.flatMap { scope.state.holders(of: $0, .internetGateway) })
            .compactMap { scope.state.internetGateways[$0] }
        }
      }
    )
    return EC2.DescribeInternetGatewaysResult(internetGateways: page.map(\.shape), nextToken: page.nextToken)
  }

  static let internetGatewayFilters = FilterSet<InternetGatewayRecord>([
    "attachment.state": { record, _ in record.gateway.attachedVPCIDs.isEmpty ? [] : ["available"] },
    "attachment.vpc-id": { record, _ in record.gateway.attachedVPCIDs.map(\.text) },
    "internet-gateway-id": { record, _ in [record.recordID] },
    "owner-id": { record, _ in [record.location.accountID] },
  ])
}
