import FlowLogs
import Foundation
import IPAddressing
import LinuxDataPlane
import VPCModel

/// A sender, a router and a receiver, each a namespace.
final class Place {
  let router = NetworkNamespace.named("rf-flow-cost-r")
  private let names = (router: "rf-flow-cost-r", sender: "rf-flow-cost-a", receiver: "rf-flow-cost-d")
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rf-flow-cost").path
  private let receiver: Int32

  init() throws {
    for name in [names.router, names.sender, names.receiver] {
      _ = try? Self.run(["ip", "netns", "del", name])
      try Self.run(["ip", "netns", "add", name])
    }
    for (name, device, network) in [(names.sender, "rf-app", "10.0.1"), (names.receiver, "rf-db", "10.0.3")] {
      let address = network + (device == "rf-app" ? ".5" : ".20")
      for command in [
        "-n \(names.router) link add \(device) type veth peer name eth0 netns \(name)",
        "-n \(names.router) address add \(network).1/24 dev \(device)", "-n \(names.router) link set \(device) up",
        "-n \(name) address add \(address)/24 dev eth0", "-n \(name) link set eth0 up",
        "-n \(name) route add default via \(network).1",
      ] {
        try Self.run(["ip"] + command.split(separator: " ").map(String.init))
      }
    }
    let rules = """
      table inet ringfence {
        chain pass {
          type filter hook forward priority 0
          ct state established,related accept
          ip daddr 10.0.3.20 ct label set 3 | 70 ct mark set 0x00010001 accept
        }
      }
      """
    let inside = ["ip", "netns", "exec", names.router]
    try Self.run(inside + ["nft", "-f", "-"], input: rules)
    try Self.run(inside + ["sysctl", "-qw", "net.ipv4.ip_forward=1", "net.netfilter.nf_conntrack_udp_timeout=1"])
    receiver = try NamespaceThread(.named(names.receiver)).run {
      let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(9999).bigEndian
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      return descriptor
    }
  }

  func remove() {
    close(receiver)
    for name in [names.router, names.sender, names.receiver] { _ = try? Self.run(["ip", "netns", "del", name]) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  func recorder(isSubscribed: Bool) async throws -> FlowRecorder {
    func interface(_ id: NetworkInterface.ID, _ address: IPv4Address) -> NetworkInterface {
      NetworkInterface(
        id: id,
        vpcID: "vpc-1",
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(address, isPrimary: true)],
        groupIDs: ["sg-1"]
      )
    }
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: [IPv4Prefix("10.0.0.0/16") ?? .all])]
    network.networkInterfaces = [
      interface("eni-0123456789abcdef0", IPv4Address(10, 0, 1, 5)),
      interface("eni-0123456789abcdef1", IPv4Address(10, 0, 3, 20)),
    ]
    network.securityGroups = [
      SecurityGroup(
        id: "sg-1",
        name: "all",
        vpcID: "vpc-1",
        rules: [TrafficDirection.ingress, .egress].map { direction in
          SecurityGroupRule(
            id: SecurityGroupRule.ID("sgr-0123456789abcdef-\(direction.rawValue)"),
            groupID: "sg-1",
            direction: direction,
            traffic: .all,
            peer: .ipv4(.all)
          )
        }
      )
    ]
    let recorder = FlowRecorder(.init(journalFolder: folder + "/journal", deliveryRoot: folder + "/logs"), network)
    await recorder.attach([
      Attachment(interfaceID: "eni-0123456789abcdef0", kind: .routed, device: "rf-app", namespace: router, maker: .lab),
      Attachment(interfaceID: "eni-0123456789abcdef1", kind: .routed, device: "rf-db", namespace: router, maker: .lab),
    ])
    if isSubscribed {
      await recorder.subscribe([
        FlowLogSubscription(
          id: "fl-1",
          accountID: "123456789012",
          region: "us-east-1",
          resource: .vpc("vpc-1"),
          interval: 60,
          destination: .bucket("logs", prefix: "", .init())
        )
      ])
    }
    try await recorder.watch(router)
    return recorder
  }

  /// - Returns: what was sent, and the seconds of CPU that this process and the machine took meanwhile.
  func run(_ rate: Int, _ seconds: Int, recorder: FlowRecorder?) async throws -> (sent: Int, own: Double, busy: Double)
  {
    let (own, busy) = (Self.ownTime, try Self.busyTime())
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let output = try await Task.detached { [names] in
      try Self.run(["ip", "netns", "exec", names.sender, program, "send", "\(rate)", "\(seconds)"])
    }.value
    // Ends come a while later.
    try await Task.sleep(for: .seconds(3))
    return (Int(output.prefix { $0.isNumber }) ?? 0, Self.ownTime - own, try Self.busyTime() - busy)
  }

  private static var ownTime: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// All that is not idle, of all cores; of other programs too.
  private static func busyTime() throws -> Double {
    let line = try String(contentsOfFile: "/proc/stat", encoding: .utf8).split(separator: "\n").first ?? ""
    let numbers = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    guard numbers.count == 8 else { return 0 }
    return (numbers.reduce(0, +) - numbers[3] - numbers[4]) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  @discardableResult
  private static func run(_ arguments: [String], input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let (output, standardInput) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardInput = standardInput
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    return text
  }

  struct Failure: Error { var arguments: [String] }
}
