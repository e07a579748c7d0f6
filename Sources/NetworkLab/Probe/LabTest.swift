import NetworkAnalysis
package import VPCModel

extension Lab {
  /// Tries connections in the lab and says of each what the engine says of it.
  ///
  /// A connection that the engine allows and that does not come about is tried once more with three times the time
  /// before it counts: a busy machine is no difference.
  ///
  /// - Parameter network: what is in force now, which the engine is asked about.
  package func test(_ probes: [LabProbe], _ network: Network, _ state: LabState) throws(LabError) -> [LabProbeResult] {
    let explainer = Explainer(network)
    let outcomes = try ConnectionTester(state: state).run(probes)
    var results = zip(probes, outcomes).map { probe, outcome in
      let (verdict, reason) = probe.expectation(by: explainer)
      return LabProbeResult(probe: probe, expected: verdict, reason: reason, outcome: outcome)
    }
    let doubtful = results.indices.filter { results[$0].expected == .allowed && results[$0].agreement == .different }
    let patient = ConnectionTester(state: state, timeout: .seconds(3))
    for (index, outcome) in zip(doubtful, try patient.run(doubtful.map { results[$0].probe })) {
      results[index].outcome = outcome
    }
    return results
  }
}
