import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Plans")
struct PlanTests {
  /// A resource in `resource_changes`.
  private func change(
    _ address: String,
    _ actions: String,
    before: String = "null",
    after: String = "null",
    unknown: String = "{}",
    more: String = ""
  ) -> String {
    """
    {"address": \(quoted(address)), "mode": "managed", "provider_name": "registry.terraform.io/hashicorp/aws",\(more)
     "change": {"actions": [\(actions)], "before": \(before), "after": \(after), "after_unknown": \(unknown)}}
    """
  }

  private func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\\\""))\"" }

  private func plan(_ changes: [String], prior: [String] = [], configuration: String = "{}") throws -> TerraformPlan {
    let text = """
      {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [\(changes.joined(separator: ","))],
       "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": [\(prior.joined(separator: ","))]}}},
       "configuration": \(configuration)}
      """
    guard case .plan(let plan) = try TerraformDocument(parsing: Array(text.utf8)) else {
      throw TerraformDocumentError(problem: "no plan")
    }
    return plan
  }

  private func prior(_ address: String, _ values: String) -> String {
    #"{"address": \#(quoted(address)), "mode": "managed", "provider_name": "x/aws", "values": \#(values)}"#
  }

  private func references(_ names: String...) -> String {
    #"{"references": [\#(names.map { "\"\($0)\"" }.joined(separator: ","))]}"#
  }

  private func configured(_ address: String, _ expressions: String, _ more: String = "") -> String {
    #"{"address": "\#(address)", "mode": "managed", "provider_config_key": "aws.west", "expressions": {\#(expressions)}\#(more)}"#
  }

  private func root(_ resources: [String], calls: String = "{}") -> String {
    """
    {"provider_config": {"aws.west": {"name": "aws", "expressions": {"region": {"constant_value": "us-west-2"}}}},
     "root_module": {"resources": [\(resources.joined(separator: ","))], "module_calls": \(calls)}}
    """
  }

  @Test("give a group the rules that its blocks make, dynamic ones too, and none that other resources made")
  func inlineRules() throws {
    let rule = #"{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]}"#
    let other = #"{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}"#
    func group(_ id: String, _ ingress: String) -> String {
      #"{"id": "sg-\#(id)", "name": "g", "name_prefix": "", "ingress": \#(ingress)}"#
    }
    let plan = try plan(
      [
        // By other resources: as before.
        change(
          "aws_security_group.apart",
          #""no-op""#,
          before: group("apart", "[\(rule)]"),
          after: group("apart", "[\(rule)]")
        ),
        change(
          "aws_security_group.written",
          #""no-op""#,
          before: group("written", "[\(rule)]"),
          after: group("written", "[\(rule)]")
        ),
        change("aws_security_group.new", #""create""#, after: #"{"name": "g"}"#, unknown: #"{"ingress": true}"#),
        // By dynamic blocks, of which the configuration in a plan tells nothing.
        change("aws_security_group.dynamic", #""create""#, after: #"{"name": "g", "ingress": [\#(rule)]}"#),
        change(
          "aws_security_group.less",
          #""update""#,
          before: group("less", "[\(rule),\(other)]"),
          after: group("less", "[\(rule)]")
        ),
      ],
      prior: [
        prior("aws_security_group.apart", group("apart", "[\(rule)]")),
        prior("aws_security_group.written", group("written", "[\(rule)]")),
        prior("aws_security_group.less", group("less", "[\(rule),\(other)]")),
      ],
      configuration: root(
        ["apart", "new", "dynamic", "less"].map { configured("aws_security_group.\($0)", "\"name\": {}") }
          + [configured("aws_security_group.written", #""name": {}, "ingress": {}"#)]
      )
    )
    let configuration = TerraformConfiguration(planned: plan)
    let owned = Ownership([configuration])
    let inline = owned.groups.map { "\($0.key.words.dropFirst(19)): \($0.ingress.inline.count)" }
    #expect(inline.sorted() == ["apart: 0", "dynamic: 1", "less: 1", "new: 0", "written: 1"])
    // What a plan does not tell, nothing is found of: which name was given, what is created before it is destroyed.
    #expect(configuration.isOfPlan && owned.findings() == [])
    #expect(FateInput(plan: plan, live: Network()).state?.count == 3)
  }

  @Test("do not take what the provider computes for blocks of unknown number, nor for a second source")
  func computed() throws {
    let plan = try plan(
      [
        change(
          "aws_security_group.db",
          #""create""#,
          after: #"{"name": "db"}"#,
          unknown: #"{"id": true, "ingress": true, "egress": true, "name_prefix": true}"#
        ),
        change(
          "aws_security_group_rule.r",
          #""create""#,
          after:
            #"{"type": "ingress", "protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["10.0.9.0/24"]}"#,
          unknown: #"{"id": true, "security_group_id": true, "source_security_group_id": true, "cidr_blocks": [false]}"#
        ),
      ],
      configuration: root([
        configured("aws_security_group.db", #""name": {"constant_value": "db"}"#),
        configured(
          "aws_security_group_rule.r",
          "\"security_group_id\": \(references("aws_security_group.db.id", "aws_security_group.db")), \"cidr_blocks\": {}"
        ),
      ])
    )
    let owned = Ownership([TerraformConfiguration(planned: plan)])
    #expect(owned.findings() == [])
    #expect(owned.groups.map(\.ingress.standalone.count) == [1])
    let fate = Fate(FateInput(plan: plan, live: Network()))
    #expect(fate.creations.map(\.words) == ["tcp/1 from 10.0.9.0/24"])
    #expect(!fate.notes.contains { $0.contains("no state") })
    // Nor where the plan came without its configuration.
    let bare = try self.plan([
      change("aws_security_group.db", #""create""#, after: #"{"name": "db"}"#, unknown: #"{"ingress": true}"#)
    ])
    #expect(TerraformConfiguration(planned: bare).instances.map { RuleAuthority(of: $0, .ingress) } == [.none])
  }

  @Test("find where a value will come from by the configuration's references")
  func directReference() throws {
    let plan = try plan(
      [
        change(
          "aws_security_group.a",
          #""create""#,
          after: #"{"name": "a"}"#,
          unknown: #"{"id": true, "ingress": true}"#
        ),
        change(
          "aws_vpc_security_group_ingress_rule.r",
          #""create""#,
          after: #"{"ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}"#,
          unknown: #"{"security_group_id": true, "id": true}"#
        ),
      ],
      configuration: root([
        configured("aws_security_group.a", #""name": {"constant_value": "a"}"#),
        configured(
          "aws_vpc_security_group_ingress_rule.r",
          "\"security_group_id\": \(references("aws_security_group.a.id", "aws_security_group.a"))"
        ),
      ])
    )
    let built = plan.networkAfter()
    #expect(
      built.network.securityGroups["aws_security_group.a"]?.rules.map(\.id.text) == [
        "aws_vpc_security_group_ingress_rule.r"
      ]
    )
    #expect(plan.assumptions.isEmpty)
    #expect(plan.regions == ["aws.west": "us-west-2"])
    let rule = try #require(plan.after.first { $0.address.type.hasPrefix("aws_vpc") })
    #expect(rule.provider == "aws.west")
    #expect(rule.references.map(\.address) == ["aws_security_group.a"])
    #expect(rule.references.map(\.argument) == ["security_group_id"])
  }

  @Test("follow variables and outputs through modules, to the instance of each")
  func modules() throws {
    let inner = """
      {"outputs": {"id": {"expression": \(references("aws_security_group.this.id", "aws_security_group.this"))}},
       "resources": [\(configured("aws_security_group.this", "\"vpc_id\": \(references("var.vpc"))"))]}
      """
    let calls = """
      {"g": {"expressions": {"vpc": \(references("aws_vpc.v.id", "aws_vpc.v"))},
             "for_each_expression": {"constant_value": {"x": 1, "y": 2}}, "module": \(inner)}}
      """
    let plan = try plan(
      [
        change("aws_vpc.v", #""create""#, after: #"{"cidr_block": "10.0.0.0/16"}"#, unknown: #"{"id": true}"#),
        change(
          #"module.g["x"].aws_security_group.this"#,
          #""create""#,
          after: "{}",
          unknown: #"{"id": true, "vpc_id": true}"#
        ),
        change(
          #"module.g["y"].aws_security_group.this"#,
          #""create""#,
          after: "{}",
          unknown: #"{"id": true, "vpc_id": true}"#
        ),
        change("aws_network_interface.i", #""create""#, after: "{}", unknown: #"{"security_groups": true}"#),
      ],
      configuration: root(
        [
          configured("aws_vpc.v", #""cidr_block": {"constant_value": "10.0.0.0/16"}"#),
          configured(
            "aws_network_interface.i",
            #""security_groups": {"references": ["module.g[\"y\"].id", "module.g[\"y\"]", "module.g"]}"#
          ),
        ],
        calls: calls
      )
    )
    let built = plan.networkAfter()
    #expect(built.network.securityGroups[#"module.g["x"].aws_security_group.this"#]?.vpcID == "aws_vpc.v")
    #expect(
      built.network.networkInterfaces["aws_network_interface.i"]?.groupIDs == [
        #"module.g["y"].aws_security_group.this"#
      ]
    )
    #expect(plan.assumptions.map(\.attribute) == ["security_groups"])
  }

  @Test(
    "take instances with the same key where an expression uses it, say so, and leave open what could be another",
    arguments: [
      (#"aws_subnet.s", "each.key"#, "aws_subnet.s[\"a\"]", true), (#"aws_subnet.s", "local.x"#, nil, false),
      (#"aws_subnet.s", "each.value.from", "each.value"#, nil, false),
      (#"aws_subnet.s[\"b\"].id", "aws_subnet.s[\"b\"]", "aws_subnet.s"#, "aws_subnet.s[\"b\"]", false),
      (#"aws_subnet.s[\"a\"].id", "aws_subnet.s[\"a\"]", "aws_subnet.t.id", "aws_subnet.t"#, nil, false),
    ] as [(String, String?, Bool)]
  )
  func instanceKeys(names: String, found: String?, isAssumed: Bool) throws {
    let plan = try plan(
      [
        change(#"aws_subnet.s["a"]"#, #""create""#, after: "{}", unknown: #"{"id": true}"#),
        change(#"aws_subnet.s["b"]"#, #""create""#, after: "{}", unknown: #"{"id": true}"#),
        change(#"aws_network_interface.i["a"]"#, #""create""#, after: "{}", unknown: #"{"subnet_id": true}"#),
      ],
      configuration: root([
        configured("aws_subnet.s", ""),
        configured(
          "aws_network_interface.i",
          #""subnet_id": {"references": ["\#(names)"]}"#,
          #", "for_each_expression": {"references": ["var.x"]}"#
        ),
      ])
    )
    let interface = try #require(plan.networkAfter().network.networkInterfaces[#"aws_network_interface.i["a"]"#])
    #expect(interface.subnetID.text == found ?? #"aws_network_interface.i["a"].subnet_id"#)
    #expect(plan.assumptions.isEmpty != isAssumed)
  }

  @Test("align what is not known with the elements of lists")
  func alignment() throws {
    let plan = try plan(
      [
        change(
          "aws_security_group.a",
          #""create""#,
          after: #"""
            {"ingress": [{"protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["10.0.0.0/8"]},
                         {"protocol": "tcp", "from_port": 2, "to_port": 2, "cidr_blocks": ["10.0.0.0/8", null]}]}
            """#,
          unknown: #"{"ingress": [{"cidr_blocks": [false]}, {"cidr_blocks": [false, true]}], "egress": true}"#
        )
      ],
      configuration: root([
        configured("aws_security_group.a", #""ingress": {"references": ["aws_eip.e.public_ip", "aws_eip.e"]}"#)
      ])
    )
    let built = plan.networkAfter()
    let rules = built.network.securityGroups["aws_security_group.a"]?.rules.map { "\($0.traffic) \($0.peer)" }
    #expect(
      rules == [
        "tcp/1 10.0.0.0/8", "tcp/2 10.0.0.0/8", "tcp/2 aws_security_group.a.ingress[1].cidr_blocks[1]",
      ]
    )
    #expect(built.unresolved.flatMap(\.origins).map(\.attribute) == ["public_ip"])
  }

  @Test("read every action, and what there is before and after it")
  func actions() throws {
    let group = #"{"id": "sg-1", "name": "g", "vpc_id": "vpc-1"}"#
    let names = ["a", "b", "c", "d", "e", "f"]
    let plan = try plan(
      [
        change("aws_security_group.a", #""no-op""#, before: group, after: group),
        change(
          "aws_security_group.b",
          #""delete""#,
          before: group,
          more: #""action_reason": "delete_because_no_resource_config","#
        ),
        change(
          "aws_security_group.c",
          #""delete", "create""#,
          before: group,
          after: #"{"name": "new"}"#,
          unknown: #"{"id": true}"#
        ),
        change("aws_security_group.d", #""forget""#, before: group),
        change("aws_security_group.e", #""create", "delete""#, before: group, after: "{}", unknown: #"{"id": true}"#),
        change("aws_security_group.new", #""create""#, after: "{}", unknown: #"{"id": true}"#),
      ],
      prior: names.map { prior("aws_security_group.\($0)", group.replacing("sg-1", with: "sg-\($0)")) }
    )
    #expect(
      plan.changes.map(\.action) == [.noOp, .delete, .deleteThenCreate, .forget, .createThenDelete, .create]
    )
    #expect(plan.changes[1].reason == "delete_because_no_resource_config")
    #expect(plan.changes.filter(\.action.isReplacement).count == 2)
    #expect(Set(plan.before.map(\.address.name)) == ["a", "b", "c", "d", "e", "f"])
    // f is not spoken of, as where others were targeted: it stays.
    #expect(Set(plan.after.map(\.address.name)) == ["a", "c", "d", "e", "f", "new"])
    let after = plan.networkAfter().network
    #expect(after.securityGroups["aws_security_group.c"]?.name == "new")
    #expect(after.securityGroups["sg-d"] != nil)
    #expect(plan.networkBefore().network.securityGroups.count == 6)
  }

  @Test("take away what a group lists of rules that go, and keep what nobody manages")
  func withdrawnRules() throws {
    func ingress(_ ports: Int...) -> String {
      let blocks = ports.map {
        #"{"protocol": "tcp", "from_port": \#($0), "to_port": \#($0), "cidr_blocks": ["10.0.0.0/8"]}"#
      }
      return
        #"{"id": "sg-1", "name": "g", "vpc_id": "vpc-1", "ingress": [\#(blocks.joined(separator: ","))], "egress": []}"#
    }
    func rule(_ port: Int) -> String {
      #"{"id": "sgr-\#(port)", "security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": \#(port), "to_port": \#(port), "cidr_ipv4": "10.0.0.0/8"}"#
    }
    let type = "aws_vpc_security_group_ingress_rule"
    // 22 was added by hand, 80 goes, 443 stays, 8080 becomes 9090.
    let changes = [
      change(
        "aws_security_group.g",
        #""no-op""#,
        before: ingress(22, 80, 443, 8080),
        after: ingress(22, 80, 443, 8080)
      ),
      change("\(type).goes", #""delete""#, before: rule(80)),
      change("\(type).stays", #""no-op""#, before: rule(443), after: rule(443)),
      change("\(type).moves", #""update""#, before: rule(8080), after: rule(9090)),
    ]
    let priors = [
      prior("aws_security_group.g", ingress(22, 80, 443, 8080)), prior("\(type).goes", rule(80)),
      prior("\(type).stays", rule(443)), prior("\(type).moves", rule(8080)),
    ]
    func ports(_ built: TerraformNetwork) -> [String] {
      (built.network.securityGroups["sg-1"]?.rules ?? []).map { "\($0.traffic)" }.sorted()
    }
    let beside = try plan(changes, prior: priors, configuration: root([configured("aws_security_group.g", "")]))
    #expect(ports(beside.networkBefore()) == ["tcp/22", "tcp/443", "tcp/80", "tcp/8080"])
    #expect(ports(beside.networkAfter()) == ["tcp/22", "tcp/443", "tcp/9090"])
    // A group with blocks of its own means what it lists.
    let inline = try plan(
      changes,
      prior: priors,
      configuration: root([configured("aws_security_group.g", #""ingress": {"constant_value": []}"#)])
    )
    #expect(ports(inline.networkAfter()) == ["tcp/22", "tcp/443", "tcp/80", "tcp/8080", "tcp/9090"])
  }

  @Test(
    "are refused with what is wrong and where",
    arguments: [
      ("", "line 1, column 1"), ("[]", "an object is expected"), ("{\"a\": 1}", "neither a plan"),
      (#"{"format_version": "0.2", "resource_changes": []}"#, "format_version (line 1, column 21): the format 0.2"),
      (#"{"format_version": "1.2", "resource_changes": [{"address": "x"}]}"#, "resource_changes[0].address"),
      (
        #"{"format_version": "1.2", "resource_changes": [{"address": "a.b", "change": {"actions": ["fly"]}}]}"#,
        "resource_changes[0].change.actions (line 1, column "
      ),
      (#"{"format_version": "2.0"}"#, "the format 2.0"), (#"{"version": 3}"#, "version 4 is read"),
      ("PK\u{3}\u{4}", "terraform show -json"), (#"{"@level":"info"} {"@level":"info"}"#, "-out=FILE"),
      (String(repeating: "[", count: 100_000), "deeper than"),
    ]
  )
  func refusals(text: String, words: String) {
    let error = #expect(throws: TerraformDocumentError.self) { try TerraformDocument(parsing: Array(text.utf8)) }
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
  }

  @Test("with a chain of variables that leads round and round end")
  func hostileReferences() throws {
    let calls =
      #"{"m": {"expressions": {"x": {"references": ["module.m.o", "module.m"]}}, "module": {"outputs": {"o": {"expression": {"references": ["var.x", "var.x[0]"]}}}, "resources": [{"address": "aws_subnet.s", "expressions": {"vpc_id": {"references": ["var.x"]}}}]}}}"#
    let plan = try plan(
      [change("module.m.aws_subnet.s", #""create""#, after: "{}", unknown: #"{"vpc_id": true}"#)],
      configuration: root([], calls: calls)
    )
    #expect(plan.networkAfter().unresolved.contains { $0.attribute == "vpc_id" })
  }
}
