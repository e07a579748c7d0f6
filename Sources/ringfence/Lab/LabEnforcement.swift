import NetworkLab

/// Who makes the lab's packets obey the network's rules.
enum LabEnforcement {
  /// A live endpoint's server follows the attachments by itself. The network of a snapshot has nobody else: what
  /// enforces it, `nil` where nothing does.
  static func enforcer(for source: NetworkSource) -> (any Enforcing)? { nil }

  /// One line for the user.
  static func words(for source: NetworkSource, isEnforced: Bool) -> String {
    switch source {
    case .endpoint(let url): "Rules     those of \(url), by the server itself: it follows what is attached"
    case .snapshot where isEnforced: "Rules     those of the snapshot, as it is now"
    case .snapshot: "Rules     none: whatever has a route is open"
    }
  }
}
