package import FlowLogs

/// A packet that the rules in the kernel dropped, as NFLOG tells of it.
package struct DroppedPacket: Hashable, Sendable {
  package var cause: Refusal.Cause
  package var header: PacketHeader
  /// Devices of the namespace; the physical ones are ports of a bridge.
  package var inputDevice: String?
  package var outputDevice: String?
  package var physicalInputDevice: String?
  package var physicalOutputDevice: String?
  package var time: FlowTime

  package init(
    cause: Refusal.Cause,
    header: PacketHeader,
    inputDevice: String? = nil,
    outputDevice: String? = nil,
    physicalInputDevice: String? = nil,
    physicalOutputDevice: String? = nil,
    time: FlowTime
  ) {
    self.cause = cause
    self.header = header
    self.inputDevice = inputDevice
    self.outputDevice = outputDevice
    self.physicalInputDevice = physicalInputDevice
    self.physicalOutputDevice = physicalOutputDevice
    self.time = time
  }
}

extension Refusal.Cause {
  /// What the rules in the kernel write before a packet that they drop for this.
  package var logPrefix: String {
    switch self {
    case .egressRules: "egress"
    case .ingressRules: "ingress"
    case .egressConnection: "egress-connection"
    case .ingressConnection: "ingress-connection"
    case .outboundACL: "acl-out"
    case .inboundACL: "acl-in"
    case .sourceCheck: "source"
    }
  }

  package init?(logPrefix: some StringProtocol) {
    guard let cause = Self.allCases.first(where: { $0.logPrefix == logPrefix }) else { return nil }
    self = cause
  }
}
