import Foundation

/// The built program, run as a user would run it.
enum RingfenceProcess {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The repository's root: tests run from the examples that lie in it.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Beside the test bundle, where SwiftPM builds all products.
  static var executable: URL {
    let test = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return test.deletingLastPathComponent().appendingPathComponent("ringfence")
  }

  /// - Parameter environment: what is set; nothing of the test's own environment but what Swift needs to start.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    in folder: URL = root
  ) throws -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
    process.environment = inherited.merging(["LANG": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringfence-test-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files, not pipes: no answer is too long for a file.
    let output = try file("output", in: scratch)
    let errors = try file("errors", in: scratch)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOf: scratch.appendingPathComponent("output"), encoding: .utf8),
      errors: try String(contentsOf: scratch.appendingPathComponent("errors"), encoding: .utf8)
    )
  }

  private static func file(_ name: String, in folder: URL) throws -> FileHandle {
    let url = folder.appendingPathComponent(name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }
}
