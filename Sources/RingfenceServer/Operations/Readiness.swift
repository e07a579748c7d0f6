/// Whether requests can be served at the moment, part by part.
package struct Readiness: Sendable, Hashable {
  /// One part that must work: the store, the keys, the data plane.
  package struct Check: Sendable, Hashable {
    /// The name of the part.
    package var name: String
    /// What is wrong; nil when nothing is.
    package var problem: String?

    /// A part and what is wrong with it.
    package init(_ name: String, problem: String? = nil) {
      self.name = name
      self.problem = problem
    }
  }

  /// The parts.
  package var checks: [Check]

  /// Readiness from its parts; without any, ready.
  package init(_ checks: [Check] = []) {
    self.checks = checks
  }

  /// Whether nothing is wrong.
  package var isReady: Bool { checks.allSatisfy { $0.problem == nil } }
}
