import ArgumentParser
import IPAddressing
import NetworkAnalysis

/// The address family that was asked for.
enum FamilyChoice: String, ExpressibleByArgument, CaseIterable {
  case ipv4, ipv6

  var family: IPFamily { self == .ipv4 ? .ipv4 : .ipv6 }
}

/// The traffic that a question is about.
struct TrafficOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "What is sent: PORT (TCP), tcp/PORT, udp/PORT, icmp[/TYPE[/CODE]], icmpv6[/TYPE[/CODE]] or protocol/NUMBER.",
      valueName: "traffic"
    )
  )
  var port: String?

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "The protocol by itself: tcp or udp beside --port NUMBER; icmp, icmpv6, or a number or name.",
      valueName: "name"
    )
  )
  var protocolName: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The client's port, where it is fixed. Otherwise answers are judged for 1024-65535.",
      valueName: "port"
    )
  )
  var sourcePort: UInt16?

  /// What is sent, where it was said; all traffic is meant otherwise.
  /// - Throws: a usage error in words.
  func optionalProbe() throws -> TrafficProbe? { port == nil && protocolName == nil ? nil : try probe() }

  /// - Throws: a usage error in words.
  func probe() throws -> TrafficProbe {
    do {
      return try TrafficProbe(parsing: try text(), sourcePort: sourcePort)
    } catch let error as TrafficParseError {
      throw ValidationError("\(error).\nTraffic is written like this:\n\(TrafficParseError.grammar)")
    }
  }

  /// Both options as one text of the grammar.
  private func text() throws -> String {
    switch (port, protocolName) {
    case (let port?, nil): return port
    case (nil, let name?): return Self.alone(name)
    case (let port?, let name?):
      let lower = name.lowercased()
      if port.contains("/") {
        guard port.lowercased().hasPrefix(lower + "/") else {
          throw ValidationError("--port \(port) and --protocol \(name) contradict each other: leave one out.")
        }
        return port
      }
      guard let number = IPProtocol(name: lower), number.hasPorts else {
        throw ValidationError("--protocol \(name) has no ports: leave out --port.")
      }
      return "\(number)/\(port)"
    case (nil, nil):
      throw ValidationError(
        "Say what is sent: --port 5432, for instance.\nTraffic is written like this:\n\(TrafficParseError.grammar)"
      )
    }
  }

  private static func alone(_ name: String) -> String {
    guard let number = IPProtocol(name: name) else { return name }
    return number.hasPorts || number.isICMP ? "\(number)" : "protocol/\(number.rawValue)"
  }
}
