import EC2Shapes
import VPCModel

extension FlowLogActions {
  private static let resourcesPerCall = 1000

  /// Makes a flow log for each resource. Those that cannot have one are told in the answer beside those that were made; a
  /// call that makes none fails with the first reason.
  static func create(_ request: EC2.CreateFlowLogsRequest, _ transaction: inout Transaction) throws(EC2Error)
    -> EC2.CreateFlowLogsResult
  {
    let settings = try FlowLogSettings(request)
    guard !request.resourceIds.isEmpty else { throw .missingParameter("ResourceId") }
    guard request.resourceIds.count <= resourcesPerCall else {
      throw .invalidParameterValue("At most \(resourcesPerCall) resources can be specified on a single call.")
    }
    let tags = try transaction.tags(request.tagSpecifications, for: "vpc-flow-log")
    var made: [String] = []
    var failures: [(resourceID: String, error: EC2Error)] = []
    for resourceID in request.resourceIds {
      do throws(EC2Error) {
        try check(resourceID, settings, transaction)
      } catch {
        failures.append((resourceID, error))
        continue
      }
      let record = record(resourceID, settings, request, tags, &transaction)
      transaction.put(record)
      made.append(record.id)
    }
    if made.isEmpty, let first = failures.first { throw first.error }
    return EC2.CreateFlowLogsResult(
      clientToken: request.clientToken,
      flowLogIds: made,
      unsuccessful: failures.map { failure in
        EC2.UnsuccessfulItem(
          error: EC2.UnsuccessfulItemError(code: failure.error.code, message: failure.error.message),
          resourceId: failure.resourceID
        )
      }
    )
  }

  /// Whether the resource is there and has no such flow log already: one of the same traffic to the same place.
  private static func check(_ resourceID: String, _ settings: FlowLogSettings, _ scope: some Scope) throws(EC2Error) {
    switch settings.resourceType {
    case .vpc: _ = try scope.require(VPCRecord.self, resourceID, "ResourceId")
    case .subnet: _ = try scope.require(SubnetRecord.self, resourceID, "ResourceId")
    case .networkInterface:
      _ = try scope.require(NetworkInterfaceRecord.self, resourceID, "ResourceId")
    }
    let others = scope.state.holders(of: resourceID, .flowLog)
    let isKnown = others.contains { id in
      guard let other = scope.state.flowLogs[id] else { return false }
      return other.trafficType == settings.trafficType && other.logDestinationType == settings.destinationType
        && other.logDestination == settings.destination && other.logGroupName == settings.logGroupName
    }
    guard !isKnown else {
      throw EC2Error(
        code: "FlowLogAlreadyExists",
        message: "Error. There is an existing Flow Log with the same configuration and log destination."
      )
    }
  }

  private static func record(
    _ resourceID: String,
    _ settings: FlowLogSettings,
    _ request: EC2.CreateFlowLogsRequest,
    _ tags: Tags,
    _ transaction: inout Transaction
  ) -> FlowLogRecord {
    FlowLogRecord(
      id: transaction.makeID("fl"),
      location: transaction.location,
      resourceID: resourceID,
      trafficType: settings.trafficType,
      logDestinationType: settings.destinationType,
      logDestination: settings.destination,
      logGroupName: settings.logGroupName,
      deliverLogsPermissionARN: request.deliverLogsPermissionArn,
      deliverCrossAccountRole: request.deliverCrossAccountRole,
      logFormat: settings.format,
      maxAggregationInterval: settings.maxAggregationInterval,
      destinationOptions: settings.options,
      creationTime: transaction.now,
      tags: tags
    )
  }
}
