import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Managed prefix lists")
struct PrefixListTests {
  var cloud = TestCloud()
  let vpcID: VPC.ID

  init() {
    cloud.openRegion()
    vpcID = cloud.putVPC("vpc-11111111", "10.0.0.0/16")
  }

  @Test("A new list is version 1, with canonical blocks, and the network knows it")
  mutating func create() throws {
    let request = with(EC2.CreateManagedPrefixListRequest.list("offices", ["100.68.0.18/18", "192.0.2.0/24"])) {
      $0.tagSpecifications = [
        with(EC2.TagSpecification()) {
          $0.resourceType = "prefix-list"
          $0.tags = [EC2.Tag(key: "Name", value: "offices")]
        }
      ]
    }
    let list = try #require(try cloud.perform(request).prefixList)
    let id = try #require(list.prefixListId)
    #expect(id.hasPrefix("pl-0"))
    #expect(list.prefixListArn == "arn:aws:ec2:eu-central-1:123456789012:prefix-list/\(id)")
    #expect(list.state == "create-complete")
    #expect(list.version == 1)
    #expect(list.maxEntries == 10)
    #expect(list.addressFamily == "IPv4")
    #expect(list.ownerId == "123456789012")
    #expect(list.tags == [EC2.Tag(key: "Name", value: "offices")])
    #expect(try cloud.blocks(id) == ["100.68.0.0/18", "192.0.2.0/24"])
    #expect(cloud.state.network.prefixLists[PrefixList.ID(id)]?.weight == 10)
  }

  @Test("Lists that make no sense are refused")
  mutating func createErrors() throws {
    typealias Request = EC2.CreateManagedPrefixListRequest
    let good = Request.list("offices", ["10.0.0.0/8"])
    let before = cloud.state.network
    cloud.expectError(
      "InvalidParameterValue",
      "Must specify a max size between 1 and 1000",
      with(good) { $0.maxEntries = 1001 }
    )
    cloud.expectError("InvalidParameterValue", with(good) { $0.maxEntries = 0 })
    cloud.expectError("InvalidParameterValue", with(good) { $0.maxEntries = .min })
    cloud.expectError("MissingParameter", with(good) { $0.maxEntries = nil })
    cloud.expectError("InvalidParameterValue", with(good) { $0.prefixListName = "com.amazonaws.mine" })
    cloud.expectError("InvalidParameterValue", with(good) { $0.prefixListName = String(repeating: "a", count: 256) })
    cloud.expectError("InvalidParameterValue", with(good) { $0.addressFamily = "ipv4" })
    cloud.expectError("InvalidParameterValue", Request.list("x", ["2001:db8::/32"]))
    cloud.expectError("InvalidParameterValue", Request.list("x", ["10.0.0.0"]))
    cloud.expectError("InvalidParameterValue", Request.list("x", ["10.0.0.0/8", "10.1.0.0/8"]))
    cloud.expectError(
      "PrefixListMaxEntriesExceeded",
      with(Request.list("x", ["10.0.0.0/8", "11.0.0.0/8"])) { $0.maxEntries = 1 }
    )
    cloud.expectError(
      "InvalidParameterValue",
      "The number of entries per request cannot exceeds limit (100).",
      with(Request.list("x", (0...100).map { "10.0.\($0).0/24" })) { $0.maxEntries = 1000 }
    )
    #expect(cloud.state.network == before)
  }

  @Test("Entries change under a new version; the caller must know the current one")
  mutating func modify() throws {
    let id = try cloud.createList(["10.0.0.0/8", "192.0.2.0/24"])
    var modify = EC2.ModifyManagedPrefixListRequest.of(id, version: 1)
    modify.addEntries = [.entry("198.51.100.7/24", "new"), .entry("192.0.2.0/24", "described")]
    modify.removeEntries = [.entry("10.0.0.0/8")]
    let list = try #require(try cloud.perform(modify).prefixList)
    #expect(list.version == 2)
    #expect(list.state == "modify-complete")
    let entries = try cloud.perform(.entries(id)).entries
    #expect(entries?.map(\.cidr) == ["192.0.2.0/24", "198.51.100.0/24"])
    #expect(entries?.map(\.description) == ["described", "new"])
    #expect(try cloud.blocks(id, version: 1) == ["10.0.0.0/8", "192.0.2.0/24"])
    #expect(cloud.state.network.prefixLists[PrefixList.ID(id)]?.entries?.count == 2)

    cloud.expectError("PrefixListVersionMismatch", "The prefix list has the incorrect version number.", modify)
    cloud.expectError("MissingParameter", with(modify) { $0.currentVersion = nil })
    cloud.expectError("InvalidParameterValue", with(modify) { $0.currentVersion = 0 })
    cloud.expectError(
      "InvalidParameterValue",
      with(EC2.GetManagedPrefixListEntriesRequest.entries(id)) { $0.targetVersion = 3 }
    )
    cloud.expectError(
      "InvalidParameterValue",
      with(EC2.GetManagedPrefixListEntriesRequest.entries(id)) { $0.targetVersion = .min }
    )
  }

  @Test("Modifications that contradict the list or themselves change nothing")
  mutating func modifyErrors() throws {
    let id = try cloud.createList(["10.0.0.0/8"])
    let base = EC2.ModifyManagedPrefixListRequest.of(id, version: 1)
    let before = cloud.state.network
    cloud.expectError(
      "InvalidPrefixListModification",
      "An entry with the CIDR (10.0.0.0/8) and description () already exists.",
      with(base) { $0.addEntries = [.entry("10.0.0.0/8")] }
    )
    cloud.expectError("InvalidPrefixListModification", with(base) { $0.removeEntries = [.entry("11.0.0.0/8")] })
    cloud.expectError(
      "InvalidParameterValue",
      "Request cannot contain Cidr 10.0.0.0/8 in both AddPrefixListEntries and RemovePrefixListEntries",
      with(base) {
        $0.addEntries = [.entry("10.0.0.0/8", "again")]
        $0.removeEntries = [.entry("10.0.0.0/8")]
      }
    )
    cloud.expectError(
      "InvalidParameterCombination",
      "You cannot modify the entries and the maximum entries for the prefix list in the same request.",
      with(base) {
        $0.addEntries = [.entry("12.0.0.0/8")]
        $0.maxEntries = 20
      }
    )
    cloud.expectError(
      "PrefixListMaxEntriesExceeded",
      with(base) { request in request.addEntries = (0..<10).map { .entry("12.\($0).0.0/16") } }
    )
    cloud.expectError(
      "InvalidPrefixListID.NotFound",
      "The prefix list (pl-99999999) does not exist.",
      EC2.ModifyManagedPrefixListRequest.of("pl-99999999", version: 1)
    )
    cloud.expectError("InvalidParameterValue", with(base) { $0.maxEntries = 1001 })
    #expect(cloud.state.network == before)
  }

  @Test("A new name or size makes no new version")
  mutating func renameAndResize() throws {
    let id = try cloud.createList(["10.0.0.0/8", "11.0.0.0/8"])
    let renamed = try cloud.perform(with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.prefixListName = "homes" })
    #expect(renamed.prefixList?.prefixListName == "homes")
    #expect(renamed.prefixList?.version == 1)
    let resized = try cloud.perform(with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.maxEntries = 2 })
    #expect(resized.prefixList?.maxEntries == 2)
    #expect(resized.prefixList?.version == 1)
    cloud.expectError("InvalidParameterValue", with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.maxEntries = 1 })
  }

  @Test("A size that a referring group has no room for fails, and the list says so until the next change")
  mutating func resizeBeyondQuota() throws {
    let id = try cloud.createList(["10.0.0.0/8"])
    cloud.putGroup(
      "sg-11111111",
      in: vpcID,
      rules: [
        SecurityGroupRule(
          id: "sgr-1",
          groupID: "sg-11111111",
          direction: .ingress,
          traffic: .all,
          peer: .prefixList(PrefixList.ID(id))
        ),
        SecurityGroupRule(id: "sgr-2", groupID: "sg-11111111", direction: .ingress, traffic: .all, peer: .ipv4(.all)),
        // Neither the other family nor the other direction counts.
        SecurityGroupRule(id: "sgr-3", groupID: "sg-11111111", direction: .ingress, traffic: .all, peer: .ipv6(.all)),
        SecurityGroupRule(id: "sgr-4", groupID: "sg-11111111", direction: .egress, traffic: .all, peer: .ipv4(.all)),
      ]
    )
    let failed = try cloud.perform(with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.maxEntries = 60 })
    #expect(failed.prefixList?.state == "modify-failed")
    #expect(failed.prefixList?.stateMessage?.contains("sg-11111111") == true)
    #expect(failed.prefixList?.maxEntries == 10)
    let done = try cloud.perform(with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.maxEntries = 59 })
    #expect(done.prefixList?.state == "modify-complete")
    #expect(done.prefixList?.stateMessage == nil)
    #expect(done.prefixList?.maxEntries == 59)
  }

  @Test("A list in use is not deleted; a deleted one is gone with its versions")
  mutating func delete() throws {
    let id = try cloud.createList(["10.0.0.0/8"])
    try cloud.perform(
      with(EC2.ModifyManagedPrefixListRequest.of(id, version: 1)) { $0.addEntries = [.entry("11.0.0.0/8")] }
    )
    let delete = with(EC2.DeleteManagedPrefixListRequest()) { $0.prefixListId = id }
    let rule = SecurityGroupRule(
      id: "sgr-1",
      groupID: "sg-11111111",
      direction: .egress,
      traffic: .all,
      peer: .prefixList(PrefixList.ID(id))
    )
    cloud.putGroup("sg-11111111", in: vpcID, rules: [rule])
    cloud.expectError("DependencyViolation", delete)
    let table = RouteTable(
      id: "rtb-11111111",
      vpcID: vpcID,
      routes: [.init(.prefixList(PrefixList.ID(id)), to: .networkInterface("eni-1"))]
    )
    cloud.state.apply(.put(RouteTableRecord(table: table, location: cloud.location)))
    #expect(
      try cloud.perform(with(EC2.GetManagedPrefixListAssociationsRequest()) { $0.prefixListId = id })
        .prefixListAssociations
        == [
          EC2.PrefixListAssociation(resourceId: "rtb-11111111", resourceOwner: "123456789012"),
          EC2.PrefixListAssociation(resourceId: "sg-11111111", resourceOwner: "123456789012"),
        ]
    )
    cloud.state.apply(.remove(RecordReference(.securityGroupRule, "sgr-1")))
    cloud.expectError("DependencyViolation", delete)
    cloud.state.apply(.remove(RecordReference(.routeTable, "rtb-11111111")))

    #expect(try cloud.perform(delete).prefixList?.state == "delete-complete")
    cloud.expectError("InvalidPrefixListID.NotFound", delete)
    #expect(cloud.state.network.prefixLists[PrefixList.ID(id)] == nil)
    #expect(cloud.state.prefixListVersions.count == 0)
  }

  @Test("A version is restored as a new one, if the list still has room for it")
  mutating func restore() throws {
    let id = try cloud.createList(["10.0.0.0/8", "11.0.0.0/8"])
    try cloud.perform(
      with(EC2.ModifyManagedPrefixListRequest.of(id, version: 1)) { $0.removeEntries = [.entry("10.0.0.0/8")] }
    )
    let restored = try cloud.perform(.restore(id, 1, current: 2))
    #expect(restored.prefixList?.version == 3)
    #expect(restored.prefixList?.state == "restore-complete")
    #expect(try cloud.blocks(id) == ["10.0.0.0/8", "11.0.0.0/8"])
    cloud.expectError("PrefixListVersionMismatch", .restore(id, 1, current: 2))
    cloud.expectError("InvalidParameterValue", .restore(id, 4, current: 3))
    cloud.expectError("InvalidParameterValue", .restore(id, 3, current: 3))
    try cloud.perform(.restore(id, 2, current: 3))
    try cloud.perform(with(EC2.ModifyManagedPrefixListRequest.of(id)) { $0.maxEntries = 1 })
    cloud.expectError("PrefixListMaxEntriesExceeded", .restore(id, 1, current: 4))
  }

  @Test("Lists are found by identifier, name, owner and tag, and read in pages")
  mutating func describe() throws {
    let id = try cloud.createList([])
    func find(_ filters: EC2.Filter...) throws -> [String?]? {
      try cloud.perform(with(EC2.DescribeManagedPrefixListsRequest()) { $0.filters = filters }).prefixLists?.map(
        \.prefixListId
      )
    }
    #expect(try find(filter("owner-id", "123456789012")) == [id])
    #expect(try find(filter("prefix-list-id", id, "pl-99999999")) == [id])
    #expect(try find(filter("prefix-list-name", "off*")) == [id])
    #expect(try find(filter("tag:Name", "x")) == [])
    #expect(try find(filter("owner-id", "AWS"))?.count == AWSManagedPrefixLists.Service.allCases.count)
    #expect(
      try cloud.perform(EC2.DescribeManagedPrefixListsRequest(), as: cloud.caller(account: "210987654321")).prefixLists?
        .contains { $0.prefixListId == id } == false
    )
    let first = try cloud.perform(with(EC2.DescribeManagedPrefixListsRequest()) { $0.maxResults = 1 })
    #expect(first.prefixLists?.count == 1)
    #expect(first.nextToken != nil)
    cloud.expectError("InvalidParameterValue", with(EC2.DescribeManagedPrefixListsRequest()) { $0.maxResults = 101 })

    let many = try cloud.createList((0..<10).map { "10.\($0 * 7 % 10).0.0/16" })
    var request = with(EC2.GetManagedPrefixListEntriesRequest.entries(many)) { $0.maxResults = 3 }
    var blocks: [String?] = []
    repeat {
      let page = try cloud.perform(request)
      blocks += page.entries?.map(\.cidr) ?? []
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(blocks == (0..<10).map { "10.\($0).0.0/16" })
  }

  @Test("AWS's lists are in every region for every account, unchangeable, and in the network")
  mutating func listsOfAWS() throws {
    let id = AWSManagedPrefixLists.id(region: "eu-central-1", service: .s3).text
    let list = try #require(
      try cloud.perform(with(EC2.DescribeManagedPrefixListsRequest()) { $0.prefixListIds = [id] }).prefixLists?.first
    )
    #expect(list.prefixListName == "com.amazonaws.eu-central-1.s3")
    #expect(list.ownerId == "AWS")
    #expect(list.prefixListArn == "arn:aws:ec2:eu-central-1:aws:prefix-list/\(id)")
    #expect(list.version == nil)
    #expect(list.maxEntries == nil)
    #expect(
      try cloud.perform(
        with(EC2.DescribeManagedPrefixListsRequest()) { $0.prefixListIds = [id] },
        as: cloud.caller(account: "210987654321")
      ).prefixLists?.count == 1
    )
    cloud.expectError(
      "InvalidPrefixListID.NotFound",
      as: cloud.caller(region: "us-east-1"),
      with(EC2.DescribeManagedPrefixListsRequest()) { $0.prefixListIds = [id] }
    )
    #expect(cloud.state.network.prefixLists[PrefixList.ID(id)]?.weight == 1)
    #expect(try cloud.blocks(id).isEmpty == false)

    cloud.expectError("UnsupportedOperation", EC2.ModifyManagedPrefixListRequest.of(id))
    cloud.expectError("UnsupportedOperation", with(EC2.DeleteManagedPrefixListRequest()) { $0.prefixListId = id })
    cloud.expectError("UnsupportedOperation", .restore(id, 1, current: 2))

    let described = try cloud.perform(EC2.DescribePrefixListsRequest()).prefixLists
    #expect(described?.count == AWSManagedPrefixLists.Service.allCases.count)
    let named = try cloud.perform(
      with(EC2.DescribePrefixListsRequest()) { $0.filters = [filter("prefix-list-name", "*.dynamodb")] }
    )
    #expect(named.prefixLists?.map(\.prefixListName) == ["com.amazonaws.eu-central-1.dynamodb"])
    let own = try cloud.createList([])
    cloud.expectError(
      "InvalidPrefixListID.NotFound",
      with(EC2.DescribePrefixListsRequest()) { $0.prefixListIds = [own] }
    )
  }

  @Test("AWS's lists have different identifiers that never change")
  func identifiersOfAWS() {
    let records = RegionCatalog.regions.keys.flatMap(AWSManagedPrefixLists.records)
    #expect(Set(records.map(\.recordID)).count == records.count)
    #expect(records.allSatisfy { PrefixListRecord.identifierWords.isWellFormed($0.recordID) })
    #expect(records.allSatisfy { $0.list.weight != nil })
    #expect(
      records.allSatisfy { record in
        record.list.entries?.allSatisfy { $0.cidr.family == record.list.addressFamily } ?? true
      }
    )
    #expect(AWSManagedPrefixLists.id(region: "us-east-1", service: .s3) == "pl-63a5400a")
    #expect(
      AWSManagedPrefixLists.id(region: "eu-central-1", service: .dynamoDB)
        == AWSManagedPrefixLists.id(region: "eu-central-1", service: .dynamoDB)
    )
  }

  @Test("AWS's lists follow from the region alone, in whatever order records come")
  func listsOfAWSFollow() {
    let region = RegionRecord(location: cloud.location)
    #expect(State([region]).network == cloud.state.network.without(vpcs: true))
  }

  @Test(
    "Random modifications and restorations hold what a plain list of versions holds",
    arguments: 1...20 as ClosedRange<UInt64>
  )
  mutating func randomVersions(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let id = try cloud.createList([], maxEntries: 6)
    var versions: [[String: String?]] = [[:]]
    let blocks = (0..<8).map { "10.\($0).0.0/16" }
    for step in 0..<80 {
      var next = versions[versions.count - 1]
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let version = Int.random(in: 1...versions.count + 1, using: &generator)
        let request = EC2.RestoreManagedPrefixListVersionRequest.restore(id, version, current: versions.count)
        if version < versions.count {
          try cloud.perform(request)
          versions.append(versions[version - 1])
        } else {
          cloud.expectError("InvalidParameterValue", request)
        }
      } else {
        let removed = blocks.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
        let added = blocks.filter { !removed.contains($0) && Int.random(in: 0..<4, using: &generator) == 0 }
        guard !removed.isEmpty || !added.isEmpty else { continue }
        let text = Bool.random(using: &generator) ? "step \(step)" : nil
        let request = with(EC2.ModifyManagedPrefixListRequest.of(id, version: versions.count)) {
          $0.addEntries = added.map { .entry($0, text) }
          $0.removeEntries = removed.map { .entry($0) }
        }
        let isKnown = removed.allSatisfy { next[$0] != nil } && !added.contains { next[$0] == .some(text) }
        for block in removed { next[block] = nil }
        for block in added { next[block] = .some(text) }
        if !isKnown {
          cloud.expectError("InvalidPrefixListModification", request)
        } else if next.count > 6 {
          cloud.expectError("PrefixListMaxEntriesExceeded", request)
        } else {
          try cloud.perform(request)
          versions.append(next)
        }
      }
      for (index, expected) in versions.enumerated()
      where index == versions.count - 1 || Int.random(in: 0..<8, using: &generator) == 0 {
        let entries =
          try cloud.perform(with(EC2.GetManagedPrefixListEntriesRequest.entries(id)) { $0.targetVersion = index + 1 })
          .entries ?? []
        let found = Dictionary(entries.map { ($0.cidr ?? "", $0.description) }) { first, _ in first }
        #expect(found == expected, "seed \(seed), step \(step), version \(index + 1)")
        #expect(entries.count == expected.count, "seed \(seed), step \(step), version \(index + 1)")
      }
    }
  }
}

extension Network {
  fileprivate func without(vpcs: Bool) -> Network {
    var network = self
    if vpcs { network.vpcs = [] }
    return network
  }
}

extension TestCloud {
  fileprivate mutating func createList(_ blocks: [String], maxEntries: Int = 10) throws -> String {
    let request = with(EC2.CreateManagedPrefixListRequest.list("offices", blocks)) { $0.maxEntries = maxEntries }
    return try #require(try perform(request).prefixList?.prefixListId)
  }

  fileprivate mutating func blocks(_ id: String, version: Int? = nil) throws -> [String] {
    let request = with(EC2.GetManagedPrefixListEntriesRequest.entries(id)) { $0.targetVersion = version }
    return try perform(request).entries?.compactMap(\.cidr) ?? []
  }
}

extension EC2Request where Self == EC2.CreateManagedPrefixListRequest {
  fileprivate static func list(_ name: String, _ blocks: [String]) -> Self {
    with(Self()) {
      $0.prefixListName = name
      $0.addressFamily = "IPv4"
      $0.maxEntries = 10
      $0.entries = blocks.map { .entry($0) }
    }
  }
}

extension EC2.AddPrefixListEntry {
  fileprivate static func entry(_ cidr: String, _ text: String? = nil) -> Self {
    with(Self()) {
      $0.cidr = cidr
      $0.description = text
    }
  }
}

extension EC2.RemovePrefixListEntry {
  fileprivate static func entry(_ cidr: String) -> Self { with(Self()) { $0.cidr = cidr } }
}

extension EC2Request where Self == EC2.ModifyManagedPrefixListRequest {
  fileprivate static func of(_ id: String, version: Int? = nil) -> Self {
    with(Self()) {
      $0.prefixListId = id
      $0.currentVersion = version
    }
  }
}

extension EC2Request where Self == EC2.GetManagedPrefixListEntriesRequest {
  fileprivate static func entries(_ id: String) -> Self { with(Self()) { $0.prefixListId = id } }
}

extension EC2Request where Self == EC2.RestoreManagedPrefixListVersionRequest {
  fileprivate static func restore(_ id: String, _ version: Int, current: Int) -> Self {
    with(Self()) {
      $0.prefixListId = id
      $0.previousVersion = version
      $0.currentVersion = current
    }
  }
}
