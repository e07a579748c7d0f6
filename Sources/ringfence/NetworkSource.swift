import AWSEndpoint
import AWSSnapshot
import Foundation
import VPCModel

/// Where a command gets its network from: what `--network` names.
enum NetworkSource {
  /// A file or folder of the AWS CLI's output.
  case snapshot(path: String)
  /// A live EC2 endpoint, asked now.
  case endpoint(url: String)

  init(_ text: String) {
    let isURL = text.hasPrefix("http://") || text.hasPrefix("https://")
    self = isURL ? .endpoint(url: text) : .snapshot(path: text)
  }

  /// The network; what was left out of it is said on standard error.
  func load() async throws -> Network {
    switch self {
    case .endpoint(let url): return try await Self.fetch(url)
    case .snapshot(let path):
      guard FileManager.default.fileExists(atPath: path) else {
        Terminal.complain(
          "error",
          "\(path): no such file or folder.\nGive the folder that holds the AWS CLI's output with --network."
        )
        throw ExitStatus.noInput.exitCode
      }
      return try Self.read(path)
    }
  }

  private static func read(_ path: String) throws -> Network {
    let snapshot: Snapshot
    do {
      snapshot = try SnapshotReader.read(path: path)
    } catch {
      Terminal.complain("error", error.description)
      if case .unreadable = error { throw ExitStatus.noInput.exitCode }
      throw ExitStatus.badData.exitCode
    }
    warn(of: snapshot.diagnostics)
    return snapshot.network
  }

  /// Asks the endpoint for everything, by way of a snapshot in a folder that is removed again: what `snapshot` and
  /// `explain` would do one after the other.
  private static func fetch(_ url: String) async throws -> Network {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ringfence-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    let progress = ProgressLine()
    do {
      let configuration = try await EndpointConfiguration.resolve(
        EndpointOptions(profile: nil, regions: [], endpointURL: url)
      )
      _ = try await SnapshotFetcher(configuration: configuration).run(to: folder) { progress.showOnTerminal($0) }
      progress.clear()
    } catch {
      progress.clear()
      Terminal.complain("error", error.description)
      throw error.exitStatus.exitCode
    }
    return try read(folder.path)
  }

  /// A damaged export can have thousands of them: the first tell what is wrong.
  private static func warn(of diagnostics: [SnapshotDiagnostic]) {
    let limit = 20
    for diagnostic in diagnostics.prefix(limit) { Terminal.complain("warning", diagnostic.description) }
    if diagnostics.count > limit { Terminal.complain("warning", "and \(diagnostics.count - limit) more like these") }
  }
}
