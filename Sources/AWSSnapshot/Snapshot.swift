package import VPCModel

/// A network as the AWS CLI described it, and what was made of each file.
package struct Snapshot: Hashable, Sendable {
  package var network: Network
  /// What one file tells, in the order of the files and the places in them; then what several tell together.
  package var diagnostics: [SnapshotDiagnostic]
  /// Every file that was looked at, by path.
  package var sources: [SnapshotSource]

  package init(network: Network, diagnostics: [SnapshotDiagnostic], sources: [SnapshotSource]) {
    self.network = network
    self.diagnostics = diagnostics
    self.sources = sources
  }
}

/// One file of a snapshot.
package struct SnapshotSource: Hashable, Sendable {
  package enum Use: Hashable, Sendable {
    /// The elements under each key of the AWS CLI's output, such as `SecurityGroups: 12`.
    case used([String: Int])
    /// The record of how the snapshot was fetched.
    case metadata
    /// Nothing in it describes a network; the reason in words.
    case notUsed(reason: String)
  }

  package var file: String
  package var use: Use

  package init(file: String, use: Use) {
    self.file = file
    self.use = use
  }
}
