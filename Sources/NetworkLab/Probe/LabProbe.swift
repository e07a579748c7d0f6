package import IPAddressing
package import NetworkAnalysis
package import VPCModel

/// One TCP connection to try: from one machine of the lab to another.
package struct LabProbe: Hashable, Sendable {
  package var source: NetworkInterface.ID
  package var destination: NetworkInterface.ID
  package var family: IPFamily
  package var port: UInt16
  /// Chosen beforehand: a network ACL judges the answer by it.
  package var sourcePort: UInt16

  package init(
    from source: NetworkInterface.ID,
    to destination: NetworkInterface.ID,
    family: IPFamily,
    port: UInt16,
    sourcePort: UInt16
  ) {
    self.source = source
    self.destination = destination
    self.family = family
    self.port = port
    self.sourcePort = sourcePort
  }
}

/// How a connection went.
package enum LabProbeOutcome: Hashable, Sendable {
  /// The destination had it.
  case connected
  /// Nothing came back.
  case timedOut
  /// An answer said no: a reset, or an ICMP message.
  case refused(String)
  /// Somebody else with the same address had it.
  case reachedAnother
  /// The test itself could not be made.
  case failed(String)

  package var words: String {
    switch self {
    case .connected: "connected"
    case .timedOut: "timed out"
    case .refused(let reason): reason
    case .reachedAnother: "reached another host of the same address"
    case .failed(let reason): "not tried: \(reason)"
    }
  }
}

/// What the engine says and what the packets did.
package struct LabProbeResult: Hashable, Sendable {
  package enum Agreement: String, Hashable, Sendable {
    case same, different
    /// The engine does not know, or the connection could not be tried.
    case open
  }

  package var probe: LabProbe
  package var expected: Verdict
  /// Why the engine denies, or does not know.
  package var reason: String?
  package var outcome: LabProbeOutcome

  package var agreement: Agreement {
    if case .failed = outcome { return .open }
    switch expected {
    case .allowed: return outcome == .connected ? .same : .different
    case .denied: return outcome == .connected ? .different : .same
    case .unknown: return .open
    }
  }
}

extension LabProbe {
  /// What the engine says of the connection.
  func expectation(by explainer: Explainer) -> (verdict: Verdict, reason: String?) {
    do {
      let explanation = try explainer.explain(
        source: source.text,
        destination: destination.text,
        probe: .tcp(port, from: sourcePort),
        family: family
      )
      let path = explanation.paths.first
      let blocker = path?.blockers.first.flatMap { index in
        path.flatMap { $0.steps.indices.contains(index) ? $0.steps[index].reason : nil }
      }
      return (explanation.verdict, blocker ?? path?.unknowns.first?.missing)
    } catch {
      return (.unknown, error.description)
    }
  }
}
