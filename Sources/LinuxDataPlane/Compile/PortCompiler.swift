import IPAddressing
import VPCModel

/// Compiles what holds at a bridge's port itself: an interface sends from its own addresses alone.
///
///     interface-eni-…-port-tap0   at the device's ingress hook: neighbour discovery, DHCP · own source?
///
/// Behind the port the kernel's connection tracking sees both ends of a packet as the bridge, so the source address is
/// what names the interface there, and it can be believed because of this chain. An interface whose source/destination
/// check is off sends from any address, so it has none, and this follows: what it sends from another attached
/// interface's address is judged as that one's, and what it sends from an address of no attached interface is not
/// judged where it leaves. Who must not do that has to be attached by a routed device.
///
/// ARP (RFC 826), and what is said of neighbours inside neighbour discovery, are not judged: who shares a bridge can
/// lie to the others about hardware addresses, and so take packets that are meant for them, as on any such bridge.
///
/// A port that nobody is attached by is trusted: what comes in there from an attached interface's address is judged as
/// that one's, and what goes from there to all nodes of the link is carried as the bridge carries it.
enum PortCompiler {
  static func chainName(_ attachment: Attachment) -> String {
    "interface-\(Names.part(attachment.interfaceID.text))-port-\(Names.part(attachment.device))"
  }

  /// - Parameter interface: `nil` where the network does not know it; then it sends nothing but what the link takes.
  static func compile(_ attachment: Attachment, _ interface: NetworkInterface?) -> Ruleset {
    var ruleset = Ruleset()
    guard interface?.sourceDestinationCheck ?? true else { return ruleset }
    var rules = LinkTraffic.fromPort
    if let interface {
      for family in [IPFamily.ipv4, .ipv6] {
        let (refusal, set) = OwnAddresses(interface, family).refusal(of: PacketMatch.sourceAddress(family))
        if let set { ruleset.sets[set.name] = set.set }
        rules.append(refusal)
      }
    } else {
      rules.append(Rule([.verdict(.goto(Names.deniedSource))]))
    }
    ruleset.chains[chainName(attachment)] = Chain(
      base: .init(hook: .ingress(device: attachment.device), priority: BaseChains.portPriority),
      rules
    )
    return ruleset
  }
}
