// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the destination options for a flow log.
  package struct DestinationOptionsResponse: XMLEncodable, Equatable {
    package var fileFormat: String?
    package var hiveCompatiblePartitions: Bool?
    package var perHourPartition: Bool?

    package init(
      fileFormat: String? = nil, hiveCompatiblePartitions: Bool? = nil, perHourPartition: Bool? = nil
    ) {
      self.fileFormat = fileFormat; self.hiveCompatiblePartitions = hiveCompatiblePartitions
      self.perHourPartition = perHourPartition
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("fileFormat", fileFormat)
      xml.element("hiveCompatiblePartitions", hiveCompatiblePartitions)
      xml.element("perHourPartition", perHourPartition)
    }
  }

  /// Describes a flow log.
  package struct FlowLog: XMLEncodable, Equatable {
    package var creationTime: Timestamp?
    package var deliverCrossAccountRole: String?
    package var deliverLogsErrorMessage: String?
    package var deliverLogsPermissionArn: String?
    package var deliverLogsStatus: String?
    package var destinationOptions: DestinationOptionsResponse?
    package var flowLogId: String?
    package var flowLogStatus: String?
    package var logDestination: String?
    package var logDestinationType: String?
    package var logFormat: String?
    package var logGroupName: String?
    package var maxAggregationInterval: Int?
    package var resourceId: String?
    package var tags: [Tag]?
    package var trafficType: String?

    package init(
      creationTime: Timestamp? = nil, deliverCrossAccountRole: String? = nil, deliverLogsErrorMessage: String? = nil,
      deliverLogsPermissionArn: String? = nil, deliverLogsStatus: String? = nil,
      destinationOptions: DestinationOptionsResponse? = nil, flowLogId: String? = nil, flowLogStatus: String? = nil,
      logDestination: String? = nil, logDestinationType: String? = nil, logFormat: String? = nil,
      logGroupName: String? = nil, maxAggregationInterval: Int? = nil, resourceId: String? = nil, tags: [Tag]? = nil,
      trafficType: String? = nil
    ) {
      self.creationTime = creationTime; self.deliverCrossAccountRole = deliverCrossAccountRole
      self.deliverLogsErrorMessage = deliverLogsErrorMessage; self.deliverLogsPermissionArn = deliverLogsPermissionArn
      self.deliverLogsStatus = deliverLogsStatus; self.destinationOptions = destinationOptions
      self.flowLogId = flowLogId; self.flowLogStatus = flowLogStatus; self.logDestination = logDestination
      self.logDestinationType = logDestinationType; self.logFormat = logFormat; self.logGroupName = logGroupName
      self.maxAggregationInterval = maxAggregationInterval; self.resourceId = resourceId; self.tags = tags
      self.trafficType = trafficType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("creationTime", creationTime)
      xml.element("deliverCrossAccountRole", deliverCrossAccountRole)
      xml.element("deliverLogsErrorMessage", deliverLogsErrorMessage)
      xml.element("deliverLogsPermissionArn", deliverLogsPermissionArn)
      xml.element("deliverLogsStatus", deliverLogsStatus)
      xml.structure("destinationOptions", destinationOptions)
      xml.element("flowLogId", flowLogId)
      xml.element("flowLogStatus", flowLogStatus)
      xml.element("logDestination", logDestination)
      xml.element("logDestinationType", logDestinationType)
      xml.element("logFormat", logFormat)
      xml.element("logGroupName", logGroupName)
      xml.element("maxAggregationInterval", maxAggregationInterval)
      xml.element("resourceId", resourceId)
      xml.list("tagSet", tags)
      xml.element("trafficType", trafficType)
    }
  }
}
