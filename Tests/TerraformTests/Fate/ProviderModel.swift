import VPCModel

@testable import Terraform

/// What the provider does with a group's blocks, step by step and slowly, as its source says (5.100,
/// `vpc_security_group.go`): live rules are gathered into blocks, blocks that the state has are found again in them, what
/// is left over is believed too; then both sides are taken apart into single rules, and the difference is revoked.
enum ProviderModel {
  struct Rules: Hashable {
    var traffic: RuleTraffic
    var summary: String
    /// `self` is one of them.
    var peers: Set<String>

    var isSelf: Bool { peers.contains("self") }
  }

  /// One block for each traffic and description.
  static func gathered(_ rules: [SecurityGroupRule], ownerID: String?) -> [Rules] {
    var blocks: [Rules] = []
    for rule in rules {
      let key = RuleKey(rule, ownerID: ownerID)
      if let index = blocks.firstIndex(where: { $0.traffic == key.traffic && $0.summary == key.summary }) {
        blocks[index].peers.insert(key.peer)
      } else {
        blocks.append(Rules(traffic: key.traffic, summary: key.summary, peers: [key.peer]))
      }
    }
    return blocks
  }

  /// What the state holds after it was refreshed.
  static func refreshed(_ state: [Rules], _ remote: [Rules]) -> [Rules] {
    var remote = remote
    var result: [Rules] = []
    for local in state {
      for index in remote.indices where remote[index].traffic == local.traffic && remote[index].isSelf == local.isSelf {
        guard local.peers.isSubset(of: remote[index].peers) else { continue }
        var kept = local
        if !remote[index].summary.isEmpty { kept.summary = remote[index].summary }
        remote[index].peers.subtract(local.peers)
        result.append(kept)
      }
    }
    return result + remote.filter { !$0.peers.isEmpty }
  }

  /// Single rules.
  static func expanded(_ blocks: [Rules]) -> Set<RuleKey> {
    var keys: Set<RuleKey> = []
    for block in blocks {
      for peer in block.peers { keys.insert(RuleKey(traffic: block.traffic, peer: peer, summary: block.summary)) }
    }
    return keys
  }

  /// What an apply revokes, as EC2 finds it: by traffic and peer, whatever the description.
  static func revoked(state: [Rules], live: [SecurityGroupRule], wanted: [Rules], ownerID: String?) -> Set<RuleSource> {
    let believed = expanded(refreshed(state, gathered(live, ownerID: ownerID)))
    return Set(believed.subtracting(expanded(wanted)).map(\.source))
  }
}
