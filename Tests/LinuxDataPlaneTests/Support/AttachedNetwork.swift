import IPAddressing
import Oracle
import VPCModel

@testable import LinuxDataPlane

/// A random network, some of one VPC's interfaces of which are attached to a bed's devices.
struct AttachedNetwork {
  let bed: TunnelBed
  let enforcer: NamespaceEnforcer
  private(set) var slow: SlowKernel
  let attachments: [Attachment]
  private(set) var random: SplitMix64
  private var nextPort: UInt16 = 20_000
  private var nextIdentifier: UInt16 = 100

  static let deviceNames = (0..<16).map { "rf\($0)" }

  var network: Network { slow.network }
  var devices: [NetworkInterface.ID: String] { slow.attached }

  init(_ bed: TunnelBed, _ enforcer: NamespaceEnforcer, _ network: Network, seed: UInt64, most: Int = 16) async throws {
    self.bed = bed
    self.enforcer = enforcer
    random = SplitMix64(seed: seed ^ 0x5EED)
    let byVPC = Dictionary(grouping: network.networkInterfaces.sorted, by: \.vpcID)
    let vpc = byVPC.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    let chosen = (vpc?.value ?? []).shuffled(using: &random).prefix(min(most, Self.deviceNames.count))
    attachments = zip(chosen, Self.deviceNames).map { interface, device in
      Attachment(interfaceID: interface.id, kind: .routed, device: device, namespace: .named(bed.name), maker: .lab)
    }
    let attached = Dictionary(attachments.map { ($0.interfaceID, $0.device) }) { first, _ in first }
    slow = SlowKernel(network, attached: attached)
    try await enforcer.release()
    try bed.flushConnections()
    try route()
    _ = try await enforcer.enforce(network, [], attachments: attachments)
  }

  private func route() throws {
    try bed.flushRoutes(Self.deviceNames)
    let routes = attachments.flatMap { attachment in
      (network.networkInterfaces[attachment.interfaceID]?.ownPrefixes ?? []).map { ($0, attachment.device) }
    }
    try bed.route(routes)
  }

  mutating func change(_ change: NetworkChange) async throws {
    _ = try await enforce(change)
    if case .networkInterface = change { try route() }
  }

  /// The change in the slow kernel alone.
  mutating func follow(_ change: NetworkChange) { slow.network = network.applying([change]) }

  /// The change alone: packets go where they went.
  mutating func enforce(_ change: NetworkChange) async throws -> NamespaceEnforcer.Outcome {
    follow(change)
    return try await enforcer.enforce(network, [change], attachments: attachments)
  }

  mutating func randomChange() -> NetworkChange { RandomNetwork.change(to: network, using: &random) }

  // MARK: Packets

  /// Who has an address, by longest prefix; `nil` is the outside.
  func owner(of address: IPAddress) -> Attachment? {
    var best: (length: Int, attachment: Attachment)?
    for attachment in attachments {
      for prefix in network.networkInterfaces[attachment.interfaceID]?.ownPrefixes ?? []
      where prefix.contains(address) && prefix.length >= best?.length ?? -1 {
        best = (prefix.length, attachment)
      }
    }
    return best?.attachment
  }

  /// Addresses that no router forwards, whatever the rules (RFC 6890).
  static func isForwarded(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address):
      let first = address.rawValue >> 24
      return first != 0 && first != 127 && first < 224
    case .v6(let address):
      return address.rawValue >> 120 != 0xFF && address.rawValue >> 118 != 0x3FA && address.rawValue >> 32 != 0
        && address.rawValue >> 32 != 0xFFFF
    }
  }

  /// The first packet of a flow near some rule's edge. From where it comes follows from the flow.
  mutating func flow() -> SlowKernel.Sent? {
    let flow = RandomNetwork.flow(in: network, using: &random)
    let attachment =
      attachments.first { $0.interfaceID == flow.interfaceID } ?? attachments.randomElement(using: &random)
    guard let attachment, let interface = network.networkInterfaces[attachment.interfaceID] else { return nil }
    let own = interface.ownPrefixes.filter { $0.family == flow.remote.family }
    guard let local = own.randomElement(using: &random)?.first else { return nil }
    guard Self.isForwarded(flow.remote), Self.isForwarded(local), local != flow.remote else { return nil }
    let isEgress = flow.direction == .egress
    var packet = SlowKernel.Sent(
      source: isEgress ? local : flow.remote,
      destination: isEgress ? flow.remote : local,
      transport: flow.transport,
      tcpFlags: []
    )
    nextPort = nextPort >= 60_000 ? 20_000 : nextPort + 1
    switch flow.transport {
    case .tcp(_, let port):
      packet.transport = .tcp(source: nextPort, destination: port)
      packet.tcpFlags = Int.random(in: 0..<100, using: &random) < 93 ? [.syn] : [.ack]
    case .udp(_, let port): packet.transport = .udp(source: nextPort, destination: port)
    case .icmp, .icmpv6:
      // One family's ICMP carried by the other has no connections in the kernel, and no sender anywhere.
      guard (flow.remote.family == .ipv4) == (flow.transport.ipProtocol == .icmp) else { return nil }
      nextIdentifier &+= 1
      packet.icmpIdentifier = nextIdentifier
    case .other(let number):
      // In IPv6 these are headers before a header (RFC 8200), not protocols.
      guard local.family == .ipv4 || ![0, 43, 44, 51, 60].contains(number.rawValue) else { return nil }
    }
    // Now and then a source that is not the sender's.
    if isEgress, Int.random(in: 0..<100, using: &random) < 4 {
      packet.source = local.family == .ipv4 ? .v4(IPv4Address(10, 99, 0, 9)) : .v6(IPv6Address(0x2001_0DB8 << 96 | 9))
      senderOverride = attachment
    } else {
      senderOverride = nil
    }
    return packet
  }

  private var senderOverride: Attachment?

  /// Whether the latest flow's source is not its sender's.
  var isSpoofed: Bool { senderOverride != nil }

  mutating func withRandom<Value>(_ body: (inout SplitMix64) -> Value) -> Value { body(&random) }

  struct Result {
    var expected: [String]
    var seen: [String]
    var words: String
  }

  /// Sends a packet, and tells what the kernel and the slow way make of it; `nil` where it does not leave its device.
  mutating func send(_ packet: SlowKernel.Sent, isReply: Bool = false) -> Result? {
    let from = isReply ? owner(of: packet.source) : senderOverride ?? owner(of: packet.source)
    let to = owner(of: packet.destination)
    if from == to { return nil }
    let isSyn = packet.tcpFlags == [.syn]
    let raw = RawPacket(
      source: packet.source,
      destination: packet.destination,
      transport: packet.transport,
      tcpFlags: packet.tcpFlags,
      sequence: isReply ? 5_000 : isSyn ? 1_000 : 1_001,
      acknowledgement: isReply ? 1_001 : isSyn ? 0 : 5_001,
      icmpIdentifier: packet.icmpIdentifier ?? 0
    )
    let passes = slow.passes(packet, from: from?.interfaceID, to: to?.interfaceID)
    let seen = bed.send(raw.bytes, from: from?.device ?? TunnelBed.outside)
    return Result(
      expected: passes ? [to?.device ?? TunnelBed.outside] : [],
      seen: seen,
      words: "\(from?.interfaceID.text ?? "outside") \(packet.source) → \(packet.destination) "
        + "\(to?.interfaceID.text ?? "outside") \(packet.transport) \(packet.tcpFlags.rawValue)"
    )
  }

  /// The answer to a packet that passed.
  func reply(to packet: SlowKernel.Sent) -> SlowKernel.Sent {
    var reply = packet
    (reply.source, reply.destination) = (packet.destination, packet.source)
    reply.transport = packet.transport.reply
    // Linux compares the code too; a host's answer to a query with a code, which nobody sends, has none.
    switch (packet.transport, reply.transport) {
    case (.icmp(let query), .icmp(let answer)):
      reply.transport = .icmp(ICMPTypeCode(type: answer.type, code: query.code))
    case (.icmpv6(let query), .icmpv6(let answer)):
      reply.transport = .icmpv6(ICMPTypeCode(type: answer.type, code: query.code))
    default: break
    }
    if packet.tcpFlags == [.syn] { reply.tcpFlags = [.syn, .ack] }
    return reply
  }

  /// Of packets whose connections no later packet belongs to.
  mutating func forgetHistory() { slow.forget() }

  mutating func forget() throws {
    slow.forget()
    try bed.flushConnections()
  }
}
