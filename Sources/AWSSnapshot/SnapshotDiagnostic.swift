package import VPCModel

/// Something in a snapshot that a person should know of, although the snapshot was read.
package struct SnapshotDiagnostic: Hashable, Sendable, CustomStringConvertible {
  /// What the problem did to the network.
  package enum Consequence: Hashable, Sendable {
    /// One resource is not in the network, and its kind is among the network's incomplete kinds.
    case leftOut(ResourceKind)
    /// A kind is among the network's incomplete kinds, no single resource being to blame.
    case incomplete(ResourceKind)
    /// Two inputs say different things; the message tells which one stands.
    case contradiction
    /// Nothing that could change a verdict: a name is missing, for instance.
    case ignored
  }

  /// The file, as the path that was given and what leads on from it.
  package var file: String
  /// The place in the file, such as `SecurityGroups[3].IpPermissions[0].IpRanges[1].CidrIp`; empty for all of it.
  package var path: String
  package var message: String
  package var consequence: Consequence

  package init(file: String, path: String = "", message: String, consequence: Consequence) {
    self.file = file
    self.path = path
    self.message = message
    self.consequence = consequence
  }

  /// `sg.json: SecurityGroups[3].GroupName: expected a string, found a number; this security group is left out`
  package var description: String { text.presentable }

  private var text: String {
    let place = path.isEmpty ? file : "\(file): \(path)"
    return switch consequence {
    case .leftOut(let kind): "\(place): \(message); this \(kind.words) is left out"
    case .incomplete(let kind): "\(place): \(message); some \(kind.words) may be missing"
    case .contradiction, .ignored: "\(place): \(message)"
    }
  }
}
