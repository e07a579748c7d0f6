import Foundation
import LinuxDataPlane

/// Three namespaces of their own for a test: an application, a database and a router between, whose rules are written by
/// hand. Removed with the object; those of a test that crashed are removed when the next one begins.
final class FlowCaptureRouter {
  /// Whether this process may make namespaces and rules.
  static let isPossible: Bool = geteuid() == 0 && (try? run(["nft", "list", "tables"])) != nil
  static let reason = "it takes root, nft, ip and nc"

  private let names: (router: String, app: String, database: String)
  private var servers: [Process] = []

  var router: NetworkNamespace { .named(names.router) }
  var app: NetworkNamespace { .named(names.app) }
  var routerName: String { names.router }

  init() throws {
    try Self.removeLeftovers()
    let base = "rf-flow-\(getpid())-\(UInt16.random(in: 0...(.max)))"
    names = (base + "-r", base + "-a", base + "-d")
    for name in [names.router, names.app, names.database] { try Self.run(["ip", "netns", "add", name]) }
    try join(names.app, "rf-app", ["10.0.1.5/24", "10.0.12.7/24"], gateways: ["10.0.1.1/24", "10.0.12.1/24"])
    try join(names.database, "rf-db", ["10.0.3.20/24"], gateways: ["10.0.3.1/24"])
    try Self.run(["ip", "netns", "exec", names.router, "sysctl", "-qw", "net.ipv4.ip_forward=1"])
  }

  deinit {
    for server in servers {
      // Children of a thread of libdispatch's begin with every signal blocked that can be.
      kill(server.processIdentifier, SIGKILL)
      server.waitUntilExit()
    }
    for name in [names.router, names.app, names.database] { _ = try? Self.run(["ip", "netns", "del", name]) }
  }

  private func join(_ namespace: String, _ device: String, _ addresses: [String], gateways: [String]) throws {
    try Self.run([
      "ip", "-n", names.router, "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", namespace,
    ])
    for gateway in gateways { try Self.run(["ip", "-n", names.router, "address", "add", gateway, "dev", device]) }
    for address in addresses { try Self.run(["ip", "-n", namespace, "address", "add", address, "dev", "eth0"]) }
    try Self.run(["ip", "-n", names.router, "link", "set", device, "up"])
    for link in ["lo", "eth0"] { try Self.run(["ip", "-n", namespace, "link", "set", link, "up"]) }
    let gateway = gateways[0].split(separator: "/")[0]
    try Self.run(["ip", "-n", namespace, "route", "add", "default", "via", String(gateway)])
  }

  /// Puts rules in force in the router, in place of what was there.
  func enforce(_ forward: String) throws {
    let text = """
      table inet ringfence
      delete table inet ringfence
      table inet ringfence {
        chain pass {
          type filter hook forward priority 0
          \(forward)
        }
      }
      """
    try Self.run(["ip", "netns", "exec", names.router, "nft", "-f", "-"], input: text)
  }

  func serve(port: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ip", "netns", "exec", names.database, "nc", "-lk", "10.0.3.20", "\(port)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    servers.append(process)
    for _ in 0..<50 {
      if try connect(to: port, inDatabase: true) { return }
      usleep(20_000)
    }
  }

  /// Whether a connection to the database opens within a second.
  @discardableResult
  func connect(from source: String? = nil, to port: Int, inDatabase: Bool = false) throws -> Bool {
    let start = ["ip", "netns", "exec", inDatabase ? names.database : names.app, "nc", "-z", "-w", "1"]
    return (try? Self.run(start + (source.map { ["-s", $0] } ?? []) + ["10.0.3.20", "\(port)"])) != nil
  }

  /// - Returns: whether an answer came.
  @discardableResult
  func ping(count: Int = 1) throws -> Bool {
    (try? Self.run([
      "ip", "netns", "exec", names.app, "ping", "-c", "\(count)", "-i", "0.2", "-W", "1", "10.0.3.20",
    ])) != nil
  }

  @discardableResult
  static func run(_ arguments: [String], input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "-s", "KILL", "20"] + arguments
    let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    process.standardInput = standardInput
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments, complaint: complaint) }
    return text
  }

  struct Failure: Error {
    var arguments: [String]
    var complaint: String
  }

  private static func removeLeftovers() throws {
    for line in try run(["ip", "netns", "list"]).split(separator: "\n") {
      let name = String(line.prefix { $0 != " " })
      let parts = name.split(separator: "-")
      guard name.hasPrefix("rf-flow-"), parts.count == 5, let owner = Int32(parts[2]) else { continue }
      if kill(owner, 0) != 0, errno == ESRCH { _ = try? run(["ip", "netns", "del", name]) }
    }
  }
}
