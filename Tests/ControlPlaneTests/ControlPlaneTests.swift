import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Control plane")
struct ControlPlaneTests {
  private static func controlPlane(_ store: any Store = MemoryStore(), quotas: Quotas = Quotas()) async throws
    -> ControlPlane
  {
    try await ControlPlane(
      store: store,
      configuration: ControlPlane.Configuration(
        quotas: quotas,
        clock: { Timestamp(milliseconds: 1_764_000_000_000) },
        identifiers: IdentifierGenerator(SeededGenerator(seed: 3))
      )
    )
  }

  private static func caller(
    _ access: Caller.Access = .readWrite,
    account: String = "123456789012",
    region: String = "eu-central-1"
  ) -> Caller {
    Caller(accountID: account, accessKeyID: "AKIATEST", access: access, region: region)
  }

  private static func perform(_ controlPlane: ControlPlane, _ form: String, as caller: Caller = caller()) async throws
    -> String
  {
    let parameters = try QueryParameters(parsing: Array(form.utf8))
    let body = try await controlPlane.perform(parameters, caller: caller, requestID: "request")
    return String(decoding: body, as: UTF8.self)
  }

  @Test("a read-only key reads and changes nothing")
  func readOnly() async throws {
    let controlPlane = try await Self.controlPlane()
    let reader = Self.caller(.readOnly)
    #expect(try await Self.perform(controlPlane, "Action=DescribeVpcs", as: reader).contains("172.31.0.0/16"))
    let before = controlPlane.current.revision
    for action in ActionCatalog.byName.values where action.isMutating {
      await #expect(throws: EC2Error.unauthorizedOperation) {
        try await Self.perform(controlPlane, "Action=\(action.name)", as: reader)
      }
    }
    #expect(controlPlane.current.revision == before)
  }

  @Test("no action that changes something goes by the name of one that reads")
  func names() {
    for action in ActionCatalog.byName.values {
      let reads = action.name.hasPrefix("Describe") || action.name.hasPrefix("Get")
      #expect(reads == !action.isMutating, "\(action.name)")
    }
  }

  @Test("every action of the catalog is listed once, and every generated request is served")
  func catalog() {
    let listed = ActionCatalog.families.flatMap(\.actions).map(\.name)
    #expect(Set(listed).count == listed.count)
    #expect(Set(listed) == Set(EC2.requests.map { $0.action }))
  }

  @Test("unknown actions, no action, unknown parameters and unknown regions are told apart")
  func refusals() async throws {
    let controlPlane = try await Self.controlPlane()
    func code(_ form: String, _ caller: Caller = Self.caller()) async -> String? {
      do {
        _ = try await Self.perform(controlPlane, form, as: caller)
        return nil
      } catch { return (error as? EC2Error)?.code }
    }
    #expect(await code("Action=LaunchRockets") == "InvalidAction")
    #expect(await code("Version=2016-11-15") == "MissingAction")
    #expect(await code("Action=DescribeVpcs&Colour=red") == "UnknownParameter")
    #expect(await code("Action=DescribeVpcs", Self.caller(region: "mars-north-1")) == "AuthFailure")
  }

  @Test("each account and region has resources and a default VPC of its own")
  func locations() async throws {
    let controlPlane = try await Self.controlPlane()
    var vpcs: Set<String> = []
    for account in ["123456789012", "210987654321"] {
      for region in ["eu-central-1", "us-east-1"] {
        _ = try await Self.perform(
          controlPlane,
          "Action=DescribeVpcs",
          as: Self.caller(account: account, region: region)
        )
        let state = controlPlane.current.state
        let found = state.vpcs.sorted(in: Location(accountID: account, region: region))
        #expect(found.count == 1)
        vpcs.formUnion(found.map(\.recordID))
      }
    }
    #expect(vpcs.count == 4)
  }

  @Test("calls that come together open a region once")
  func opensOnce() async throws {
    let controlPlane = try await Self.controlPlane()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try? await Self.perform(controlPlane, "Action=DescribeVpcs") } }
    }
    #expect(controlPlane.current.state.vpcs.count(in: Self.caller().location) == 1)
  }

  @Test("a dry run says what would happen and keeps nothing")
  func dryRun() async throws {
    let controlPlane = try await Self.controlPlane()
    _ = try await Self.perform(controlPlane, "Action=DescribeVpcs")
    let before = controlPlane.current.revision
    await #expect(throws: EC2Error.dryRunOperation) {
      try await Self.perform(controlPlane, "Action=CreateVpc&CidrBlock=10.0.0.0/16&DryRun=true")
    }
    await #expect(throws: EC2Error.self) {
      try await Self.perform(controlPlane, "Action=CreateVpc&CidrBlock=10.0.0.0/8&DryRun=true")
    }
    #expect(controlPlane.current.revision == before)
  }

  @Test("a restart on the same store finds the same state")
  func restart() async throws {
    let store = MemoryStore()
    let first = try await Self.controlPlane(store)
    _ = try await Self.perform(first, "Action=CreateVpc&CidrBlock=10.0.0.0/16")
    let vpc = try #require(first.current.state.vpcs.unordered.first { !$0.vpc.isDefault }).recordID
    _ = try await Self.perform(first, "Action=CreateSecurityGroup&GroupName=web&GroupDescription=web&VpcId=\(vpc)")
    let second = try await Self.controlPlane(store)
    #expect(second.current.revision == first.current.revision)
    #expect(second.current.state.network == first.current.state.network)
  }

  @Test("records survive their JSON")
  func coding() async throws {
    let store = MemoryStore()
    let controlPlane = try await Self.controlPlane(store)
    _ = try await Self.perform(controlPlane, "Action=DescribeVpcs")
    for record in try await store.load().records {
      let data = try RecordCoding.encode(record)
      let again = try RecordCoding.decode(type(of: record).kind, id: record.recordID, data)
      #expect(try RecordCoding.encode(again) == data)
    }
  }

  @Test("a client token of more than a day ago is forgotten")
  func tokens() async throws {
    let location = Self.caller().location
    let old = ClientTokenRecord(
      action: "CreateVpc",
      token: "t",
      location: location,
      parameters: "",
      response: "",
      createTime: Timestamp(milliseconds: 0)
    )
    #expect(!ClientTokens.isExpired(old, at: Timestamp(milliseconds: ClientTokens.lifetimeMilliseconds)))
    #expect(ClientTokens.isExpired(old, at: Timestamp(milliseconds: ClientTokens.lifetimeMilliseconds + 1)))
  }

  @Test("followers of the network get, update by update, the changes that make each network from the one before")
  func networkUpdates() async throws {
    let controlPlane = try await Self.controlPlane()
    let updates = controlPlane.networkUpdates()
    func value(_ tag: String, _ body: String) -> String {
      body.components(between: "<\(tag)>", and: "</\(tag)>") ?? ""
    }
    let vpc = value("vpcId", try await Self.perform(controlPlane, "Action=CreateVpc&CidrBlock=10.0.0.0/16"))
    let subnet = value(
      "subnetId",
      try await Self.perform(controlPlane, "Action=CreateSubnet&VpcId=\(vpc)&CidrBlock=10.0.1.0/24")
    )
    let group = value(
      "groupId",
      try await Self.perform(
        controlPlane,
        "Action=CreateSecurityGroup&GroupName=database&GroupDescription=databases&VpcId=\(vpc)"
      )
    )
    let port =
      "GroupId=\(group)&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=5432&IpPermissions.1.ToPort=5432"
    let calls = [
      "Action=AuthorizeSecurityGroupIngress&\(port)&IpPermissions.1.IpRanges.1.CidrIp=10.0.1.0/24",
      "Action=AuthorizeSecurityGroupIngress&\(port)&IpPermissions.1.Groups.1.GroupId=\(group)",
      "Action=RevokeSecurityGroupIngress&\(port)&IpPermissions.1.IpRanges.1.CidrIp=10.0.1.0/24",
      "Action=CreateNetworkInterface&SubnetId=\(subnet)&SecurityGroupId.1=\(group)",
      "Action=CreateManagedPrefixList&PrefixListName=offices&AddressFamily=IPv4&MaxEntries=5&Entry.1.Cidr=192.0.2.0/24",
      "Action=CreateTags&ResourceId.1=\(group)&Tag.1.Key=Name&Tag.1.Value=database",
      "Action=CreateSecurityGroup&GroupName=other&GroupDescription=others&VpcId=\(vpc)",
    ]
    for call in calls { _ = try await Self.perform(controlPlane, call) }
    let interface = try #require(controlPlane.current.state.network.networkInterfaces.sorted.first).id
    _ = try await Self.perform(controlPlane, "Action=DeleteNetworkInterface&NetworkInterfaceId=\(interface)")
    _ = try await Self.perform(controlPlane, "Action=DeleteSecurityGroup&GroupId=\(group)")
    // Another region's first use brings a default VPC and AWS's prefix lists.
    _ = try await Self.perform(controlPlane, "Action=DescribeVpcs", as: Self.caller(region: "us-west-2"))

    let final = controlPlane.current.state.network
    var network: Network?
    var count = 0
    for await update in updates {
      guard let previous = network else {
        #expect(update.changes == nil)
        network = update.network
        continue
      }
      #expect(previous.applying(try #require(update.changes)) == update.network)
      network = update.network
      count += 1
      if update.network == final { break }
    }
    #expect(network == final)
    #expect(count >= calls.count + 5)
  }
}

extension String {
  fileprivate func components(between start: String, and end: String) -> String? {
    guard let start = firstRange(of: start), let end = self[start.upperBound...].firstRange(of: end) else { return nil }
    return String(self[start.upperBound..<end.lowerBound])
  }
}
