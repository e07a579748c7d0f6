import Foundation
import IPAddressing
import LinuxDataPlane
import NetworkLab
import Testing
import VPCModel

/// A lab of real namespaces, beside the one that the machine may have, and gone when the test is over.
struct RealLab {
  let lab: Lab

  /// Why there can be none here.
  static let obstacle: String? = {
    if geteuid() != 0 { return "takes root" }
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/sbin", "/sbin"]
    if !paths.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/ip") }) { return "takes iproute2" }
    return nil
  }()

  static let isPossible = obstacle == nil
  static let reason = Comment(rawValue: "real namespaces: \(obstacle ?? "")")

  /// Calls `body` with a lab that is not up, and removes whatever it leaves.
  static func with(_ body: (RealLab) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-lab-\(UUID().uuidString)")
    let label = "test" + String(UInt32.random(in: 0 ... .max), radix: 36)
    let lab = Lab(folder: LabFolder(path: folder.path), names: LabNames(label: label))
    defer {
      _ = try? lab.down()
      try? FileManager.default.removeItem(at: folder)
    }
    try await body(RealLab(lab: lab))
    _ = try lab.down()
    #expect(try LabInventory.find(names: lab.names, in: lab.folder).isEmpty)
  }

  /// Whether a TCP connection comes about.
  func connects(
    _ source: NetworkInterface.ID,
    _ destination: NetworkInterface.ID,
    _ network: Network,
    port: UInt16 = 5432
  ) throws -> LabProbeOutcome {
    let state = try #require(try lab.current())
    let probe = LabProbe(
      from: source,
      to: destination,
      family: .ipv4,
      port: port,
      sourcePort: .random(in: 32768...60999)
    )
    return try #require(try lab.test([probe], network, state).first).outcome
  }

  func inventory() throws -> LabInventory { try LabInventory.find(names: lab.names, in: lab.folder) }

  static func addNamespace(_ name: String) throws {
    let said = try run(["ip", "netns", "add", name])
    #expect(said.isEmpty)
  }

  /// What a command prints in a namespace of the lab.
  static func run(_ namespace: String, _ words: [String]) throws -> String {
    try run(["ip", "netns", "exec", namespace] + words)
  }

  private static func run(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
