import AWSEndpoint
import Foundation
import Synchronization

/// How far a fetch has come, on standard error: one line that is written over on a terminal, a line for each
/// finished action elsewhere.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  /// Whether a line stands on the terminal that has to go before anything else is written.
  private let isShown = Mutex(false)

  func note(_ text: String) { write("\(text)\n") }

  func show(_ progress: FetchProgress) {
    let pages = progress.pages > 1 ? ", page \(progress.pages)" : ""
    let found = progress.resources > 0 ? " \(progress.resources) found\(pages)" : ""
    if isTerminal {
      isShown.withLock { $0 = true }
      write("\r\u{1B}[K[\(progress.done)/\(progress.total)] \(progress.region) \(progress.action)\(found)")
    } else if case .finished = progress.event {
      write("[\(progress.done)/\(progress.total)] \(progress.region) \(progress.action)\(found)\n")
    }
  }

  /// As ``show(_:)``, but silent where standard error is no terminal: for a step that is not what was asked for.
  func showOnTerminal(_ progress: FetchProgress) {
    if isTerminal { show(progress) }
  }

  func clear() {
    let wasShown = isShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if wasShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
