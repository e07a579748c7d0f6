import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Flow logs")
struct FlowLogTests {
  var cloud = TestCloud()
  private static let role = "arn:aws:iam::123456789012:role/flow-logs"

  init() {
    cloud.openRegion()
    let vpcID = cloud.putVPC("vpc-11111111", "10.0.0.0/16")
    cloud.putSubnet("subnet-11111111", in: vpcID)
    let interface = NetworkInterface(id: "eni-11111111", vpcID: vpcID, subnetID: "subnet-11111111", groupIDs: [])
    cloud.state.apply(
      .put(NetworkInterfaceRecord(interface: interface, location: cloud.location, macAddress: "02:00:00:00:00:01"))
    )
  }

  @Test("A flow log to S3 has the default format and interval")
  mutating func createForS3() throws {
    let request = with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) {
      $0.destinationOptions = with(EC2.DestinationOptionsRequest()) { $0.fileFormat = "parquet" }
      $0.tagSpecifications = [
        with(EC2.TagSpecification()) {
          $0.resourceType = "vpc-flow-log"
          $0.tags = [EC2.Tag(key: "Name", value: "all")]
        }
      ]
    }
    let id = try #require(try cloud.perform(request).flowLogIds?.first)
    let log = try #require(
      try cloud.perform(with(EC2.DescribeFlowLogsRequest()) { $0.flowLogIds = [id] }).flowLogs?.first
    )
    #expect(id.hasPrefix("fl-"))
    #expect(log.resourceId == "vpc-11111111")
    #expect(log.logDestinationType == "s3")
    #expect(log.logDestination == "arn:aws:s3:::logs/flows/")
    #expect(log.logGroupName == nil)
    #expect(log.logFormat?.hasPrefix("${version} ${account-id} ${interface-id} ${srcaddr}") == true)
    #expect(log.logFormat?.hasSuffix("${action} ${log-status}") == true)
    #expect(log.maxAggregationInterval == 600)
    #expect(log.flowLogStatus == "ACTIVE")
    #expect(log.deliverLogsStatus == "SUCCESS")
    #expect(log.creationTime == cloud.now)
    #expect(
      log.destinationOptions
        == EC2.DestinationOptionsResponse(
          fileFormat: "parquet",
          hiveCompatiblePartitions: false,
          perHourPartition: false
        )
    )
    #expect(log.tags == [EC2.Tag(key: "Name", value: "all")])
  }

  @Test("A log group is known by its name or its ARN")
  mutating func createForCloudWatch() throws {
    var request = EC2.CreateFlowLogsRequest.s3("subnet-11111111")
    request.resourceType = "Subnet"
    request.logDestinationType = nil
    request.logDestination = "arn:aws:logs:eu-central-1:123456789012:log-group:flows:*"
    request.deliverLogsPermissionArn = Self.role
    try cloud.perform(request)
    request.logDestination = nil
    request.logGroupName = "others"
    request.maxAggregationInterval = 60
    try cloud.perform(request)
    let logs = try cloud.perform(EC2.DescribeFlowLogsRequest()).flowLogs
    #expect(Set(logs?.compactMap(\.logGroupName) ?? []) == ["flows", "others"])
    #expect(
      logs?.allSatisfy { $0.logDestinationType == "cloud-watch-logs" && $0.deliverLogsPermissionArn == Self.role }
        == true
    )
  }

  @Test(
    "Requests that make no sense are refused",
    arguments: [
      ("no role", "InvalidParameter"), ("group for s3", "InvalidParameter"), ("role for s3", "InvalidParameter"),
      ("no destination", "InvalidParameter"), ("both destinations", "InvalidParameter"),
      ("other service", "InvalidParameter"), ("interval", "InvalidParameter"), ("traffic", "InvalidParameterValue"),
      ("no traffic", "MissingParameter"), ("type", "InvalidParameterValue"), ("gateway", "UnsupportedOperation"),
      ("destination type", "InvalidParameterValue"), ("options", "InvalidParameter"),
      ("file format", "InvalidParameterValue"), ("cross account", "InvalidParameter"),
      ("tags", "InvalidParameterValue"),
    ]
  )
  mutating func errors(_ mistake: String, _ code: String) throws {
    let request = with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) {
      switch mistake {
      case "no role":
        $0.logDestinationType = nil
        $0.logDestination = nil
        $0.logGroupName = "flows"
      case "group for s3":
        $0.logDestination = nil
        $0.logGroupName = "flows"
      case "role for s3": $0.deliverLogsPermissionArn = Self.role
      case "no destination": $0.logDestination = nil
      case "both destinations": $0.logGroupName = "flows"
      case "other service": $0.logDestination = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/x"
      case "interval": $0.maxAggregationInterval = 300
      case "traffic": $0.trafficType = "all"
      case "no traffic": $0.trafficType = nil
      case "type": $0.resourceType = "Instance"
      case "gateway": $0.resourceType = "TransitGateway"
      case "destination type": $0.logDestinationType = "disk"
      case "options":
        $0.logDestinationType = "kinesis-data-firehose"
        $0.logDestination = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/x"
        $0.destinationOptions = EC2.DestinationOptionsRequest()
      case "file format": $0.destinationOptions = with(EC2.DestinationOptionsRequest()) { $0.fileFormat = "csv" }
      case "cross account": $0.deliverCrossAccountRole = Self.role
      default:
        $0.tagSpecifications = [with(EC2.TagSpecification()) { $0.resourceType = "vpc" }]
      }
    }
    cloud.expectError(code, request)
    #expect(cloud.state.flowLogs.count == 0)
  }

  @Test("Formats name known fields, each once, one space between")
  mutating func formats() throws {
    let all = FlowLogFormat.fields.flatMap(\.names)
    #expect(try FlowLogFormat.names(in: all.map { "${\($0)}" }.joined(separator: " ")) == all)
    #expect(all.count == Set(all).count)
    for format in [
      "", "srcaddr", "${srcaddr} ", "${srcaddr}  ${dstaddr}", "${srcaddr},${dstaddr}", "${}", "$ {srcaddr}",
      "${srcaddr}${dstaddr}",
    ] {
      cloud.expectError(
        "InvalidParameterValue",
        with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) { $0.logFormat = format }
      )
    }
    for format in ["${source}", "${srcaddr} ${srcaddr}"] {
      cloud.expectError(
        "InvalidParameter",
        with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) { $0.logFormat = format }
      )
    }
    try cloud.perform(
      with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) { $0.logFormat = "${srcaddr} ${reject-reason}" }
    )
  }

  @Test("What some resources cannot have is told beside what was made; where nothing was made the call fails")
  mutating func unsuccessful() throws {
    var request = EC2.CreateFlowLogsRequest.s3("vpc-11111111")
    try cloud.perform(request)
    cloud.expectError(
      "FlowLogAlreadyExists",
      "Error. There is an existing Flow Log with the same configuration and log destination.",
      request
    )
    cloud.putVPC("vpc-22222222", "10.2.0.0/16")
    request.resourceIds = ["vpc-11111111", "vpc-22222222", "vpc-99999999", "vpc-22222222"]
    let response = try cloud.perform(request)
    #expect(response.flowLogIds?.count == 1)
    #expect(response.unsuccessful?.map(\.resourceId) == ["vpc-11111111", "vpc-99999999", "vpc-22222222"])
    #expect(
      response.unsuccessful?.map(\.error?.code) == [
        "FlowLogAlreadyExists", "InvalidVpcID.NotFound", "FlowLogAlreadyExists",
      ]
    )
    cloud.expectError("InvalidVpcID.NotFound", .s3("vpc-99999999"))
    cloud.expectError(
      "InvalidSubnetID.NotFound",
      with(EC2.CreateFlowLogsRequest.s3("subnet-99999999")) { $0.resourceType = "Subnet" }
    )
    cloud.expectError(
      "InvalidNetworkInterfaceID.NotFound",
      with(EC2.CreateFlowLogsRequest.s3("eni-99999999")) { $0.resourceType = "NetworkInterface" }
    )
    try cloud.perform(with(EC2.CreateFlowLogsRequest.s3("eni-11111111")) { $0.resourceType = "NetworkInterface" })
    // Other traffic is another flow log.
    try cloud.perform(with(EC2.CreateFlowLogsRequest.s3("vpc-11111111")) { $0.trafficType = "REJECT" })
    #expect(cloud.state.flowLogs.count == 4)
  }

  @Test("Deleting takes all of the named flow logs, or none")
  mutating func delete() throws {
    let id = try #require(try cloud.perform(.s3("vpc-11111111")).flowLogIds?.first)
    cloud.expectError(
      "InvalidFlowLogId.NotFound",
      "These flow log ids in the input list are not found: [TotalCount: 1] fl-99999999",
      with(EC2.DeleteFlowLogsRequest()) { $0.flowLogIds = [id, "fl-99999999"] }
    )
    #expect(cloud.state.flowLogs[id] != nil)
    cloud.expectError(
      "InvalidFlowLogId.NotFound",
      as: cloud.caller(account: "210987654321"),
      with(EC2.DeleteFlowLogsRequest()) { $0.flowLogIds = [id] }
    )
    #expect(try cloud.perform(with(EC2.DeleteFlowLogsRequest()) { $0.flowLogIds = [id] }).unsuccessful == [])
    #expect(try cloud.perform(with(EC2.DescribeFlowLogsRequest()) { $0.flowLogIds = [id] }).flowLogs == [])
    try cloud.perform(.s3("vpc-11111111"))
  }

  @Test(
    "Every filter of DescribeFlowLogs tells flow logs apart",
    arguments: [
      ("deliver-log-status", "SUCCESS"), ("log-destination-type", "cloud-watch-logs"), ("flow-log-id", "fl-*"),
      ("log-group-name", "flows"), ("resource-id", "vpc-11111111"), ("traffic-type", "ALL"), ("tag:Name", "x"),
      ("tag-key", "Name"),
    ]
  )
  mutating func filters(_ name: String, _ value: String) throws {
    var request = EC2.CreateFlowLogsRequest.s3("vpc-11111111")
    request.logDestinationType = "cloud-watch-logs"
    request.logDestination = nil
    request.logGroupName = "flows"
    request.deliverLogsPermissionArn = Self.role
    request.tagSpecifications = [
      with(EC2.TagSpecification()) {
        $0.resourceType = "vpc-flow-log"
        $0.tags = [EC2.Tag(key: "Name", value: "x")]
      }
    ]
    try cloud.perform(request)
    #expect(
      try cloud.perform(with(EC2.DescribeFlowLogsRequest()) { $0.filter = [filter(name, value)] }).flowLogs?.count == 1
    )
    #expect(
      try cloud.perform(with(EC2.DescribeFlowLogsRequest()) { $0.filter = [filter(name, "nothing")] }).flowLogs == []
    )
    cloud.expectError(
      "InvalidParameterValue",
      with(EC2.DescribeFlowLogsRequest()) { $0.filter = [filter("state", "x")] }
    )
  }
}

extension EC2Request where Self == EC2.CreateFlowLogsRequest {
  fileprivate static func s3(_ resourceID: String) -> Self {
    with(Self()) {
      $0.resourceIds = [resourceID]
      $0.resourceType = "VPC"
      $0.trafficType = "ALL"
      $0.logDestinationType = "s3"
      $0.logDestination = "arn:aws:s3:::logs/flows/"
    }
  }
}
