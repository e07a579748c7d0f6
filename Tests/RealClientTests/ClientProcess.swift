import Foundation

/// A program run to its end, at the latest after so many seconds.
enum ClientProcess {
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String

    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The folder of these tests.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// Whether a program is in the PATH.
  static func exists(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// Whether `python3` runs and can import all of `modules`.
  static func pythonCanImport(_ modules: String...) async -> Bool {
    let imports = modules.map { "import \($0)" }.joined(separator: "; ")
    return (try? await run("python3", ["-c", imports], seconds: 60))?.status == 0
  }

  /// A script in the folder `Python`.
  static func script(_ name: String, _ arguments: [String], seconds: Double) async throws -> Result {
    try await run("python3", [folder.appendingPathComponent("Python/\(name)").path] + arguments, seconds: seconds)
  }

  /// The environment of clients: this one's without what the machine says of AWS, Terraform and proxies.
  static func environment(_ settings: [String: String] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("AWS_") && !$0.key.hasPrefix("TF_")
    }
    environment["NO_PROXY"] = "127.0.0.1,localhost"
    environment["no_proxy"] = "127.0.0.1,localhost"
    environment["AWS_EC2_METADATA_DISABLED"] = "true"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return environment.merging(settings) { $1 }
  }

  /// Runs a program of the PATH, or one at an absolute path. When the time is up it is told to end, then killed.
  static func run(
    _ program: String,
    _ arguments: [String],
    environment settings: [String: String] = [:],
    seconds: Double
  ) async throws -> Result {
    try await onItsOwnThread { try runBlocking(program, arguments, environment: settings, seconds: seconds) }
  }

  private static func runBlocking(
    _ program: String,
    _ arguments: [String],
    environment settings: [String: String],
    seconds: Double
  ) throws -> Result {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-client-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = environment(settings)
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: no answer is too long for a file.
    process.standardOutput = try file("output", in: scratch)
    process.standardError = try file("errors", in: scratch)
    try process.run()
    let alarms = [(SIGTERM, seconds), (SIGKILL, seconds + 15)].map { signal, seconds in
      let identifier = process.processIdentifier
      let alarm = DispatchWorkItem { kill(identifier, signal) }
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: alarm)
      return alarm
    }
    process.waitUntilExit()
    for alarm in alarms { alarm.cancel() }
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

/// Runs blocking work on a new thread, not on one of the few that all asynchronous tests share.
func onItsOwnThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Swift.Result { try work() })
    }
  }
}
