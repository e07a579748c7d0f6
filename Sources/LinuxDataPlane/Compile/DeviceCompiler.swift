import IPAddressing
import VPCModel

/// Compiles what is particular to one attached interface: its addresses, its subnet's network ACL, which policy is its.
///
///     interface-eni-…-out   packets that leave the interface: own source? · ACL · policy, egress
///     interface-eni-…-in    packets that enter it: own destination? · ACL · policy, ingress
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
        LinkTraffic.rules(direction, .routed) + [Rule([.verdict(.goto(Names.denied(direction)))])]
      )
    }
    return ruleset
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      let name = Self.chainName(interface.id, direction)
      var rules = LinkTraffic.rules(direction, attachment.kind, broadcasts: broadcasts)
      if interface.sourceDestinationCheck, attachment.kind != .bridged {
        for family in [IPFamily.ipv4, .ipv6] { rules += ownAddress(family, direction) }
      }
      if let subnet = filteredSubnet[direction] {
        rules.append(Rule([.verdict(.jump(ACLCompiler.chainName(subnet, direction)))]))
      }
      let policy = InterfacePolicy(interface)
      for family in [IPFamily.ipv4, .ipv6] {
        rules.append(Rule(PacketMatch.family(family) + [.verdict(.goto(policy.chain(direction, family)))]))
      }
      ruleset.chains[name] = Chain(rules)
    }
    return ruleset
  }

  /// The last address of a block, which EC2 gives to nobody because hosts take it for all of the block's.
  private var broadcasts: [IPv4Address] {
    (subnet?.cidrs ?? []).compactMap { if case .v4(let block) = $0 { block.last } else { nil } }
  }

  /// The interface may send only from, and receive only for, its own addresses. A host's device may receive whatever
  /// the network brings: what is not for it goes no further.
  private mutating func ownAddress(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    if attachment.kind == .host, direction == .ingress { return [] }
    let (refusal, set) = OwnAddresses(interface, family).refusal(of: PacketMatch.localAddress(family, direction))
    if let set { ruleset.sets[set.name] = set.set }
    return [refusal]
  }
}

/// What tells an interface's own addresses of one family from others.
struct OwnAddresses {
  private let interface: NetworkInterface.ID
  private let family: IPFamily
  /// Neither overlapping nor touching.
  private let ranges: [NamedSet.Key]

  init(_ interface: NetworkInterface, _ family: IPFamily) {
    self.interface = interface.id
    self.family = family
    ranges = IPPrefix.merged(interface.ownPrefixes.filter { $0.family == family }, family)
  }

  /// A rule that refuses packets of the family whose address is not the interface's, and the set that it asks where
  /// there are several.
  func refusal(of address: Expression) -> (Rule, (name: String, set: NamedSet)?) {
    let isFamily = PacketMatch.family(family)
    let refuse: [Expression] = [.verdict(.goto(Names.deniedSource))]
    guard let first = ranges.first else { return (Rule(isFamily + refuse), nil) }
    if ranges.count == 1, first.first == first.last {
      return (Rule(isFamily + [address, .compare(.key, isEqual: false, first.first)] + refuse), nil)
    }
    let name = "interface-\(Names.part(interface.text))-addresses\(family.digit)"
    let set = NamedSet(
      .init(key: [family.addressType], isInterval: true),
      Dictionary(ranges.map { ($0, .member) }) { first, _ in first }
    )
    return (Rule(isFamily + [address, .lookup(name, key: .key, isMember: false)] + refuse), (name, set))
  }
}
