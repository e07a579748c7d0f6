// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `DescribeInstanceStatus` asks. Describes the status of the specified instances or all of your instances.
  package struct DescribeInstanceStatusRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeInstanceStatusResult
    package static let action = "DescribeInstanceStatus"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var includeAllInstances: Bool?
    package var includeManagedResources: Bool?
    package var instanceIds: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      includeAllInstances = try query.boolean("IncludeAllInstances")
      includeManagedResources = try query.boolean("IncludeManagedResources")
      instanceIds = try query.strings("InstanceId") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeInstanceStatus` answers.
  package struct DescribeInstanceStatusResult: XMLEncodable, Equatable {
    package var instanceStatuses: [InstanceStatus]?
    package var nextToken: String?

    package init(
      instanceStatuses: [InstanceStatus]? = nil, nextToken: String? = nil
    ) {
      self.instanceStatuses = instanceStatuses; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instanceStatusSet", instanceStatuses)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DescribeInstanceAttribute` asks. Describes the specified attribute of the specified instance.
  package struct DescribeInstanceAttributeRequest: EC2Request, Equatable {
    package typealias Response = EC2.InstanceAttribute
    package static let action = "DescribeInstanceAttribute"

    package var attribute: String?
    package var dryRun: Bool?
    package var instanceId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Attribute", "InstanceId")
      attribute = try query.string("Attribute")
      dryRun = try query.boolean("DryRun")
      instanceId = try query.string("InstanceId")
    }
  }

  /// What `ModifyInstanceAttribute` asks. Modifies the specified attribute of the specified instance.
  package struct ModifyInstanceAttributeRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ModifyInstanceAttribute"

    package var attribute: String?
    package var disableApiStop: AttributeBooleanValue?
    package var disableApiTermination: AttributeBooleanValue?
    package var dryRun: Bool?
    package var ebsOptimized: AttributeBooleanValue?
    package var enaSupport: AttributeBooleanValue?
    package var groups: [String] = []
    package var instanceId: String?
    package var instanceInitiatedShutdownBehavior: AttributeValue?
    package var instanceType: AttributeValue?
    package var kernel: AttributeValue?
    package var ramdisk: AttributeValue?
    package var sourceDestCheck: AttributeBooleanValue?
    package var sriovNetSupport: AttributeValue?
    package var userData: BlobAttributeValue?
    package var value: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceId")
      attribute = try query.string("Attribute")
      disableApiStop = try query.structure("DisableApiStop")
      disableApiTermination = try query.structure("DisableApiTermination")
      dryRun = try query.boolean("DryRun")
      ebsOptimized = try query.structure("EbsOptimized")
      enaSupport = try query.structure("EnaSupport")
      groups = try query.strings("GroupId") ?? []
      instanceId = try query.string("InstanceId")
      instanceInitiatedShutdownBehavior = try query.structure("InstanceInitiatedShutdownBehavior")
      instanceType = try query.structure("InstanceType")
      kernel = try query.structure("Kernel")
      ramdisk = try query.structure("Ramdisk")
      sourceDestCheck = try query.structure("SourceDestCheck")
      sriovNetSupport = try query.structure("SriovNetSupport")
      userData = try query.structure("UserData")
      value = try query.string("Value")
      query.ignore("BlockDeviceMapping")
    }
  }

  /// What `DescribeInstanceCreditSpecifications` asks. Describes the credit option for CPU usage of the specified
  /// burstable performance instances.
  package struct DescribeInstanceCreditSpecificationsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeInstanceCreditSpecificationsResult
    package static let action = "DescribeInstanceCreditSpecifications"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var instanceIds: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      instanceIds = try query.strings("InstanceId") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeInstanceCreditSpecifications` answers.
  package struct DescribeInstanceCreditSpecificationsResult: XMLEncodable, Equatable {
    package var instanceCreditSpecifications: [InstanceCreditSpecification]?
    package var nextToken: String?

    package init(
      instanceCreditSpecifications: [InstanceCreditSpecification]? = nil, nextToken: String? = nil
    ) {
      self.instanceCreditSpecifications = instanceCreditSpecifications; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instanceCreditSpecificationSet", instanceCreditSpecifications)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `ModifyInstanceMetadataOptions` asks. Modify the instance metadata parameters on a running or stopped
  /// instance.
  package struct ModifyInstanceMetadataOptionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifyInstanceMetadataOptionsResult
    package static let action = "ModifyInstanceMetadataOptions"

    package var dryRun: Bool?
    package var httpEndpoint: String?
    package var httpProtocolIpv6: String?
    package var httpPutResponseHopLimit: Int?
    package var httpTokens: String?
    package var instanceId: String?
    package var instanceMetadataTags: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceId")
      dryRun = try query.boolean("DryRun")
      httpEndpoint = try query.string("HttpEndpoint")
      httpProtocolIpv6 = try query.string("HttpProtocolIpv6")
      httpPutResponseHopLimit = try query.integer("HttpPutResponseHopLimit")
      httpTokens = try query.string("HttpTokens")
      instanceId = try query.string("InstanceId")
      instanceMetadataTags = try query.string("InstanceMetadataTags")
    }
  }

  /// What `ModifyInstanceMetadataOptions` answers.
  package struct ModifyInstanceMetadataOptionsResult: XMLEncodable, Equatable {
    package var instanceId: String?
    package var instanceMetadataOptions: InstanceMetadataOptionsResponse?

    package init(
      instanceId: String? = nil, instanceMetadataOptions: InstanceMetadataOptionsResponse? = nil
    ) {
      self.instanceId = instanceId; self.instanceMetadataOptions = instanceMetadataOptions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("instanceId", instanceId)
      xml.structure("instanceMetadataOptions", instanceMetadataOptions)
    }
  }
}
