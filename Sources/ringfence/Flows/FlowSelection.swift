import ArgumentParser
import EC2Shapes
import FlowLogs
import IPAddressing
import VPCModel

/// Which flows somebody wants to see.
struct FlowSelection: ParsableArguments {
  enum Action: String, ExpressibleByArgument, CaseIterable {
    case accept, reject
  }

  @Option(name: .long, help: "Only what was let through, or only what was dropped.")
  var action: Action?

  @Option(name: .long, help: ArgumentHelp("Flows that this network interface saw.", valueName: "eni-id"))
  var interface: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Who sent the first packet: an address or a block.", valueName: "address")
  )
  var source: String?

  @Option(name: .long, help: ArgumentHelp("Who it was for: an address or a block.", valueName: "address"))
  var destination: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The port it was for: PORT (any protocol), tcp/PORT, udp/PORT; or a protocol: tcp, icmp, 50, …",
      valueName: "traffic"
    )
  )
  var port: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Not before this time (ISO 8601), or so long ago: 90s, 10m, 2h, 1d.", valueName: "time")
  )
  var since: String?

  /// - Throws: a usage error in words.
  func filter(now: FlowTime) throws -> FlowFilter {
    var filter = FlowFilter()
    filter.action = action.map { $0 == .accept ? .accept : .reject }
    if let interface {
      guard interface.hasPrefix("eni-") else {
        throw ValidationError("--interface \(interface) is no network interface's identifier, which begins with eni-.")
      }
      filter.interfaceID = NetworkInterface.ID(interface)
    }
    filter.source = try source.map { try Self.block($0, "--source") }
    filter.destination = try destination.map { try Self.block($0, "--destination") }
    if let port { (filter.ipProtocol, filter.port) = try Self.traffic(port) }
    filter.since = try since.map { try Self.time($0, now) }
    return filter
  }

  private static func block(_ text: String, _ option: String) throws -> IPPrefix {
    do {
      if text.contains("/") { return try IPPrefix(parsing: text) }
      switch try IPAddress(parsing: text) {
      case .v4(let address): return .v4(IPv4Prefix(host: address))
      case .v6(let address): return .v6(IPv6Prefix(host: address))
      }
    } catch {
      throw ValidationError("\(option): \(error). Write an address, 10.0.1.5, or a block, 10.0.1.0/24.")
    }
  }

  private static func traffic(_ text: String) throws -> (IPProtocol?, UInt16?) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1 {
      if let port = UInt16(text) { return (nil, port) }
      if let number = IPProtocol(name: text) { return (number, nil) }
    } else if let number = IPProtocol(name: parts[0]), number.hasPorts, let port = UInt16(parts[1]) {
      return (number, port)
    } else if parts[0].lowercased() == "protocol", let number = IPProtocol(name: parts[1]) {
      return (number, nil)
    }
    throw ValidationError("--port \(text): write PORT, tcp/PORT, udp/PORT, a protocol's name, or protocol/NUMBER.")
  }

  private static func time(_ text: String, _ now: FlowTime) throws -> FlowTime {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (0...1_000_000).contains(count)
    {
      return now.adding(seconds: -count * unit)
    }
    guard let time = Timestamp(text) else {
      throw ValidationError("--since \(text): write a time as 2026-11-24T02:39:00Z, or how long ago: 90s, 10m, 2h, 1d.")
    }
    return FlowTime(milliseconds: time.milliseconds)
  }
}
