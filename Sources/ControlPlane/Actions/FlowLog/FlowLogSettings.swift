import EC2Shapes

/// What a call says of every flow log that it makes, checked.
struct FlowLogSettings {
  let resourceType: ResourceType
  let trafficType: String
  let destinationType: String
  let destination: String?
  let logGroupName: String?
  let format: String
  let maxAggregationInterval: Int
  let options: FlowLogRecord.DestinationOptions?

  enum ResourceType: String {
    case vpc = "VPC"
    case subnet = "Subnet"
    case networkInterface = "NetworkInterface"
  }

  init(_ request: EC2.CreateFlowLogsRequest) throws(EC2Error) {
    resourceType = try Self.resourceType(request.resourceType)
    trafficType = try Self.trafficType(request.trafficType)
    destinationType = try Self.destinationType(request.logDestinationType)
    destination = request.logDestination.flatMap { $0.isEmpty ? nil : $0 }
    let group = request.logGroupName.flatMap { $0.isEmpty ? nil : $0 }
    try Self.checkDestination(destinationType, destination, group, request)
    logGroupName = group ?? (destinationType == "cloud-watch-logs" ? destination.flatMap(Self.logGroup) : nil)
    format = request.logFormat ?? FlowLogFormat.standard
    if let given = request.logFormat { _ = try FlowLogFormat.names(in: given) }
    maxAggregationInterval = request.maxAggregationInterval ?? 600
    guard maxAggregationInterval == 60 || maxAggregationInterval == 600 else {
      throw Self.invalid("Invalid Flow Log Max Aggregation Interval")
    }
    options = try Self.options(request.destinationOptions, destinationType)
  }

  private static func resourceType(_ text: String?) throws(EC2Error) -> ResourceType {
    guard let text, !text.isEmpty else { throw .missingParameter("ResourceType") }
    if let type = ResourceType(rawValue: text) { return type }
    guard ["TransitGateway", "TransitGatewayAttachment", "RegionalNatGateway"].contains(text) else {
      throw .invalidParameterValue(
        text,
        parameter: "ResourceType",
        reason: "Valid values are VPC, Subnet and NetworkInterface."
      )
    }
    throw EC2Error(code: "UnsupportedOperation", message: "Flow logs of the resource type \(text) are not supported.")
  }

  private static func trafficType(_ text: String?) throws(EC2Error) -> String {
    guard let text, !text.isEmpty else { throw .missingParameter("TrafficType") }
    guard ["ACCEPT", "REJECT", "ALL"].contains(text) else {
      throw .invalidParameterValue(
        text,
        parameter: "TrafficType",
        reason: "Valid values are ACCEPT, REJECT and ALL."
      )
    }
    return text
  }

  private static func destinationType(_ text: String?) throws(EC2Error) -> String {
    guard let text, !text.isEmpty else { return "cloud-watch-logs" }
    guard ["cloud-watch-logs", "s3", "kinesis-data-firehose"].contains(text) else {
      throw .invalidParameterValue(
        text,
        parameter: "LogDestinationType",
        reason: "Valid values are cloud-watch-logs, s3 and kinesis-data-firehose."
      )
    }
    return text
  }

  private static func checkDestination(
    _ type: String,
    _ destination: String?,
    _ group: String?,
    _ request: EC2.CreateFlowLogsRequest
  ) throws(EC2Error) {
    let role = request.deliverLogsPermissionArn.flatMap { $0.isEmpty ? nil : $0 }
    if destination == nil, group == nil {
      throw invalid("LogDestination can't be empty if LogGroupName is not provided.")
    }
    if destination != nil, group != nil {
      throw invalid("Please only provide LogGroupName or only provide LogDestination.")
    }
    if request.deliverCrossAccountRole?.isEmpty == false, role == nil {
      throw invalid(
        "When providing a role for cross-account delivery, "
          + "both the DeliverLogsPermissionArn and DeliverCrossAccountRole fields must be set."
      )
    }
    switch type {
    case "cloud-watch-logs":
      guard role != nil else {
        throw invalid("DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.")
      }
    case "s3":
      if group != nil { throw onlyForCloudWatch }
      if role != nil { throw invalid("DeliverLogsPermissionArn is not applicable for s3 delivery") }
    default:
      if group != nil { throw onlyForCloudWatch }
    }
    guard let destination else { return }
    let service = ["cloud-watch-logs": "logs", "s3": "s3", "kinesis-data-firehose": "firehose"][type] ?? ""
    // arn:partition:service:…, with at least a resource after region and account.
    let parts = destination.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == service, !parts[5].isEmpty else {
      throw invalid("LogDestination: \(destination.prefix(256)) is not a valid ARN of \(type).")
    }
  }

  private static let onlyForCloudWatch = invalid(
    "LogDestination type must be cloud-watch-logs if LogGroupName is provided."
  )

  /// The name in `arn:aws:logs:region:account:log-group:name:*`.
  private static func logGroup(_ arn: String) -> String? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count >= 7 && parts[5] == "log-group" ? String(parts[6]) : nil
  }

  private static func options(_ options: EC2.DestinationOptionsRequest?, _ type: String) throws(EC2Error)
    -> FlowLogRecord.DestinationOptions?
  {
    guard let options else { return nil }
    guard type == "s3" else { throw invalid("DestinationOptions can only be provided for s3 delivery.") }
    let format = options.fileFormat ?? "plain-text"
    guard format == "plain-text" || format == "parquet" else {
      throw .invalidParameterValue(
        format,
        parameter: "FileFormat",
        reason: "Valid values are plain-text and parquet."
      )
    }
    return FlowLogRecord.DestinationOptions(
      fileFormat: format,
      hiveCompatiblePartitions: options.hiveCompatiblePartitions ?? false,
      perHourPartition: options.perHourPartition ?? false
    )
  }

  private static func invalid(_ message: String) -> EC2Error { EC2Error(code: "InvalidParameter", message: message) }
}
