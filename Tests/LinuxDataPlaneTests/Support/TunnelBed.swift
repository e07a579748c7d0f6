import Foundation
import IPAddressing
import Synchronization

@testable import LinuxDataPlane

#if canImport(Glibc)
  import Glibc
#endif

/// A network namespace whose kernel forwards packets between tun devices that the test holds: what the test writes into
/// one comes out of another, or is dropped, before the writing call returns. So a test sends any packet from any
/// interface and knows at once what became of it.
final class TunnelBed: Sendable {
  let name: String
  let thread: NamespaceThread
  private let descriptors: Mutex<[String: Int32]>

  /// The device that everything which is no attached interface's goes to and comes from.
  static let outside = "outside"

  /// Why beds cannot be made here; `nil` where they can.
  static let obstacle: String? = {
    if geteuid() != 0 { return "it takes root to make network namespaces" }
    if access("/dev/net/tun", W_OK) != 0 { return "there is no /dev/net/tun" }
    if system("command -v ip >/dev/null") != 0 { return "there is no ip (Debian's iproute2)" }
    return nil
  }()

  init(_ label: String, devices: [String]) throws {
    name = "rf-test-\(label)-\(getpid())"
    Self.removeLeftovers()
    try Self.run("ip netns add \(name)")
    thread = try NamespaceThread(.named(name))
    let all = devices + [Self.outside]
    let opened = try thread.run { () throws -> [String: Int32] in
      var opened: [String: Int32] = [:]
      for device in all { opened[device] = try Self.open(device) }
      return opened
    }
    descriptors = Mutex(opened)
    var script = "link set lo up\n"
    for device in all { script += "link set \(device) up\n" }
    script += "route add default dev \(Self.outside)\nroute add ::/0 dev \(Self.outside)\n"
    try Self.batch(name, script)
    let settings = [
      "net/ipv4/ip_forward=1", "net/ipv6/conf/all/forwarding=1", "net/ipv4/conf/all/rp_filter=0",
      "net/ipv4/conf/all/accept_local=1", "net/ipv4/icmp_ratelimit=0",
      "net/netfilter/nf_conntrack_tcp_be_liberal=1",
    ]
    try thread.run {
      for device in all { Self.write("net/ipv4/conf/\(device)/rp_filter", "0") }
      for setting in settings {
        let parts = setting.split(separator: "=")
        Self.write(String(parts[0]), String(parts[1]))
      }
    }
    drain()
  }

  deinit {
    descriptors.withLock { for descriptor in $0.values { close(descriptor) } }
    _ = try? Self.run("ip netns del \(name)")
  }

  /// Makes every packet that is forwarded take milliseconds between the hooks where it is judged: by a table of another's
  /// that asks it half a million questions.
  func slowDown() throws {
    func chain(_ name: String, _ rule: String, _ count: Int) -> String {
      "chain \(name) {\n" + String(repeating: rule + "\n", count: count) + "}\n"
    }
    let rules =
      "table inet slow {\n" + chain("questions", "meta length 0 drop", 1_000) + chain("again", "jump questions", 100)
      + "chain forward {\ntype filter hook forward priority 0\n"
      + String(repeating: "jump again\n", count: 5) + "}\n}\n"
    let file = FileManager.default.temporaryDirectory.appending(path: "\(name).nft")
    defer { try? FileManager.default.removeItem(at: file) }
    try rules.write(to: file, atomically: true, encoding: .utf8)
    try Self.run("ip netns exec \(name) nft -f \(file.path)")
  }

  /// Namespaces of test processes that are gone.
  static func removeLeftovers() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [] {
      guard name.hasPrefix("rf-test-"), let process = name.split(separator: "-").last.flatMap({ Int32($0) }),
        process != getpid(), kill(process, 0) != 0
      else { continue }
      _ = try? run("ip netns del \(name)")
    }
  }

  // MARK: Packets

  /// Sends a packet into a device and tells where it came out: at no device where it was dropped.
  func send(_ bytes: [UInt8], from device: String) -> [String] {
    drain()
    return descriptors.withLock { descriptors in
      guard let descriptor = descriptors[device] else { return [] }
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written == bytes.count else { return ["cannot write to \(device): \(errno)"] }
      return descriptors.compactMap { name, descriptor in
        var found = false
        while let packet = Self.read(descriptor) {
          // The rest is the same but for the time to live and what it makes of the checksum.
          if Self.isSame(packet, bytes) { found = true }
        }
        return found ? name : nil
      }.sorted()
    }
  }

  /// The open device, for a thread that sends and receives by itself; nobody else may meanwhile.
  func descriptor(_ device: String) -> Int32? { descriptors.withLock { $0[device] } }

  private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count, let version = one.first.map({ $0 >> 4 }) else { return false }
    let start = version == 4 ? 12 : 8
    return one.dropFirst(start) == other.dropFirst(start)
  }

  /// Takes out what the kernel says of itself.
  private func drain() {
    descriptors.withLock { for descriptor in $0.values { while Self.read(descriptor) != nil {} } }
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 2048)
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  // MARK: Configuration

  /// Sends blocks to devices.
  func route(_ routes: [(IPPrefix, String)]) throws {
    var script = ""
    for (prefix, device) in routes {
      script += "route replace \(prefix) dev \(device)\n"
    }
    try Self.batch(name, script)
  }

  func flushRoutes(_ devices: [String]) throws {
    let script = devices.map { "route flush dev \($0)\n" }.joined()
    try Self.run("ip -n \(name) -force -batch -", input: script)
    try Self.run("ip -6 -n \(name) -force -batch -", input: script)
  }

  func flushConnections() throws { try Self.run("ip netns exec \(name) conntrack -F 2>/dev/null") }

  @discardableResult
  func shell(_ command: String) throws -> String { try Self.run("ip netns exec \(name) \(command)") }

  private static func write(_ setting: String, _ value: String) {
    try? value.write(toFile: "/proc/sys/\(setting)", atomically: false, encoding: .utf8)
  }

  private static func batch(_ namespace: String, _ script: String) throws {
    try run("ip -n \(namespace) -force -batch -", input: script)
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  @discardableResult
  static func run(_ command: String, input: String? = nil) throws -> String {
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
    guard process.terminationStatus == 0 else { throw Failure(description: "\(command): \(output)") }
    return output
  }

  private static func open(_ device: String) throws -> Int32 {
    let descriptor = Glibc.open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(description: "/dev/net/tun: \(errno)") }
    // struct ifreq: the name in 16 bytes, then IFF_TUN | IFF_NO_PI; 40 bytes in all.
    var request = Octets(device: device).bytes + [0x01, 0x10] + [UInt8](repeating: 0, count: 22)
    let result = request.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { ioctl(descriptor, UInt(0x4004_54CA), $0) } ?? -1
    }
    guard result == 0 else { throw Failure(description: "cannot make \(device): \(errno)") }
    return descriptor
  }
}
