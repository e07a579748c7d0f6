import Oracle
import PolicyEngine
import Testing
import VPCModel

/// The tracker's table against the oracle, which keeps none and derives each outcome from the whole history.
@Suite("Connection tracking: against the oracle")
struct ConnectionTrackingOracleTests {
  @Test("Random conversations have the outcomes that their whole history gives them", arguments: 0..<8)
  func randomConversations(part: UInt64) {
    var tracked = 0
    var outlived = 0
    for seed in (part * 300)..<(part * 300 + 300) {
      let network = RandomNetwork.make(seed: seed, size: .tiny)
      var random = SplitMix64(seed: seed)
      let events = RandomNetwork.conversation(in: network, events: 60, using: &random)
      var expected = Oracle.track(events, from: network).makeIterator()
      var engine = PolicyEngine(network)
      var tracker = ConnectionTracker()
      for (place, event) in events.enumerated() {
        switch event.kind {
        case .network(let next):
          engine = PolicyEngine(next)
          tracker.follow(engine)
        case .packet(let packet):
          let outcome = tracker.process(packet, at: event.time, by: engine)
          guard Oracle.TrackedOutcome(outcome) == expected.next() else {
            Issue.record("seed \(seed), event \(place): \(outcome) for \(packet)")
            return
          }
          guard outcome.isTracked else { continue }
          tracked += 1
          if engine.decide(packet.flow) == .denied { outlived += 1 }
        }
      }
    }
    print("connection tracking, seeds from \(part * 300): \(tracked) packets tracked, \(outlived) by their entry alone")
    #expect(tracked > 1000)
    #expect(outlived > 100)
  }
}

extension Oracle.TrackedOutcome {
  init(_ outcome: TrackingOutcome) {
    switch outcome {
    case .passed(.tracked): self = .passedTracked
    case .passed(.untracked): self = .passedUntracked
    case .passed(.notFiltered(let service)): self = .passedNotFiltered(service)
    case .dropped: self = .dropped
    case .unknown(let what): self = .unknown(what)
    }
  }
}
