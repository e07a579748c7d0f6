import ControlPlane
import FlowLogs
import VPCModel

extension FlowLogSubscription {
  /// What a flow log of the API asks for; `nil` where it names a resource, a format or a destination that records cannot
  /// be made for.
  init?(_ record: FlowLogRecord) {
    let resource: Resource
    switch record.resourceID.prefix(while: { $0 != "-" }) {
    case "eni": resource = .networkInterface(NetworkInterface.ID(record.resourceID))
    case "subnet": resource = .subnet(Subnet.ID(record.resourceID))
    case "vpc": resource = .vpc(VPC.ID(record.resourceID))
    default: return nil
    }
    let options = record.destinationOptions
    let destination = FlowLogDestination(
      type: record.logDestinationType,
      arn: record.logDestination,
      logGroupName: record.logGroupName,
      partitions: FlowLogDestination.Partitions(
        isHiveCompatible: options?.hiveCompatiblePartitions ?? false,
        isPerHour: options?.perHourPartition ?? false
      )
    )
    guard let destination, let traffic = Traffic(rawValue: record.trafficType),
      let format = try? FlowRecordFormat(parsing: record.logFormat)
    else { return nil }
    self.init(
      id: record.id,
      accountID: record.location.accountID,
      region: record.location.region,
      resource: resource,
      traffic: traffic,
      format: format,
      interval: Int64(record.maxAggregationInterval),
      destination: destination
    )
  }
}
