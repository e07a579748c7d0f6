import Foundation

/// A Python script that serves on loopback until its input is closed, which happens at the latest when this process
/// ends, however it ends.
final class PythonServer {
  /// The line of JSON that the script printed when it was ready.
  let greeting: Data
  private let process: Process
  private let input: Pipe

  /// Starts the script and waits, at most for `seconds`, for its first line.
  init(script: String, arguments: [String] = [], seconds: Double = 60) throws {
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", PythonScripts.path(script)] + arguments
    process.environment = PythonScripts.environment
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // The deadline ends the process, and with it the wait for its line.
    let alarm = DispatchWorkItem { [process] in process.terminate() }
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

  struct NotReady: Error {
    var script: String
  }

  /// Ends the server.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
  }
}

/// Loopback must not go through a proxy that the environment names.
let loopbackBypassesProxies: Void = {
  setenv("NO_PROXY", "127.0.0.1,localhost", 1)
  setenv("no_proxy", "127.0.0.1,localhost", 1)
}()
