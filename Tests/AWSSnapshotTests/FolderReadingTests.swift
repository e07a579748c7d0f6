import AWSSnapshot
import Foundation
import IPAddressing
import Testing
import VPCModel

@Suite("Folders, completeness and what is not used")
struct FolderReadingTests {
  private let group = """
    {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1",
      "IpPermissions": [], "IpPermissionsEgress": []}]}
    """

  @Test("nested folders are read, each for itself: a kind that one lacks is incomplete")
  func parts() throws {
    let snapshot = try readFolder([
      "main/us-east-1/a.json": #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#,
      "main/us-east-1/b.json": #"{"Subnets": [], "RouteTables": []}"#,
      "other/eu-west-1/anything.txt": #"{"Vpcs": [{"VpcId": "vpc-2", "CidrBlock": "10.1.0.0/16"}], "Subnets": []}"#,
    ])
    #expect(snapshot.network.vpcs.count == 2)
    #expect(snapshot.network.isComplete(.vpc))
    #expect(snapshot.network.isComplete(.subnet))
    #expect(!snapshot.network.isComplete(.routeTable))
    #expect(snapshot.network.isComplete(.prefixList))
    #expect(
      snapshot.sources.map { $0.file.split(separator: "/").suffix(3).joined(separator: "/") } == [
        "main/us-east-1/a.json", "main/us-east-1/b.json", "other/eu-west-1/anything.txt",
      ]
    )
  }

  @Test("a folder of supplements counts for the part around it, and is none itself")
  func supplements() throws {
    let snapshot = try readFolder([
      "vpcs.json": #"{"Vpcs": []}"#,
      "rds/databases.json": #"{"DBInstances": []}"#,
      "lists/pl-1.json": #"{"Entries": []}"#,
    ])
    #expect(snapshot.network.isComplete(.vpc))
    #expect(snapshot.network.isComplete(.databaseInstance))
    #expect(!snapshot.network.isComplete(.subnet))
  }

  @Test("flow logs are those of their VPC, also of its subnets; without an output for every part nobody knows of any")
  func flowLogs() throws {
    let network = """
      {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}, {"VpcId": "vpc-2", "CidrBlock": "10.1.0.0/16"}],
       "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}]}
      """
    let logs = """
      {"FlowLogs": [
        {"FlowLogId": "fl-1", "FlowLogStatus": "ACTIVE", "ResourceId": "vpc-1", "TrafficType": "REJECT"},
        {"FlowLogId": "fl-2", "FlowLogStatus": "ACTIVE", "ResourceId": "subnet-1", "TrafficType": "ALL"},
        {"FlowLogId": "fl-3", "ResourceId": "tgw-1"}]}
      """
    let known = try readFolder(["a/network.json": network, "a/flow-logs.json": logs]).network
    #expect(known.vpcs["vpc-1"]?.flowLogs?.map(\.traffic) == [.reject, .all])
    #expect(known.vpcs["vpc-2"]?.flowLogs == [])
    #expect(try readFolder(["a/network.json": network]).network.vpcs["vpc-2"]?.flowLogs == nil)
    let partly = try readFolder([
      "a/network.json": network, "a/flow-logs.json": logs,
      "b/vpcs.json": #"{"Vpcs": [{"VpcId": "vpc-3", "CidrBlock": "10.2.0.0/16"}]}"#,
    ])
    #expect(partly.network.vpcs.sorted.allSatisfy { $0.flowLogs == nil })
    let cut = #"{"FlowLogs": [{"FlowLogId": "fl-1", "ResourceId": "vpc-1"}], "NextToken": "more"}"#
    #expect(
      try readFolder(["a/network.json": network, "a/flow-logs.json": cut]).network.vpcs["vpc-1"]?.flowLogs == nil
    )
    // Nothing else depends on them.
    #expect(known.incompleteKinds == (try readFolder(["a/network.json": network]).network.incompleteKinds))
  }

  @Test("supplements alone complete nothing")
  func supplementsAlone() throws {
    let network = try read(#"{"Addresses": []}"#).network
    #expect(network.incompleteKinds == Set(ResourceKind.allCases).subtracting([.prefixList]))
  }

  @Test("a kind is complete by its list, an empty one too; instances do not stand for interfaces")
  func suppliedKinds() throws {
    #expect(try read(#"{"NatGateways": []}"#).network.isComplete(.natGateway))
    let network = try read(#"{"Reservations": []}"#).network
    #expect(network.isComplete(.instance))
    #expect(!network.isComplete(.networkInterface))
    #expect(!(try read(#"{"Instances": []}"#).network.isComplete(.instance)))
  }

  @Test("an output that stops before its end leaves its kind incomplete")
  func cutShort() throws {
    let snapshot = try read(#"{"Subnets": [], "NextToken": "abc"}"#)
    #expect(!snapshot.network.isComplete(.subnet))
    #expect(snapshot.diagnostics.map(\.consequence) == [.incomplete(.subnet)])
    #expect(try read(#"{"Subnets": [], "NextToken": ""}"#).network.isComplete(.subnet))
  }

  @Test("files that describe no network are told of, with the reason")
  func notUsed() throws {
    let snapshot = try readFolder([
      "sg.json": group,
      "zones.json": #"{"AvailabilityZones": []}"#,
      "failed.json": "\n",
      "notes.md": "# Notes\n[link](x)",
      "services.json": #"{"Instances": [{"Id": "a service's instance, not EC2's"}]}"#,
      "snapshot.json": #"{"actions": [{"name": "DescribeVpcs", "status": "ok"}]}"#,
      ".hidden.json": "not even looked at",
    ])
    let uses = Dictionary(
      uniqueKeysWithValues: snapshot.sources.map { (URL(fileURLWithPath: $0.file).lastPathComponent, $0.use) }
    )
    #expect(uses.count == 6)
    #expect(uses["sg.json"] == .used(["SecurityGroups": 1]))
    #expect(uses["snapshot.json"] == .metadata)
    for (file, word) in ["zones.json": "keys", "failed.json": "empty", "notes.md": "not JSON", "services.json": "keys"]
    {
      guard case .notUsed(let reason) = uses[file] else {
        Issue.record("\(file): \(String(describing: uses[file]))")
        continue
      }
      #expect(reason.contains(word))
    }
  }

  @Test("damage in one file of a folder refuses the whole, whatever the file's name")
  func damagedFile() throws {
    for name in ["vpcs.json", "vpcs.out"] {
      let error = try #require(throws: SnapshotError.self) {
        try readFolder(["sg.json": group, name: "{\"Vpcs\": [\n"])
      }
      guard case .damaged(let file, 2, 1, _) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(file.hasSuffix("/\(name)"))
    }
  }

  @Test("a file of a gigabyte is refused unread")
  func tooLarge() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("large-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 1 << 30)  // Sparse: it takes no room.
    try handle.close()
    #expect(throws: SnapshotError.tooLarge(file: file.path, bytes: 1 << 30, limit: SnapshotReader.maximumBytes)) {
      try SnapshotReader.read(path: file.path)
    }
  }

  @Test("a folder that links to itself is read once")
  func linkCycle() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cycle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(group.utf8).write(to: folder.appendingPathComponent("sg.json"))
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("again"),
      withDestinationURL: folder
    )
    let snapshot = try SnapshotReader.read(path: folder.path)
    #expect(snapshot.sources.count == 1)
    #expect(snapshot.diagnostics == [])
  }

  @Test("nothing to use, or nothing there, is an error")
  func nothing() throws {
    #expect(throws: SnapshotError.nothingUsed(path: "test.json")) { try read("{}") }
    #expect(throws: SnapshotError.self) { try readFolder([:]) }
    let error = try #require(throws: SnapshotError.self) {
      try SnapshotReader.read(path: "/nonexistent-\(UUID().uuidString)")
    }
    guard case .unreadable = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("entries belong to the list that the document or the file's name gives")
  func entries() throws {
    let byName = try read(#"{"Entries": [{"Cidr": "192.0.2.0/24"}]}"#, name: "lists/pl-0a.json")
    #expect(byName.network.prefixLists["pl-0a"]?.entries?.count == 1)
    let byArray = try read(
      """
      [{"PrefixListId": "pl-1", "Entries": [{"Cidr": "192.0.2.0/24"}]},
       {"PrefixListId": "pl-2", "Entries": []}]
      """
    )
    #expect(byArray.network.prefixLists.sorted.map { $0.entries?.count } == [1, 0])
    let nameless = try readFolder(["sg.json": group, "entries.json": #"{"Entries": [{"Cidr": "192.0.2.0/24"}]}"#])
    #expect(nameless.diagnostics.map(\.consequence) == [.incomplete(.prefixList)])
    let cutShort = try read(#"{"PrefixListId": "pl-1", "Entries": [{"Cidr": "192.0.2.0/24"}], "NextToken": "x"}"#)
    #expect(cutShort.network.prefixLists["pl-1"]?.entries == nil)
  }

  @Test("prefix lists are incomplete exactly when a list that is referred to has no entries")
  func prefixListCompleteness() throws {
    let referring = """
      "SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1",
        "IpPermissionsEgress": [], "IpPermissions": [{"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "pl-1"}]}]}]
      """
    let metadata = #""ManagedPrefixLists": [{"PrefixListId": "pl-1"}]"#
    let entries = #""PrefixListId": "pl-1", "Entries": []"#
    #expect(!(try read("{\(referring)}").network.isComplete(.prefixList)))
    #expect(!(try read("{\(referring), \(metadata)}").network.isComplete(.prefixList)))
    #expect(try read("{\(referring), \(metadata), \(entries)}").network.isComplete(.prefixList))
    #expect(try read("{\(metadata)}").network.isComplete(.prefixList))
  }

  @Test("a bare array of instances is read, with their interfaces")
  func bareInstances() throws {
    let snapshot = try read(
      """
      [{"InstanceId": "i-1", "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1",
        "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.0.4", "Groups": []}]}]
      """
    )
    #expect(snapshot.network.instances.contains("i-1"))
    #expect(snapshot.network.networkInterfaces.contains("eni-1"))
    #expect(snapshot.network.isComplete(.instance))
  }

  @Test("two accounts' views of one peering connection are joined")
  func peering() throws {
    let view = { (requester: String, accepter: String) in
      """
      {"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"},
        "RequesterVpcInfo": {"VpcId": "vpc-1"\(requester)}, "AccepterVpcInfo": {"VpcId": "vpc-2"\(accepter)}}]}
      """
    }
    let snapshot = try readFolder([
      "one/p.json": view(#", "CidrBlock": "10.0.0.0/16", "Region": "us-east-1""#, ""),
      "two/p.json": view("", #", "CidrBlock": "10.1.0.0/16", "Region": "eu-west-1""#),
    ])
    let peering = try #require(snapshot.network.peeringConnections["pcx-1"])
    #expect(peering.requester.cidrs.map(\.description) == ["10.0.0.0/16"])
    #expect(peering.accepter.cidrs.map(\.description) == ["10.1.0.0/16"])
    #expect(!peering.isWithinOneRegion)
    #expect(snapshot.diagnostics == [])
  }
}
