import IPAddressing
import VPCModel

/// An interface that the internet as a whole can connect to on some port.
struct ExposedInterface: Sendable {
  let interface: NetworkInterface
  let transport: PortTransport
  let ports: PortSet
  let gateway: String?

  /// Each set of groups' open ports tried on each of its interfaces.
  static func all(_ context: AuditContext) -> [NetworkInterface.ID: ExposedInterface] {
    var finder = InternetPathFinder(context)
    var result: [NetworkInterface.ID: ExposedInterface] = [:]
    for entry in context.exposure.entries {
      for transport in [PortTransport.tcp, .udp] {
        let segments = entry.ingress.segments(transport).filter(\.isOpen)
        guard !segments.isEmpty else { continue }
        let ports = PortSet(segments.map(\.ports))
        let sources = segments.reduce(into: IPAddressSet.empty) { $0.formUnion($1.sources) }
        for interface in entry.interfaces where result[interface.id] == nil {
          guard case .reached(_, _, let gateway) = finder.path(to: interface, transport, ports, from: sources) else {
            continue
          }
          result[interface.id] = ExposedInterface(
            interface: interface,
            transport: transport,
            ports: ports,
            gateway: gateway
          )
        }
      }
    }
    return result
  }

  /// `tcp/443`.
  var words: String { "\(transport.rawValue)/" + ports.ranges.prefix(4).map(\.description).joined(separator: ",") }
}
