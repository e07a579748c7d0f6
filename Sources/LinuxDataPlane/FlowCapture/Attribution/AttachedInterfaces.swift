import FlowLogs
package import IPAddressing
package import VPCModel

/// Whose packets are whose, in one namespace: its attachments by device, and their interfaces' addresses.
package struct AttachedInterfaces: Sendable {
  private var byDevice: [String: Attachment] = [:]
  private var byAddress: [IPAddress: NetworkInterface.ID] = [:]
  private var delegated: [(prefix: IPPrefix, interfaceID: NetworkInterface.ID)] = []
  package private(set) var interfaceIDs: Set<NetworkInterface.ID> = []

  /// O(addresses of the attached interfaces).
  package init(_ attachments: some Sequence<Attachment>, _ network: Network) {
    for attachment in attachments {
      byDevice[attachment.device] = attachment
      interfaceIDs.insert(attachment.interfaceID)
      for prefix in network.networkInterfaces[attachment.interfaceID]?.ownPrefixes ?? [] {
        if prefix.isHost {
          byAddress[prefix.first] = attachment.interfaceID
        } else {
          delegated.append((prefix, attachment.interfaceID))
        }
      }
    }
  }

  /// O(1) beside the delegated prefixes.
  package func owner(of address: IPAddress) -> NetworkInterface.ID? {
    byAddress[address] ?? delegated.first { $0.prefix.contains(address) }?.interfaceID
  }

  /// The interface that refused a packet: the one at whose device it came in or was to go out, else the one that has
  /// the address.
  package func refuser(of packet: DroppedPacket) -> NetworkInterface.ID? {
    let isEgress = packet.cause.direction == .egress
    // What comes in at the device leaves an interface behind it, and enters one that the device itself is.
    let near = isEgress ? packet.inputDevice : packet.outputDevice
    let port = isEgress ? packet.physicalInputDevice : packet.physicalOutputDevice
    let far = isEgress ? packet.outputDevice : packet.inputDevice
    if let attachment = port.flatMap({ byDevice[$0] }), attachment.kind == .bridged { return attachment.interfaceID }
    if let attachment = near.flatMap({ byDevice[$0] }), attachment.kind != .host { return attachment.interfaceID }
    if let attachment = far.flatMap({ byDevice[$0] }), attachment.kind == .host { return attachment.interfaceID }
    return owner(of: isEgress ? packet.header.source : packet.header.destination)
  }
}
