package import FlowLogs
package import IPAddressing
import NetworkAnalysis
package import PolicyEngine
package import VPCModel

/// Gives what was captured its names: whose interface, which rule accepted, why it was dropped.
///
/// Follows the network change by change. An accepted connection costs a few look-ups; the reason of a drop is worked
/// out once for each interface, remote address and port, and no more than 1,000 times in a second, so that a scan of
/// all ports does not take the machine: what comes on top is told without the nearest rule.
package struct FlowAttribution: Sendable {
  package private(set) var network: Network
  private(set) var engine: PolicyEngine
  private var attachments: [NetworkNamespace: [Attachment]] = [:]
  private var attached: [NetworkNamespace: AttachedInterfaces] = [:]
  private var rules: RuleDirectory
  private var owners: [IPAddress: [NetworkInterface.ID]] = [:]

  var names: ResourceNames
  private var namesAreStale = false
  private var bindings: SubnetBindings?
  private var reasons: [ReasonKey: Refusal] = [:]
  private var budget = ReasonBudget()

  struct ReasonKey: Hashable {
    var interfaceID: NetworkInterface.ID
    var cause: Refusal.Cause
    var remote: IPAddress
    var transport: Transport
    var tcpFlags: UInt8
  }

  private static let reasonCount = 4096

  /// O(size of the network).
  /// - Parameter engine: one of the same network, where there is one already.
  package init(_ network: Network, engine: PolicyEngine? = nil) {
    self.network = network
    self.engine = engine ?? PolicyEngine(network)
    rules = RuleDirectory(network)
    names = ResourceNames(network)
    for interface in network.networkInterfaces.unordered { addOwner(interface) }
  }

  // MARK: What it goes by

  /// Replaces the attachments: all that there are, in any namespace.
  package mutating func attach(_ all: [Attachment]) {
    attachments = Dictionary(grouping: all, by: \.namespace)
    attached = attachments.mapValues { AttachedInterfaces($0, network) }
    reasons.removeAll(keepingCapacity: true)
  }

  /// Follows changes of the network, in their order.
  package mutating func apply(_ changes: some Sequence<NetworkChange>) {
    var concerned: Set<NetworkInterface.ID> = []
    for change in changes {
      switch change {
      case .securityGroup(let change): rules.apply(change, replacing: network.securityGroups[change.id])
      case .networkInterface(let change):
        let old = network.networkInterfaces[change.id]
        if let old { removeOwner(old) }
        if case .put(let interface) = change { addOwner(interface) }
        concerned.insert(change.id)
        namesAreStale = true
      case .instance, .databaseInstance: namesAreStale = true
      case .networkACL, .subnet: bindings = nil
      default: break
      }
      network.apply(change)
      engine.apply(change)
    }
    for (namespace, interfaces) in attached where !interfaces.interfaceIDs.isDisjoint(with: concerned) {
      attached[namespace] = AttachedInterfaces(attachments[namespace] ?? [], network)
    }
    reasons.removeAll(keepingCapacity: true)
    names = names.following(network)
  }

  /// Goes on with a network of which is not known how it came about. Rules that are gone are forgotten.
  package mutating func replace(_ network: Network) {
    let present = attachments.values.flatMap { $0 }
    self = FlowAttribution(network)
    attach(present)
  }

  private mutating func addOwner(_ interface: NetworkInterface) {
    for prefix in interface.ownPrefixes where prefix.isHost { owners[prefix.first, default: []].append(interface.id) }
  }

  private mutating func removeOwner(_ interface: NetworkInterface) {
    for prefix in interface.ownPrefixes where prefix.isHost {
      owners[prefix.first]?.removeAll { $0 == interface.id }
      if owners[prefix.first]?.isEmpty ?? false { owners[prefix.first] = nil }
    }
  }

  /// The interfaces that are attached in a namespace.
  package func interfaceIDs(in namespace: NetworkNamespace) -> Set<NetworkInterface.ID> {
    attached[namespace]?.interfaceIDs ?? []
  }

  package func owner(of address: IPAddress, in namespace: NetworkNamespace) -> NetworkInterface.ID? {
    attached[namespace]?.owner(of: address)
  }

  // MARK: Accepted

  /// The ends of a connection that are attached in the namespace, the opener's first; none where it is nobody's here.
  package func ends(of record: TrackedConnectionRecord, in namespace: NetworkNamespace) -> [FlowEvent.End] {
    guard let interfaces = attached[namespace] else { return [] }
    let opener = interfaces.owner(of: record.key.source)
    let other = interfaces.owner(of: record.replySource)
    // An interface's traffic with itself never leaves it.
    guard opener != other else { return [] }
    var ends: [FlowEvent.End] = []
    if let opener {
      ends.append(
        FlowEvent.End(
          interfaceID: opener,
          direction: .egress,
          acceptance: acceptance(
            record.egressFingerprint,
            opener,
            .egress,
            record.key.destination,
            record.key.transport
          )
        )
      )
    }
    if let other {
      ends.append(
        FlowEvent.End(
          interfaceID: other,
          direction: .ingress,
          acceptance: acceptance(record.ingressFingerprint, other, .ingress, record.key.source, record.key.transport)
        )
      )
    }
    return ends
  }

  /// What let a connection through: the rule that it carries; where it carries none, what the rules of this moment say.
  func acceptance(
    _ fingerprint: UInt64,
    _ interfaceID: NetworkInterface.ID,
    _ direction: TrafficDirection,
    _ remote: IPAddress,
    _ transport: Transport
  ) -> FlowEvent.Acceptance {
    if let fingerprint = RuleFingerprint(rawValue: fingerprint) {
      guard let rule = rules.rule(fingerprint) else { return .unknown }
      return .rule(rule.id, group: rule.groupID)
    }
    let flow = Flow(interfaceID: interfaceID, direction: direction, remote: remote, transport: transport)
    switch engine.decide(flow) {
    case .allowed(let id): return .rule(id, group: rules.rule(RuleFingerprint(id))?.groupID)
    case .notFiltered(let service): return .notFiltered(service)
    case .denied, .unknown: return .unknown
    }
  }

  // MARK: Dropped

  /// Who refused a packet, and why; `nil` where that is nobody attached here.
  package mutating func refusal(
    of packet: DroppedPacket,
    in namespace: NetworkNamespace
  ) -> (interfaceID: NetworkInterface.ID, refusal: Refusal)? {
    guard let id = attached[namespace]?.refuser(of: packet) else { return nil }
    let header = packet.header
    let isEgress = packet.cause.direction == .egress
    let key = ReasonKey(
      interfaceID: id,
      cause: packet.cause,
      remote: packet.cause == .sourceCheck ? header.source : isEgress ? header.destination : header.source,
      transport: header.transport.withoutSourcePort,
      tcpFlags: packet.cause.isAboutConnection ? header.tcpFlags : 0
    )
    if let known = reasons[key] { return (id, known) }
    let isThorough = budget.spend(at: packet.time)
    let refusal = reason(key, findingMisses: isThorough)
    if isThorough {
      if reasons.count >= Self.reasonCount { reasons.removeAll(keepingCapacity: true) }
      reasons[key] = refusal
    }
    return (id, refusal)
  }

  private mutating func reason(_ key: ReasonKey, findingMisses: Bool) -> Refusal {
    if namesAreStale, findingMisses {
      names = ResourceNames(network)
      namesAreStale = false
    }
    guard let interface = network.networkInterfaces[key.interfaceID] else {
      return Refusal(key.cause, words: "\(key.interfaceID) is not in the network any more")
    }
    let current = bindings ?? SubnetBindings(network)
    bindings = current
    let peers = (owners[key.remote] ?? []).compactMap { network.networkInterfaces[$0] }
    let writer = RefusalWriter(
      network: network,
      engine: engine,
      names: names,
      acl: current.acl(of: interface.subnetID),
      interface: interface,
      peer: peers.first { $0.vpcID == interface.vpcID } ?? peers.first,
      isThorough: findingMisses
    )
    return writer.refusal(key)
  }
}

extension Transport {
  /// No rule and no entry of a network ACL looks at the source port.
  fileprivate var withoutSourcePort: Transport {
    switch self {
    case .tcp(_, let destination): .tcp(source: 0, destination: destination)
    case .udp(_, let destination): .udp(source: 0, destination: destination)
    case .icmp, .icmpv6, .other: self
    }
  }
}

extension Refusal.Cause {
  var isAboutConnection: Bool { self == .egressConnection || self == .ingressConnection }
}

/// How many reasons may be worked out in a second.
private struct ReasonBudget {
  private var second: Int64 = .min
  private var spent = 0

  private static let perSecond = 1000

  mutating func spend(at time: FlowTime) -> Bool {
    if time.seconds != second { (second, spent) = (time.seconds, 0) }
    spent += 1
    return spent <= Self.perSecond
  }
}
