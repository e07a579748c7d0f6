import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Network interfaces")
struct NetworkInterfaceTests {
  var cloud = TestCloud()
  let subnetID = "subnet-00000000000000001"
  let defaultGroupID = "sg-00000000000000001"

  init() throws {
    try cloud.addVPC()
    try cloud.addSubnet(ipv6: "2001:db8:0:1::/64")
    for number in 2...7 { cloud.addGroup(SecurityGroup.ID("sg-0000000000000000\(number)"), name: "g\(number)") }
    try cloud.addVPC("vpc-00000000000000002", group: "sg-0000000000000000f")
  }

  private mutating func make(_ change: (inout EC2.CreateNetworkInterfaceRequest) -> Void = { _ in }) throws
    -> EC2.NetworkInterface
  {
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = subnetID
    change(&request)
    return try #require(try cloud.perform(request).networkInterface)
  }

  private func describe(_ id: String?) throws -> EC2.NetworkInterface {
    try #require(cloud.state.networkInterfaces[id ?? ""]).shape(in: cloud.state)
  }

  private func filter(_ name: String, _ values: String...) -> EC2.Filter {
    var filter = EC2.Filter()
    filter.name = name
    filter.values = values
    return filter
  }

  @Test("a new interface has an address of its subnet, the default group and what EC2 fills in")
  mutating func create() throws {
    let made = try make { $0.description = "web" }
    let id = try #require(made.networkInterfaceId)
    #expect(made.status == "pending")
    let shown = try describe(id)
    #expect(shown.status == "available")
    #expect(shown.description == "web")
    #expect(shown.groups == [.init(groupId: defaultGroupID, groupName: "default")])
    #expect(shown.sourceDestCheck == true && shown.requesterManaged == false)
    #expect(shown.vpcId == "vpc-00000000000000001" && shown.availabilityZone == "eu-central-1a")
    #expect(shown.ownerId == "123456789012" && shown.interfaceType == "interface")
    let address = try #require(shown.privateIpAddress)
    #expect(shown.privateDnsName == "ip-\(address.replacing(".", with: "-")).eu-central-1.compute.internal")
    #expect(shown.privateIpAddresses?.map(\.primary) == [true])
    let first = try #require(UInt8(shown.macAddress?.prefix(2) ?? "", radix: 16))
    #expect(first & 0b11 == 0b10)
    #expect(cloud.state.network.networkInterfaces[NetworkInterface.ID(id)] != nil)
  }

  @Test("addresses and prefixes are given or chosen")
  mutating func addresses() throws {
    let made = try make {
      $0.privateIpAddress = "10.0.0.9"
      $0.secondaryPrivateIpAddressCount = 2
      $0.ipv6AddressCount = 1
    }
    #expect(made.privateIpAddress == "10.0.0.9")
    #expect(made.privateIpAddresses?.count == 3)
    #expect(made.ipv6Addresses?.count == 1)
    let prefixed = try make { $0.ipv4PrefixCount = 1 }
    #expect(prefixed.ipv4Prefixes?.count == 1)
    let named = try make {
      var first = EC2.PrivateIpAddressSpecification()
      first.privateIpAddress = "10.0.0.20"
      var second = EC2.PrivateIpAddressSpecification()
      second.privateIpAddress = "10.0.0.21"
      second.primary = true
      $0.privateIpAddresses = [first, second]
    }
    #expect(named.privateIpAddresses?.map(\.privateIpAddress) == ["10.0.0.21", "10.0.0.20"])
  }

  @Test(
    "addresses that cannot be had are refused",
    arguments: [
      ("10.0.0.9", "InvalidIPAddress.InUse", "Address 10.0.0.9 is in use."),
      ("10.0.1.9", "InvalidParameterValue", "Address 10.0.1.9 does not fall within the subnet's address range"),
      ("10.0.0.0", "InvalidParameterValue", "Address 10.0.0.0 is in subnet's reserved address range"),
      ("10.0.0.3", "InvalidParameterValue", "Address 10.0.0.3 is in subnet's reserved address range"),
      ("10.0.0.255", "InvalidParameterValue", "Address 10.0.0.255 is in subnet's reserved address range"),
      ("10.0.0", "InvalidParameterValue", "invalid value for parameter address: 10.0.0"),
    ]
  )
  func refusedAddresses(_ address: String, _ code: String, _ message: String) throws {
    var test = self
    _ = try test.make { $0.privateIpAddress = "10.0.0.9" }
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = subnetID
    request.privateIpAddress = address
    test.cloud.expectError(code, message, request)
  }

  @Test("counts of any size are refused without harm", arguments: [-1, 51, .max, .min])
  func hostileCounts(_ count: Int) throws {
    for keyPath in [
      \EC2.CreateNetworkInterfaceRequest.secondaryPrivateIpAddressCount, \.ipv4PrefixCount, \.ipv6AddressCount,
      \.ipv6PrefixCount,
    ] {
      var test = self
      var request = EC2.CreateNetworkInterfaceRequest()
      request.subnetId = subnetID
      request[keyPath: keyPath] = count
      #expect(throws: EC2Error.self) { try test.cloud.perform(request) }
      #expect(test.cloud.state.networkInterfaces.count == 0)
    }
  }

  @Test("a subnet is full after its last address, and each of them was found")
  mutating func fullSubnet() throws {
    try cloud.addSubnet("subnet-00000000000000002", ipv4: "10.0.2.0/28")
    var addresses: Set<String> = []
    for _ in 0..<11 {
      let made = try make { $0.subnetId = "subnet-00000000000000002" }
      addresses.insert(try #require(made.privateIpAddress))
    }
    #expect(addresses == Set((4...14).map { "10.0.2.\($0)" }))
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = "subnet-00000000000000002"
    cloud.expectError("InsufficientFreeAddressesInSubnet", nil, request)
  }

  @Test("a prefix and single addresses keep out of each other's way")
  mutating func prefixes() throws {
    _ = try make { $0.privateIpAddress = "10.0.0.40" }
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = subnetID
    var prefix = EC2.Ipv4PrefixSpecificationRequest()
    prefix.ipv4Prefix = "10.0.0.32/28"
    request.ipv4Prefixes = [prefix]
    cloud.expectError("InvalidIPAddress.InUse", nil, request)
    prefix.ipv4Prefix = "10.0.0.48/28"
    request.ipv4Prefixes = [prefix]
    try cloud.perform(request)
    var inside = EC2.CreateNetworkInterfaceRequest()
    inside.subnetId = subnetID
    inside.privateIpAddress = "10.0.0.50"
    cloud.expectError("InvalidIPAddress.InUse", "Address 10.0.0.50 is in use.", inside)
  }

  @Test("an interface has one to five groups of its VPC")
  mutating func groups() throws {
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = subnetID
    request.groups = ["sg-0000000000000000f"]
    cloud.expectError(
      "InvalidGroup.NotFound",
      "You have specified two resources that belong to different networks.",
      request
    )
    request.groups = ["sg-00000000000000099"]
    cloud.expectError("InvalidGroup.NotFound", "The security group 'sg-00000000000000099' does not exist", request)
    request.groups = ["default"]
    cloud.expectError("InvalidGroupId.Malformed", nil, request)
    request.groups = (2...7).map { "sg-0000000000000000\($0)" }
    cloud.expectError("SecurityGroupsPerInterfaceLimitExceeded", nil, request)
    request.groups = (2...6).map { "sg-0000000000000000\($0)" }
    let made = try #require(try cloud.perform(request).networkInterface)
    #expect(made.groups?.map(\.groupId) == request.groups)
    #expect(cloud.state.holders(of: "sg-00000000000000002", .networkInterface) == [made.networkInterfaceId])
  }

  @Test("groups of an associated VPC can be used, and rules × groups stay under the limit")
  mutating func associatedGroups() throws {
    var group = try #require(cloud.state.securityGroups["sg-0000000000000000f"])
    group.vpcAssociations = [.init(vpcID: "vpc-00000000000000001", vpcOwnerID: "123456789012")]
    cloud.state.apply(.put(group))
    let made = try make { $0.groups = ["sg-0000000000000000f"] }
    #expect(made.groups?.count == 1)
    var quotas = Quotas()
    quotas.rulesPerGroup = 400
    cloud.state.apply(.put(RegionRecord(location: cloud.caller.location, quotas: quotas)))
    var request = EC2.ModifyNetworkInterfaceAttributeRequest()
    request.networkInterfaceId = made.networkInterfaceId
    request.groups = (2...4).map { "sg-0000000000000000\($0)" }
    cloud.expectError("SecurityGroupsPerInterfaceLimitExceeded", nil, request)
    request.groups.removeLast()
    try cloud.perform(request)
  }

  @Test("one attribute is changed in a call, and groups as a whole")
  mutating func modify() throws {
    let id = try make().networkInterfaceId
    var request = EC2.ModifyNetworkInterfaceAttributeRequest()
    request.networkInterfaceId = id
    cloud.expectError("InvalidParameterCombination", "No attributes specified.", request)
    request.groups = ["sg-00000000000000002", "sg-00000000000000003"]
    try cloud.perform(request)
    #expect(try describe(id).groups?.map(\.groupId) == ["sg-00000000000000002", "sg-00000000000000003"])
    #expect(!cloud.state.hasHolder(of: defaultGroupID, .networkInterface))
    request.description = .init(value: "new")
    cloud.expectError("InvalidParameterCombination", nil, request)
    request.groups = []
    try cloud.perform(request)
    request.description = nil
    request.sourceDestCheck = .init(value: false)
    try cloud.perform(request)
    #expect(try describe(id).description == "new")
    #expect(try describe(id).sourceDestCheck == false)
    var reset = EC2.ResetNetworkInterfaceAttributeRequest()
    reset.networkInterfaceId = id
    reset.sourceDestCheck = "true"
    try cloud.perform(reset)
    #expect(try describe(id).sourceDestCheck == true)
    var attribute = EC2.DescribeNetworkInterfaceAttributeRequest()
    attribute.networkInterfaceId = id
    attribute.attribute = "groupSet"
    #expect(try cloud.perform(attribute).groups?.count == 2)
  }

  @Test("idle timeouts stay in EC2's bounds")
  mutating func connectionTracking() throws {
    let id = try make().networkInterfaceId
    var request = EC2.ModifyNetworkInterfaceAttributeRequest()
    request.networkInterfaceId = id
    var tracking = EC2.ConnectionTrackingSpecificationRequest()
    for (keyPath, bounds) in [
      (\EC2.ConnectionTrackingSpecificationRequest.tcpEstablishedTimeout, 60...432_000), (\.udpTimeout, 30...60),
      (\.udpStreamTimeout, 60...180),
    ] {
      for value in [bounds.lowerBound - 1, bounds.upperBound + 1] {
        tracking = .init()
        tracking[keyPath: keyPath] = value
        request.connectionTrackingSpecification = tracking
        cloud.expectError("InvalidParameterValue", nil, request)
      }
      tracking[keyPath: keyPath] = bounds.upperBound
      request.connectionTrackingSpecification = tracking
      try cloud.perform(request)
    }
    #expect(try describe(id).connectionTrackingConfiguration?.udpStreamTimeout == 180)
  }

  @Test("secondary addresses are assigned, moved on request and unassigned")
  mutating func assign() throws {
    let (first, second) = (try make().networkInterfaceId, try make().networkInterfaceId)
    var assign = EC2.AssignPrivateIpAddressesRequest()
    assign.networkInterfaceId = first
    assign.privateIpAddresses = ["10.0.0.77"]
    #expect(try cloud.perform(assign).assignedPrivateIpAddresses?.map(\.privateIpAddress) == ["10.0.0.77"])
    assign.networkInterfaceId = second
    cloud.expectError("InvalidIPAddress.InUse", "Address 10.0.0.77 is in use.", assign)
    assign.allowReassignment = true
    try cloud.perform(assign)
    #expect(try describe(first).privateIpAddresses?.count == 1)
    #expect(try describe(second).privateIpAddresses?.count == 2)
    var unassign = EC2.UnassignPrivateIpAddressesRequest()
    unassign.networkInterfaceId = second
    unassign.privateIpAddresses = ["10.0.0.77", try #require(try describe(second).privateIpAddress)]
    cloud.expectError("InvalidParameterValue", nil, unassign)
    #expect(try describe(second).privateIpAddresses?.count == 2)
    unassign.privateIpAddresses = ["10.0.0.77"]
    try cloud.perform(unassign)
    #expect(try describe(second).privateIpAddresses?.count == 1)
    assign = .init()
    assign.networkInterfaceId = first
    cloud.expectError("MissingParameter", nil, assign)
    assign.secondaryPrivateIpAddressCount = .max
    cloud.expectError("PrivateIpAddressLimitExceeded", nil, assign)
  }

  @Test("IPv6 addresses and prefixes are assigned and unassigned")
  mutating func assignIPv6() throws {
    let id = try make().networkInterfaceId
    var assign = EC2.AssignIpv6AddressesRequest()
    assign.networkInterfaceId = id
    assign.ipv6Addresses = ["2001:db8:0:1::10"]
    #expect(try cloud.perform(assign).assignedIpv6Addresses == ["2001:db8:0:1::10"])
    cloud.expectError("InvalidIPAddress.InUse", nil, assign)
    assign.ipv6Addresses = []
    assign.ipv6AddressCount = 2
    #expect(try cloud.perform(assign).assignedIpv6Addresses?.count == 2)
    assign.ipv6AddressCount = nil
    assign.ipv6PrefixCount = 1
    let prefix = try #require(try cloud.perform(assign).assignedIpv6Prefixes?.first)
    #expect(prefix.hasSuffix("/80"))
    var unassign = EC2.UnassignIpv6AddressesRequest()
    unassign.networkInterfaceId = id
    unassign.ipv6Addresses = ["2001:db8:0:1::10"]
    unassign.ipv6Prefixes = [prefix]
    #expect(try cloud.perform(unassign).unassignedIpv6Addresses == ["2001:db8:0:1::10"])
    #expect(try describe(id).ipv6Addresses?.count == 2)
    cloud.expectError("InvalidParameterValue", nil, unassign)
  }

  @Test("a subnet that says so gives new interfaces an IPv6 address; zero overrides it")
  mutating func ipv6OnCreation() throws {
    try cloud.addSubnet("subnet-00000000000000003", ipv4: "10.0.3.0/24", ipv6: "2001:db8:0:3::/64", assignsIPv6: true)
    #expect(try make { $0.subnetId = "subnet-00000000000000003" }.ipv6Addresses?.count == 1)
    let without = try make {
      $0.subnetId = "subnet-00000000000000003"
      $0.ipv6AddressCount = 0
    }
    #expect(without.ipv6Addresses?.isEmpty == true)
    try cloud.addSubnet("subnet-00000000000000004", ipv4: nil, ipv6: "2001:db8:0:4::/64")
    let native = try make { $0.subnetId = "subnet-00000000000000004" }
    #expect(native.privateIpAddress == nil && native.ipv6Addresses?.count == 1 && native.ipv6Native == true)
  }

  @Test("deleting frees addresses; unknown and malformed identifiers are told apart")
  mutating func delete() throws {
    let id = try make { $0.privateIpAddress = "10.0.0.9" }.networkInterfaceId
    var request = EC2.DeleteNetworkInterfaceRequest()
    request.networkInterfaceId = id
    try cloud.perform(request)
    #expect(cloud.state.networkInterfaces.count == 0)
    _ = try make { $0.privateIpAddress = "10.0.0.9" }
    cloud.expectError(
      "InvalidNetworkInterfaceID.NotFound",
      "The networkInterface ID '\(try #require(id))' does not exist",
      request
    )
    request.networkInterfaceId = "eni-xyz"
    cloud.expectError("InvalidNetworkInterfaceId.Malformed", nil, request)
  }

  @Test("a service's interface is neither changed nor deleted by its account")
  mutating func requesterManaged() throws {
    var specification = NetworkInterfaceSpecification(subnetID: subnetID)
    specification.groups = .none
    specification.requesterID = "amazon-nat"
    specification.attachedService = "amazon-aws"
    specification.interfaceType = "nat_gateway"
    var transaction = Transaction(
      state: cloud.state,
      caller: cloud.caller,
      now: cloud.now,
      identifiers: IdentifierGenerator(SeededGenerator(seed: 3))
    )
    let record = try transaction.makeNetworkInterface(specification)
    cloud.state = transaction.state
    #expect(record.interface.groupIDs.isEmpty && record.interface.status == "in-use")
    var request = EC2.ModifyNetworkInterfaceAttributeRequest()
    request.networkInterfaceId = record.recordID
    request.description = .init(value: "mine")
    cloud.expectError("OperationNotPermitted", nil, request)
    var detach = EC2.DetachNetworkInterfaceRequest()
    detach.attachmentId = record.attachment?.id
    cloud.expectError("OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.", detach)
    var delete = EC2.DeleteNetworkInterfaceRequest()
    delete.networkInterfaceId = record.recordID
    cloud.expectError("InvalidParameterValue", "Network interface '\(record.recordID)' is currently in use.", delete)
    transaction.removeNetworkInterface(record.interface.id)
    #expect(transaction.state.networkInterfaces.count == 0)
  }

  @Test("an elastic address is free again when its interface goes")
  mutating func elasticAddress() throws {
    let made = try make()
    let id = try #require(made.networkInterfaceId)
    var record = try #require(cloud.state.networkInterfaces[id])
    let address = try #require(record.primaryAddress?.address)
    record.add(
      .init(
        privateAddress: address,
        publicAddress: IPv4Address(198, 18, 0, 1),
        allocationID: "eipalloc-1",
        associationID: "eipassoc-1"
      )
    )
    cloud.state.apply(.put(record))
    cloud.state.apply(
      .put(
        ElasticAddressRecord(
          allocationID: "eipalloc-1",
          location: cloud.caller.location,
          publicAddress: IPv4Address(198, 18, 0, 1),
          networkBorderGroup: "eu-central-1",
          association: .init(id: "eipassoc-1", networkInterfaceID: record.interface.id, privateAddress: address)
        )
      )
    )
    let shown = try describe(id)
    #expect(shown.association?.publicIp == "198.18.0.1" && shown.association?.ipOwnerId == "123456789012")
    #expect(shown.association?.publicDnsName == "ec2-198-18-0-1.eu-central-1.compute.amazonaws.com")
    var request = EC2.DeleteNetworkInterfaceRequest()
    request.networkInterfaceId = id
    try cloud.perform(request)
    #expect(cloud.state.elasticAddresses["eipalloc-1"]?.association == nil)
  }

  @Test("filters find interfaces by what they have, through an index or without")
  mutating func filters() throws {
    let first = try make {
      $0.privateIpAddress = "10.0.0.9"
      $0.groups = ["sg-00000000000000002"]
      var tags = EC2.TagSpecification()
      tags.resourceType = "network-interface"
      tags.tags = [.init(key: "Name", value: "web")]
      $0.tagSpecifications = [tags]
    }
    let second = try make { $0.description = "other one" }
    func ids(_ filters: EC2.Filter...) throws -> [String?] {
      var copy = cloud
      var request = EC2.DescribeNetworkInterfacesRequest()
      request.filters = filters
      return try copy.perform(request).networkInterfaces?.map(\.networkInterfaceId) ?? []
    }
    let (one, two) = (first.networkInterfaceId, second.networkInterfaceId)
    #expect(try ids(filter("group-id", "sg-00000000000000002")) == [one])
    #expect(try ids(filter("group-name", "g2")) == [one])
    #expect(try ids(filter("private-ip-address", "10.0.0.9")) == [one])
    #expect(try ids(filter("private-ip-address", "10.0.0.9"), filter("subnet-id", "subnet-0")) == [])
    #expect(try ids(filter("tag:Name", "w*")) == [one])
    #expect(try ids(filter("description", "other*")) == [two])
    #expect(try ids(filter("mac-address", try #require(second.macAddress))) == [two])
    #expect(try Set(ids(filter("vpc-id", "vpc-00000000000000001"))) == Set([one, two]))
    #expect(try Set(ids(filter("subnet-id", subnetID), filter("status", "available"))) == Set([one, two]))
    #expect(try ids(filter("vpc-id", "vpc-00000000000000002")) == [])
    #expect(try ids(filter("network-interface-id", try #require(one))) == [one])
    var unknown = EC2.DescribeNetworkInterfacesRequest()
    unknown.filters = [filter("colour", "red")]
    cloud.expectError("InvalidParameterValue", nil, unknown)
  }

  @Test("pages hold every interface once")
  mutating func pages() throws {
    for _ in 0..<12 { _ = try make() }
    var request = EC2.DescribeNetworkInterfacesRequest()
    request.maxResults = 5
    var seen: [String] = []
    repeat {
      let page = try cloud.perform(request)
      seen += page.networkInterfaces?.compactMap(\.networkInterfaceId) ?? []
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(seen.count == 12 && Set(seen).count == 12)
  }
}
