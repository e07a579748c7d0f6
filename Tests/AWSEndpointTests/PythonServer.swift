import Foundation

/// A Python script that serves on loopback until its input is closed, which happens at the latest when this process
/// ends, however it ends.
///
/// Starting and stopping block, so they run on a thread of their own rather than on one of the few that all
/// asynchronous tests share.
final class PythonServer: Sendable {
  /// The line of JSON that the script printed when it was ready.
  let greeting: Data
  private let process: Process
  private let input: Pipe

  struct NotReady: Error {
    var script: String
  }

  /// Starts the script, waits at most `seconds` for its first line, gives the server to `body`, and ends it however
  /// that ends.
  static func with<Result: Sendable>(
    _ script: String,
    seconds: Double = 60,
    _ body: (PythonServer) async throws -> Result
  ) async throws -> Result {
    let server = try await onItsOwnThread { try PythonServer(script: script, seconds: seconds) }
    do {
      let result = try await body(server)
      try await onItsOwnThread { server.stop() }
      return result
    } catch {
      try? await onItsOwnThread { server.stop() }
      throw error
    }
  }

  private init(script: String, seconds: Double) throws {
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", PythonScripts.path(script)]
    process.environment = PythonScripts.environment
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // The deadline ends the process, and with it the wait for its line.
    let identifier = process.processIdentifier
    let alarm = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: alarm)
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      // Unlike `read(upToCount:)` this gives what there is, without waiting for more.
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      line += more
    }
    alarm.cancel()
    greeting = line
    guard line.contains(UInt8(ascii: "\n")) else {
      stop()
      throw NotReady(script: script)
    }
  }

  private func stop() {
    try? input.fileHandleForWriting.close()
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

/// Runs blocking work on a new thread.
func onItsOwnThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Swift.Result { try work() })
    }
  }
}

/// Loopback must not go through a proxy that the environment names.
let loopbackBypassesProxies: Void = {
  setenv("NO_PROXY", "127.0.0.1,localhost", 1)
  setenv("no_proxy", "127.0.0.1,localhost", 1)
}()
