import IPAddressing
import Oracle
import VPCModel

/// What the kernel should do with packets between the interfaces attached to one namespace, worked out the slow way: the
/// oracle walks each interface's history, network ACLs are walked entry by entry.
///
/// A connection has one entry for both its ends, which begins when both let it pass: a packet that one end's groups or
/// an ACL drop leaves no trace at the other.
struct SlowKernel {
  var network: Network {
    didSet { for id in histories.keys { histories[id]?.append(Oracle.Event(at: .zero, .network(network))) } }
  }
  let attached: [NetworkInterface.ID: String]
  private let start: Network
  private var histories: [NetworkInterface.ID: [Oracle.Event]] = [:]

  init(_ network: Network, attached: [NetworkInterface.ID: String]) {
    self.network = network
    self.attached = attached
    start = network
    for id in attached.keys { histories[id] = [] }
  }

  struct Sent {
    var source: IPAddress
    var destination: IPAddress
    var transport: Transport
    var tcpFlags: TCPFlags
    var icmpIdentifier: UInt16?
  }

  /// Whether a packet goes from one place to another; `nil` is the outside.
  mutating func passes(_ packet: Sent, from: NetworkInterface.ID?, to: NetworkInterface.ID?) -> Bool {
    var seen: [(NetworkInterface.ID, Packet)] = []
    if let from {
      guard let interface = network.networkInterfaces[from] else { return false }
      if interface.sourceDestinationCheck, !interface.owns(packet.source) { return false }
      let egress = Packet(
        interfaceID: from,
        direction: .egress,
        local: packet.source,
        remote: packet.destination,
        transport: packet.transport,
        tcpFlags: packet.tcpFlags,
        icmpIdentifier: packet.icmpIdentifier
      )
      guard aclAllows(interface, egress), groupsAllow(egress) else { return false }
      seen.append((from, egress))
    }
    if let to {
      guard let interface = network.networkInterfaces[to] else { return false }
      if interface.sourceDestinationCheck, !interface.owns(packet.destination) { return false }
      let ingress = Packet(
        interfaceID: to,
        direction: .ingress,
        local: packet.destination,
        remote: packet.source,
        transport: packet.transport,
        tcpFlags: packet.tcpFlags,
        icmpIdentifier: packet.icmpIdentifier
      )
      guard aclAllows(interface, ingress), groupsAllow(ingress) else { return false }
      seen.append((to, ingress))
    }
    for (id, packet) in seen { histories[id]?.append(Oracle.Event(at: .zero, .packet(packet))) }
    return true
  }

  /// Forgets what passed.
  mutating func forget() { for id in attached.keys { histories[id] = [Oracle.Event(at: .zero, .network(network))] } }

  private func groupsAllow(_ packet: Packet) -> Bool {
    if network.networkInterfaces[packet.interfaceID]?.isWithoutFilter ?? false { return true }
    let history = histories[packet.interfaceID] ?? []
    switch Oracle.track(history + [Oracle.Event(at: .zero, .packet(packet))], from: start).last {
    case .passedTracked, .passedUntracked, .passedNotFiltered: return true
    // What is not known to be allowed is not let through.
    case .dropped, .unknown, nil: return false
    }
  }

  private func aclAllows(_ interface: NetworkInterface, _ packet: Packet) -> Bool {
    guard let subnet = network.subnets[interface.subnetID] else { return true }
    var acl = network.networkACLs.sorted.last { $0.subnetIDs.contains(subnet.id) }
    if acl == nil, network.isComplete(.networkACL) {
      acl = network.networkACLs.sorted.last { $0.isDefault && $0.vpcID == subnet.vpcID }
    }
    guard let acl else { return true }
    if subnet.contains(packet.remote) { return true }
    if Oracle.platformService(at: packet.remote, for: subnet.vpcID, in: network) != nil { return true }
    let entry = Oracle.decidingEntry(of: acl, packet.direction, remote: packet.remote, transport: packet.transport)
    return entry?.action == .allow
  }
}
