import AWSSnapshot
import Foundation
import VPCModel

/// Where a command gets its network from: what `--network` names.
enum NetworkSource {
  /// A file or folder of the AWS CLI's output.
  case snapshot(path: String)

  init(_ text: String) { self = .snapshot(path: text) }

  /// The network; what was left out of it is said on standard error.
  func load() throws -> Network {
    switch self {
    case .snapshot(let path):
      guard FileManager.default.fileExists(atPath: path) else {
        Terminal.complain(
          "error",
          "\(path): no such file or folder.\nGive the folder that holds the AWS CLI's output with --network."
        )
        throw ExitStatus.noInput.exitCode
      }
      let snapshot: Snapshot
      do {
        snapshot = try SnapshotReader.read(path: path)
      } catch {
        Terminal.complain("error", error.description)
        if case .unreadable = error { throw ExitStatus.noInput.exitCode }
        throw ExitStatus.badData.exitCode
      }
      Self.warn(of: snapshot.diagnostics)
      return snapshot.network
    }
  }

  /// A damaged export can have thousands of them: the first tell what is wrong.
  private static func warn(of diagnostics: [SnapshotDiagnostic]) {
    let limit = 20
    for diagnostic in diagnostics.prefix(limit) { Terminal.complain("warning", diagnostic.description) }
    if diagnostics.count > limit { Terminal.complain("warning", "and \(diagnostics.count - limit) more like these") }
  }
}
