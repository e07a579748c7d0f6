import EC2Shapes
import VPCModel

extension FlowLogActions {
  /// Flow logs that are asked for by identifier and not there are left out of the answer: EC2 does not complain.
  static func describe(_ request: EC2.DescribeFlowLogsRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.DescribeFlowLogsResult
  {
    let known = request.flowLogIds.filter { scope.find(FlowLogRecord.self, $0) != nil }
    if known.isEmpty, !request.flowLogIds.isEmpty {
      _ = try filterSet.compile(request.filter)
      return EC2.DescribeFlowLogsResult(flowLogs: [])
    }
    let page = try scope.list(
      FlowLogRecord.self,
      identifiers: known,
      filters: request.filter,
      filterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 1...1000)
    ) { filters in
      if let identifiers = filters.literals("flow-log-id") {
        return Set(identifiers).compactMap { scope.find(FlowLogRecord.self, $0) }
      }
      guard let resources = filters.literals("resource-id") else { return nil }
      return Set(resources).flatMap { scope.state.holders(of: $0, .flowLog) }
        .compactMap { scope.find(FlowLogRecord.self, $0) }
    }
    return EC2.DescribeFlowLogsResult(flowLogs: page.map(\.shape), nextToken: page.nextToken)
  }

  /// All of them, or none.
  static func delete(_ request: EC2.DeleteFlowLogsRequest, _ transaction: inout Transaction) throws(EC2Error)
    -> EC2.DeleteFlowLogsResult
  {
    guard !request.flowLogIds.isEmpty else { throw .missingParameter("FlowLogId") }
    guard request.flowLogIds.count <= 1000 else {
      throw .invalidParameterValue("At most 1000 flow logs can be specified on a single call.")
    }
    let unknown = request.flowLogIds.filter { transaction.find(FlowLogRecord.self, $0) == nil }
    guard unknown.isEmpty else {
      throw EC2Error(
        code: FlowLogRecord.identifierWords.notFoundCode,
        message: "These flow log ids in the input list are not found: [TotalCount: \(unknown.count)] "
          + unknown.joined(separator: " ")
      )
    }
    for id in request.flowLogIds { transaction.remove(.flowLog, id) }
    return EC2.DeleteFlowLogsResult(unsuccessful: [])
  }

  private static let filterSet = FilterSet<FlowLogRecord>([
    "deliver-log-status": { _, _ in [FlowLogRecord.deliveryStatus] },
    "log-destination-type": { record, _ in [record.logDestinationType] },
    "flow-log-id": { record, _ in [record.id] },
    "log-group-name": { record, _ in record.logGroupName.map { [$0] } ?? [] },
    "resource-id": { record, _ in [record.resourceID] },
    "traffic-type": { record, _ in [record.trafficType] },
  ])
}
