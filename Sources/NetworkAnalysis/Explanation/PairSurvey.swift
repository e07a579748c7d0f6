import IPAddressing
import VPCModel

/// Judges every pair of two ends' members and groups the pairs by outcome.
struct PairSurvey {
  let analysis: PathAnalysis
  let probe: TrafficProbe
  let limit: Int

  /// Pairs that fare alike, for the same reasons.
  struct Outcome {
    let source: Host
    let destination: Host
    let verdict: Verdict
    var pairs = 0
    /// Positions of the members that have the outcome with somebody.
    var sources: Set<Int> = []
    var destinations: Set<Int> = []
  }

  struct Result {
    var outcomes: [Outcome] = []
    var counts = Explanation.Counts(pairs: 0, allowed: 0, denied: 0, unknown: 0, notJudged: 0)
    /// The verdict of each member over all its pairs, by position.
    var bySource: [Int: Verdict] = [:]
    var byDestination: [Int: Verdict] = [:]

    var pairs: Int { counts.pairs }
    var notJudged: Int { counts.notJudged }

    var verdict: Verdict {
      if counts.denied > 0 { return .denied }
      return counts.unknown > 0 || counts.notJudged > 0 || counts.pairs == 0 ? .unknown : .allowed
    }

    /// The addresses of an end by verdict; nothing for an end that is no set of addresses.
    func classes(_ side: Explanation.AddressClass.Side, of end: QuestionEnd) -> [Explanation.AddressClass] {
      guard end.isAddressSet else { return [] }
      let verdicts = side == .source ? bySource : byDestination
      var sets: [Verdict: IPAddressSet] = [:]
      for (index, member) in end.members.enumerated() {
        guard case .addresses(let set, _) = member, let verdict = verdicts[index] else { continue }
        sets[verdict, default: .empty].formUnion(set)
      }
      return Verdict.allCases.compactMap { verdict in
        sets[verdict].map { set in
          Explanation.AddressClass(
            side: side,
            verdict: verdict,
            blocks: set.prefixes.map(\.description),
            ranges: set.readableRanges
          )
        }
      }
    }
  }

  /// What makes two outcomes the same: the same denials and the same unknowns, whatever lets packets pass
  /// besides.
  private struct Signature: Hashable {
    struct Part: Hashable {
      var station: PathStep.Station
      var leg: PathStep.Leg
      var direction: TrafficDirection?
      var outcome: StepOutcome
      var code: ExplanationCode?
      var decider: Decider?
      var missing: [MissingKnowledge]
    }
    var parts: [Part]

    init(_ trace: PathTrace) {
      parts = trace.steps.filter { $0.outcome == .deny || $0.outcome == .unknown }.map { step in
        Part(
          station: step.station,
          leg: step.leg,
          direction: step.direction,
          outcome: step.outcome,
          code: step.code,
          decider: step.decider,
          missing: step.missing
        )
      }
    }
  }

  /// O(pairs), at most the limit.
  func run(_ left: QuestionEnd, _ right: QuestionEnd) -> Result {
    var result = Result()
    var indexes: [Signature: Int] = [:]
    let isSet = left.members.count > 1 || right.members.count > 1
    for (row, source) in left.members.enumerated() {
      for (column, destination) in right.members.enumerated() {
        let (from, to) = hosts(source, destination)
        // Two outsiders have no path here; a set's member is not asked about itself.
        guard from.vpcID != nil || to.vpcID != nil else { continue }
        if isSet, from.address == to.address, from.vpcID == to.vpcID { continue }
        guard result.counts.pairs < limit else {
          result.counts.notJudged += 1
          continue
        }
        let trace = analysis.trace(from: from, to: to, probe, findingMisses: false)
        let verdict = trace.verdict
        result.counts.pairs += 1
        switch verdict {
        case .allowed: result.counts.allowed += 1
        case .denied: result.counts.denied += 1
        case .unknown: result.counts.unknown += 1
        }
        result.bySource[row] = Verdict(combining: [verdict, result.bySource[row] ?? verdict])
        result.byDestination[column] = Verdict(combining: [verdict, result.byDestination[column] ?? verdict])
        let signature = Signature(trace)
        let index = indexes[signature] ?? result.outcomes.count
        if index == result.outcomes.count {
          indexes[signature] = index
          result.outcomes.append(Outcome(source: from, destination: to, verdict: verdict))
        }
        result.outcomes[index].pairs += 1
        result.outcomes[index].sources.insert(row)
        result.outcomes[index].destinations.insert(column)
      }
    }
    // Denials first: they are what the question is about; then by how many pairs they explain.
    let order: [Verdict: Int] = [.denied: 0, .unknown: 1, .allowed: 2]
    result.outcomes = result.outcomes.enumerated().sorted { one, other in
      (order[one.element.verdict] ?? 0, -one.element.pairs, one.offset)
        < (order[other.element.verdict] ?? 0, -other.element.pairs, other.offset)
    }.map(\.element)
    return result
  }

  private func hosts(_ source: QuestionEnd.Member, _ destination: QuestionEnd.Member) -> (Host, Host) {
    switch (source, destination) {
    case (.host(let from), .host(let to)): return (from, to)
    case (.addresses(_, let first), .host(let to)):
      return (analysis.locator.host(at: first, nearest: to.vpcID), to)
    case (.host(let from), .addresses(_, let first)):
      return (from, analysis.locator.host(at: first, nearest: from.vpcID))
    case (.addresses(_, let one), .addresses(_, let other)):
      let from = analysis.locator.host(at: one, nearest: nil)
      return (from, analysis.locator.host(at: other, nearest: from.vpcID))
    }
  }
}
