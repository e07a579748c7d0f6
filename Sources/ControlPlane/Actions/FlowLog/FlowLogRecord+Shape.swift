package import EC2Shapes
import VPCModel

extension FlowLogRecord: IdentifiedRecord {
  package static var identifierWords: IdentifierWords {
    IdentifierWords(
      prefix: "fl",
      notFoundCode: "InvalidFlowLogId.NotFound",
      notFoundMessage: "These flow log ids in the input list are not found: [TotalCount: 1] %",
      malformedCode: "InvalidFlowLogId.Malformed"
    )
  }

  /// The flow log as EC2 describes it. Nothing is delivered to the destination from here, so that it never fails.
  package var shape: EC2.FlowLog {
    EC2.FlowLog(
      creationTime: creationTime,
      deliverCrossAccountRole: deliverCrossAccountRole,
      deliverLogsPermissionArn: deliverLogsPermissionARN,
      deliverLogsStatus: Self.deliveryStatus,
      destinationOptions: destinationOptions.map { options in
        EC2.DestinationOptionsResponse(
          fileFormat: options.fileFormat,
          hiveCompatiblePartitions: options.hiveCompatiblePartitions,
          perHourPartition: options.perHourPartition
        )
      },
      flowLogId: id,
      flowLogStatus: "ACTIVE",
      logDestination: logDestination,
      logDestinationType: logDestinationType,
      logFormat: logFormat,
      logGroupName: logGroupName,
      maxAggregationInterval: maxAggregationInterval,
      resourceId: resourceID,
      tags: TagWords.shapes(tags),
      trafficType: trafficType
    )
  }

  static let deliveryStatus = "SUCCESS"
}
