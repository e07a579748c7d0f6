import IPAddressing
import PolicyEngine
import VPCModel

/// One interface with one group, a tracker and a clock: what the tests of connection tracking play packets against.
struct TrackedHost {
  static let interfaceID: NetworkInterface.ID = "eni-1"
  static let local = IPAddress.v4(IPv4Address(10, 0, 0, 10))
  static let peer = IPAddress.v4(IPv4Address(203, 0, 113, 1))
  static let local6 = IPAddress.v6(IPv6Address(0x2001_0DB8_0000_0000_0000_0000_0000_0010))
  static let peer6 = IPAddress.v6(IPv6Address(0x2001_0DB8_FFFF_0000_0000_0000_0000_0001))

  var engine: PolicyEngine
  var tracker: ConnectionTracker
  var now: Duration = .zero

  init(_ rules: [SecurityGroupRule], maximumCount: Int = 1000) {
    engine = PolicyEngine(Self.network(rules))
    tracker = ConnectionTracker(maximumCount: maximumCount)
  }

  static func network(_ rules: [SecurityGroupRule]) -> Network {
    var network = Network()
    let block = IPv4Prefix(address: IPv4Address(10, 0, 0, 0), length: 16)
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: block.map { [$0] } ?? [])]
    network.securityGroups = [SecurityGroup(id: "sg-1", name: "host", vpcID: "vpc-1", rules: rules)]
    network.networkInterfaces = [interface]
    return network
  }

  static let interface = NetworkInterface(
    id: interfaceID,
    vpcID: "vpc-1",
    subnetID: "subnet-1",
    privateIPv4Addresses: [.init(IPv4Address(10, 0, 0, 10), isPrimary: true)],
    groupIDs: ["sg-1"]
  )

  // MARK: Events

  mutating func send(_ packet: Packet) -> TrackingOutcome { tracker.process(packet, at: now, by: engine) }

  /// What happens to each of several packets at one time.
  mutating func send(_ packets: [Packet]) -> [TrackingOutcome] { packets.map { send($0) } }

  mutating func replaceRules(_ rules: [SecurityGroupRule]) {
    change(.securityGroup(.put(SecurityGroup(id: "sg-1", name: "host", vpcID: "vpc-1", rules: rules))))
  }

  mutating func change(_ change: NetworkChange) {
    engine.apply(change)
    tracker.apply(change)
  }

  mutating func wait(_ duration: Duration) { now += duration }
}

extension TrackingOutcome {
  var isTracked: Bool {
    if case .passed(.tracked) = self { true } else { false }
  }
}

extension [TrackingOutcome] {
  var areTracked: Bool { allSatisfy(\.isTracked) }
}

// MARK: - Packets

extension Packet {
  /// TCP between the peer's port 40000 and a local port.
  static func tcpIn(_ port: UInt16, _ flags: TCPFlags, from source: UInt16 = 40000) -> Packet {
    on(.ingress, .tcp(source: source, destination: port), flags)
  }

  static func tcpOut(_ port: UInt16, _ flags: TCPFlags, to destination: UInt16 = 40000) -> Packet {
    on(.egress, .tcp(source: port, destination: destination), flags)
  }

  static func udpIn(_ port: UInt16) -> Packet { on(.ingress, .udp(source: 40000, destination: port)) }
  static func udpOut(_ port: UInt16) -> Packet { on(.egress, .udp(source: port, destination: 40000)) }

  static func icmp(_ direction: TrafficDirection, _ type: UInt8, code: UInt8 = 0, identifier: UInt16? = nil) -> Packet {
    on(direction, .icmp(ICMPTypeCode(type: type, code: code)), identifier: identifier)
  }

  static func icmpv6(_ direction: TrafficDirection, _ type: UInt8, identifier: UInt16? = nil) -> Packet {
    on6(direction, .icmpv6(ICMPTypeCode(type: type, code: 0)), identifier: identifier)
  }

  static func on(
    _ direction: TrafficDirection,
    _ transport: Transport,
    _ flags: TCPFlags = [],
    identifier: UInt16? = nil
  ) -> Packet {
    Packet(
      interfaceID: TrackedHost.interfaceID,
      direction: direction,
      local: TrackedHost.local,
      remote: TrackedHost.peer,
      transport: transport,
      tcpFlags: flags,
      icmpIdentifier: identifier
    )
  }

  static func on6(
    _ direction: TrafficDirection,
    _ transport: Transport,
    _ flags: TCPFlags = [],
    identifier: UInt16? = nil
  ) -> Packet {
    Packet(
      interfaceID: TrackedHost.interfaceID,
      direction: direction,
      local: TrackedHost.local6,
      remote: TrackedHost.peer6,
      transport: transport,
      tcpFlags: flags,
      icmpIdentifier: identifier
    )
  }
}

// MARK: - Rules

extension SecurityGroupRule {
  static let anyone = Peer.ipv4(.all)
  static let anyone6 = Peer.ipv6(.all)
  /// 203.0.113.1/32.
  static let peerAlone = Peer.ipv4(IPv4Prefix(host: IPv4Address(203, 0, 113, 1)))

  static func ingress(_ id: ID, _ traffic: TrafficSelector, _ peer: Peer = peerAlone) -> SecurityGroupRule {
    SecurityGroupRule(id: id, groupID: "sg-1", direction: .ingress, traffic: traffic, peer: peer)
  }

  static func egress(_ id: ID, _ traffic: TrafficSelector, _ peer: Peer = peerAlone) -> SecurityGroupRule {
    SecurityGroupRule(id: id, groupID: "sg-1", direction: .egress, traffic: traffic, peer: peer)
  }

  static let allOut = egress("sgr-all-out", .all, anyone)
}
