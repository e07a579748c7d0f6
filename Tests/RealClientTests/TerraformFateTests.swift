import Foundation
import HCL
import Terraform
import Testing
import VPCModel

@Suite(
  "Terraform: fate",
  .enabled("Terraform, a mirror of its AWS provider or boto3 is missing") { await TerraformFolder.isPossible },
  .serialized
)
struct TerraformFateTests {
  /// Everything that an apply does to rules, in one: blocks changed, emptied, taken away and ignored, groups moved,
  /// removed, replaced, adopted and imported, rules of their own changed, replaced, removed and let go of, and rules by
  /// hand in all of them.
  @Test("the apply deletes, changes and keeps exactly what was told")
  func apply() async throws {
    try await RunningServer.with(["--ephemeral"]) { server in
      try await TerraformFolder.with(server) { folder in
        try folder.copy("fate/before")
        try await folder.terraform("init", "-input=false")
        try await folder.terraform("apply", "-input=false", "-auto-approve")
        let outputs = try await folder.terraform("output", "-json", "vpcs").output
        let vpcs = try JSONDecoder().decode([String].self, from: Data(outputs.utf8))
        let byHand = try await folder.script("live_changes.py", vpcs)
        try folder.copy("fate/after")
        try folder.write("{\"by_hand\": \(byHand)}", to: "terraform.tfvars.json")

        let before = try await folder.network()
        let state = try await folder.state()
        let configuration = ConfigurationReader.read(folder: folder.url.path)
        #expect(configuration.diagnostics.map(\.detail) == [])
        let fate = Fate(FateInput(configuration: configuration, state: state, live: before))
        #expect(fate.rules(.unknown).map(\.words) == [])
        #expect(fate.obstacles.map(\.words) == [])

        // From the plan the same is told.
        try await folder.terraform("plan", "-input=false", "-out=plan.bin")
        let json = try await folder.terraform("show", "-json", "plan.bin").output
        guard case .plan(let plan) = try TerraformDocument(parsing: Array(json.utf8)) else {
          throw TerraformFolder.Failed(description: "the plan is not taken for one")
        }
        let planned = Fate(FateInput(plan: plan, live: before))
        for (fate, planned) in zip(fate.rules, planned.rules) {
          #expect(fate.rule == planned.rule)
          #expect(fate.verdict == planned.verdict, "\(fate.groupName): \(fate.words): \(planned.reasons.map(\.words))")
          #expect(fate.returns == planned.returns, "\(fate.groupName): \(fate.words)")
        }
        let resources = [fate, planned].map { $0.creations.map { "\($0.direction) \($0.resource)" }.sorted() }
        #expect(resources[0] == resources[1])

        try await folder.terraform("apply", "-input=false", "plan.bin")
        let after = try await folder.network()
        try compare(fate, before, after)

        // What its own resource makes again at the next apply.
        try await folder.terraform("apply", "-input=false", "-auto-approve")
        let next = Set(try await folder.network().rulesByID.values.map(\.content))
        for rule in fate.rules(.deleted) where rule.returns == .nextApply {
          #expect(next.contains(rule.rule.content), "\(rule.words) should be there again")
        }
      }
    }
  }

  private func compare(_ fate: Fate, _ before: Network, _ after: Network) throws {
    let (old, new) = (before.rulesByID, after.rulesByID)
    let told = Dictionary(fate.rules.map { ($0.rule.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(Set(told.keys) == Set(old.keys))
    let contents = Set(new.values.map(\.content))
    let anywhere = Set(new.filter { old[$0.key] == nil }.values.map(\.contentAnywhere))
    for (id, rule) in old {
      let fate = try #require(told[id])
      let words = "\(fate.groupName): \(fate.words): \(fate.reasons.map(\.words))"
      switch new[id] {
      case nil:
        #expect(fate.verdict == .deleted, "deleted: \(words)")
        // Of a group that was replaced the new one has the rule.
        let isReplaced = fate.reasons.contains { $0.cause == .groupReplaced }
        let isThere = isReplaced ? anywhere.contains(rule.contentAnywhere) : contents.contains(rule.content)
        #expect((fate.returns == .sameApply) == isThere, "\(fate.returns): \(words)")
      case rule: #expect(fate.verdict == .kept, "kept: \(words)")
      default: #expect(fate.verdict == .changed, "changed: \(words)")
      }
    }
    // Every cause that an apply can have is among them.
    let causes = Set(fate.rules.flatMap { $0.reasons.map(\.cause) })
    #expect(
      causes == [
        .notInBlocks, .differsFromBlock, .groupRemoved, .groupReplaced, .defaultGroupAdopted, .resourceRemoved,
        .resourceReplaced, .resourceChanged, .declared, .leftAlone, .ignoredChanges, .unmanagedGroup,
      ]
    )
    let created = new.keys.filter { old[$0] == nil }.count
    #expect(fate.creations.count == created, "\(fate.creations.map(\.words))")
  }
}

/// What a rule allows in which group, whatever its identifier.
private struct RuleContents: Hashable {
  var group: SecurityGroup.ID?
  var direction: TrafficDirection
  var traffic: TrafficSelector
  var peer: SecurityGroupRule.Peer
}

extension SecurityGroupRule {
  fileprivate var content: RuleContents {
    RuleContents(group: groupID, direction: direction, traffic: traffic, peer: peer)
  }

  fileprivate var contentAnywhere: RuleContents {
    RuleContents(group: nil, direction: direction, traffic: traffic, peer: peer)
  }
}
