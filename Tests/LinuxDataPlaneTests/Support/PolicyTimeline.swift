import VPCModel

@testable import LinuxDataPlane

/// The networks that were enforced one after the other, and when each call began and ended: what a packet's fate is
/// judged by afterwards.
struct PolicyTimeline {
  private(set) var networks: [Network]
  /// Of the call that put the network of the next position in force.
  private var calls: [(began: UInt64, ended: UInt64)] = []

  init(_ network: Network) { networks = [network] }

  /// Runs a call that puts a network in force.
  mutating func record(_ network: Network, _ enforce: () async throws -> Void) async rethrows {
    let began = PacketFlood.now()
    try await enforce()
    calls.append((began, PacketFlood.now()))
    networks.append(network)
  }

  struct Finding {
    /// The positions of the networks that were, or may have been, in force.
    var networks: ClosedRange<Int>
    var words: String
  }

  struct Judgement {
    var passed = 0
    var dropped = 0
    /// Packets that met more than one network.
    var between = 0
    /// Passed though no network allowed it, dropped though every network allowed it.
    var leaked: [Finding] = []
    var lost: [Finding] = []
    /// How often two networks in a row have different verdicts on a template that was sent meanwhile.
    var turns = 0

    mutating func add(_ other: Judgement) {
      passed += other.passed
      dropped += other.dropped
      between += other.between
      leaked += other.leaked
      lost += other.lost
      turns += other.turns
    }

    var words: String {
      "\(passed) passed, \(dropped) were dropped, \(between) met a change, \(turns) turns of a verdict; "
        + "\(leaked.count) leaked, \(lost.count) were lost"
    }
  }

  private struct Case: Hashable {
    var first: Int
    var last: Int
    var template: Int
    var passed: Bool
  }

  /// Holds what happened against the networks, each of whose verdicts is asked for once.
  func judge(
    _ sightings: [PacketFlood.Sighting],
    _ templates: [PacketTemplate],
    _ allows: (Network, PacketTemplate) -> Bool
  ) -> Judgement {
    var judgement = Judgement()
    var cases: [Case: Int] = [:]
    var (first, last) = (0, 0)
    for sighting in sightings {
      while first < calls.count, calls[first].ended < sighting.began { first += 1 }
      while last < calls.count, calls[last].began <= sighting.ended { last += 1 }
      cases[Case(first: first, last: last, template: sighting.template, passed: sighting.passed), default: 0] += 1
    }
    var verdicts: [[Bool?]] = networks.map { _ in templates.map { _ in nil } }
    func verdict(_ network: Int, _ template: Int) -> Bool {
      if let known = verdicts[network][template] { return known }
      let verdict = allows(networks[network], templates[template])
      verdicts[network][template] = verdict
      return verdict
    }
    for (found, count) in cases {
      if found.passed { judgement.passed += count } else { judgement.dropped += count }
      if found.first != found.last { judgement.between += count }
      let allowed = (found.first...found.last).map { verdict($0, found.template) }
      guard !allowed.contains(found.passed) else { continue }
      let template = templates[found.template]
      let finding = Finding(
        networks: found.first...found.last,
        words: "\(count) × \(template.from?.text ?? "outside") \(template.sent.source) → "
          + "\(template.sent.destination) \(template.to?.text ?? "outside") \(template.sent.transport)"
      )
      if found.passed { judgement.leaked.append(finding) } else { judgement.lost.append(finding) }
    }
    for pair in zip(verdicts, verdicts.dropFirst()) {
      judgement.turns += zip(pair.0, pair.1).count { $0 != nil && $1 != nil && $0 != $1 }
    }
    return judgement
  }
}
