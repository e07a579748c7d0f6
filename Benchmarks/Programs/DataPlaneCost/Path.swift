import Foundation
import LinuxDataPlane

/// Three network namespaces in a row: a sender, a router that judges, a receiver.
///
///     a 10.0.1.10 ── sender [router] receiver ── b 10.0.2.10
///
/// The sender has all of 10.128.0.0/9 too.
final class Path: Sendable {
  static let senderDevice = "sender"
  static let receiverDevice = "receiver"
  static let senderAddress: UInt32 = 0x0A00_010A
  static let receiverAddress: UInt32 = 0x0A00_020A
  /// Of 10.128.0.0/9.
  static let firstSource: UInt32 = 0x0A80_0000

  let name: String
  let sender: NamespaceThread
  let receiver: NamespaceThread
  var router: NetworkNamespace { .named(full("r")) }

  private func full(_ end: String) -> String { "rf-bench-\(name)-\(end)-\(getpid())" }

  init(_ name: String) throws {
    self.name = name
    let (a, r, b) = (
      "rf-bench-\(name)-a-\(getpid())", "rf-bench-\(name)-r-\(getpid())", "rf-bench-\(name)-b-\(getpid())"
    )
    try Self.shell(
      """
      set -e
      for n in \(a) \(r) \(b); do
        ip netns add $n
        ip netns exec $n sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
          echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
          for f in all default; do echo 0 >/proc/sys/net/ipv4/conf/$f/rp_filter; done'
        ip -n $n link set lo up
      done
      ip -n \(r) link add \(Self.senderDevice) type veth peer name eth0 netns \(a)
      ip -n \(r) link add \(Self.receiverDevice) type veth peer name eth0 netns \(b)
      ip -n \(a) addr add 10.0.1.10/24 dev eth0
      ip -n \(b) addr add 10.0.2.10/24 dev eth0
      ip -n \(r) addr add 10.0.1.1/24 dev \(Self.senderDevice)
      ip -n \(r) addr add 10.0.2.1/24 dev \(Self.receiverDevice)
      ip -n \(a) link set eth0 up
      ip -n \(b) link set eth0 up
      ip -n \(r) link set \(Self.senderDevice) up
      ip -n \(r) link set \(Self.receiverDevice) up
      ip -n \(a) route add default via 10.0.1.1
      ip -n \(a) route add local 10.128.0.0/9 dev lo
      ip -n \(b) route add default via 10.0.2.1
      ip -n \(r) route add 10.128.0.0/9 via 10.0.1.10
      ip netns exec \(r) sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
      """
    )
    sender = try NamespaceThread(.named(a))
    receiver = try NamespaceThread(.named(b))
  }

  deinit { for end in ["a", "r", "b"] { _ = try? Self.shell("ip netns del \(full(end))") } }

  /// Forgets the router's connections. Where none is tracked there is nothing to forget.
  func forgetConnections() throws { try Self.shell("ip netns exec \(full("r")) conntrack -F 2>/dev/null || true") }

  /// Loads rules that `nft` reads into the router.
  func load(nft rules: String) throws {
    try Self.shell("ip netns exec \(full("r")) nft -f -", input: rules)
  }

  /// IP packets that the receiver's host has taken.
  func delivered() throws -> Int {
    let lines = try Self.shell("ip netns exec \(full("b")) grep ^Ip: /proc/net/snmp").split(separator: "\n")
    let fields = lines.map { $0.split(separator: " ") }
    guard fields.count == 2, let column = fields[0].firstIndex(of: "InDelivers"), column < fields[1].count,
      let count = Int(fields[1][column])
    else { throw BenchmarkFailure("/proc/net/snmp has no InDelivers") }
    return count
  }

  // MARK: Commands

  /// Removes what processes that are gone have left behind.
  static func removeLeftovers() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [] {
      guard name.hasPrefix("rf-bench-"), let process = name.split(separator: "-").last.flatMap({ Int32($0) }),
        process != getpid(), kill(process, 0) != 0
      else { continue }
      _ = try? shell("ip netns del \(name)")
    }
  }

  @discardableResult
  static func shell(_ command: String, input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let (inPipe, outPipe) = (Pipe(), Pipe())
    process.standardInput = inPipe
    process.standardOutput = outPipe
    process.standardError = outPipe
    try process.run()
    if let input { try inPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try inPipe.fileHandleForWriting.close()
    let output = String(decoding: try outPipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkFailure("\(command.prefix(200)): \(output.prefix(500))")
    }
    return output
  }
}
