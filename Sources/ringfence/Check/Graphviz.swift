import Foundation

/// Graphviz's `dot`, which lays graphs out and draws them.
enum Graphviz {
  /// The picture of a graph. Complains, and throws the exit status, where there is no `dot` or it fails.
  static func svg(_ graph: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["dot", "-Tsvg"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw failure("it cannot be started: \(error.localizedDescription)")
    }
    // Written on a thread of its own: dot may begin to answer before it has read all.
    let writer = Thread {
      try? input.fileHandleForWriting.write(contentsOf: Data(graph.utf8))
      try? input.fileHandleForWriting.close()
    }
    writer.start()
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
