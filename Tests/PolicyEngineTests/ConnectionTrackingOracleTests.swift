import Oracle
import PolicyEngine
import Testing
import VPCModel

/// The tracker's table against the oracle, which keeps none and derives each outcome from the whole history.
@Suite("Connection tracking: against the oracle")
struct ConnectionTrackingOracleTests {
  @Test("Random conversations have the outcomes that their whole history gives them", arguments: 0..<4)
  func randomConversations(part: UInt64) {
    var tracked = 0
    var outlived = 0
    for seed in (part * 550)..<(part * 550 + 550) {
      let network = RandomNetwork.make(seed: seed, size: .tiny)
      var random = SplitMix64(seed: seed)
      let events = RandomNetwork.conversation(in: network, events: 40, using: &random)
      var expected = Oracle.track(events, from: network).makeIterator()
      var engine = PolicyEngine(network)
      var tracker = ConnectionTracker()
      for (place, event) in events.enumerated() {
        switch event.kind {
        case .network(let next) where seed % 8 == 0:
          engine = PolicyEngine(next)
          tracker.follow(engine)
        case .network(let next):
          for change in changes(from: engine.network, to: next) {
            engine.apply(change)
            tracker.apply(change)
          }
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
    print("connection tracking, seeds from \(part * 550): \(tracked) packets tracked, \(outlived) by their entry alone")
    #expect(tracked > 1000)
    #expect(outlived > 100)
  }

  /// What random changes touch.
  private func changes(from old: Network, to new: Network) -> [NetworkChange] {
    changes(old.subnets, new.subnets).map(NetworkChange.subnet)
      + changes(old.peeringConnections, new.peeringConnections).map(NetworkChange.peeringConnection)
      + changes(old.transitGatewayAttachments, new.transitGatewayAttachments)
      .map(NetworkChange.transitGatewayAttachment)
      + changes(old.prefixLists, new.prefixLists).map(NetworkChange.prefixList)
      + changes(old.securityGroups, new.securityGroups).map(NetworkChange.securityGroup)
      + changes(old.networkInterfaces, new.networkInterfaces).map(NetworkChange.networkInterface)
  }

  private func changes<Element>(
    _ old: ResourceTable<Element>, _ new: ResourceTable<Element>
  ) -> [ResourceChange<Element>] {
    old.sorted.filter { !new.contains($0.id) }.map { .remove($0.id) }
      + new.sorted.filter { old[$0.id] != $0 }.map { .put($0) }
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
