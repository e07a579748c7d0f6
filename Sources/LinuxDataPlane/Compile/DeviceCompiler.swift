import IPAddressing
import VPCModel

/// Compiles what is particular to one attached interface: its addresses, its subnet's network ACL, which policy is its.
///
///     interface-eni-…-out    packets that leave the interface: own source? · ACL · policy, egress
///       interface-eni-…-out4   the same for IPv4, which has fewer exceptions
///     interface-eni-…-in     packets that enter it: own destination? · ACL · policy, ingress
///
/// At a bridge the address has led here, so that it need not be asked for again; ``PortCompiler`` sees to it that the
/// interface sends from its own.
struct DeviceCompiler {
  let attachment: Attachment
  let interface: NetworkInterface
  /// The subnet where its ACL is worth asking, for each direction.
  let filteredSubnet: [TrafficDirection: Subnet.ID]
  /// `nil` where the network does not tell.
  let subnet: Subnet?

  private var ruleset = Ruleset()

  init(
    _ attachment: Attachment,
    _ interface: NetworkInterface,
    in subnet: Subnet?,
    filteredSubnet: [TrafficDirection: Subnet.ID]
  ) {
    self.attachment = attachment
    self.interface = interface
    self.subnet = subnet
    self.filteredSubnet = filteredSubnet
  }

  static func chainName(_ id: NetworkInterface.ID, _ direction: TrafficDirection) -> String {
    "interface-\(Names.part(id.text))-\(direction == .egress ? "out" : "in")"
  }

  /// An interface that the network does not know lets nothing through.
  static func unknown(_ id: NetworkInterface.ID) -> Ruleset {
    var ruleset = Ruleset()
    for direction in TrafficDirection.allCases {
      ruleset.chains[chainName(id, direction)] = Chain(
        [LinkTraffic.dhcp(direction)] + LinkTraffic.ipv6(direction, .routed)
          + [Rule([.verdict(.goto(Names.denied(direction)))])]
      )
    }
    return ruleset
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      let name = Self.chainName(interface.id, direction)
      // Nearly every packet is IPv4's; it meets two rules more, or three, until its connection is looked at.
      ruleset.chains["\(name)4"] = Chain(
        LinkTraffic.ipv4(direction, attachment.kind, broadcasts: broadcasts)
          + ownAddress(.ipv4, direction) + judgement(.ipv4, direction)
      )
      ruleset.chains[name] = Chain(
        [Rule(PacketMatch.family(.ipv4) + [.verdict(.goto("\(name)4"))])]
          + LinkTraffic.ipv6(direction, attachment.kind) + ownAddress(.ipv6, direction) + judgement(.ipv6, direction)
      )
    }
    return ruleset
  }

  private func judgement(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    let acl = filteredSubnet[direction].map { Rule([.verdict(.jump(ACLCompiler.chainName($0, direction)))]) }
    let policy = ChainVerdict.goto(InterfacePolicy(interface).chain(direction, family))
    return (acl.map { [$0] } ?? []) + [Rule([.verdict(interface.isWithoutFilter ? .accept : policy)])]
  }

  /// The last address of a block, which EC2 gives to nobody because hosts take it for all of the block's.
  private var broadcasts: [IPv4Address] {
    (subnet?.cidrs ?? []).compactMap { if case .v4(let block) = $0 { block.last } else { nil } }
  }

  /// The interface may send only from, and receive only for, its own addresses. A host's device may receive whatever
  /// the network brings: what is not for it goes no further.
  ///
  /// A client's DHCP is neither from nor for its address, so only where that is not looked at is DHCP looked for.
  private mutating func ownAddress(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    if attachment.kind == .bridged { return [] }
    if !interface.sourceDestinationCheck || attachment.kind == .host && direction == .ingress {
      return family == .ipv4 ? [LinkTraffic.dhcp(direction)] : []
    }
    let (rule, set) = OwnAddresses(interface, family).refusal(
      of: PacketMatch.localAddress(family, direction),
      by: family == .ipv4 ? Names.foreignAddress(direction) : Names.deniedSource,
      isFamilyKnown: true
    )
    if let set { ruleset.sets[set.name] = set.set }
    return [rule]
  }
}
