package import EC2Shapes
package import VPCModel

/// A flow log subscription.
package struct FlowLogRecord: Record {
  package static var kind: RecordKind { .flowLog }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.flowLogs }

  /// `fl-…`
  package var id: String
  package var location: Location
  /// The VPC, subnet or network interface it watches.
  package var resourceID: String
  /// `ACCEPT`, `REJECT` or `ALL`.
  package var trafficType: String
  /// `s3`, `cloud-watch-logs` or `kinesis-data-firehose`.
  package var logDestinationType: String
  package var logDestination: String?
  package var logGroupName: String?
  package var deliverLogsPermissionARN: String?
  package var deliverCrossAccountRole: String?
  package var logFormat: String
  /// 60 or 600 seconds.
  package var maxAggregationInterval: Int
  package var destinationOptions: DestinationOptions?
  package var creationTime: Timestamp
  package var tags: Tags

  package init(
    id: String,
    location: Location,
    resourceID: String,
    trafficType: String,
    logDestinationType: String,
    logDestination: String? = nil,
    logGroupName: String? = nil,
    deliverLogsPermissionARN: String? = nil,
    deliverCrossAccountRole: String? = nil,
    logFormat: String,
    maxAggregationInterval: Int,
    destinationOptions: DestinationOptions? = nil,
    creationTime: Timestamp,
    tags: Tags = [:]
  ) {
    self.id = id
    self.location = location
    self.resourceID = resourceID
    self.trafficType = trafficType
    self.logDestinationType = logDestinationType
    self.logDestination = logDestination
    self.logGroupName = logGroupName
    self.deliverLogsPermissionARN = deliverLogsPermissionARN
    self.deliverCrossAccountRole = deliverCrossAccountRole
    self.logFormat = logFormat
    self.maxAggregationInterval = maxAggregationInterval
    self.destinationOptions = destinationOptions
    self.creationTime = creationTime
    self.tags = tags
  }

  package var recordID: String { id }

  package var links: [String] { [resourceID] }

  package struct DestinationOptions: Codable, Hashable, Sendable {
    package var fileFormat: String
    package var hiveCompatiblePartitions: Bool
    package var perHourPartition: Bool

    package init(fileFormat: String, hiveCompatiblePartitions: Bool, perHourPartition: Bool) {
      self.fileFormat = fileFormat
      self.hiveCompatiblePartitions = hiveCompatiblePartitions
      self.perHourPartition = perHourPartition
    }
  }
}
