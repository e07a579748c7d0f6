import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Instances")
struct InstanceTests {
  var cloud = TestCloud()
  let subnetID = "subnet-00000000000000001"

  init() throws {
    try cloud.addVPC(isDefault: true)
    try cloud.addSubnet(mapsPublicAddress: true, isDefault: true)
    try cloud.addSubnet("subnet-00000000000000002", ipv4: "10.0.2.0/28", ipv6: "2001:db8:0:2::/64")
    try cloud.addSubnet("subnet-00000000000000003", ipv4: "10.0.3.0/24", zone: "eu-central-1b")
    cloud.addGroup("sg-00000000000000002", name: "web")
    try cloud.addVPC("vpc-00000000000000002", group: "sg-0000000000000000f")
  }

  private static func request(_ change: (inout EC2.RunInstancesRequest) -> Void = { _ in }) -> EC2.RunInstancesRequest {
    var request = EC2.RunInstancesRequest()
    request.imageId = "ami-0123456789abcdef0"
    request.instanceType = "t3.micro"
    request.minCount = 1
    request.maxCount = 1
    change(&request)
    return request
  }

  private mutating func run(_ change: (inout EC2.RunInstancesRequest) -> Void = { _ in }) throws -> EC2.Instance {
    try #require(try cloud.perform(Self.request(change)).instances?.first)
  }

  private mutating func describe(_ id: String?) throws -> EC2.Instance {
    var request = EC2.DescribeInstancesRequest()
    request.instanceIds = [try #require(id)]
    return try #require(try cloud.perform(request).reservations?.first?.instances?.first)
  }

  private func filter(_ name: String, _ values: String...) -> EC2.Filter {
    var filter = EC2.Filter()
    filter.name = name
    filter.values = values
    return filter
  }

  private mutating func terminate(_ ids: String?...) throws {
    var request = EC2.TerminateInstancesRequest()
    request.instanceIds = ids.compactMap(\.self)
    try cloud.perform(request)
  }

  @Test("a launch gets the zone, metadata options, tenancy and root volume that it asks for")
  mutating func launchWithOptions() throws {
    let launched = try run { request in
      request.placement = .init(availabilityZone: "eu-central-1a", tenancy: "dedicated")
      var options = EC2.InstanceMetadataOptionsRequest()
      options.httpTokens = "required"
      options.httpPutResponseHopLimit = 3
      request.metadataOptions = options
      request.blockDeviceMappings = [
        .init(deviceName: "/dev/xvda", ebs: .init(encrypted: true, volumeSize: 30, volumeType: "gp2")),
        .init(deviceName: "/dev/xvdb", ebs: .init(volumeSize: 100)),
      ]
    }
    let shown = try describe(launched.instanceId)
    #expect(shown.placement?.availabilityZone == "eu-central-1a")
    #expect(shown.placement?.tenancy == "dedicated")
    #expect(shown.metadataOptions?.httpTokens == "required")
    #expect(shown.metadataOptions?.httpPutResponseHopLimit == 3)
    #expect(shown.metadataOptions?.httpEndpoint == "enabled")
    var request = EC2.DescribeVolumesRequest()
    request.volumeIds = [try #require(shown.blockDeviceMappings?.first?.ebs?.volumeId)]
    let volume = try #require(try cloud.perform(request).volumes?.first)
    #expect(volume.size == 30)
    #expect(volume.volumeType == "gp2")
    #expect(volume.iops == 100)
    #expect(volume.throughput == nil)
    #expect(volume.encrypted == true)
  }

  @Test("the root volume's tags are changed and listed like any resource's until the instance is terminated")
  mutating func volumeTags() throws {
    let launched = try run()
    let volumeID = try #require(try describe(launched.instanceId).blockDeviceMappings?.first?.ebs?.volumeId)
    var create = EC2.CreateTagsRequest()
    create.resources = [volumeID]
    create.tags = [.init(key: "kind", value: "root"), .init(key: "owner", value: "nobody")]
    try cloud.perform(create)
    var delete = EC2.DeleteTagsRequest()
    delete.resources = [volumeID]
    delete.tags = [.init(key: "owner")]
    try cloud.perform(delete)
    var describe = EC2.DescribeTagsRequest()
    let expected = EC2.TagDescription(key: "kind", resourceId: volumeID, resourceType: "volume", value: "root")
    for (name, value) in [("resource-id", volumeID), ("resource-type", "volume"), ("key", "kind")] {
      describe.filters = [filter(name, value)]
      #expect(try cloud.perform(describe).tags == [expected])
    }
    try terminate(launched.instanceId)
    #expect(try cloud.perform(describe).tags == [])
    #expect(throws: EC2Error(code: "InvalidVolume.NotFound", message: "The volume '\(volumeID)' does not exist.")) {
      try cloud.perform(create)
    }
  }

  @Test("a launch whose zone is empty is placed by its subnet, as Terraform asks for it")
  mutating func emptyZone() throws {
    let launched = try run { $0.placement = .init(availabilityZone: "") }
    #expect(try describe(launched.instanceId).placement?.availabilityZone?.hasPrefix("eu-central-1") == true)
  }

  @Test("a launch is refused whose zone, placement or volume EC2 refuses")
  mutating func refusedOptions() throws {
    func volume(_ device: String, _ words: EC2.EbsBlockDevice) -> EC2.RunInstancesRequest {
      Self.request { $0.blockDeviceMappings = [.init(deviceName: device, ebs: words)] }
    }
    let refused: [(String, EC2.RunInstancesRequest)] = [
      ("InvalidParameterValue", Self.request { $0.placement = .init(availabilityZone: "eu-central-1q") }),
      (
        "InvalidParameterValue",
        Self.request {
          $0.subnetId = "subnet-00000000000000003"
          $0.placement = .init(availabilityZone: "eu-central-1a")
        }
      ),
      ("MissingInput", Self.request { $0.placement = .init(availabilityZone: "eu-central-1c") }),
      ("InvalidPlacementGroup.Unknown", Self.request { $0.placement = .init(groupName: "together") }),
      ("UnsupportedOperation", Self.request { $0.placement = .init(tenancy: "host") }),
      ("InvalidParameterValue", volume("/dev/xvda", .init(volumeSize: 8, volumeType: "fast"))),
      ("InvalidParameterValue", volume("/dev/xvda", .init(volumeSize: 0))),
      ("InvalidParameterCombination", volume("/dev/xvda", .init(throughput: 250, volumeType: "gp2"))),
      ("MissingParameter", volume("", .init(volumeSize: 8))),
    ]
    for (code, request) in refused {
      let error = #expect(throws: EC2Error.self) { try cloud.perform(request) }
      #expect(error?.code == code)
    }
  }

  @Test("a launch that says nothing goes to the default subnet with the default group and a public address")
  mutating func defaultLaunch() throws {
    let launched = try run()
    #expect(launched.state == .init(code: 0, name: "pending"))
    let shown = try describe(launched.instanceId)
    #expect(shown.state == .init(code: 16, name: "running"))
    #expect(shown.subnetId == subnetID && shown.vpcId == "vpc-00000000000000001")
    #expect(shown.securityGroups == [.init(groupId: "sg-00000000000000001", groupName: "default")])
    let address = try #require(shown.publicIpAddress.flatMap { IPv4Address($0) })
    #expect(
      shown.publicDnsName == "ec2-\(address.description.replacing(".", with: "-")).eu-central-1.compute.amazonaws.com"
    )
    #expect(shown.networkInterfaces?.first?.association?.ipOwnerId == "amazon")
    #expect(shown.blockDeviceMappings?.count == 1)
    let id = try #require(launched.instanceId)
    let model = try #require(cloud.state.network.instances[Instance.ID(id)])
    let interface = try #require(cloud.state.network.networkInterfaces[model.networkInterfaceIDs[0]])
    #expect(interface.privateIPv4Addresses[0].publicAddress == address)
    #expect(interface.attachment?.instanceID?.text == id && interface.status == "in-use")
  }

  @Test("a launch carries subnet, groups, addresses, tags of three kinds and user data")
  mutating func fullLaunch() throws {
    let launched = try run {
      $0.subnetId = "subnet-00000000000000002"
      $0.securityGroupIds = ["sg-00000000000000002"]
      $0.privateIpAddress = "10.0.2.9"
      $0.ipv6AddressCount = 1
      $0.userData = "aGVsbG8="
      $0.keyName = "key"
      $0.tagSpecifications = ["instance", "network-interface", "volume"].map {
        var specification = EC2.TagSpecification()
        specification.resourceType = $0
        specification.tags = [.init(key: "kind", value: $0)]
        return specification
      }
    }
    let shown = try describe(launched.instanceId)
    #expect(shown.privateIpAddress == "10.0.2.9" && shown.ipv6Address != nil && shown.publicIpAddress == nil)
    #expect(shown.privateDnsName == "ip-10-0-2-9.eu-central-1.compute.internal")
    #expect(shown.tags == [.init(key: "kind", value: "instance")])
    let interface = try #require(shown.networkInterfaces?.first?.networkInterfaceId)
    #expect(cloud.state.networkInterfaces[interface]?.tags == ["kind": "network-interface"])
    var volumes = EC2.DescribeVolumesRequest()
    volumes.filters = [filter("attachment.instance-id", try #require(launched.instanceId))]
    #expect(try cloud.perform(volumes).volumes?.first?.tags == [.init(key: "kind", value: "volume")])
    var attribute = EC2.DescribeInstanceAttributeRequest()
    attribute.instanceId = launched.instanceId
    attribute.attribute = "userData"
    #expect(try cloud.perform(attribute).userData?.value == "aGVsbG8=")
  }

  @Test(
    "launches that EC2 refuses change nothing",
    arguments: [
      ("MissingParameter", request { $0.imageId = nil }),
      ("InvalidAMIID.Malformed", request { $0.imageId = "ami-xyz" }),
      ("InvalidParameterValue", request { $0.instanceType = "huge" }),
      ("InvalidParameterValue", request { $0.minCount = 0 }),
      ("InvalidParameterValue", request { $0.minCount = .min }),
      ("InvalidParameterValue", request { $0.minCount = 2 }),
      (
        "InstanceLimitExceeded",
        request {
          $0.minCount = .max
          $0.maxCount = .max
        }
      ),
      ("InvalidSubnetID.NotFound", request { $0.subnetId = "subnet-00000000000000099" }),
      ("InvalidParameter", request { $0.securityGroupIds = ["sg-0000000000000000f"] }),
      ("InvalidGroup.NotFound", request { $0.securityGroups = ["Web"] }),
      ("InvalidUserData.Malformed", request { $0.userData = "not base64" }),
      (
        "InsufficientFreeAddressesInSubnet",
        request {
          $0.subnetId = "subnet-00000000000000002"
          $0.minCount = 12
          $0.maxCount = 12
        }
      ),
      (
        "InvalidParameterCombination",
        request {
          $0.privateIpAddress = "10.0.0.9"
          $0.maxCount = 2
        }
      ),
      (
        "InvalidParameterCombination",
        request {
          $0.subnetId = "subnet-00000000000000001"
          $0.networkInterfaces = [.init()]
        }
      ),
      ("InvalidParameterValue", request { $0.networkInterfaces = [.init()] }),
    ]
  )
  func refusedLaunches(_ code: String, _ request: EC2.RunInstancesRequest) {
    var test = self
    test.cloud.expectError(code, nil, request)
    #expect(test.cloud.state.instances.count == 0 && test.cloud.state.networkInterfaces.count == 0)
  }

  @Test("as many instances are made as addresses allow, but not fewer than needed")
  mutating func partialLaunch() throws {
    let reservation = try cloud.perform(
      Self.request {
        $0.subnetId = "subnet-00000000000000002"
        $0.minCount = 3
        $0.maxCount = 40
        $0.securityGroupIds = ["sg-00000000000000002"]
      }
    )
    #expect(reservation.instances?.count == 11)
    #expect(reservation.instances?.map(\.amiLaunchIndex) == Array(0..<11))
    #expect(cloud.state.networkInterfaces.count == 11)
    var request = EC2.DescribeInstancesRequest()
    #expect(try cloud.perform(request).reservations?.map { $0.instances?.count } == [11])
    request.maxResults = 5
    var seen = 0
    repeat {
      let page = try cloud.perform(request)
      seen += page.reservations?.reduce(0) { $0 + ($1.instances?.count ?? 0) } ?? 0
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(seen == 11)
  }

  @Test("interfaces are given by identifier and inline")
  mutating func interfaces() throws {
    let subnetID = subnetID
    var create = EC2.CreateNetworkInterfaceRequest()
    create.subnetId = "subnet-00000000000000001"
    let existing = try cloud.perform(create).networkInterface?.networkInterfaceId
    let launched = try run {
      var first = EC2.InstanceNetworkInterfaceSpecification()
      first.deviceIndex = 0
      first.networkInterfaceId = existing
      var second = EC2.InstanceNetworkInterfaceSpecification()
      second.deviceIndex = 1
      second.subnetId = subnetID
      second.groups = ["sg-00000000000000002"]
      second.secondaryPrivateIpAddressCount = 1
      $0.networkInterfaces = [second, first]
    }
    let shown = try describe(launched.instanceId)
    #expect(shown.networkInterfaces?.map { $0.attachment?.deviceIndex } == [0, 1])
    #expect(shown.networkInterfaces?.first?.networkInterfaceId == existing)
    #expect(shown.networkInterfaces?.map { $0.attachment?.deleteOnTermination } == [false, true])
    #expect(shown.publicIpAddress == nil)
    cloud.expectError(
      "InvalidNetworkInterface.InUse",
      "Interface: [\(existing ?? "")] in use.",
      Self.request {
        var first = EC2.InstanceNetworkInterfaceSpecification()
        first.deviceIndex = 0
        first.networkInterfaceId = existing
        $0.networkInterfaces = [first]
      }
    )
    var modify = EC2.ModifyInstanceAttributeRequest()
    modify.instanceId = launched.instanceId
    modify.groups = ["sg-00000000000000002"]
    cloud.expectError("InvalidInstanceID", nil, modify)

    // The interface that came by itself stays, the other goes.
    try terminate(launched.instanceId)
    #expect(cloud.state.networkInterfaces.count == 1)
    #expect(cloud.state.networkInterfaces[existing ?? ""]?.status == "available")
  }

  @Test("an inline interface overrides the subnet's public addresses")
  mutating func associatePublicAddress() throws {
    func only(_ isPublic: Bool, _ subnet: String) -> EC2.RunInstancesRequest {
      Self.request {
        var interface = EC2.InstanceNetworkInterfaceSpecification()
        interface.deviceIndex = 0
        interface.subnetId = subnet
        interface.associatePublicIpAddress = isPublic
        $0.networkInterfaces = [interface]
      }
    }
    let without = try cloud.perform(only(false, subnetID)).instances?.first
    #expect(without?.publicIpAddress == nil)
    let with = try cloud.perform(only(true, "subnet-00000000000000003")).instances?.first
    #expect(with?.publicIpAddress != nil)
  }

  @Test("interfaces are attached and detached within a VPC and a zone")
  mutating func attach() throws {
    let instance = try run()
    var create = EC2.CreateNetworkInterfaceRequest()
    create.subnetId = "subnet-00000000000000003"
    let elsewhere = try cloud.perform(create).networkInterface?.networkInterfaceId
    create.subnetId = subnetID
    let id = try cloud.perform(create).networkInterface?.networkInterfaceId
    let another = try cloud.perform(create).networkInterface?.networkInterfaceId
    var attach = EC2.AttachNetworkInterfaceRequest()
    attach.instanceId = instance.instanceId
    attach.networkInterfaceId = elsewhere
    attach.deviceIndex = 1
    cloud.expectError("InvalidParameterValue", nil, attach)
    attach.networkInterfaceId = id
    attach.deviceIndex = 0
    cloud.expectError(
      "InvalidParameterValue",
      "Instance '\(instance.instanceId ?? "")' already has an interface attached at device index '0'.",
      attach
    )
    attach.deviceIndex = -1
    cloud.expectError("InvalidParameterValue", nil, attach)
    attach.deviceIndex = 1
    let attachment = try cloud.perform(attach).attachmentId
    cloud.expectError("InvalidNetworkInterface.InUse", nil, attach)
    attach.networkInterfaceId = another
    attach.deviceIndex = 2
    // A t3.micro has two interfaces.
    cloud.expectError("AttachmentLimitExceeded", nil, attach)
    #expect(try describe(instance.instanceId).networkInterfaces?.count == 2)
    var describe = EC2.DescribeNetworkInterfacesRequest()
    describe.filters = [filter("attachment.instance-id", try #require(instance.instanceId))]
    #expect(try cloud.perform(describe).networkInterfaces?.count == 2)

    var modify = EC2.ModifyNetworkInterfaceAttributeRequest()
    modify.networkInterfaceId = id
    var changes = EC2.NetworkInterfaceAttachmentChanges()
    changes.attachmentId = attachment
    changes.deleteOnTermination = true
    modify.attachment = changes
    try cloud.perform(modify)
    #expect(cloud.state.networkInterfaces[id ?? ""]?.attachment?.deleteOnTermination == true)

    var delete = EC2.DeleteNetworkInterfaceRequest()
    delete.networkInterfaceId = id
    cloud.expectError("InvalidParameterValue", "Network interface '\(id ?? "")' is currently in use.", delete)
    var detach = EC2.DetachNetworkInterfaceRequest()
    detach.attachmentId = attachment
    try cloud.perform(detach)
    cloud.expectError("InvalidAttachmentID.NotFound", nil, detach)
    try cloud.perform(delete)
    let shown = try self.describe(instance.instanceId)
    detach.attachmentId = shown.networkInterfaces?.first?.attachment?.attachmentId
    cloud.expectError("OperationNotPermitted", nil, detach)
  }

  @Test("stopping takes the automatic public address, starting brings another")
  mutating func stopAndStart() throws {
    let instance = try run()
    let id = try #require(instance.instanceId)
    var stop = EC2.StopInstancesRequest()
    stop.instanceIds = [id]
    #expect(try cloud.perform(stop).stoppingInstances?.first?.currentState?.name == "stopping")
    let stopped = try describe(id)
    #expect(stopped.state?.name == "stopped" && stopped.publicIpAddress == nil)
    #expect(stopped.privateIpAddress == instance.privateIpAddress)
    var modify = EC2.ModifyInstanceAttributeRequest()
    modify.instanceId = id
    modify.instanceType = .init(value: "m6i.large")
    try cloud.perform(modify)
    var start = EC2.StartInstancesRequest()
    start.instanceIds = [id]
    try cloud.perform(start)
    let started = try describe(id)
    #expect(started.state?.name == "running" && started.publicIpAddress != nil && started.instanceType == "m6i.large")
    modify.instanceType = .init(value: "m6i.xlarge")
    cloud.expectError("IncorrectInstanceState", "The instance '\(id)' is not in the 'stopped' state.", modify)
  }

  @Test("attributes are changed one by one")
  mutating func attributes() throws {
    let id = try run().instanceId
    var modify = EC2.ModifyInstanceAttributeRequest()
    modify.instanceId = id
    cloud.expectError("InvalidParameterCombination", nil, modify)
    modify.groups = ["sg-00000000000000002"]
    try cloud.perform(modify)
    #expect(try describe(id).securityGroups?.map(\.groupId) == ["sg-00000000000000002"])
    modify.groups = []
    modify.sourceDestCheck = .init(value: false)
    try cloud.perform(modify)
    #expect(try describe(id).sourceDestCheck == false)
    modify.disableApiTermination = .init(value: true)
    cloud.expectError("InvalidParameterCombination", nil, modify)
    modify.sourceDestCheck = nil
    try cloud.perform(modify)
    var terminate = EC2.TerminateInstancesRequest()
    terminate.instanceIds = [try #require(id)]
    cloud.expectError("OperationNotPermitted", nil, terminate)
    modify.disableApiTermination = nil
    modify.attribute = "disableApiTermination"
    modify.value = "false"
    try cloud.perform(modify)
    try cloud.perform(terminate)
    var metadata = EC2.ModifyInstanceMetadataOptionsRequest()
    metadata.instanceId = try run().instanceId
    metadata.httpTokens = "required"
    #expect(try cloud.perform(metadata).instanceMetadataOptions?.httpTokens == "required")
    metadata.httpTokens = "always"
    cloud.expectError("InvalidParameterValue", nil, metadata)
  }

  @Test("user data that is changed comes back as it was", arguments: ["", "a", "ab", "abc", "#!/bin/sh\n"])
  func userData(_ text: String) throws {
    #expect(Base64Decoding.decode(try UserData.encode(Array(text.utf8))) == Array(text.utf8))
  }

  @Test("a terminated instance is shown for an hour, holds nothing, and is forgotten later")
  mutating func termination() throws {
    let id = try run().instanceId
    try terminate(id)
    let shown = try describe(id)
    #expect(shown.state == .init(code: 48, name: "terminated"))
    #expect(shown.networkInterfaces?.isEmpty ?? true)
    #expect(shown.vpcId == nil && shown.stateReason?.code == "Client.UserInitiatedShutdown")
    #expect(cloud.state.networkInterfaces.count == 0)
    #expect(!cloud.state.hasHolder(of: subnetID) && !cloud.state.hasHolder(of: "vpc-00000000000000001", .instance))
    try terminate(id)
    cloud.now.milliseconds += 3_600_001
    var describe = EC2.DescribeInstancesRequest()
    #expect(try cloud.perform(describe).reservations?.isEmpty == true)
    describe.instanceIds = [try #require(id)]
    cloud.expectError("InvalidInstanceID.NotFound", "The instance ID '\(id ?? "")' does not exist", describe)
    cloud.now.milliseconds += 3_600_000
    _ = try run()
    #expect(cloud.state.instances.count == 1)
  }

  @Test("unknown instances are all named in one error, and nothing is terminated")
  mutating func unknown() throws {
    let id = try #require(try run().instanceId)
    var request = EC2.TerminateInstancesRequest()
    request.instanceIds = [id, "i-00000000000000001", "i-00000000000000002"]
    cloud.expectError(
      "InvalidInstanceID.NotFound",
      "The instance IDs 'i-00000000000000001, i-00000000000000002' do not exist",
      request
    )
    #expect(try describe(id).state?.name == "running")
    request.instanceIds = ["i-1"]
    cloud.expectError("InvalidInstanceID.Malformed", nil, request)
    request.instanceIds = []
    cloud.expectError("InvalidParameterCombination", nil, request)
  }

  @Test("filters find instances by themselves and by their interfaces")
  mutating func filters() throws {
    let first = try run { $0.securityGroupIds = ["sg-00000000000000002"] }
    let second = try run {
      $0.subnetId = "subnet-00000000000000003"
      $0.instanceType = "m6g.large"
    }
    func ids(_ filters: EC2.Filter...) throws -> [String?] {
      var copy = cloud
      var request = EC2.DescribeInstancesRequest()
      request.filters = filters
      return try copy.perform(request).reservations?.flatMap { $0.instances ?? [] }.map(\.instanceId) ?? []
    }
    let (one, two) = (first.instanceId, second.instanceId)
    #expect(try ids(filter("instance.group-id", "sg-00000000000000002")) == [one])
    #expect(try ids(filter("network-interface.group-name", "web")) == [one])
    #expect(try ids(filter("instance-type", "m6g.*")) == [two])
    #expect(try ids(filter("architecture", "arm64")) == [two])
    #expect(try ids(filter("subnet-id", "subnet-00000000000000003")) == [two])
    #expect(try ids(filter("private-ip-address", try #require(first.privateIpAddress))) == [one])
    #expect(try ids(filter("ip-address", try #require(first.publicIpAddress))) == [one])
    #expect(try Set(ids(filter("vpc-id", "vpc-00000000000000001"))) == Set([one, two]))
    #expect(try Set(ids(filter("instance-state-name", "running"))) == Set([one, two]))
    #expect(try ids(filter("instance-lifecycle", "spot")) == [])
    var status = EC2.DescribeInstanceStatusRequest()
    status.filters = [filter("instance-status.status", "ok")]
    #expect(try cloud.perform(status).instanceStatuses?.count == 2)
    var credits = EC2.DescribeInstanceCreditSpecificationsRequest()
    credits.filters = []
    #expect(try cloud.perform(credits).instanceCreditSpecifications?.map(\.instanceId) == [one])
  }

  @Test("every filter of the model is known")
  func knownFilters() {
    #expect(InstanceActions.filters.names.count > 100)
    #expect(NetworkInterfaceActions.filters.names.count > 30)
  }
}

@Suite("Instance types and images")
struct MachineTests {
  @Test(
    "types follow from their names",
    arguments: [
      ("t2.micro", 1, 1024, 2, 2), ("t3.micro", 2, 1024, 2, 2), ("t3.large", 2, 8192, 3, 12),
      ("t3.xlarge", 4, 16384, 4, 15), ("m5.large", 2, 8192, 3, 10), ("c6i.4xlarge", 16, 32768, 8, 30),
      ("r6g.medium", 1, 8192, 2, 4), ("m5.24xlarge", 96, 393_216, 15, 50),
    ]
  )
  func types(_ name: String, _ virtualCPUs: Int, _ memory: Int, _ interfaces: Int, _ addresses: Int) throws {
    let type = try #require(InstanceTypes(name))
    #expect(type.virtualCPUs == virtualCPUs && type.memoryMiB == memory)
    #expect(type.interfaces == interfaces && type.addressesPerInterface == addresses)
  }

  @Test(
    "what is no type is none",
    arguments: ["", "t3", "t3.", ".micro", "t3.huge", "3t.micro", "t3.0xlarge", "t3.-4xlarge"]
  )
  func noTypes(_ name: String) {
    #expect(InstanceTypes(name) == nil)
  }

  @Test("types are described by name and filter")
  func describeTypes() throws {
    var cloud = TestCloud()
    var request = EC2.DescribeInstanceTypesRequest()
    request.instanceTypes = ["t3.micro"]
    let info = try #require(try cloud.perform(request).instanceTypes?.first)
    #expect(info.burstablePerformanceSupported == true && info.processorInfo?.supportedArchitectures == ["x86_64"])
    request.instanceTypes = ["foo"]
    cloud.expectError("InvalidInstanceType", "The following supplied instance types do not exist: [foo]", request)
  }

  @Test("any image exists, and those that configurations look for by name")
  func images() throws {
    var cloud = TestCloud()
    var request = EC2.DescribeImagesRequest()
    request.imageIds = ["ami-0123456789abcdef0"]
    #expect(try cloud.perform(request).images?.first?.rootDeviceName == "/dev/xvda")
    request = .init()
    request.owners = ["amazon"]
    var filter = EC2.Filter()
    filter.name = "name"
    filter.values = ["al2023-ami-*-x86_64"]
    request.filters = [filter]
    let image = try #require(try cloud.perform(request).images?.first)
    request = .init()
    request.imageIds = [try #require(image.imageId)]
    #expect(try cloud.perform(request).images == [image])
    request.imageIds = ["ami-xyz"]
    cloud.expectError("InvalidAMIID.Malformed", nil, request)
  }
}

/// Base64 by another way than the one that is tested.
private enum Base64Decoding {
  static func decode(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = text.filter { $0 != "=" }.compactMap { alphabet.firstIndex(of: $0) }.flatMap { number in
      (0..<6).map { number >> (5 - $0) & 1 }
    }
    return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
    }
  }
}
