import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Network ACLs")
struct NetworkACLTests {
  var cloud = TestCloud()
  let vpcID: VPC.ID

  init() {
    cloud.openRegion()
    vpcID = cloud.putVPC("vpc-11111111", "10.0.0.0/16")
  }

  @Test("A new ACL denies everything by one entry for each direction")
  mutating func create() throws {
    let acl = try cloud.createACL(vpcID)
    #expect(acl.networkAclId?.hasPrefix("acl-") == true)
    #expect(acl.isDefault == false)
    #expect(acl.vpcId == "vpc-11111111")
    #expect(acl.ownerId == "123456789012")
    #expect(acl.associations == [])
    #expect(acl.entries?.map(\.ruleNumber) == [32767, 32767])
    #expect(acl.entries?.map(\.egress) == [true, false])
    #expect(
      acl.entries?.allSatisfy { $0.ruleAction == "deny" && $0.protocol == "-1" && $0.cidrBlock == "0.0.0.0/0" } == true
    )
    #expect(cloud.state.network.networkACLs[NetworkACL.ID(acl.networkAclId ?? "")] != nil)
  }

  @Test("In a VPC with IPv6 a new ACL denies that too, under 32768")
  mutating func createWithIPv6() throws {
    let dual = cloud.putVPC("vpc-22222222", "10.1.0.0/16", "2001:db8::/56")
    let acl = try cloud.createACL(dual)
    #expect(acl.entries?.map(\.ruleNumber) == [32767, 32768, 32767, 32768])
    #expect(acl.entries?[1].ipv6CidrBlock == "::/0")
    #expect(acl.entries?[1].cidrBlock == nil)
  }

  @Test("Unknown and malformed VPCs, and one ACL more than the quota, are refused")
  mutating func createErrors() throws {
    cloud.expectError("InvalidVpcID.NotFound", "The vpc ID 'vpc-99999999' does not exist", .create("vpc-99999999"))
    cloud.expectError("InvalidVpcID.Malformed", .create("10.0.0.0"))
    cloud.expectError("MissingParameter", EC2.CreateNetworkAclRequest())
    var quotas = Quotas()
    quotas.networkACLsPerVPC = 2
    cloud.openRegion(quotas: quotas)
    try cloud.createACL(vpcID)
    try cloud.createACL(vpcID)
    cloud.expectError("NetworkAclLimitExceeded", .create("vpc-11111111"))
    // The quota is the VPC's.
    try cloud.createACL(cloud.putVPC("vpc-33333333", "10.3.0.0/16"))
  }

  @Test("Another account's and another region's ACLs are not there")
  mutating func ownACLsOnly() throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    let describe = with(EC2.DescribeNetworkAclsRequest()) { $0.networkAclIds = [id] }
    cloud.expectError(
      "InvalidNetworkAclID.NotFound",
      "The networkAcl ID '\(id)' does not exist",
      as: cloud.caller(account: "210987654321"),
      describe
    )
    cloud.expectError("InvalidNetworkAclID.NotFound", as: cloud.caller(region: "us-east-1"), describe)
    #expect(
      try cloud.perform(EC2.DescribeNetworkAclsRequest(), as: cloud.caller(region: "us-east-1")).networkAcls == []
    )
  }

  @Test("An entry is shown by protocol number, with a canonical block")
  mutating func createEntries() throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    try cloud.perform(.entry(id, 100, "tcp", "100.68.0.18/18", ports: (443, 443)))
    try cloud.perform(.entry(id, 110, "17", "10.0.0.0/8", ports: (0, 65535), egress: true))
    try cloud.perform(.entry(id, 120, "1", "0.0.0.0/0", icmp: (8, -1)))
    try cloud.perform(.entry(id, 130, "58", "2001:DB8:0:0::/32", icmp: (128, 0)))
    try cloud.perform(.entry(id, 140, "58", "10.0.0.0/8"))
    try cloud.perform(.entry(id, 150, "50", "10.0.0.0/8", ports: (1, 2)))
    let entries = try cloud.entries(id)
    #expect(entries.map(\.ruleNumber) == [110, 32767, 100, 120, 130, 140, 150, 32767])
    #expect(entries.map(\.protocol) == ["17", "-1", "6", "1", "58", "58", "50", "-1"])
    #expect(entries[2].cidrBlock == "100.68.0.0/18")
    #expect(entries[2].portRange == EC2.PortRange(from: 443, to: 443))
    #expect(entries[0].portRange == EC2.PortRange(from: 0, to: 65535))
    #expect(entries[3].icmpTypeCode == EC2.IcmpTypeCode(code: -1, type: 8))
    #expect(entries[4].ipv6CidrBlock == "2001:db8::/32")
    #expect(entries[4].icmpTypeCode == EC2.IcmpTypeCode(code: 0, type: 128))
    #expect(entries[5].icmpTypeCode == nil)
    // Ports of other protocols are ignored.
    #expect(entries[6].portRange == nil)
    let acl = try #require(cloud.state.network.networkACLs[NetworkACL.ID(id)])
    #expect(acl.entries(.ingress).first?.traffic == .tcp(PortRange(443)))
  }

  @Test(
    "Entries that make no sense are refused",
    arguments: [
      ("ruleNumber", "0"), ("ruleNumber", "32767"), ("ruleNumber", "-5"), ("ruleNumber", "9223372036854775807"),
      ("cidr", "10.0.0.0/33"), ("cidr", "10.0.0.1"), ("cidr", "::/0x"), ("protocol", "256"), ("protocol", "-2"),
      ("protocol", "any"), ("action", "drop"), ("ports", "-1:5"), ("ports", "10:9"), ("ports", "0:65536"),
      ("icmp", "256:0"), ("icmp", "-1:3"), ("icmp", "-9223372036854775808:0"),
    ]
  )
  mutating func malformedEntries(_ member: String, _ value: String) throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    let before = cloud.state.network
    let numbers = value.split(separator: ":").compactMap { Int($0) }
    let request = with(EC2.CreateNetworkAclEntryRequest.entry(id, 100, "6", "10.0.0.0/8", ports: (22, 22))) {
      switch member {
      case "ruleNumber": $0.ruleNumber = Int(value)
      case "cidr": $0.cidrBlock = value
      case "protocol": $0.protocol = value
      case "action": $0.ruleAction = value
      case "ports": $0.portRange = EC2.PortRange(from: numbers[0], to: numbers[1])
      default:
        $0.protocol = "1"
        $0.icmpTypeCode = EC2.IcmpTypeCode(code: numbers[1], type: numbers[0])
      }
    }
    cloud.expectError("InvalidParameterValue", request)
    #expect(cloud.state.network == before)
  }

  @Test("Entries that lack what their protocol needs, or have no block or two, are refused")
  mutating func incompleteEntries() throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    cloud.expectError("MissingParameter", .entry(id, 1, "6", "10.0.0.0/8"))
    cloud.expectError("MissingParameter", .entry(id, 1, "1", "10.0.0.0/8"))
    cloud.expectError("MissingParameter", .entry(id, 1, "58", "2001:db8::/32"))
    cloud.expectError(
      "MissingParameter",
      with(EC2.CreateNetworkAclEntryRequest.entry(id, 1, "-1", "10.0.0.0/8")) { $0.cidrBlock = nil }
    )
    cloud.expectError(
      "InvalidParameterCombination",
      with(EC2.CreateNetworkAclEntryRequest.entry(id, 1, "-1", "10.0.0.0/8")) { $0.ipv6CidrBlock = "::/0" }
    )
  }

  @Test("A number is taken once in each direction")
  mutating func duplicates() throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    try cloud.perform(.entry(id, 100, "-1", "10.0.0.0/8"))
    try cloud.perform(.entry(id, 100, "-1", "10.0.0.0/8", egress: true))
    cloud.expectError(
      "NetworkAclEntryAlreadyExists",
      "The network acl entry identified by 100 already exists.",
      .entry(id, 100, "-1", "::/0")
    )
  }

  @Test("Replacing changes one entry in place; deleting takes it away")
  mutating func replaceAndDelete() throws {
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    try cloud.perform(.entry(id, 100, "-1", "10.0.0.0/8"))
    try cloud.perform(.entry(id, 200, "-1", "10.0.0.0/8"))
    var replace = EC2.ReplaceNetworkAclEntryRequest()
    replace.networkAclId = id
    replace.ruleNumber = 100
    replace.egress = false
    replace.protocol = "6"
    replace.ruleAction = "deny"
    replace.ipv6CidrBlock = "2001:db8::1/64"
    replace.portRange = EC2.PortRange(from: 1, to: 9)
    try cloud.perform(replace)
    let entry = try #require(try cloud.entries(id).first { $0.ruleNumber == 100 })
    #expect(entry.ruleAction == "deny")
    #expect(entry.cidrBlock == nil)
    #expect(entry.ipv6CidrBlock == "2001:db8::/64")

    cloud.expectError(
      "InvalidNetworkAclEntry.NotFound",
      "no ingress entry with number 300",
      with(replace) { $0.ruleNumber = 300 }
    )
    cloud.expectError(
      "InvalidNetworkAclEntry.NotFound",
      "no egress entry with number 100",
      with(replace) { $0.egress = true }
    )
    cloud.expectError("InvalidParameterValue", with(replace) { $0.ruleNumber = 32767 })

    try cloud.perform(.deleting(id, 100))
    #expect(try cloud.entries(id).map(\.ruleNumber) == [32767, 200, 32767])
    cloud.expectError("InvalidNetworkAclEntry.NotFound", .deleting(id, 100))
    cloud.expectError("InvalidParameterValue", .deleting(id, 32767))
  }

  @Test("A subnet moves from ACL to ACL under a new association; its ACL is in use")
  mutating func associations() throws {
    let subnetID = cloud.putSubnet("subnet-11111111", in: vpcID)
    let main = NetworkACLRecord(
      acl: NetworkACL(id: "acl-11111111", vpcID: vpcID, isDefault: true, subnetIDs: [subnetID]),
      location: cloud.location,
      associationIDs: [subnetID: "aclassoc-11111111"]
    )
    cloud.state.apply(.put(main))
    let id = try #require(try cloud.createACL(vpcID).networkAclId)

    let moved = try #require(try cloud.perform(.replacing("aclassoc-11111111", id)).newAssociationId)
    #expect(moved.hasPrefix("aclassoc-") && moved != "aclassoc-11111111")
    #expect(cloud.state.network.networkACLs["acl-11111111"]?.subnetIDs == [])
    #expect(cloud.state.network.networkACLs[NetworkACL.ID(id)]?.subnetIDs == [subnetID])
    #expect(cloud.state.holders(of: "subnet-11111111", .networkACL) == [id])

    // Asked for again, it stays as it is.
    #expect(try cloud.perform(.replacing(moved, id)).newAssociationId == moved)
    cloud.expectError(
      "InvalidAssociationID.NotFound",
      "The association ID 'aclassoc-11111111' does not exist",
      .replacing("aclassoc-11111111", id)
    )
    cloud.expectError("InvalidAssociationID.NotFound", .replacing("subnet-11111111", id))
    cloud.expectError("InvalidNetworkAclID.NotFound", .replacing(moved, "acl-99999999"))
    let elsewhere = try #require(try cloud.createACL(cloud.putVPC("vpc-44444444", "10.4.0.0/16")).networkAclId)
    cloud.expectError("InvalidParameterValue", .replacing(moved, elsewhere))

    cloud.expectError(
      "DependencyViolation",
      "The network ACL '\(id)' has dependencies and cannot be deleted.",
      .deleting(acl: id)
    )
    cloud.expectError("InvalidParameterValue", .deleting(acl: "acl-11111111"))
    try cloud.perform(.replacing(moved, "acl-11111111"))
    try cloud.perform(.deleting(acl: id))
    cloud.expectError("InvalidNetworkAclID.NotFound", .deleting(acl: id))
    #expect(cloud.state.network.networkACLs[NetworkACL.ID(id)] == nil)
  }

  @Test(
    "Every filter of DescribeNetworkAcls tells ACLs apart",
    arguments: [
      ("association.association-id", "aclassoc-1*"), ("association.network-acl-id", "acl-1111111?"),
      ("association.subnet-id", "subnet-11111111"), ("default", "true"), ("entry.cidr", "192.0.2.0/24"),
      ("entry.icmp.code", "1"), ("entry.icmp.type", "3"), ("entry.ipv6-cidr", "2001:db8::/32"),
      ("entry.port-range.from", "22"), ("entry.port-range.to", "23"), ("entry.protocol", "udp"),
      ("entry.protocol", "17"), ("entry.rule-action", "allow"), ("entry.egress", "true"), ("entry.rule-number", "77"),
      ("network-acl-id", "acl-11111111"), ("vpc-id", "vpc-22222222"), ("tag:Name", "main"), ("tag-key", "Name"),
      ("tag", nil),
    ] as [(String, String?)]
  )
  mutating func filters(_ name: String, _ value: String?) throws {
    let other = cloud.putVPC("vpc-22222222", "10.2.0.0/16")
    let subnetID = cloud.putSubnet("subnet-11111111", in: other)
    func entry(_ number: Int, _ traffic: TrafficSelector, _ cidr: String) throws -> NetworkACL.Entry {
      NetworkACL.Entry(
        number: number,
        direction: .egress,
        action: .allow,
        traffic: traffic,
        cidr: try IPPrefix(parsing: cidr)
      )
    }
    let acl = NetworkACL(
      id: "acl-11111111",
      vpcID: other,
      isDefault: true,
      entries: [
        try entry(77, .tcp(try #require(PortRange(lower: 22, upper: 23))), "192.0.2.0/24"),
        try entry(78, .icmp(ICMPPattern(type: 3, code: 1)), "0.0.0.0/0"),
        try entry(79, .udp(PortRange(53)), "2001:db8::/32"),
      ],
      subnetIDs: [subnetID],
      tags: ["Name": "main"]
    )
    cloud.state.apply(
      .put(NetworkACLRecord(acl: acl, location: cloud.location, associationIDs: [subnetID: "aclassoc-11111111"]))
    )
    cloud.state.apply(
      .put(NetworkACLRecord(acl: NetworkACL(id: "acl-99999999", vpcID: vpcID), location: cloud.location))
    )
    guard let value else {
      cloud.expectError(
        "InvalidParameterValue",
        with(EC2.DescribeNetworkAclsRequest()) { $0.filters = [filter(name, "x")] }
      )
      return
    }
    let found = try cloud.perform(with(EC2.DescribeNetworkAclsRequest()) { $0.filters = [filter(name, value)] })
    #expect(found.networkAcls?.map(\.networkAclId) == ["acl-11111111"])
    let none = try cloud.perform(with(EC2.DescribeNetworkAclsRequest()) { $0.filters = [filter(name, "nothing")] })
    #expect(none.networkAcls == [])
  }

  @Test("ACLs come in pages that neither repeat nor skip one")
  mutating func pages() throws {
    var made: Set<String> = []
    for _ in 0..<12 { made.insert(try #require(try cloud.createACL(vpcID).networkAclId)) }
    var found: [String] = []
    var request = with(EC2.DescribeNetworkAclsRequest()) { $0.maxResults = 5 }
    repeat {
      let page = try cloud.perform(request)
      found += page.networkAcls?.compactMap(\.networkAclId) ?? []
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(found.count == 12 && Set(found) == made)
    cloud.expectError("InvalidParameterValue", with(EC2.DescribeNetworkAclsRequest()) { $0.maxResults = 4 })
  }

  @Test(
    "Random changes of entries keep to the numbers and quotas of a plain table",
    arguments: 1...20 as ClosedRange<UInt64>
  )
  mutating func randomEntries(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var quotas = Quotas()
    quotas.entriesPerNetworkACL = 5
    cloud.openRegion(quotas: quotas)
    let id = try #require(try cloud.createACL(vpcID).networkAclId)
    struct Key: Hashable {
      let egress: Bool
      let number: Int
    }
    var model: [Key: IPFamily] = [Key(egress: true, number: 32767): .ipv4, Key(egress: false, number: 32767): .ipv4]
    for step in 0..<200 {
      let key = Key(egress: Bool.random(using: &generator), number: Int.random(in: 1...12, using: &generator))
      let family: IPFamily = Bool.random(using: &generator) ? .ipv4 : .ipv6
      let count = model.count { $0.key.egress == key.egress && $0.value == family }
      let block = family == .ipv4 ? "10.0.0.0/8" : "2001:db8::/32"
      switch Int.random(in: 0..<3, using: &generator) {
      case 0:
        let request = EC2.CreateNetworkAclEntryRequest.entry(id, key.number, "-1", block, egress: key.egress)
        if model[key] != nil {
          cloud.expectError("NetworkAclEntryAlreadyExists", request)
        } else if count == 5 {
          cloud.expectError("NetworkAclEntryLimitExceeded", request)
        } else {
          try cloud.perform(request)
          model[key] = family
        }
      case 1:
        let request = EC2.ReplaceNetworkAclEntryRequest(.entry(id, key.number, "-1", block, egress: key.egress))
        if model[key] == nil {
          cloud.expectError("InvalidNetworkAclEntry.NotFound", request)
        } else if model[key] != family, count == 5 {
          cloud.expectError("NetworkAclEntryLimitExceeded", request)
        } else {
          try cloud.perform(request)
          model[key] = family
        }
      default:
        let request = EC2.DeleteNetworkAclEntryRequest.deleting(id, key.number, egress: key.egress)
        if model.removeValue(forKey: key) == nil {
          cloud.expectError("InvalidNetworkAclEntry.NotFound", request)
        } else {
          try cloud.perform(request)
        }
      }
      let entries = try cloud.entries(id)
      let found = entries.map {
        (Key(egress: $0.egress ?? false, number: $0.ruleNumber ?? 0), $0.cidrBlock == nil ? IPFamily.ipv6 : .ipv4)
      }
      #expect(Dictionary(found) { first, _ in first } == model, "seed \(seed), step \(step)")
      for egress in [true, false] {
        let numbers = entries.filter { $0.egress == egress }.compactMap(\.ruleNumber)
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count, "seed \(seed), step \(step)")
      }
    }
  }
}

extension TestCloud {
  @discardableResult
  fileprivate mutating func createACL(_ vpcID: VPC.ID) throws -> EC2.NetworkAcl {
    try #require(try perform(.create(vpcID.text)).networkAcl)
  }

  fileprivate mutating func entries(_ id: String) throws -> [EC2.NetworkAclEntry] {
    let response = try perform(with(EC2.DescribeNetworkAclsRequest()) { $0.networkAclIds = [id] })
    return try #require(response.networkAcls?.first?.entries)
  }
}

extension EC2Request where Self == EC2.CreateNetworkAclRequest {
  fileprivate static func create(_ vpcID: String) -> Self { with(Self()) { $0.vpcId = vpcID } }
}

extension EC2Request where Self == EC2.CreateNetworkAclEntryRequest {
  fileprivate static func entry(
    _ id: String,
    _ number: Int,
    _ traffic: String,
    _ cidr: String,
    ports: (Int, Int)? = nil,
    icmp: (type: Int, code: Int)? = nil,
    egress: Bool = false
  ) -> Self {
    with(Self()) {
      $0.networkAclId = id
      $0.ruleNumber = number
      $0.protocol = traffic
      $0.ruleAction = "allow"
      $0.egress = egress
      if cidr.contains(":") { $0.ipv6CidrBlock = cidr } else { $0.cidrBlock = cidr }
      $0.portRange = ports.map { EC2.PortRange(from: $0.0, to: $0.1) }
      $0.icmpTypeCode = icmp.map { EC2.IcmpTypeCode(code: $0.code, type: $0.type) }
    }
  }
}

extension EC2.ReplaceNetworkAclEntryRequest {
  fileprivate init(_ entry: EC2.CreateNetworkAclEntryRequest) {
    self.init()
    networkAclId = entry.networkAclId
    ruleNumber = entry.ruleNumber
    self.protocol = entry.protocol
    ruleAction = entry.ruleAction
    egress = entry.egress
    cidrBlock = entry.cidrBlock
    ipv6CidrBlock = entry.ipv6CidrBlock
    portRange = entry.portRange
    icmpTypeCode = entry.icmpTypeCode
  }
}

extension EC2Request where Self == EC2.DeleteNetworkAclEntryRequest {
  fileprivate static func deleting(_ id: String, _ number: Int, egress: Bool = false) -> Self {
    with(Self()) {
      $0.networkAclId = id
      $0.ruleNumber = number
      $0.egress = egress
    }
  }
}

extension EC2Request where Self == EC2.DeleteNetworkAclRequest {
  fileprivate static func deleting(acl id: String) -> Self { with(Self()) { $0.networkAclId = id } }
}

extension EC2Request where Self == EC2.ReplaceNetworkAclAssociationRequest {
  fileprivate static func replacing(_ association: String, _ id: String) -> Self {
    with(Self()) {
      $0.associationId = association
      $0.networkAclId = id
    }
  }
}
