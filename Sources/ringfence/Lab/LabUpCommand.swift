import ArgumentParser
import Foundation
import NetworkLab
import VPCModel

/// `ringfence lab up --network SOURCE`
struct LabUpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Build the lab of a network. What a crashed run left behind is removed first."
  )

  @OptionGroup var input: NetworkOptions

  @OptionGroup var stateFolder: StateFolderOption

  func run() async throws {
    let lab = stateFolder.lab
    let source = NetworkSource(input.network)
    let network = try await input.load().network
    Interruption.begin()
    let progress = LabProgressLine()
    let clock = ContinuousClock()
    let start = clock.now
    let place = source.place
    let made = try await blocking {
      let result = Result { () throws(LabError) in
        try lab.up(
          network,
          source: place,
          progress: { progress.show($0) },
          isCancelled: { Interruption.hasHappened }
        )
      }
      progress.clear()
      return try Lab.reporting { () throws(LabError) in try result.get() }
    }
    do {
      try await blocking { try LabEnforcement.begin(source, made.attachments, lab) }
    } catch {
      Terminal.complain("error", "\(error)\nThe lab is taken down again.")
      _ = try await blocking {
        LabAgent(lab.folder).stop()
        return try Lab.reporting { () throws(LabError) in try lab.down() }.removed
      }
      throw ExitStatus.unavailable.exitCode
    }
    if !made.leftovers.isEmpty {
      Terminal.complain("note", "removed \(made.leftovers.namespaces.count) namespaces that an earlier run had left")
    }
    let table = LabTable(made.state, network)
    let (machines, routers) = (made.state.machines.count, made.state.routers.count)
    let seconds = String(format: "%.1f", Double((clock.now - start) / .milliseconds(1)) / 1000)
    var text = "Lab of \(place): \(machines) interface\(machines == 1 ? "" : "s") in \(routers)"
    text += " VPC\(routers == 1 ? "" : "s"), up in \(seconds) s\n"
    text += LabEnforcement.words(for: source) + "\n\n"
    text += table.text() + table.warnings(limit: 8) + "\nTry\n"
    for suggestion in table.suggestions() { text += "  \(suggestion)\n" }
    text += "  sudo ringfence lab test\n  sudo ringfence lab down\n"
    Terminal.write(text)
  }
}

extension NetworkSource {
  /// The URL, or the absolute path.
  var place: String {
    switch self {
    case .endpoint(let url): url
    case .files(let path): URL(fileURLWithPath: path).standardizedFileURL.path
    }
  }
}

/// How far the lab is, on a terminal's standard error: one line that is written over.
private final class LabProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1

  func show(_ progress: LabProgress) {
    guard isTerminal else { return }
    write("\r\u{1B}[K[\(progress.done)/\(progress.total)] \(progress.step.rawValue)")
  }

  func clear() { if isTerminal { write("\r\u{1B}[K") } }

  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
