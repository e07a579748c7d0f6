// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateFlowLogs` asks. Creates one or more flow logs to capture information about IP traffic for a specific
  /// network interface, subnet, or VPC.
  package struct CreateFlowLogsRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateFlowLogsResult
    package static let action = "CreateFlowLogs"

    package var clientToken: String?
    package var deliverCrossAccountRole: String?
    package var deliverLogsPermissionArn: String?
    package var destinationOptions: DestinationOptionsRequest?
    package var dryRun: Bool?
    package var logDestination: String?
    package var logDestinationType: String?
    package var logFormat: String?
    package var logGroupName: String?
    package var maxAggregationInterval: Int?
    package var resourceIds: [String] = []
    package var resourceType: String?
    package var tagSpecifications: [TagSpecification] = []
    package var trafficType: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("ResourceId", "ResourceType")
      clientToken = try query.string("ClientToken")
      deliverCrossAccountRole = try query.string("DeliverCrossAccountRole")
      deliverLogsPermissionArn = try query.string("DeliverLogsPermissionArn")
      destinationOptions = try query.structure("DestinationOptions")
      dryRun = try query.boolean("DryRun")
      logDestination = try query.string("LogDestination")
      logDestinationType = try query.string("LogDestinationType")
      logFormat = try query.string("LogFormat")
      logGroupName = try query.string("LogGroupName")
      maxAggregationInterval = try query.integer("MaxAggregationInterval")
      resourceIds = try query.strings("ResourceId") ?? []
      resourceType = try query.string("ResourceType")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      trafficType = try query.string("TrafficType")
    }
  }

  /// What `CreateFlowLogs` answers.
  package struct CreateFlowLogsResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var flowLogIds: [String]?
    package var unsuccessful: [UnsuccessfulItem]?

    package init(
      clientToken: String? = nil, flowLogIds: [String]? = nil, unsuccessful: [UnsuccessfulItem]? = nil
    ) {
      self.clientToken = clientToken; self.flowLogIds = flowLogIds; self.unsuccessful = unsuccessful
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.list("flowLogIdSet", flowLogIds)
      xml.list("unsuccessful", unsuccessful)
    }
  }

  /// What `DescribeFlowLogs` asks. Describes one or more flow logs.
  package struct DescribeFlowLogsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeFlowLogsResult
    package static let action = "DescribeFlowLogs"

    package var dryRun: Bool?
    package var filter: [Filter] = []
    package var flowLogIds: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filter = try query.structures("Filter") ?? []
      flowLogIds = try query.strings("FlowLogId") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeFlowLogs` answers.
  package struct DescribeFlowLogsResult: XMLEncodable, Equatable {
    package var flowLogs: [FlowLog]?
    package var nextToken: String?

    package init(
      flowLogs: [FlowLog]? = nil, nextToken: String? = nil
    ) {
      self.flowLogs = flowLogs; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("flowLogSet", flowLogs)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DeleteFlowLogs` asks. Deletes one or more flow logs.
  package struct DeleteFlowLogsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteFlowLogsResult
    package static let action = "DeleteFlowLogs"

    package var dryRun: Bool?
    package var flowLogIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("FlowLogId")
      dryRun = try query.boolean("DryRun")
      flowLogIds = try query.strings("FlowLogId") ?? []
    }
  }

  /// What `DeleteFlowLogs` answers.
  package struct DeleteFlowLogsResult: XMLEncodable, Equatable {
    package var unsuccessful: [UnsuccessfulItem]?

    package init(
      unsuccessful: [UnsuccessfulItem]? = nil
    ) {
      self.unsuccessful = unsuccessful
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("unsuccessful", unsuccessful)
    }
  }
}
