package import IPAddressing

/// The five fields of a packet that a filter reads, as they lie in `dpdk-test-acl`'s memory: protocol,
/// addresses and ports, the last four in network byte order.
package struct PacketHeader: Hashable, Sendable {
  package var ipProtocol: UInt8
  package var source: UInt32
  package var destination: UInt32
  package var sourcePort: UInt16
  package var destinationPort: UInt16

  package init(
    ipProtocol: IPProtocol,
    source: IPv4Address,
    destination: IPv4Address,
    sourcePort: UInt16,
    destinationPort: UInt16
  ) {
    self.ipProtocol = ipProtocol.rawValue
    self.source = source.rawValue.bigEndian
    self.destination = destination.rawValue.bigEndian
    self.sourcePort = sourcePort.bigEndian
    self.destinationPort = destinationPort.bigEndian
  }
}
