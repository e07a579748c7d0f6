import ConnectivityPolicy
import Findings
import IPAddressing
import PolicyEngine
import VPCModel

/// Puts what breaks an assertion into words and finds a flow that shows it.
struct ViolationNarrator {
  private let verifier: Verifier
  private var names: ResourceNames { verifier.analysis.names }

  /// Interfaces or blocks of one side that are named.
  private static let nameLimit = 12

  init(_ verifier: Verifier) { self.verifier = verifier }

  func violation(_ finding: AssertionFinding) -> AssertionResult.Violation {
    let (sources, destinations) = (words(finding.sources), words(finding.destinations))
    return AssertionResult.Violation(
      sources: sources.shown,
      sourcesOmitted: sources.omitted,
      destinations: destinations.shown,
      destinationsOmitted: destinations.omitted,
      traffic: finding.traffic.words(finding.family),
      family: finding.family.rawValue,
      isCertain: finding.isCertain
    )
  }

  private func words(_ side: AssertionFinding.Side) -> (shown: [String], omitted: Int) {
    let all: [String]
    switch side {
    case .addresses(let set): all = set.readableRanges
    case .hosts(let hosts):
      var seen: Set<NetworkInterface.ID> = []
      all = hosts.positions.compactMap { position in
        let id = verifier.reach.matrix.axis.hosts[position].interfaceID
        guard seen.insert(id).inserted else { return nil }
        return names.full(id)
      }
    }
    return (Array(all.prefix(Self.nameLimit)), max(0, all.count - Self.nameLimit))
  }

  // MARK: A flow

  /// - Returns: the flow with its explanation, and what is wrong where a second look does not bear it out: a defect.
  func counterexample(
    _ finding: AssertionFinding,
    _ kind: Assertion.Kind
  ) -> (AssertionResult.Counterexample?, defect: String?) {
    let (source, destination) = finding.sample
    guard let probe = finding.traffic.anyProbe(finding.family) else { return (nil, nil) }
    let trace = verifier.analysis.trace(from: source, to: destination, probe, findingMisses: false)
    let expected: Verdict = finding.isCertain ? (kind == .allow ? .denied : .allowed) : .unknown
    let flow = "\(source.address) → \(destination.address) \(probe)"
    if trace.verdict != expected {
      return (
        nil,
        "a defect of Ringfence: \(flow) should be \(expected.rawValue), and is \(trace.verdict.rawValue) when followed;"
          + " please report it"
      )
    }
    let (checks, disagreement) = decided(trace)
    if let disagreement {
      return (nil, "a defect of Ringfence: \(flow): \(disagreement); please report it")
    }
    guard let explanation = explanation(source, destination, probe, finding.family) else { return (nil, nil) }
    return (
      AssertionResult.Counterexample(
        source: label(source),
        destination: label(destination),
        traffic: "\(probe)",
        family: finding.family.rawValue,
        verdict: trace.verdict,
        explanation: explanation,
        checks: checks
      ),
      nil
    )
  }

  private func label(_ host: Host) -> String {
    host.interface.map { "\(names.short($0)) \(host.address)" } ?? "\(host.address)"
  }

  /// What the policy engine says where the flow passes security groups; and where that is not what the path says.
  private func decided(_ trace: PathTrace) -> ([AssertionResult.Check], disagreement: String?) {
    var checks: [AssertionResult.Check] = []
    // Behind a gateway that puts another address in the sender's place the destination sees that one.
    let isTranslated =
      trace.source.interface != nil
      && trace.steps.contains {
        $0.station == .natGateway || $0.station == .internetGateway || $0.station == .middlebox
      }
    for step in trace.steps where step.station == .securityGroups && step.leg == .forward {
      guard let direction = step.direction else { continue }
      let interface = direction == .egress ? trace.source.interface : trace.destination.interface
      guard let interface, !interface.isWithoutFilter, direction == .egress || !isTranslated else { continue }
      let remote =
        direction == .egress
        ? trace.destination.askedPublicAddress.map(IPAddress.v4) ?? trace.destination.address : trace.source.address
      let flow = Flow(interfaceID: interface.id, direction: direction, remote: remote, transport: trace.probe.transport)
      let verdict = verifier.engine.decide(flow)
      var check = AssertionResult.Check(
        interfaceID: interface.id.text,
        direction: direction.rawValue,
        remote: "\(remote)",
        traffic: "\(trace.probe)",
        verdict: "denied"
      )
      let outcomes: Set<StepOutcome>
      switch verdict {
      case .allowed(let rule):
        (check.verdict, check.rule, outcomes) = ("allowed", rule.text, [.allow])
      case .notFiltered: (check.verdict, outcomes) = ("notFiltered", [.allow, .notApplicable])
      case .denied: outcomes = [.deny]
      case .unknown: (check.verdict, outcomes) = ("unknown", [.unknown])
      }
      checks.append(check)
      if !outcomes.contains(step.outcome) {
        return (
          checks,
          "at \(interface.id) \(direction.rawValue) the policy engine says \(check.verdict), the path \(step.outcome.rawValue)"
        )
      }
    }
    return (checks, nil)
  }

  private func explanation(_ source: Host, _ destination: Host, _ probe: TrafficProbe, _ family: IPFamily)
    -> Explanation?
  {
    let (left, right) = (end(source), end(destination))
    let survey = PairSurvey(analysis: verifier.analysis, probe: probe, limit: 1).run(left, right)
    guard let outcome = survey.outcomes.first else { return nil }
    let path = ExplanationBuilder(analysis: verifier.analysis).path(outcome, probe, left, right)
    var question = Explanation.Question(
      source: left.endpoint.text,
      destination: right.endpoint.text,
      traffic: "\(probe)",
      ipProtocol: "\(probe.transport.ipProtocol)",
      port: probe.transport.destinationPort.map(Int.init),
      family: family.rawValue
    )
    switch probe.transport {
    case .icmp(let message), .icmpv6(let message):
      question.icmpType = Int(message.type)
      question.icmpCode = Int(message.code)
    case .tcp, .udp, .other: break
    }
    return Explanation(
      verdict: survey.verdict,
      question: question,
      source: Explanation.End(kind: left.endpoint.kind, id: left.endpoint.resourceID, members: 1),
      destination: Explanation.End(kind: right.endpoint.kind, id: right.endpoint.resourceID, members: 1),
      counts: nil,
      addressClasses: [],
      paths: [path],
      pathsOmitted: 0,
      notes: []
    )
  }

  private func end(_ host: Host) -> QuestionEnd {
    let endpoint: Endpoint
    if let interface = host.interface {
      endpoint = Endpoint(
        text: names.short(interface),
        meaning: .interfaces([interface.id], address: host.address),
        kind: "network interface",
        resourceID: interface.id.text
      )
    } else {
      endpoint = Endpoint(
        text: "\(host.address)",
        meaning: .address(host),
        kind: verifier.analysis.locator.words(for: host)
      )
    }
    return QuestionEnd(endpoint: endpoint, members: [.host(host)], withoutFamily: 0)
  }
}
