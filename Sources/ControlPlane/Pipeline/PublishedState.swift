/// The newest state whose commits are durable: what readers see.
package final class PublishedState: Sendable {
  package let state: State
  package let revision: Revision

  package init(state: State, revision: Revision) {
    self.state = state
    self.revision = revision
  }
}
