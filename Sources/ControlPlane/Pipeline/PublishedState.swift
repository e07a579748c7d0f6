/// The newest state whose commits are durable: what readers see.
package final class PublishedState: Sendable {
  package let state: State
  package let revision: Revision
  /// All that leads here from the state that was published before; `nil` where that is not known.
  package let changes: [Change]?

  package init(state: State, revision: Revision, changes: [Change]? = nil) {
    self.state = state
    self.revision = revision
    self.changes = changes
  }
}
