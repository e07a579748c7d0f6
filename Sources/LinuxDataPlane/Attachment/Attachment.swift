package import VPCModel

/// Where a network interface of the VPC meets this machine: the device at which its packets are judged.
package struct Attachment: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable {
    /// The device is this side of a cable to whoever has the interface (a veth into a namespace or container, a tap of
    /// a virtual machine that is routed): what comes in at the device leaves the interface.
    case routed
    /// The device is a port of a bridge (a virtual machine's tap): what comes in at the device leaves the interface.
    /// Beyond the port packets are told apart by their addresses alone; ``PortCompiler`` says what follows from that.
    case bridged
    /// The device is the interface, of the machine itself: what comes in at the device enters the interface.
    case host
  }

  /// Who made it and removes it.
  package enum Maker: String, Codable, Hashable, Sendable { case lab, attach }

  package var interfaceID: NetworkInterface.ID
  package var kind: Kind
  /// At most 15 bytes, as Linux has it.
  package var device: String
  /// Of a bridged device: the bridge that it is a port of.
  package var bridge: String?
  /// The namespace that the device is in: the one whose kernel judges.
  package var namespace: NetworkNamespace
  package var maker: Maker

  package init(
    interfaceID: NetworkInterface.ID,
    kind: Kind,
    device: String,
    bridge: String? = nil,
    namespace: NetworkNamespace,
    maker: Maker
  ) {
    self.interfaceID = interfaceID
    self.kind = kind
    self.device = device
    self.bridge = bridge
    self.namespace = namespace
    self.maker = maker
  }

  /// The bridge whose packets the interface's are among; `nil` for other kinds, and where nobody told.
  var portBridge: String? { kind == .bridged ? bridge : nil }
}
