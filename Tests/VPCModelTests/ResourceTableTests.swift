import Testing
import VPCModel

@Suite("Tables and networks are values")
struct ResourceTableTests {
  @Test("a change to a copy of a table leaves the original as it was")
  func copyOfTable() {
    let original: ResourceTable<VPC> = [VPC(id: "vpc-1"), VPC(id: "vpc-2")]
    var copy = original
    copy.insert(VPC(id: "vpc-1", isDefault: true))
    copy["vpc-2"] = nil
    copy["vpc-3"] = VPC(id: "vpc-3")
    #expect(original.sorted == [VPC(id: "vpc-1"), VPC(id: "vpc-2")])
    #expect(copy.sorted == [VPC(id: "vpc-1", isDefault: true), VPC(id: "vpc-3")])
  }

  @Test("of two resources under one identifier the later stays")
  func laterReplacesEarlier() {
    let table: ResourceTable<VPC> = [VPC(id: "vpc-1", ownerID: "1"), VPC(id: "vpc-1", ownerID: "2")]
    #expect(table.count == 1)
    #expect(table["vpc-1"]?.ownerID == "2")
  }

  @Test("equal tables are equal and hash alike, whatever came first; output is by identifier")
  func orderOfInsertion() {
    let ids = (0..<200).map { VPC.ID("vpc-\($0)") }
    let one = ResourceTable(ids.map { VPC(id: $0) })
    var other = ResourceTable(ids.reversed().map { VPC(id: $0) })
    other.insert(VPC(id: "vpc-extra"))
    #expect(one != other)
    other["vpc-extra"] = nil
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.sorted.map(\.id) == ids.sorted())
    #expect(Set(one.unordered.map(\.id)) == Set(ids))
  }

  @Test("a change to a copy of a network leaves the original as it was")
  func copyOfNetwork() {
    var original = Network()
    original.vpcs.insert(VPC(id: "vpc-1"))
    let changed = original.applying([
      .vpc(.put(VPC(id: "vpc-1", isDefault: true))), .subnet(.put(Subnet(id: "subnet-1", vpcID: "vpc-1"))),
    ])
    #expect(original.vpcs["vpc-1"]?.isDefault == false)
    #expect(original.subnets.isEmpty)
    #expect(changed.vpcs["vpc-1"]?.isDefault == true)
    #expect(changed.subnets.contains("subnet-1"))
  }

  @Test("a new network lacks nothing; a kind that is named incomplete does")
  func completeness() {
    var network = Network()
    #expect(ResourceKind.allCases.allSatisfy(network.isComplete))
    network.incompleteKinds = [.subnet]
    #expect(ResourceKind.allCases.filter { !network.isComplete($0) } == [.subnet])
  }
}
