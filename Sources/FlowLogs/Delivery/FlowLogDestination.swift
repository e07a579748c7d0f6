/// Where a flow log's records go: in AWS a bucket, a log group or a delivery stream; here folders that are laid out as
/// these are.
package enum FlowLogDestination: Hashable, Sendable {
  /// Folders as CreateFlowLogs' `DestinationOptions` has them.
  package struct Partitions: Hashable, Sendable {
    package var isHiveCompatible: Bool
    package var isPerHour: Bool

    package init(isHiveCompatible: Bool = false, isPerHour: Bool = false) {
      self.isHiveCompatible = isHiveCompatible
      self.isPerHour = isPerHour
    }
  }

  case bucket(String, prefix: String, Partitions)
  case logGroup(String)
  case deliveryStream(String)

  /// Reads a flow log's destination as the EC2 API has it; `nil` for what names none.
  ///
  /// - Parameters:
  ///   - type: `s3`, `cloud-watch-logs` or `kinesis-data-firehose`.
  ///   - arn: `arn:aws:s3:::bucket/prefix`, `arn:aws:logs:region:account:log-group:name`, or
  ///     `arn:aws:firehose:region:account:deliverystream/name`.
  ///   - logGroupName: for `cloud-watch-logs`, in place of the ARN.
  package init?(type: String, arn: String?, logGroupName: String? = nil, partitions: Partitions = Partitions()) {
    let parts = arn?.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false) ?? []
    let resource = parts.count == 6 ? String(parts[5]) : ""
    switch type {
    case "s3":
      let path = resource.split(separator: "/", maxSplits: 1)
      guard let bucket = path.first else { return nil }
      self = .bucket(String(bucket), prefix: path.count == 2 ? String(path[1]) : "", partitions)
    case "cloud-watch-logs":
      if let logGroupName, !logGroupName.isEmpty {
        self = .logGroup(logGroupName)
        return
      }
      let path = resource.split(separator: ":", omittingEmptySubsequences: false)
      guard path.count >= 2, path[0] == "log-group", !path[1].isEmpty else { return nil }
      self = .logGroup(String(path[1]))
    case "kinesis-data-firehose":
      let path = resource.split(separator: "/", maxSplits: 1)
      guard path.count == 2, path[0] == "deliverystream" else { return nil }
      self = .deliveryStream(String(path[1]))
    default: return nil
    }
  }
}

extension FlowLogSubscription {
  /// The folder of everything that goes to its destination, under the root of all.
  var folder: String {
    switch destination {
    case .bucket(let bucket, let prefix, _): Self.path(["s3", bucket, prefix])
    case .logGroup(let name): Self.path(["cloud-watch-logs", name])
    case .deliveryStream(let name): Self.path(["kinesis-data-firehose", name])
    }
  }

  /// The file in a bucket, under ``folder``: `AWSLogs/account/vpcflowlogs/region/year/month/day/…log` (VPC user guide,
  /// "Publish flow logs to Amazon S3", flow log files).
  /// - Parameter hash: tells files of one minute apart.
  func object(begun: FlowTime, hash: String, _ partitions: FlowLogDestination.Partitions) -> String {
    let time = begun.components
    func padded(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let (month, day, hour) = (padded(time.month), padded(time.day), padded(time.hour))
    var folders =
      partitions.isHiveCompatible
      ? [
        "AWSLogs", "aws-account-id=\(accountID)", "aws-service=vpcflowlogs", "aws-region=\(region)",
        "year=\(time.year)", "month=\(month)", "day=\(day)",
      ] : ["AWSLogs", accountID, "vpcflowlogs", region, "\(time.year)", month, day]
    if partitions.isPerHour { folders.append(partitions.isHiveCompatible ? "hour=\(hour)" : hour) }
    let minute = "\(time.year)\(month)\(day)T\(hour)\(padded(time.minute))Z"
    return Self.path(folders + ["\(accountID)_vpcflowlogs_\(region)_\(id)_\(minute)_\(hash).log"])
  }

  /// The stream of one interface in a log group.
  func stream(of interface: String) -> String { Self.path(["\(interface)-\(traffic.rawValue.lowercased())"]) }

  /// Parts of a path, each perhaps of several folders, made safe: names come from whoever calls the API, and none may
  /// lead out of the folder that it is for.
  static func path(_ parts: [String]) -> String {
    parts.flatMap { $0.split(separator: "/") }.map { part in
      if part.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) {
        return part.utf8.map { _ in "%2E" }.joined()
      }
      return FlowRecordFormat.percentEncoded(String(part))
    }.joined(separator: "/")
  }
}
