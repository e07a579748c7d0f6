/// A network namespace of this machine.
package enum NetworkNamespace: Hashable, Sendable, Codable {
  /// The one that this process started in.
  case own
  /// One that `ip netns` shows, by its name under `/run/netns`.
  case named(String)

  /// The file that stands for it, which a process enters it by.
  package var path: String? {
    switch self {
    case .own: nil
    case .named(let name): "/run/netns/\(name)"
    }
  }
}

extension NetworkNamespace: CustomStringConvertible {
  package var description: String {
    switch self {
    case .own: "this network namespace"
    case .named(let name): "network namespace \(name)"
    }
  }
}
