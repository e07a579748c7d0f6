import Foundation

/// The built program, serving on loopback until it is stopped.
final class RunningServer {
  /// What the server printed once it listened.
  struct Greeting: Decodable {
    var endpoint: String
    /// Only where the start made a key.
    var accessKeyId: String?
    var secretAccessKey: String?
  }

  struct NotReady: Error {
    var log: String
  }

  let greeting: Greeting
  private let process = Process()

  /// Beside the test bundle, where SwiftPM builds all products.
  static var executable: URL {
    let test = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return test.deletingLastPathComponent().appendingPathComponent("ringfence")
  }

  /// Runs `ringfence` to its end.
  static func ringfence(_ arguments: String...) throws -> ClientProcess.Result {
    try ClientProcess.run(executable.path, arguments, seconds: 120)
  }

  /// Gives `body` a server and stops it however that ends.
  static func with<Result>(_ arguments: [String], _ body: (RunningServer) throws -> Result) throws -> Result {
    let server = try RunningServer(arguments)
    defer { server.stop() }
    return try body(server)
  }

  private init(_ arguments: [String]) throws {
    let output = Pipe()
    process.executableURL = Self.executable
    process.arguments = ["serve", "--port", "0", "--format", "json", "--log-level", "error"] + arguments
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

  private func stop() {
    let identifier = process.processIdentifier
    kill(identifier, SIGTERM)
    let alarm = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: alarm)
    process.waitUntilExit()
    alarm.cancel()
  }
}
