import Foundation
import IPAddressing
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Compiled rulesets")
struct CompiledRulesetTests {
  struct Story: CustomTestStringConvertible {
    /// Of the file that holds the ruleset.
    var name: String
    var network: Network
    var attachments: [LinuxDataPlane.Attachment] = [attachment("eni-a", .routed, "rfa")]
    var absentPorts: Set<String> = []
    var testDescription: String { name }
  }

  private static func attachment(
    _ id: NetworkInterface.ID,
    _ kind: LinuxDataPlane.Attachment.Kind,
    _ device: String,
    bridge: String? = nil
  ) -> LinuxDataPlane.Attachment {
    Attachment(interfaceID: id, kind: kind, device: device, bridge: bridge, namespace: .own, maker: .attach)
  }

  /// One interface, `eni-a`, in the group `sg-a`.
  private static func network(
    in ingress: [(TrafficSelector, SecurityGroupRule.Peer)],
    out egress: [(TrafficSelector, SecurityGroupRule.Peer)] = [],
    _ more: (inout SmallNetwork) -> Void = { _ in }
  ) -> Network {
    var network = SmallNetwork()
    network.add("sg-a", in: ingress, out: egress)
    network.add("eni-a", 10, ["sg-a"])
    more(&network)
    return network.network
  }

  private static let ssh: [(TrafficSelector, SecurityGroupRule.Peer)] = [
    (.tcp(PortRange(22)), SmallNetwork.block("192.0.2.0/24"))
  ]

  static let stories: [Story] = [
    Story(
      name: "default-group",
      network: network(in: [(.all, SmallNetwork.group("sg-a"))], out: SmallNetwork.anything)
    ),
    Story(
      name: "blocks-on-one-port",
      network: network(in: [
        (.tcp(PortRange(443)), SmallNetwork.block("10.0.0.0/8")),
        (.tcp(PortRange(443)), SmallNetwork.block("10.1.0.0/16")),
        (.tcp(PortRange(443)), SmallNetwork.block("2001:db8::/32")),
      ])
    ),
    Story(
      name: "several-ports",
      network: network(in: [
        (.tcp(PortRange(uncheckedLower: 8000, upper: 8999)), SmallNetwork.block("10.0.0.0/8")),
        (.tcp(PortRange(8080)), SmallNetwork.block("192.0.2.0/24")),
        (.udp(PortRange(53)), SmallNetwork.block("10.0.0.0/8")),
        (.icmp(ICMPPattern(type: 8, code: nil)), SmallNetwork.block("10.0.0.0/8")),
      ])
    ),
    Story(
      name: "group-reference",
      network: network(in: [(.tcp(PortRange(5432)), SmallNetwork.group("sg-b"))]) {
        $0.add("sg-b")
        $0.add("eni-b", 11, ["sg-b"])
        $0.add("eni-c", 12, ["sg-b"])
      }
    ),
    Story(
      name: "any-source",
      network: network(in: [
        (.tcp(PortRange(443)), .ipv4(.all)), (.tcp(PortRange(80)), .ipv4(.all)), (.tcp(PortRange(443)), .ipv6(.all)),
      ])
    ),
    Story(
      name: "prefix-list",
      network: network(in: [(.tcp(PortRange(22)), .prefixList("pl-1"))]) {
        $0.add(PrefixList(id: "pl-1", name: "offices", entries: prefixes))
      }
    ),
    Story(
      name: "untracked",
      network: network(in: [(.tcp(PortRange(443)), .ipv4(.all))], out: SmallNetwork.anything)
    ),
    Story(
      name: "network-acl",
      network: network(in: ssh) {
        $0.add(
          NetworkACL(
            id: "acl-1",
            vpcID: "vpc-1",
            entries: [
              .init(number: 100, direction: .ingress, action: .deny, traffic: .tcp(PortRange(23)), cidr: .v4(.all)),
              .init(number: 200, direction: .ingress, action: .allow, traffic: .all, cidr: .v4(.all)),
              .init(number: 100, direction: .egress, action: .allow, traffic: .all, cidr: .v4(.all)),
            ],
            subnetIDs: ["subnet-1"]
          )
        )
      }
    ),
    Story(
      name: "bridged",
      network: network(in: ssh) {
        $0.add("eni-b", 11, ["sg-a"])
        $0.add("eni-router", 1, ["sg-a"], isChecked: false)
      },
      attachments: [
        attachment("eni-a", .bridged, "tap0", bridge: "br0"), attachment("eni-b", .bridged, "tap1", bridge: "br0"),
        attachment("eni-router", .bridged, "tap2", bridge: "br0"),
        attachment("eni-unknown", .bridged, "tap3", bridge: "br0"),
      ],
      absentPorts: ["tap1"]
    ),
    Story(name: "host", network: network(in: ssh), attachments: [attachment("eni-a", .host, "eth0")]),
  ]

  private static var prefixes: [PrefixList.Entry] {
    ["192.0.2.0/24", "192.0.2.128/25", "198.51.100.0/24"].compactMap(IPv4Prefix.init).map { .init(.v4($0)) }
  }

  @Test("read as they were written down", arguments: stories)
  func golden(story: Story) throws {
    var compiler = NamespaceCompiler(story.network)
    _ = compiler.attach(story.attachments, absentPorts: story.absentPorts)
    var shown = compiler.ruleset
    // What every ruleset has is shown once, what all policies have twice.
    if !["default-group", "untracked"].contains(story.name) {
      for name in shown.chains.keys where name.hasPrefix("policy-") { shown.chains[name] = nil }
    }
    if story.name != "default-group" {
      for name in BaseChains.ruleset.chains.keys { shown.chains[name] = nil }
      for name in BaseChains.ruleset.sets.keys { shown.sets[name] = nil }
      for name in shown.sets.keys where name.hasPrefix("platform-") { shown.sets[name] = nil }
    }
    try expect(shown, isGolden: story.name)
  }

  @Test("of frames at a bridge's ports read as they were written down")
  func frames() throws {
    try expect(FrameCompiler.ruleset(ports: ["tap0", "tap1"]), isGolden: "bridge-frames")
  }

  /// Compares with a committed file. `UPDATE_GOLDEN=1` in the environment writes it anew instead.
  private func expect(_ ruleset: Ruleset, isGolden name: String) throws {
    let text = RulesetText(ruleset: ruleset).text
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/rulesets/\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }

  /// Of the kinds that the stories have.
  private static func changes(from old: Network, to new: Network) -> [NetworkChange] {
    func changes<Element>(_ table: (Network) -> ResourceTable<Element>) -> [ResourceChange<Element>] {
      table(new).sorted.filter { table(old)[$0.id] != $0 }.map { .put($0) }
        + table(old).sorted.filter { table(new)[$0.id] == nil }.map { .remove($0.id) }
    }
    return changes(\.vpcs).map(NetworkChange.vpc) + changes(\.subnets).map(NetworkChange.subnet)
      + changes(\.networkInterfaces).map(NetworkChange.networkInterface)
      + changes(\.securityGroups).map(NetworkChange.securityGroup)
      + changes(\.prefixLists).map(NetworkChange.prefixList) + changes(\.networkACLs).map(NetworkChange.networkACL)
  }

  @Test("are the same by whichever way they came about: ports, bridges and attachments come and go")
  func incremental() throws {
    var compiler = NamespaceCompiler(Network())
    var followed = compiler.ruleset
    let ports: [Set<String>] = [[], ["tap0"], ["tap1", "tap2"], ["tap0"], []]
    for (index, story) in (Self.stories + Self.stories.reversed()).enumerated() {
      let changes = Self.changes(from: compiler.network, to: story.network)
      let absent = ports[index % ports.count]
      followed.apply(
        compiler.update(to: story.network, changes, attachments: story.attachments, absentPorts: absent)
      )
      #expect(followed == compiler.ruleset, "\(story.name)")
      var anew = NamespaceCompiler(story.network, generations: compiler.generations)
      _ = anew.attach(story.attachments, absentPorts: absent)
      #expect(followed == anew.ruleset, "\(story.name)")
    }
  }
}
