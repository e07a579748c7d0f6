import AWSEndpoint
import AWSSnapshot
import Foundation
import Terraform
import VPCModel

/// Where a command gets its network from: what `--network` names.
enum NetworkSource {
  /// Files: the AWS CLI's output, or what Terraform reads and writes.
  case files(path: String)
  /// A live EC2 endpoint, asked now.
  case endpoint(url: String)

  init(_ text: String) {
    let isURL = text.hasPrefix("http://") || text.hasPrefix("https://")
    self = isURL ? .endpoint(url: text) : .files(path: text)
  }

  /// What `--network` takes, for help texts.
  static let help =
    "The network: a file or folder of the AWS CLI's output, a folder of Terraform configuration, a Terraform plan or"
    + " state as JSON, or the URL of a live endpoint."

  /// The network; what was left out of it is said on standard error.
  /// - Parameters:
  ///   - inputs: for the variables of a Terraform configuration.
  ///   - warnsOfUnread: whether to say what Terraform's files leave open; otherwise it is the caller's to say
  ///     (``LoadedNetwork/unread``).
  func load(_ inputs: VariableInputs = VariableInputs(), warnsOfUnread: Bool = true) async throws -> LoadedNetwork {
    switch self {
    case .endpoint(let url): return LoadedNetwork(network: try await Self.fetch(url), origin: .snapshot)
    case .files(let path):
      let loaded = try Self.read(path, inputs)
      if warnsOfUnread { Terminal.warn(loaded.unread) }
      for assumption in loaded.assumptions.prefix(5) { Terminal.complain("note", assumption) }
      return loaded
    }
  }

  private static func read(_ path: String, _ inputs: VariableInputs) throws -> LoadedNetwork {
    switch try FileKind(path: path) {
    case .configuration: return try TerraformSource.configuration(path, inputs)
    case .document(let bytes): return try TerraformSource.document(path, bytes)
    case .snapshot: return LoadedNetwork(network: try readSnapshot(path), origin: .snapshot)
    }
  }

  private static func readSnapshot(_ path: String) throws -> Network {
    let snapshot: Snapshot
    do {
      snapshot = try SnapshotReader.read(path: path)
    } catch {
      Terminal.complain("error", error.description)
      if case .unreadable = error { throw ExitStatus.noInput.exitCode }
      throw ExitStatus.badData.exitCode
    }
    Terminal.warn(snapshot.diagnostics.map(\.description))
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
    return try readSnapshot(folder.path)
  }
}
