import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

/// What the apply deletes, on networks and states by hand. What `terraform apply` really does is held against the same
/// in `TerraformClientTests`.
@Suite("What the next apply does to live rules")
struct FateTests {
  private let webID = Value.after("aws_security_group.web")

  /// A live ingress rule of `sg-web`.
  private func live(
    _ id: String,
    _ block: String,
    port: UInt16 = 443,
    summary: String? = nil,
    of group: SecurityGroup.ID = "sg-web"
  ) throws -> SecurityGroupRule {
    SecurityGroupRule(
      id: SecurityGroupRule.ID(id),
      groupID: group,
      direction: .ingress,
      traffic: .tcp(PortRange(port)),
      peer: .ipv4(try IPv4Prefix(parsing: block)),
      summary: summary
    )
  }

  private func network(_ rules: [SecurityGroupRule], description: String = "Managed by Terraform") -> Network {
    var network = Network()
    var groups: [SecurityGroup.ID: SecurityGroup] = [
      "sg-web": SecurityGroup(id: "sg-web", name: "web", summary: description, vpcID: "vpc-1")
    ]
    for rule in rules {
      groups[rule.groupID, default: SecurityGroup(id: rule.groupID, name: rule.groupID.text, vpcID: "vpc-1")].rules
        .append(rule)
    }
    network.securityGroups = ResourceTable(groups.values)
    return network
  }

  private func state(_ instances: [ResourceInstance] = []) -> [ResourceInstance] {
    [ResourceInstance("aws_security_group.web", ["id": .text("sg-web"), "name": .text("web")])] + instances
  }

  private func fate(
    _ instances: [ResourceInstance],
    state: [ResourceInstance]?,
    _ rules: [SecurityGroupRule]
  ) -> Fate {
    Fate(FateInput(configuration: TerraformConfiguration(instances), state: state, live: network(rules)))
  }

  private func causes(_ fate: Fate) -> [String: String] {
    Dictionary(
      fate.rules.map { ($0.rule.id.text, "\($0.verdict) \($0.reasons[0].cause) \($0.returns)") },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test("blocks delete what they do not have, and make again what they describe otherwise")
  func inline() throws {
    let rules = [
      try live("sgr-1", "10.0.0.0/8"), try live("sgr-2", "10.1.0.0/16"),
      try live("sgr-3", "10.2.0.0/16", summary: "old"),
    ]
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    let described = Value.rule(ipv4: ["10.2.0.0/16"], summary: "new")
    let group = ResourceInstance.group("web", ingress: [block, described])
    let told = fate([group], state: state(), rules)
    #expect(
      causes(told) == [
        "sgr-1": "kept declared never", "sgr-2": "deleted notInBlocks never",
        "sgr-3": "deleted differsFromBlock sameApply",
      ]
    )
    #expect(told.creations.map(\.words) == ["tcp/443 from 10.2.0.0/16"])
    let emptied = fate([.group("web", ingress: [])], state: state(), rules)
    #expect(emptied.rules(.deleted).count == 3)
    let released = fate([.group("web")], state: state(), rules)
    #expect(released.rules(.kept).map(\.reasons[0].cause) == [.leftAlone, .leftAlone, .leftAlone])
  }

  @Test("a rule that lost its description by hand is believed to have it still")
  func lostDescription() throws {
    let block = Value.rule(ipv4: ["10.0.0.0/8"], summary: "office")
    let before = ResourceInstance("aws_security_group.web", ["id": .text("sg-web"), "ingress": .list([block])])
    let told = fate([.group("web", ingress: [block])], state: [before], [try live("sgr-1", "10.0.0.0/8")])
    #expect(causes(told) == ["sgr-1": "kept declared never"])
  }

  @Test("a peer that is known only after apply leaves open what it may be, and nothing else")
  func unknown() throws {
    let open = Value.rule(more: ["cidr_blocks": .after("data.http.office", "body")])
    let rules = [try live("sgr-1", "10.0.0.0/8"), try live("sgr-2", "10.0.0.0/8", port: 80)]
    let told = fate([.group("web", ingress: [open])], state: state(), rules)
    #expect(causes(told) == ["sgr-1": "unknown knownAfterApply never", "sgr-2": "deleted notInBlocks never"])
    // A group that is not there yet is no live rule's peer.
    let new = Value.rule(groups: [.after("aws_security_group.app")])
    #expect(fate([.group("web", ingress: [new]), .group("app")], state: state(), rules).rules(.deleted).count == 2)
    let all = Value(.unknown(.dynamic, nil))
    let whole = ResourceInstance("aws_security_group.web", ["ingress": all])
    #expect(fate([whole], state: state(), rules).rules(.unknown).count == 2)
  }

  @Test("newer resources change in place, are replaced with another kind of peer, and fight with blocks")
  func newer() throws {
    func before(_ name: String, _ id: String, _ block: String) -> ResourceInstance {
      ResourceInstance(
        "aws_vpc_security_group_ingress_rule.\(name)",
        ["id": .text(id), "security_group_id": .text("sg-web"), "cidr_ipv4": .text(block)]
      )
    }
    let rules = try (1...4).map { try live("sgr-\($0)", "10.\($0).0.0/16") }
    let held = (1...4).map { before("r\($0)", "sgr-\($0)", "10.\($0).0.0/16") }
    let list = ResourceInstance(
      "aws_vpc_security_group_ingress_rule.r3",
      [
        "security_group_id": webID, "prefix_list_id": .text("pl-1"), "ip_protocol": .text("tcp"),
        "from_port": .number(443), "to_port": .number(443),
      ]
    )
    let wanted = [
      ResourceInstance.newer("r1", of: webID, ipv4: "10.1.0.0/16"),
      .newer("r2", of: webID, ipv4: "10.2.0.0/16", port: 80), list,
    ]
    let told = fate([.group("web")] + wanted, state: state(held), rules)
    #expect(
      causes(told) == [
        "sgr-1": "kept declared never", "sgr-2": "changed resourceChanged never",
        "sgr-3": "deleted resourceReplaced never", "sgr-4": "deleted resourceRemoved never",
      ]
    )
    let fight = fate(
      [.group("web", ingress: [.rule(ipv4: ["10.9.0.0/16"])]), wanted[0]],
      state: state([held[0]]),
      [rules[0]]
    )
    #expect(causes(fight) == ["sgr-1": "deleted notInBlocks nextApply"])
  }

  @Test("older resources are replaced for a new order, forgotten when a part is gone, and describe in place")
  func older() throws {
    let rules = [try live("sgr-1", "10.1.0.0/16"), try live("sgr-2", "10.2.0.0/16")]
    func entry(_ blocks: [String], summary: String? = nil) -> ResourceInstance {
      var instance = ResourceInstance.older("both", of: .text("sg-web"), ipv4: blocks)
      if let summary, case .object(var members) = instance.values.content {
        members["description"] = .text(summary)
        instance.values.content = .object(members)
      }
      return instance
    }
    let held = state([entry(["10.1.0.0/16", "10.2.0.0/16"])])
    func told(_ instances: [ResourceInstance], _ live: [SecurityGroupRule] = rules) -> Fate {
      fate([.group("web")] + instances, state: held, live)
    }
    #expect(told([entry(["10.1.0.0/16", "10.2.0.0/16"])]).rules(.kept).count == 2)
    let turned = told([entry(["10.2.0.0/16", "10.1.0.0/16"])])
    #expect(turned.rules(.deleted).map(\.returns) == [.sameApply, .sameApply])
    #expect(told([entry(["10.1.0.0/16", "10.2.0.0/16"], summary: "x")]).rules(.changed).count == 2)
    #expect(told([]).rules(.deleted).count == 2)
    // One of two is gone: the state forgets the resource, and the other rule is nobody's.
    #expect(told([], [rules[0]]).rules(.kept).count == 1)
    let half = told([entry(["10.1.0.0/16", "10.2.0.0/16"])], [rules[0]])
    #expect(half.rules(.kept).count == 1)
    #expect(half.obstacles.count == 1)
  }

  @Test("a group that is replaced or removed takes its rules with it, unless something holds on to it")
  func groups() throws {
    let rules = [try live("sgr-1", "10.1.0.0/16")]
    let described = ResourceInstance("aws_security_group.web", ["description": .text("new")])
    let replaced = fate([described], state: state(), rules)
    #expect(causes(replaced) == ["sgr-1": "deleted groupReplaced never"])
    #expect(replaced.obstacles.isEmpty)
    #expect(causes(fate([], state: state(), rules)) == ["sgr-1": "deleted groupRemoved never"])
    let reference = SecurityGroupRule(
      id: "sgr-2",
      groupID: "sg-app",
      direction: .ingress,
      traffic: .all,
      peer: .securityGroup(GroupReference("sg-web"))
    )
    #expect(fate([], state: state(), rules + [reference]).obstacles.count == 1)
    let revoking = [
      ResourceInstance("aws_security_group.web", ["id": .text("sg-web"), "revoke_rules_on_delete": Value(.bool(true))])
    ]
    let revoked = fate([], state: revoking, rules + [reference])
    #expect(causes(revoked)["sgr-2"] == "deleted referenceRevoked never")
    #expect(revoked.obstacles.isEmpty)
  }

  @Test("what lies in a module that was not read is not taken for removed")
  func unread() throws {
    var configuration = TerraformConfiguration([.group("web")])
    configuration.notRead = [NotRead(.moduleSource, "module.rules", "not on this disk")]
    var held = ResourceInstance.newer("a", of: .text("sg-web"), ipv4: "10.1.0.0/16")
    held.address.modules = [.init("rules")]
    if case .object(var members) = held.values.content {
      members["id"] = .text("sgr-1")
      held.values.content = .object(members)
    }
    let rules = [try live("sgr-1", "10.1.0.0/16")]
    let told = Fate(FateInput(configuration: configuration, state: state([held]), live: network(rules)))
    #expect(causes(told) == ["sgr-1": "unknown knownAfterApply never"])
  }

  @Test("moved and removed blocks and imports take a resource along, let go of it, or take it in")
  func blocks() throws {
    let range = SourceRange(SourceID(rawValue: 0), 0, 0)
    let rules = [try live("sgr-1", "10.1.0.0/16"), try live("sgr-2", "10.2.0.0/16")]
    var configuration = TerraformConfiguration([.group("new", ingress: [.rule(ipv4: ["10.1.0.0/16"])])])
    configuration.moves = [
      MovedBlock(module: "", from: "aws_security_group.web", to: "aws_security_group.new", range: range)
    ]
    let moved = Fate(FateInput(configuration: configuration, state: state(), live: network(rules)))
    #expect(causes(moved) == ["sgr-1": "kept declared never", "sgr-2": "deleted notInBlocks never"])

    configuration = TerraformConfiguration([])
    configuration.removals = [RemovedBlock(from: "aws_security_group.web", destroys: false, range: range)]
    let removed = Fate(FateInput(configuration: configuration, state: state(), live: network(rules)))
    #expect(removed.rules(.kept).count == 2)

    let group = ResourceInstance.group("web", ingress: [.rule(ipv4: ["10.1.0.0/16"])])
    configuration = TerraformConfiguration(
      [group],
      imports: [ImportBlock(to: group.address, id: .text("sg-web"), range: range)]
    )
    let imported = Fate(FateInput(configuration: configuration, state: [], live: network(rules)))
    #expect(imported.rules(.deleted).map(\.rule.id) == ["sgr-2"])
  }

  @Test("without a state a group is found by its name, and what can't be found is said")
  func withoutState() throws {
    let rules = [try live("sgr-1", "10.1.0.0/16"), try live("sgr-2", "10.2.0.0/16")]
    let named = ResourceInstance.group("web", ingress: [.rule(ipv4: ["10.1.0.0/16"])], more: ["name": .text("web")])
    let told = fate([named], state: nil, rules)
    #expect(told.rules(.deleted).map(\.rule.id) == ["sgr-2"])
    let other = ResourceInstance.group("web", ingress: [.rule(ipv4: ["10.1.0.0/16"])], more: ["name": .text("other")])
    let lost = fate([other], state: nil, rules)
    #expect(lost.rules(.deleted).isEmpty)
    #expect(lost.notes.contains { $0.contains("aws_security_group.web can't be matched") })
  }
}
