import Foundation
import LinuxDataPlane

/// A network device as `ip -json -details link` tells of it.
struct NetworkDevice: Decodable, Hashable, Sendable {
  let index: Int
  let name: String
  /// The number of a veth's other end, in its own namespace; absent where that is in the same one.
  let peerIndex: Int?
  /// Of a port: the device that it is a port of.
  let master: String?
  private let details: Details?

  private struct Details: Decodable, Hashable {
    /// `veth`, `tun`, `bridge`, …
    let kind: String?
    /// `bridge` for a port of one.
    let portKind: String?

    enum CodingKeys: String, CodingKey {
      case kind = "info_kind"
      case portKind = "info_slave_kind"
    }
  }

  enum CodingKeys: String, CodingKey {
    case index = "ifindex"
    case name = "ifname"
    case peerIndex = "link_index"
    case master
    case details = "linkinfo"
  }

  var isBridgePort: Bool { details?.portKind == "bridge" }
  var isVeth: Bool { details?.kind == "veth" }

  /// Every device of a namespace.
  static func all(in namespace: NetworkNamespace) throws(LabError) -> [NetworkDevice] {
    switch namespace {
    case .own: try all()
    case .named(let name): try NamespaceVisit.run(name) { () throws(LabError) in try all() }
    }
  }

  private static func all() throws(LabError) -> [NetworkDevice] {
    try parse(try IPQuery.run(["-json", "-details", "link", "show"]))
  }

  static func parse(_ text: String) throws(LabError) -> [NetworkDevice] {
    do {
      return try JSONDecoder().decode([NetworkDevice].self, from: Data(text.utf8))
    } catch {
      throw LabError(.command, "`ip -json -details link show` printed what is not understood: \(error)")
    }
  }

  /// The device that the machine's default route leads to.
  static func ofDefaultRoute() throws(LabError) -> String? {
    struct Route: Decodable { let dev: String? }
    let text = try IPQuery.run(["-json", "route", "show", "default"])
    return (try? JSONDecoder().decode([Route].self, from: Data(text.utf8)))?.lazy.compactMap(\.dev).first
  }
}

/// A question to `ip`.
enum IPQuery {
  static func run(_ arguments: [String]) throws(LabError) -> String {
    let result = try ChildCommand(program: "ip", arguments: arguments, outputLimit: 16 << 20).run()
    guard result.status == 0 else {
      throw LabError(.command, "ip \(arguments.joined(separator: " ")): \(result.errors)")
    }
    return result.output
  }
}
