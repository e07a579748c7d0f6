import Oracle
import VPCModel

@testable import LinuxDataPlane

/// Changes one after the other, and the network after each.
struct ChangeStory {
  var changes: [NetworkChange] = []
  var networks: [Network] = []

  /// Whether an interface changed on the way from one of the networks to the last.
  func movesInterface(in networks: ClosedRange<Int>) -> Bool {
    changes[networks.lowerBound..<networks.upperBound].contains {
      if case .networkInterface = $0 { true } else { false }
    }
  }

  /// What a judgement found, each with the changes that led from its first network to its last.
  func words(_ findings: [PolicyTimeline.Finding]) -> String {
    findings.map { finding in
      "\(finding.words) by "
        + changes[finding.networks.lowerBound..<finding.networks.upperBound].map { "\($0)" }.joined(separator: ", ")
    }.joined(separator: "\n")
  }
}

extension AttachedNetwork {
  /// Changes that could be made next: half of them open a group to anyone or take a rule away.
  mutating func changes(_ count: Int) -> ChangeStory {
    var story = ChangeStory()
    var copy = self
    for _ in 0..<count {
      let opens = copy.random(below: 2) == 0
      let change = (opens ? copy.opening() : nil) ?? copy.randomChange()
      copy.follow(change)
      story.changes.append(change)
      story.networks.append(copy.network)
    }
    return story
  }

  /// Whether the network lets the first packet of a flow pass.
  func allows(_ network: Network, _ template: PacketTemplate) -> Bool {
    var slow = SlowKernel(network, attached: devices)
    return slow.passes(template.sent, from: template.from, to: template.to)
  }

  /// First packets of flows near the edges of rules: of many those whose verdicts change the most.
  mutating func templates(_ count: Int, turningIn networks: [Network]) -> [PacketTemplate] {
    var candidates: [PacketTemplate] = []
    // Two of the same would belong to each other's connections.
    var known: Set<[UInt8]> = []
    for _ in 0..<count * 800 where candidates.count < count * 10 {
      guard let sent = flow(), isSenders(sent) else { continue }
      let (from, to) = (owner(of: sent.source), owner(of: sent.destination))
      guard from != to, let template = PacketTemplate(firstOf: sent, from: from, to: to) else { continue }
      guard known.insert(template.bytes).inserted else { continue }
      candidates.append(template)
    }
    let samples = networks.indices.filter { $0 % 12 == 0 }.map { networks[$0] }
    let turns = candidates.map { template in
      let verdicts = samples.map { allows($0, template) }
      return zip(verdicts, verdicts.dropFirst()).count { $0 != $1 }
    }
    let byTurns = candidates.indices.sorted { (turns[$0], $1) > (turns[$1], $0) }
    return byTurns.prefix(count).map { candidates[$0] }
  }
}
