import ArgumentParser
import Foundation

/// Where an answer goes.
struct OutputOption: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write the answer to a file instead of standard output.", valueName: "file")
  )
  var output: String?

  /// Whether the answer goes to a file.
  var isFile: Bool { output != nil }

  /// Writes the whole answer, or nothing: complains, and throws the exit status, where the file cannot be made.
  func write(_ text: String) throws {
    guard let output else {
      Terminal.write(text)
      return
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      Terminal.complain("error", "\(output): it cannot be written: \(error.localizedDescription)")
      throw ExitStatus.cannotCreate.exitCode
    }
  }
}
