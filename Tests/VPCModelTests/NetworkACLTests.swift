import IPAddressing
import Testing
import VPCModel

@Suite("Which entry of a network ACL decides")
struct NetworkACLTests {
  private typealias Entry = NetworkACL.Entry

  private func entry(
    _ number: Int,
    _ action: NetworkACL.Action,
    _ traffic: TrafficSelector = .all,
    _ cidr: String = "0.0.0.0/0",
    _ direction: TrafficDirection = .ingress
  ) throws -> Entry {
    Entry(
      number: number,
      direction: direction,
      action: action,
      traffic: traffic,
      cidr: try IPPrefix(parsing: cidr)
    )
  }

  private func deciding(_ entries: [Entry], _ direction: TrafficDirection = .ingress, from remote: String, port: UInt16)
    throws -> Int?
  {
    NetworkACL(id: "acl-1", vpcID: "vpc-1", entries: entries)
      .decidingEntry(
        direction,
        remote: try IPAddress(parsing: remote),
        transport: .tcp(source: 1024, destination: port)
      )?
      .number
  }

  @Test("entries are evaluated by number, in whatever order they were given")
  func order() throws {
    let entries = [
      try entry(32767, .deny), try entry(200, .allow), try entry(9, .deny), try entry(100, .deny, .all, "::/0"),
    ]
    for given in [entries, entries.reversed()] {
      let acl = NetworkACL(id: "acl-1", vpcID: "vpc-1", entries: given)
      #expect(acl.entries.map(\.number) == [9, 100, 200, 32767])
    }
    var acl = NetworkACL(id: "acl-1", vpcID: "vpc-1")
    acl.replaceEntries(entries)
    #expect(acl.entries.map(\.number) == [9, 100, 200, 32767])
  }

  @Test("the first entry that matches decides, though a later one fits better")
  func firstMatch() throws {
    let ports = try #require(PortRange(lower: 0, upper: 1023))
    let entries = [
      try entry(100, .deny, .tcp(ports), "10.0.0.0/8"), try entry(110, .allow, .tcp(PortRange(443)), "10.1.0.0/16"),
      try entry(120, .allow), try entry(32767, .deny),
    ]
    #expect(try deciding(entries, from: "10.1.2.3", port: 443) == 100)
    #expect(try deciding(entries, from: "10.1.2.3", port: 1024) == 120)
    #expect(try deciding(entries, from: "11.1.2.3", port: 443) == 120)
  }

  @Test("directions and families are apart; nothing matching is nothing deciding")
  func directionsAndFamilies() throws {
    let entries = [
      try entry(100, .allow), try entry(90, .deny, .all, "0.0.0.0/0", .egress), try entry(101, .allow, .all, "::/0"),
    ]
    #expect(try deciding(entries, from: "10.0.0.1", port: 1) == 100)
    #expect(try deciding(entries, .egress, from: "10.0.0.1", port: 1) == 90)
    #expect(try deciding(entries, from: "2001:db8::1", port: 1) == 101)
    #expect(try deciding(entries, .egress, from: "2001:db8::1", port: 1) == nil)
    let acl = NetworkACL(id: "acl-1", vpcID: "vpc-1", entries: entries)
    #expect(acl.entries(.ingress).map(\.number) == [100, 101])
    #expect(acl.entries(.egress).map(\.number) == [90])
  }

  @Test("the entries that EC2 adds itself are final")
  func final() throws {
    #expect(try !entry(32766, .deny).isFinal)
    #expect(try entry(32767, .deny).isFinal)
    #expect(try entry(32768, .deny, .all, "::/0").isFinal)
  }
}
