package import ConnectivityPolicy
package import Findings
import IPAddressing
import PolicyEngine
import PositionedYAML
package import VPCModel

/// Holds a network against the assertions of a policy.
///
/// Answers are over whole sets: every host, every address of the internet and every address beside is in them
/// (`Reachability`, `OutsideJudge`), not a sample. What breaks an assertion comes with a flow that does, explained as
/// `explain` explains it and decided once more by the policy engine.
package struct Verifier: Sendable {
  let network: Network
  let analysis: PathAnalysis
  let reach: Reachability
  let engine: PolicyEngine
  private let outside: OutsideJudge
  private let unknown: UnknownAddresses
  private let directory: AssertionEndDirectory

  /// Violations that are told of one assertion, and flows that are explained.
  package static let violationLimit = 20
  package static let counterexampleLimit = 3

  /// As much as `Reachability` takes.
  /// - Parameter aliases: further names of what is in the network, which a policy may use.
  package init(_ network: Network, aliases: [EndpointAlias] = []) {
    self.network = network
    analysis = PathAnalysis(network)
    reach = Reachability(network)
    engine = PolicyEngine(network)
    outside = OutsideJudge(network, analysis, reach)
    unknown = UnknownAddresses(network)
    directory = AssertionEndDirectory(network, reach.matrix.axis, analysis.names, unknown, aliases: aliases)
  }

  /// - Parameter today: the day that expiries are held against.
  package func verify(
    _ policy: ConnectivityPolicy,
    today: CalendarDay,
    _ options: VerifyOptions = VerifyOptions()
  ) -> VerifyReport {
    VerifyReport(policy: policy.file, assertions: policy.assertions.map { verify($0, policy.file, today, options) })
  }

  private func verify(
    _ assertion: Assertion,
    _ file: String,
    _ today: CalendarDay,
    _ options: VerifyOptions
  ) -> AssertionResult {
    var result = AssertionResult(assertion)
    if let last = assertion.expires, last < today {
      result.outcome = .expired
      result.reasons = ["it held until \(last) and was not judged: renew or remove it"]
    } else {
      do throws(AssertionEndProblem) {
        let from = try directory.end(assertion.from)
        let to = try directory.end(assertion.to)
        result.notes = from.notes + to.notes
        if !network.isComplete(.networkInterface) {
          result.notes.append("The input may lack network interfaces: what they could do is not in the answer.")
        }
        judge(assertion, from, to, &result)
      } catch {
        let position = error.pattern.position
        result.outcome = .error
        result.reasons = [
          "\(file):\(position.line):\(position.column): '\(error.pattern.text)': \(error.message)"
        ]
      }
    }
    result.countsAsFailure =
      switch result.outcome {
      case .passed: false
      case .failed, .error: true
      case .unknown: options.unknownIs == .fail
      case .expired: options.expiredIs == .fail
      }
    return result
  }

  private func judge(_ assertion: Assertion, _ from: AssertionEnd, _ to: AssertionEnd, _ result: inout AssertionResult)
  {
    var plan = AssertionPlan(assertion, from, to, reach, network)
    var findings: [AssertionFinding] = []
    var limits: [String] = []
    var isTested = false
    for run in plan.runs {
      var judge = AssertionJudge(
        reach,
        outside,
        assertion.kind,
        from: from,
        to: to,
        traffic: run.traffic,
        family: run.family
      )
      judge.run(
        sources: run.sources,
        destinations: run.destinations,
        sourceAddresses: run.sourceAddresses,
        destinationAddresses: run.destinationAddresses
      )
      findings += judge.findings
      limits += judge.limits
      isTested = isTested || judge.isTested
    }
    result.notes += plan.takeNotes()
    if !unknown.interfaces.isEmpty {
      let judged = UnknownAddressJudge(unknown, reach, analysis.names).judge(assertion, from, to)
      limits += judged.limits
      isTested = isTested || judged.isTested
    }
    if !isTested, plan.failures.isEmpty {
      result.outcome = .error
      result.reasons = [
        "there is nothing to judge: no packet of this traffic can go between these ends"
          + " (one of them has to be in the network, with addresses of a family that the traffic runs over)"
      ]
      return
    }
    findings = findings.filter(\.isCertain) + findings.filter { !$0.isCertain }
    let isBroken = findings.contains(where: \.isCertain) || !plan.failures.isEmpty
    result.outcome = isBroken ? .failed : findings.isEmpty && limits.isEmpty ? .passed : .unknown
    result.reasons += plan.failures + limits
    let narrator = ViolationNarrator(self)
    result.violations = findings.prefix(Self.violationLimit).map { narrator.violation($0) }
    result.violationsOmitted = max(0, findings.count - Self.violationLimit)
    // Where something is certain, what is not shows nothing.
    for finding in findings.prefix(Self.counterexampleLimit) where finding.isCertain || !isBroken {
      let (example, defect) = narrator.counterexample(finding, assertion.kind)
      if let example { result.counterexamples.append(example) }
      if let defect {
        result.outcome = .error
        result.reasons.append(defect)
      }
    }
  }
}

extension AssertionResult {
  fileprivate init(_ assertion: Assertion) {
    self.init(
      name: assertion.name,
      kind: assertion.kind,
      description: assertion.summary,
      severity: assertion.severity,
      line: assertion.position.line,
      column: assertion.position.column,
      outcome: .passed,
      countsAsFailure: false,
      reasons: [],
      notes: [],
      violations: [],
      violationsOmitted: 0,
      counterexamples: []
    )
  }
}
