// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `RunInstances` asks. Launches the specified number of instances using an AMI for which you have permissions.
  package struct RunInstancesRequest: EC2Request, Equatable {
    package typealias Response = EC2.Reservation
    package static let action = "RunInstances"

    package var additionalInfo: String?
    package var blockDeviceMappings: [BlockDeviceMapping] = []
    package var clientToken: String?
    package var disableApiStop: Bool?
    package var disableApiTermination: Bool?
    package var dryRun: Bool?
    package var ebsOptimized: Bool?
    package var enablePrimaryIpv6: Bool?
    package var iamInstanceProfile: IamInstanceProfileSpecification?
    package var imageId: String?
    package var instanceInitiatedShutdownBehavior: String?
    package var instanceType: String?
    package var ipv6AddressCount: Int?
    package var ipv6Addresses: [InstanceIpv6Address] = []
    package var kernelId: String?
    package var keyName: String?
    package var launchTemplate: LaunchTemplateSpecification?
    package var maxCount: Int?
    package var metadataOptions: InstanceMetadataOptionsRequest?
    package var minCount: Int?
    package var monitoring: RunInstancesMonitoringEnabled?
    package var networkInterfaces: [InstanceNetworkInterfaceSpecification] = []
    package var placement: Placement?
    package var privateDnsNameOptions: PrivateDnsNameOptionsRequest?
    package var privateIpAddress: String?
    package var ramdiskId: String?
    package var securityGroupIds: [String] = []
    package var securityGroups: [String] = []
    package var subnetId: String?
    package var tagSpecifications: [TagSpecification] = []
    package var userData: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("MaxCount", "MinCount")
      additionalInfo = try query.string("AdditionalInfo")
      blockDeviceMappings = try query.structures("BlockDeviceMapping") ?? []
      clientToken = try query.string("ClientToken")
      disableApiStop = try query.boolean("DisableApiStop")
      disableApiTermination = try query.boolean("DisableApiTermination")
      dryRun = try query.boolean("DryRun")
      ebsOptimized = try query.boolean("EbsOptimized")
      enablePrimaryIpv6 = try query.boolean("EnablePrimaryIpv6")
      iamInstanceProfile = try query.structure("IamInstanceProfile")
      imageId = try query.string("ImageId")
      instanceInitiatedShutdownBehavior = try query.string("InstanceInitiatedShutdownBehavior")
      instanceType = try query.string("InstanceType")
      ipv6AddressCount = try query.integer("Ipv6AddressCount")
      ipv6Addresses = try query.structures("Ipv6Address") ?? []
      kernelId = try query.string("KernelId")
      keyName = try query.string("KeyName")
      launchTemplate = try query.structure("LaunchTemplate")
      maxCount = try query.integer("MaxCount")
      metadataOptions = try query.structure("MetadataOptions")
      minCount = try query.integer("MinCount")
      monitoring = try query.structure("Monitoring")
      networkInterfaces = try query.structures("NetworkInterface") ?? []
      placement = try query.structure("Placement")
      privateDnsNameOptions = try query.structure("PrivateDnsNameOptions")
      privateIpAddress = try query.string("PrivateIpAddress")
      ramdiskId = try query.string("RamdiskId")
      securityGroupIds = try query.strings("SecurityGroupId") ?? []
      securityGroups = try query.strings("SecurityGroup") ?? []
      subnetId = try query.string("SubnetId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      userData = try query.string("UserData")
      query.ignore("ElasticGpuSpecification")
      query.ignore("ElasticInferenceAccelerator")
      query.ignore("InstanceMarketOptions")
      query.ignore("CreditSpecification")
      query.ignore("CpuOptions")
      query.ignore("CapacityReservationSpecification")
      query.ignore("HibernationOptions")
      query.ignore("LicenseSpecification")
      query.ignore("EnclaveOptions")
      query.ignore("MaintenanceOptions")
      query.ignore("NetworkPerformanceOptions")
      query.ignore("Operator")
      query.ignore("SecondaryInterface")
    }
  }

  /// What `DescribeInstances` asks. Describes the specified instances or all instances.
  package struct DescribeInstancesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeInstancesResult
    package static let action = "DescribeInstances"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var includeManagedResources: Bool?
    package var instanceIds: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      includeManagedResources = try query.boolean("IncludeManagedResources")
      instanceIds = try query.strings("InstanceId") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeInstances` answers.
  package struct DescribeInstancesResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var reservations: [Reservation]?

    package init(
      nextToken: String? = nil, reservations: [Reservation]? = nil
    ) {
      self.nextToken = nextToken; self.reservations = reservations
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("reservationSet", reservations)
    }
  }

  /// What `TerminateInstances` asks. Terminates (deletes) the specified instances.
  package struct TerminateInstancesRequest: EC2Request, Equatable {
    package typealias Response = EC2.TerminateInstancesResult
    package static let action = "TerminateInstances"

    package var dryRun: Bool?
    package var force: Bool?
    package var instanceIds: [String] = []
    package var skipOsShutdown: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceId")
      dryRun = try query.boolean("DryRun")
      force = try query.boolean("Force")
      instanceIds = try query.strings("InstanceId") ?? []
      skipOsShutdown = try query.boolean("SkipOsShutdown")
    }
  }

  /// What `TerminateInstances` answers.
  package struct TerminateInstancesResult: XMLEncodable, Equatable {
    package var terminatingInstances: [InstanceStateChange]?

    package init(
      terminatingInstances: [InstanceStateChange]? = nil
    ) {
      self.terminatingInstances = terminatingInstances
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instancesSet", terminatingInstances)
    }
  }

  /// What `StartInstances` asks. Starts an Amazon EBS-backed instance that you've previously stopped.
  package struct StartInstancesRequest: EC2Request, Equatable {
    package typealias Response = EC2.StartInstancesResult
    package static let action = "StartInstances"

    package var additionalInfo: String?
    package var dryRun: Bool?
    package var instanceIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceId")
      additionalInfo = try query.string("AdditionalInfo")
      dryRun = try query.boolean("DryRun")
      instanceIds = try query.strings("InstanceId") ?? []
    }
  }

  /// What `StartInstances` answers.
  package struct StartInstancesResult: XMLEncodable, Equatable {
    package var startingInstances: [InstanceStateChange]?

    package init(
      startingInstances: [InstanceStateChange]? = nil
    ) {
      self.startingInstances = startingInstances
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instancesSet", startingInstances)
    }
  }

  /// What `StopInstances` asks. Stops an Amazon EBS-backed instance.
  package struct StopInstancesRequest: EC2Request, Equatable {
    package typealias Response = EC2.StopInstancesResult
    package static let action = "StopInstances"

    package var dryRun: Bool?
    package var force: Bool?
    package var hibernate: Bool?
    package var instanceIds: [String] = []
    package var skipOsShutdown: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceId")
      dryRun = try query.boolean("DryRun")
      force = try query.boolean("Force")
      hibernate = try query.boolean("Hibernate")
      instanceIds = try query.strings("InstanceId") ?? []
      skipOsShutdown = try query.boolean("SkipOsShutdown")
    }
  }

  /// What `StopInstances` answers.
  package struct StopInstancesResult: XMLEncodable, Equatable {
    package var stoppingInstances: [InstanceStateChange]?

    package init(
      stoppingInstances: [InstanceStateChange]? = nil
    ) {
      self.stoppingInstances = stoppingInstances
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instancesSet", stoppingInstances)
    }
  }
}
