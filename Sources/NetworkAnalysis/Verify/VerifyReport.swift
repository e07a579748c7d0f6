package import ConnectivityPolicy
package import Findings

/// What became of a policy's assertions in a network.
///
/// The JSON form is stable within a ``formatVersion``: members may be added, none is renamed, removed or given another
/// meaning. Documentation/verify.md describes it.
package struct VerifyReport: Codable, Hashable, Sendable {
  package static let currentFormatVersion = 1

  package var formatVersion = Self.currentFormatVersion
  /// The policy file.
  package var policy: String
  /// Whether nothing counts as a failure.
  package var passes: Bool
  package var counts: Counts
  /// In the order of the file.
  package var assertions: [AssertionResult]

  package struct Counts: Codable, Hashable, Sendable {
    package var passed = 0
    package var failed = 0
    package var unknown = 0
    package var expired = 0
    package var errors = 0
  }

  package init(policy: String, assertions: [AssertionResult]) {
    self.policy = policy
    self.assertions = assertions
    passes = !assertions.contains(where: \.countsAsFailure)
    counts = assertions.reduce(into: Counts()) { counts, result in
      switch result.outcome {
      case .passed: counts.passed += 1
      case .failed: counts.failed += 1
      case .unknown: counts.unknown += 1
      case .expired: counts.expired += 1
      case .error: counts.errors += 1
      }
    }
  }
}

/// How outcomes that are neither yes nor no count.
package struct VerifyOptions: Hashable, Sendable {
  package enum Count: String, Hashable, Sendable, CaseIterable, Codable { case fail, pass }

  /// What is not known could break the assertion: by default it counts as a failure.
  package var unknownIs: Count
  /// An assertion past its last day is not judged: by default that counts as a failure, so that somebody renews or
  /// removes it.
  package var expiredIs: Count

  package init(unknownIs: Count = .fail, expiredIs: Count = .fail) {
    self.unknownIs = unknownIs
    self.expiredIs = expiredIs
  }
}

/// One assertion's outcome.
package struct AssertionResult: Codable, Hashable, Sendable {
  package enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
    case passed, failed
    /// It holds or not, depending on something that the network does not tell.
    case unknown
    case expired
    /// It could not be judged: an end stands for nobody.
    case error
  }

  /// Two sets between which the assertion is broken.
  package struct Violation: Codable, Hashable, Sendable {
    /// Interfaces by name, or blocks of addresses; the first of them.
    package var sources: [String]
    package var sourcesOmitted: Int
    package var destinations: [String]
    package var destinationsOmitted: Int
    /// What passes and should not, or should and does not.
    package var traffic: String
    package var family: String
    /// Whether that is certain; otherwise it may.
    package var isCertain: Bool
  }

  /// A flow that breaks the assertion, with the reason.
  package struct Counterexample: Codable, Hashable, Sendable {
    package var source: String
    package var destination: String
    package var traffic: String
    package var family: String
    package var verdict: Verdict
    package var explanation: Explanation
    /// What the policy engine says at each interface whose security groups the flow passes.
    package var checks: [Check]
  }

  package struct Check: Codable, Hashable, Sendable {
    package var interfaceID: String
    /// `ingress` or `egress`.
    package var direction: String
    package var remote: String
    package var traffic: String
    /// `allowed`, `denied`, `notFiltered` or `unknown`.
    package var verdict: String
    /// The rule that allows it.
    package var rule: String?
  }

  package var name: String
  package var kind: Assertion.Kind
  package var description: String?
  package var severity: Severity
  package var line: Int
  package var column: Int
  package var outcome: Outcome
  package var countsAsFailure: Bool
  /// Why, in sentences.
  package var reasons: [String]
  /// What to know about how the assertion was read.
  package var notes: [String]
  package var violations: [Violation]
  package var violationsOmitted: Int
  package var counterexamples: [Counterexample]
}
