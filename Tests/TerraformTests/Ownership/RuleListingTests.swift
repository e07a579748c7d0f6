import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Every rule with its owner")
struct RuleListingTests {
  @Test("an inline rule of a prefix list is known by the id that the state tells, and no rule made by hand")
  func prefixList() throws {
    let list = ResourceInstance("aws_ec2_managed_prefix_list.p", ["name": .text("p")])
    let block = Value.rule(more: ["prefix_list_ids": .list([.after("aws_ec2_managed_prefix_list.p")])])
    let configuration = TerraformConfiguration([list, .group("web", ingress: [block])])
    let state = [
      ResourceInstance("aws_security_group.web", ["id": .text("sg-web")]),
      ResourceInstance("aws_ec2_managed_prefix_list.p", ["id": .text("pl-1")]),
    ]
    var live = Network()
    let rule = SecurityGroupRule(
      id: "sgr-1",
      groupID: "sg-web",
      direction: .ingress,
      traffic: .tcp(PortRange(443)),
      peer: .prefixList("pl-1")
    )
    var group = SecurityGroup(id: "sg-web", name: "web", summary: "", vpcID: "vpc-1")
    group.rules = [rule]
    live.securityGroups = ResourceTable([group])
    let told = RuleListing(Ownership([configuration], ids: [GroupDirectory.ids(in: state)]), live: live)
    #expect(told.rows.map(\.owner) == [.inline])
    #expect(told.rows.map(\.ruleID) == ["sgr-1"])
    // Without the state neither is known.
    #expect(RuleListing(Ownership([configuration]), live: live).rows.map(\.owner) == [.inline, .manual])
  }

  @Test("equal blocks are one rule, those that differ in their descriptions are two")
  func equalBlocks() {
    func count(_ blocks: Value...) -> Int {
      RuleListing(Ownership([TerraformConfiguration([.group("web", ingress: blocks)])])).rows.count
    }
    let block = Value.rule(ipv4: ["10.9.0.0/16"])
    #expect(count(block, block) == 1)
    #expect(count(block, .rule(ipv4: ["10.8.0.0/16", "10.9.0.0/16"])) == 2)
    #expect(count(block, .rule(ipv4: ["10.9.0.0/16"], summary: "other")) == 2)
    let app = Value.rule(groups: [.after("aws_security_group.app")])
    #expect(count(app, app, .rule(groups: [.after("aws_security_group.db")])) == 2)
    // Two values that are not known need not be equal.
    let open = Value.rule(more: ["cidr_blocks": .list([Value(.unknown(.string, nil))])])
    #expect(count(open, open) == 2)
  }
}
