import IPAddressing
import VPCModel

@testable import LinuxDataPlane

/// Two networks that take turns, and packets that tell whether ever a third was in force, made of parts of both.
///
/// They differ in `sg-b`'s rules or in `eni-a`'s groups.
struct Alternation: Sendable, CustomStringConvertible {
  struct Side: Sendable {
    var network: Network
    /// What leads here from the other.
    var changes: [NetworkChange]
  }

  let description: String
  let first: Side
  let second: Side
  let templates: [PacketTemplate]
  /// Whether `eni-a` is in other groups.
  let movesInterface: Bool

  // MARK: Their parts

  /// What the second network has instead of the first.
  private init(
    _ description: String,
    _ one: [SecurityGroup],
    _ other: [SecurityGroup],
    groupsOfA: [[SecurityGroup.ID]] = [["sg-a"], ["sg-a"]],
    packets: [SlowKernel.Sent]
  ) {
    self.description = description
    movesInterface = groupsOfA[0] != groupsOfA[1]
    let sides = [one, other].enumerated().map { index, groups in
      groups.map { NetworkChange.securityGroup(.put($0)) }
        + [.networkInterface(.put(TwoMachines.interface(0, groupsOfA[index])))]
    }
    let base = TwoMachines.network([])
    first = Side(network: base.applying(sides[0]), changes: sides[0])
    second = Side(network: base.applying(sides[0]).applying(sides[1]), changes: sides[1])
    templates = packets.compactMap { packet in
      func attached(_ address: IPAddress) -> Attachment? {
        zip(TwoMachines.addresses, TwoMachines.attachments(in: "")).first { .v4($0.0) == address }?.1
      }
      return PacketTemplate(firstOf: packet, from: attached(packet.source), to: attached(packet.destination))
    }
  }

  private static func group(_ id: SecurityGroup.ID, _ rules: [SecurityGroupRule]) -> SecurityGroup {
    TwoMachines.group(id, rules)
  }

  private static func rule(
    _ id: SecurityGroupRule.ID,
    _ direction: TrafficDirection,
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    TwoMachines.rule(id, direction, traffic, peer)
  }

  private static func ingress(_ id: SecurityGroupRule.ID, _ ports: PortRange, _ block: String) -> SecurityGroupRule {
    rule(id, .ingress, .tcp(ports), .ipv4(IPv4Prefix(block) ?? .all))
  }

  private static func tcp(_ source: IPv4Address, _ port: UInt16) -> SlowKernel.Sent {
    SlowKernel.Sent(
      source: .v4(source),
      destination: .v4(TwoMachines.addresses[1]),
      transport: .tcp(source: 0, destination: port),
      tcpFlags: [.syn]
    )
  }

  // MARK: The alternations

  private static let (oneOutside, otherOutside) = (IPv4Address(198, 51, 100, 1), IPv4Address(203, 0, 113, 1))
  private static let everyPairing = [oneOutside, otherOutside].flatMap { source in
    [UInt16(22), 80].map { tcp(source, $0) }
  }

  static let all: [Alternation] = [
    Alternation(
      "one port of one block, another of another",
      [group("sg-b", [ingress("sgr-1", PortRange(22), "198.51.100.0/24")])],
      [group("sg-b", [ingress("sgr-1", PortRange(80), "203.0.113.0/24")])],
      packets: everyPairing
    ),
    Alternation(
      "two blocks exchange their ports",
      [
        group(
          "sg-b",
          [ingress("sgr-1", PortRange(22), "198.51.100.0/24"), ingress("sgr-2", PortRange(80), "203.0.113.0/24")]
        )
      ],
      [
        group(
          "sg-b",
          [ingress("sgr-1", PortRange(80), "198.51.100.0/24"), ingress("sgr-2", PortRange(22), "203.0.113.0/24")]
        )
      ],
      packets: everyPairing
    ),
    Alternation(
      "a block and a port that stay, among others that come and go",
      [
        group(
          "sg-b",
          [
            ingress("sgr-1", PortRange(22), "198.51.100.0/24"), ingress("sgr-2", PortRange(80), "198.51.100.0/24"),
            ingress("sgr-3", PortRange(22), "203.0.113.0/25"),
          ]
        )
      ],
      [
        group(
          "sg-b",
          [
            ingress("sgr-1", ports(20, 30), "198.51.0.0/16"), ingress("sgr-2", PortRange(80), "198.51.100.0/23"),
            ingress("sgr-3", ports(22, 80), "203.0.113.0/24"),
          ]
        )
      ],
      packets: everyPairing
    ),
    Alternation(
      "open ports that grow and shrink",
      [
        group(
          "sg-b",
          [ingress("sgr-1", PortRange(22), "0.0.0.0/0"), ingress("sgr-2", ports(70, 90), "0.0.0.0/0")]
        )
      ],
      [group("sg-b", [ingress("sgr-1", ports(20, 80), "0.0.0.0/0"), ingress("sgr-2", PortRange(443), "0.0.0.0/0")])],
      packets: everyPairing
    ),
    Alternation(
      "a port for one group and another for another",
      [
        group(
          "sg-b",
          [
            rule("sgr-1", .ingress, .tcp(PortRange(22)), .securityGroup(GroupReference("sg-a", ownerID: "1"))),
            rule("sgr-2", .ingress, .tcp(PortRange(80)), .securityGroup(GroupReference("sg-c", ownerID: "1"))),
            rule("sgr-3", .ingress, .tcp(PortRange(81)), .securityGroup(GroupReference("sg-a", ownerID: "1"))),
            rule("sgr-4", .ingress, .tcp(PortRange(81)), .securityGroup(GroupReference("sg-c", ownerID: "1"))),
          ]
        ), group("sg-c", [rule("sgr-5", .egress, .all, .ipv4(.all))]),
      ],
      [],
      groupsOfA: [["sg-a"], ["sg-c"]],
      packets: [22, 80, 81].map { tcp(TwoMachines.addresses[0], $0) }
    ),
    Alternation(
      "who may send may not be received",
      [
        group("sg-b", [rule("sgr-1", .ingress, .all, .securityGroup(GroupReference("sg-c", ownerID: "1")))]),
        group("sg-c", [rule("sgr-2", .egress, .tcp(PortRange(443)), .ipv4(.all))]),
      ],
      [],
      groupsOfA: [["sg-a"], ["sg-c"]],
      packets: [22, 80, 443].map { tcp(TwoMachines.addresses[0], $0) }
    ),
  ]

  private static func ports(_ lower: UInt16, _ upper: UInt16) -> PortRange {
    PortRange(lower: lower, upper: upper) ?? .all
  }
}
