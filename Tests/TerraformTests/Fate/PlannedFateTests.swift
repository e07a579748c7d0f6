import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("What a plan does to live rules")
struct PlannedFateTests {
  private typealias Action = Terraform.ResourceChange.Action

  private func live(_ id: String, _ block: String) throws -> SecurityGroupRule {
    SecurityGroupRule(
      id: SecurityGroupRule.ID(id),
      groupID: "sg-web",
      direction: .ingress,
      traffic: .tcp(PortRange(443)),
      peer: .ipv4(try IPv4Prefix(parsing: block))
    )
  }

  private func fate(
    _ after: [ResourceInstance],
    _ actions: [String: Action],
    before: [ResourceInstance],
    _ rules: [SecurityGroupRule]
  ) -> Fate {
    var configuration = TerraformConfiguration(after)
    configuration.isOfPlan = true
    configuration.plannedActions = [:]
    for (address, action) in actions {
      if let address = ResourceAddress(parsing: address) { configuration.plannedActions?[address] = action }
    }
    var network = Network()
    var group = SecurityGroup(id: "sg-web", name: "web", summary: "Managed by Terraform", vpcID: "vpc-1")
    group.rules = rules
    network.securityGroups = ResourceTable([group])
    return Fate(FateInput(configuration: configuration, state: before, live: network))
  }

  private func told(_ fate: Fate) -> [String: String] {
    Dictionary(
      fate.rules.map { ($0.rule.id.text, "\($0.verdict) \($0.reasons[0].cause)") },
      uniquingKeysWith: { $1 }
    )
  }

  private func group(_ blocks: String...) -> ResourceInstance {
    ResourceInstance(
      "aws_security_group.web",
      [
        "id": .text("sg-web"), "name": .text("web"), "description": .text("Managed by Terraform"),
        "ingress": .list(blocks.map { .rule(ipv4: [$0]) }),
      ]
    )
  }

  private func rule(_ block: String) -> ResourceInstance {
    var rule = ResourceInstance.newer("extra", of: .text("sg-web"), ipv4: block)
    if case .object(var members) = rule.values.content {
      members["id"] = .text("sgr-2")
      rule.values = .object(members)
    }
    return rule
  }

  private let extra = "aws_vpc_security_group_ingress_rule.extra"

  @Test("blocks of a group that the plan leaves alone delete nothing; a rule that it updates changes in place")
  func leftAlone() throws {
    let rules = [try live("sgr-1", "10.0.0.0/8"), try live("sgr-2", "10.1.0.0/16"), try live("sgr-3", "10.2.0.0/16")]
    let fate = fate(
      [group("10.0.0.0/8"), rule("0.0.0.0/0")],
      ["aws_security_group.web": .noOp, extra: .update],
      before: [group("10.0.0.0/8"), rule("10.1.0.0/16")],
      rules
    )
    #expect(told(fate) == ["sgr-1": "kept notPlanned", "sgr-2": "changed resourceChanged", "sgr-3": "kept notPlanned"])
    #expect(fate.creations.isEmpty && fate.obstacles.isEmpty)
    #expect(!fate.notes.contains { $0.contains("no state") })
  }

  @Test("a rule that the plan changes and that is gone is not made anew: the apply fails")
  func gone() throws {
    let fate = fate(
      [group("10.0.0.0/8"), rule("0.0.0.0/0")],
      [extra: .update],
      before: [group("10.0.0.0/8"), rule("10.1.0.0/16")],
      [try live("sgr-1", "10.0.0.0/8")]
    )
    #expect(fate.creations.isEmpty)
    #expect(fate.obstacles.map(\.resource) == [extra])
  }

  @Test("of a group that the plan changes, the blocks that it had and will not have are revoked, and no others")
  func difference() throws {
    let rules = [try live("sgr-1", "10.0.0.0/8"), try live("sgr-2", "10.1.0.0/16"), try live("sgr-3", "10.2.0.0/16")]
    let fate = fate(
      [group("10.1.0.0/16", "10.3.0.0/16")],
      ["aws_security_group.web": .update],
      before: [group("10.0.0.0/8", "10.1.0.0/16")],
      rules
    )
    #expect(told(fate) == ["sgr-1": "deleted notInBlocks", "sgr-2": "kept declared", "sgr-3": "kept notPlanned"])
    #expect(fate.creations.map(\.words) == ["tcp/443 from 10.3.0.0/16"])
    #expect(fate.obstacles.isEmpty)
  }

  @Test("a rule that was made by hand since the plan stands in the way of the same one")
  func madeSince() throws {
    let fate = fate(
      [group("10.2.0.0/16")],
      ["aws_security_group.web": .update],
      before: [group()],
      [try live("sgr-3", "10.2.0.0/16")]
    )
    #expect(fate.obstacles.count == 1)
    #expect(fate.rules(.deleted).isEmpty)
  }

  @Test("what the plan replaces or deletes is deleted")
  func replaced() throws {
    let rules = [try live("sgr-1", "10.0.0.0/8"), try live("sgr-2", "10.1.0.0/16")]
    let replaced = fate(
      [group("10.0.0.0/8"), rule("10.1.0.0/16")],
      [extra: .deleteThenCreate],
      before: [group("10.0.0.0/8"), rule("10.1.0.0/16")],
      rules
    )
    #expect(told(replaced) == ["sgr-1": "kept notPlanned", "sgr-2": "deleted resourceReplaced"])
    let deleted = fate(
      [group("10.0.0.0/8")],
      [extra: .delete],
      before: [group("10.0.0.0/8"), rule("10.1.0.0/16")],
      rules
    )
    #expect(told(deleted)["sgr-2"] == "deleted resourceRemoved")
    let group = fate(
      [group("10.0.0.0/8")],
      ["aws_security_group.web": .deleteThenCreate],
      before: [group("10.0.0.0/8")],
      rules
    )
    #expect(told(group).values.sorted() == ["deleted groupReplaced", "deleted groupReplaced"])
  }
}
