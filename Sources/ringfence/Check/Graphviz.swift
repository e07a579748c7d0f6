import Foundation

/// Graphviz's `dot`, which lays graphs out and draws them.
enum Graphviz {
  /// The picture of a graph. Complains, and throws the exit status, where there is no `dot` or it fails.
  static func svg(_ graph: String) throws -> String {
    // A file and not a pipe: writing to a program that is not there ends this one by a signal.
    let file = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString).dot")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["dot", "-Tsvg", file.path]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try Data(graph.utf8).write(to: file)
      try process.run()
    } catch {
      throw failure("it cannot be started: \(error.localizedDescription)")
    }
    let picture = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return String(decoding: picture, as: UTF8.self)
    case 127: throw failure("it is not installed (Debian's package graphviz)")
    default: throw failure("it ended with status \(process.terminationStatus)")
    }
  }

  private static func failure(_ reason: String) -> any Error {
    Terminal.complain("error", "the graph could not be drawn by Graphviz's dot: \(reason).\n--format dot needs none.")
    return ExitStatus.unavailable.exitCode
  }
}
