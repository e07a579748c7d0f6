package import VPCModel

/// Where a network interface of the VPC meets this machine: the device at which its packets are judged.
package struct Attachment: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable {
    /// The device is this side of a cable to whoever has the interface (a veth into a namespace or container, a tap of
    /// a virtual machine that is routed): what comes in at the device leaves the interface.
    case routed
    /// The device is a port of a bridge.
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
  /// The namespace that the device is in: the one whose kernel judges.
  package var namespace: NetworkNamespace
  package var maker: Maker

  package init(
    interfaceID: NetworkInterface.ID,
    kind: Kind,
    device: String,
    namespace: NetworkNamespace,
    maker: Maker
  ) {
    self.interfaceID = interfaceID
    self.kind = kind
    self.device = device
    self.namespace = namespace
    self.maker = maker
  }
}
