import Foundation
import Synchronization

/// A child process that runs to its end, or to a deadline.
enum ChildProcess {
  /// The most bytes of output that are kept.
  private static let outputLimit = 1 << 20

  /// Runs `words`, the first of which is looked for in `searchPath` unless it has a slash. Input is empty.
  ///
  /// At the deadline the process is asked to end and a second later made to.
  static func run(
    _ words: [String],
    searchPath: String,
    timeout: Duration
  ) async throws(EndpointError) -> Surroundings.ProcessOutput {
    guard let name = words.first, let program = locate(name, searchPath: searchPath) else {
      throw EndpointError(.credentials, "no such program: \(words.first ?? "")")
    }
    let process = Process()
    let output = Pipe()
    let errorOutput = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(words.dropFirst())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errorOutput
    let outcome = Outcome()
    do {
      try process.run()
    } catch {
      throw EndpointError(.credentials, "\(program) does not start: \(error.localizedDescription)")
    }
    let identifier = process.processIdentifier
    let alarm = Task {
      try? await Task.sleep(for: timeout)
      guard !Task.isCancelled else { return }
      kill(identifier, SIGTERM)
      try? await Task.sleep(for: .seconds(1))
      if !Task.isCancelled { kill(identifier, SIGKILL) }
      outcome.finish(nil)
    }
    defer { alarm.cancel() }
    let readErrors = DispatchGroup()
    // Both pipes are drained at once, or the child could block on the one that nobody reads.
    let errors = ErrorText()
    DispatchQueue.global().async(group: readErrors) { errors.set(drain(errorOutput, limit: 8192)) }
    DispatchQueue.global().async {
      let bytes = drain(output, limit: outputLimit)
      readErrors.wait()
      process.waitUntilExit()
      outcome.finish(
        Surroundings.ProcessOutput(
          status: process.terminationStatus,
          output: bytes,
          errorOutput: String(decoding: errors.get(), as: UTF8.self)
        )
      )
    }
    guard let result = await outcome.wait() else {
      throw EndpointError(.credentials, "\(program) did not end within \(timeout)")
    }
    return result
  }

  private static func locate(_ name: String, searchPath: String) -> String? {
    if name.contains("/") { return name }
    return searchPath.split(separator: ":").lazy
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Reads a pipe to its end and keeps the first `limit` bytes.
  private static func drain(_ pipe: Pipe, limit: Int) -> [UInt8] {
    var kept: [UInt8] = []
    while let data = try? pipe.fileHandleForReading.read(upToCount: 65_536), !data.isEmpty {
      kept.append(contentsOf: data.prefix(limit - kept.count))
    }
    return kept
  }

  /// A result that arrives once, from whoever is first.
  private final class Outcome: Sendable {
    private enum State {
      case waiting(CheckedContinuation<Surroundings.ProcessOutput?, Never>)
      case finished(Surroundings.ProcessOutput?)
      case fresh
    }

    private let state = Mutex(State.fresh)

    func finish(_ output: Surroundings.ProcessOutput?) {
      let continuation = state.withLock { state in
        switch state {
        case .fresh:
          state = .finished(output)
          return nil as CheckedContinuation<Surroundings.ProcessOutput?, Never>?
        case .waiting(let continuation):
          state = .finished(output)
          return continuation
        case .finished: return nil
        }
      }
      continuation?.resume(returning: output)
    }

    func wait() async -> Surroundings.ProcessOutput? {
      await withCheckedContinuation { continuation in
        let finished = state.withLock { state -> Surroundings.ProcessOutput?? in
          if case .finished(let output) = state { return .some(output) }
          state = .waiting(continuation)
          return .none
        }
        if let finished { continuation.resume(returning: finished) }
      }
    }
  }

  /// What one queue writes and another reads.
  private final class ErrorText: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    func set(_ value: [UInt8]) { bytes.withLock { $0 = value } }
    func get() -> [UInt8] { bytes.withLock { $0 } }
  }
}
