/// A network that took the place of another, for those that follow it.
package struct NetworkUpdate: Sendable {
  package var network: Network
  /// All that leads here from the network of the update before; `nil` where anything may have changed.
  package var changes: [NetworkChange]?

  package init(_ network: Network, changes: [NetworkChange]?) {
    self.network = network
    self.changes = changes
  }
}
