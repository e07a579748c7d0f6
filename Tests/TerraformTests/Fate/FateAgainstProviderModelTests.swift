import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("What is told of a group's blocks")
struct FateAgainstProviderModelTests {
  @Test("is what the provider's own steps come to, on random blocks, states and live rules")
  func random() {
    var undecided = 0
    for seed in 0..<600 {
      var generator = Seeded(seed: UInt64(seed))
      var live: [SecurityGroupRule] = []
      for number in 0..<Int.random(in: 0...6, using: &generator) {
        var rule = generator.rule()
        rule.direction = .ingress
        rule.id = SecurityGroupRule.ID("sgr-\(number)")
        if !live.contains(where: { $0.traffic == rule.traffic && $0.peer == rule.peer }) { live.append(rule) }
      }
      // State and configuration begin with what is live, and go astray.
      let state = Self.blocks(around: live, &generator)
      let wanted = Self.blocks(around: live, &generator)
      var network = Network()
      network.securityGroups = [
        SecurityGroup(
          id: "sg-1",
          name: "web",
          summary: "Managed by Terraform",
          vpcID: "vpc-1",
          ownerID: "123456789012",
          rules: live
        )
      ]
      let instance = ResourceInstance.group("web", ingress: wanted.map(Self.value))
      let held = ResourceInstance(
        "aws_security_group.web",
        ["id": .text("sg-1"), "ingress": .list(state.map(Self.value))]
      )
      let fate = Fate(FateInput(configuration: TerraformConfiguration([instance]), state: [held], live: network))
      let expected = ProviderModel.revoked(state: state, live: live, wanted: wanted, ownerID: "123456789012")
      for rule in fate.rules {
        // The one case in which the provider's order of comparing decides.
        if rule.verdict == .unknown {
          undecided += 1
          continue
        }
        let source = RuleKey(rule.rule, ownerID: "123456789012").source
        #expect(
          (rule.verdict == .deleted) == expected.contains(source),
          "seed \(seed): \(rule.words): \(rule.verdict), state \(state), wanted \(wanted)"
        )
      }
    }
    #expect(undecided < 6)
  }

  private static func blocks(
    around live: [SecurityGroupRule],
    _ generator: inout Seeded
  ) -> [ProviderModel.Rules] {
    var rules = live.filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
    for index in rules.indices where Int.random(in: 0..<4, using: &generator) == 0 {
      rules[index].summary = Bool.random(using: &generator) ? nil : "other"
    }
    if Bool.random(using: &generator) {
      var rule = generator.rule()
      rule.direction = .ingress
      // EC2 holds a rule once, whatever its description.
      if !rules.contains(where: { $0.traffic == rule.traffic && $0.peer == rule.peer }) { rules.append(rule) }
    }
    let blocks = ProviderModel.gathered(rules, ownerID: "123456789012")
    // Some blocks are written in two.
    return blocks.flatMap { block -> [ProviderModel.Rules] in
      guard block.peers.count > 1, Bool.random(using: &generator), let first = block.peers.sorted().first else {
        return [block]
      }
      var (one, rest) = (block, block)
      one.peers = [first]
      rest.peers.remove(first)
      return [one, rest]
    }
  }

  private static func value(_ block: ProviderModel.Rules) -> Value {
    var lists: [String: [Value]] = [:]
    for peer in block.peers.sorted() where peer != "self" {
      let list =
        peer.contains("sg-")
        ? "security_groups"
        : peer.contains("pl-") ? "prefix_list_ids" : peer.contains(":") ? "ipv6_cidr_blocks" : "cidr_blocks"
      lists[list, default: []].append(.text(peer))
    }
    return .rule(
      block.traffic.protocolName,
      block.traffic.from,
      block.traffic.to,
      isSelf: block.isSelf,
      summary: block.summary.isEmpty ? nil : block.summary,
      more: lists.mapValues { .list($0) }
    )
  }
}
