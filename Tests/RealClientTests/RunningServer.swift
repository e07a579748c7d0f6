import Foundation

/// The built program, serving on loopback until it is stopped.
final class RunningServer: Sendable {
  /// What the server printed once it listened.
  struct Greeting: Decodable, Sendable {
    var endpoint: String
    /// Only where the start made a key.
    var accessKeyId: String?
    var secretAccessKey: String?
  }

  struct NotReady: Error {
    var log: String
  }

  let greeting: Greeting
  private let process: Process

  /// Beside the test bundle, where SwiftPM builds all products.
  static var executable: URL {
    let test = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return test.deletingLastPathComponent().appendingPathComponent("ringfence")
  }

  /// Runs `ringfence` to its end.
  static func ringfence(_ arguments: String...) async throws -> ClientProcess.Result {
    try await ClientProcess.run(executable.path, arguments, seconds: 120)
  }

  /// Gives `body` a server and stops it however that ends.
  static func with(_ arguments: [String], _ body: (RunningServer) async throws -> Void) async throws {
    let server = try await onItsOwnThread { try RunningServer(arguments) }
    do {
      try await body(server)
    } catch {
      try? await onItsOwnThread { server.stop() }
      throw error
    }
    try await onItsOwnThread { server.stop() }
  }

  private init(_ arguments: [String]) throws {
    process = Process()
    let output = Pipe()
    process.executableURL = Self.executable
    process.arguments = ["serve", "--port", "0", "--format", "json", "--log-level", "error"] + arguments
    // A test enforces nothing on the machine it runs on, unless it is about that.
    if !arguments.contains("--enforcement") { process.arguments? += ["--enforcement", "off"] }
    process.environment = ClientProcess.environment()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    // The deadline ends the process, and with it the wait for its line.
    let identifier = process.processIdentifier
    let alarm = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: alarm)
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      line += more
    }
    alarm.cancel()
    do {
      greeting = try JSONDecoder().decode(Greeting.self, from: line)
    } catch {
      kill(identifier, SIGKILL)
      process.waitUntilExit()
      throw NotReady(log: String(decoding: line, as: UTF8.self))
    }
  }

  /// Ends it as a crash would: without a word.
  func crash() async throws {
    try await onItsOwnThread { [self] in
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  private func stop() {
    guard process.isRunning else { return }
    let identifier = process.processIdentifier
    kill(identifier, SIGTERM)
    let alarm = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: alarm)
    process.waitUntilExit()
    alarm.cancel()
  }
}
