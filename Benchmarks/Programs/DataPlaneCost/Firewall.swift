import IPAddressing
import LinuxDataPlane

/// What judges the packets of a path.
enum Firewall: Hashable {
  case none
  /// Every packet is given its connection, and passes.
  case connectionTracking
  case ringfence
  /// nftables with the shape's rules one after the other.
  case linear
  /// nftables with one set of all rules, address before port or after.
  case concatenated(addressFirst: Bool)

  var words: String {
    switch self {
    case .none: "none"
    case .connectionTracking: "connection tracking alone"
    case .ringfence: "ringfence"
    case .linear: "linear chain"
    case .concatenated(let addressFirst): "concatenated set, \(addressFirst ? "address" : "port") first"
    }
  }

  /// Puts it up on a path; whoever keeps the result keeps it there.
  func raise(_ path: Path, _ shape: Shape) async throws -> NamespaceEnforcer? {
    switch self {
    case .none: break
    case .connectionTracking: try path.load(nft: Self.script("ct state new accept\n"))
    case .ringfence:
      let enforcer = try NamespaceEnforcer(path.router)
      _ = try await enforcer.enforce(shape.network, [], attachments: shape.attachments(path.router))
      return enforcer
    case .linear:
      var rules = "ct state established accept\n"
      for (block, ports) in shape.accepted {
        let source = block.length == 0 ? "" : "ip saddr \(block) "
        rules += "\(source)\(shape.isTCP ? "tcp" : "udp") dport \(ports.lower)-\(ports.upper) accept\n"
      }
      try path.load(nft: Self.script(rules + "drop\n"))
    case .concatenated(let addressFirst):
      let elements = shape.accepted.map { block, ports in
        let range = "\(ports.lower)-\(ports.upper)"
        return addressFirst ? "\(block) . \(range)" : "\(range) . \(block)"
      }
      let word = shape.isTCP ? "tcp" : "udp"
      let key = addressFirst ? "ip saddr . \(word) dport" : "\(word) dport . ip saddr"
      let type = addressFirst ? "ipv4_addr . inet_service" : "inet_service . ipv4_addr"
      let set = "set allowed { type \(type); flags interval; elements = { \(elements.joined(separator: ", ")) } }\n"
      try path.load(nft: Self.script("ct state established accept\n\(key) @allowed accept\ndrop\n", sets: set))
    }
    return nil
  }

  private static func script(_ rules: String, sets: String = "") -> String {
    "table ip bench {\n\(sets)chain forward {\ntype filter hook forward priority 0\n\(rules)}\n}\n"
  }
}
