import Findings
import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("Who owns a group's rules")
struct OwnershipTests {
  private let web = Value.after("aws_security_group.web")

  private func findings(_ configurations: [ResourceInstance]...) -> [String] {
    Ownership(configurations.map { TerraformConfiguration($0) }).findings().map(\.checkID)
  }

  @Test("blocks own the direction, an empty list empties it, none leaves it alone, ignore_changes gives it up")
  func authority() {
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    func says(_ instance: ResourceInstance) -> RuleAuthority { RuleAuthority(of: instance, .ingress) }
    #expect(says(.group("web", ingress: [block])) == .inline(blocks: 1))
    #expect(says(.group("web", ingress: [])) == .emptied)
    #expect(says(.group("web", egress: [block])) == .none)
    #expect(
      says(ResourceInstance("aws_security_group.web", ["ingress": .list([block])], ignoring: ["ingress"])) == .ignored
    )
    #expect(
      says(ResourceInstance("aws_security_group.web", ["ingress": .list([block])], ignoring: ["egress"]))
        == .inline(blocks: 1)
    )
    #expect(says(ResourceInstance("aws_default_security_group.main", [:])) == .adopted)
    let unknown = Value(.unknown(.dynamic, nil), marks: [.init(address: "data.x.y", attribute: "z")])
    #expect(
      says(ResourceInstance("aws_security_group.web", ["ingress": unknown]))
        == .unknown(origins: [.init(address: "data.x.y", attribute: "z")])
    )
  }

  @Test("one block with several peers is several rules")
  func expansion() {
    let block = Value.rule(
      ipv4: ["10.0.0.0/8", "192.168.0.0/16"],
      groups: [.after("aws_security_group.app")],
      isSelf: true
    )
    let rules = DeclaredRule.rules(of: .group("web", ingress: [block], egress: [.rule("-1", 0, ipv4: ["0.0.0.0/0"])]))
    #expect(
      rules.map(\.words) == [
        "tcp/443 from 10.0.0.0/8", "tcp/443 from 192.168.0.0/16", "tcp/443 from aws_security_group.app",
        "tcp/443 from itself", "all traffic to 0.0.0.0/0",
      ]
    )
    #expect(rules.map(\.part).prefix(2) == ["ingress[0].cidr_blocks", "ingress[0].cidr_blocks"])
  }

  @Test("a standalone rule beside blocks is deleted by them")
  func inlineAndStandalone() {
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    let newer = ResourceInstance.newer("more", of: web, ipv4: "192.168.0.0/16")
    #expect(findings([.group("web", ingress: [block]), newer]) == ["terraform-inline-and-standalone"])
    #expect(findings([.group("web", ingress: []), newer]) == ["terraform-inline-and-standalone"])
    // The other direction, no blocks, and ignored blocks do no harm.
    #expect(findings([.group("web", egress: [block]), newer]) == [])
    #expect(findings([.group("web"), newer]) == [])
    let ignored = ResourceInstance("aws_security_group.web", ["ingress": .list([block])], ignoring: ["all"])
    #expect(findings([ignored, newer]) == [])
    // A rule of another group.
    #expect(
      findings([.group("web", ingress: [block]), .newer("x", of: .after("aws_security_group.app"), ipv4: "10.0.0.0/8")])
        == []
    )
  }

  @Test("a standalone rule that the blocks have too can't be made, and is not said to be deleted")
  func inlineAndStandaloneOfOneContent() {
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    let same = ResourceInstance.newer("same", of: web, ipv4: "10.0.0.0/8")
    let other = ResourceInstance.newer("other", of: web, ipv4: "10.1.0.0/16")
    func told(_ instances: [ResourceInstance]) -> [Finding] {
      Ownership([TerraformConfiguration(instances)]).findings()
    }
    let one = told([.group("web", ingress: [block]), same])
    #expect(one.map(\.checkID) == ["terraform-inline-and-standalone"])
    #expect(one[0].message.contains("InvalidPermission.Duplicate") && !one[0].message.contains("deleted"))
    let both = told([.group("web", ingress: [block]), same, other])
    #expect(both.map(\.checkID) == ["terraform-inline-and-standalone"])
    #expect(
      both[0].message.hasPrefix("1 ingress rule of aws_vpc_security_group_ingress_rule.other will be deleted"),
      "\(both[0].message)"
    )
    #expect(both[0].details.last?.contains("rule.same: creating it beside the blocks fails") == true)
  }

  @Test("fixes name what is written: the folder, and the expression of a name, once for a place")
  func fixes() {
    let configuration = ConfigurationReader.read(
      folder: "/infra",
      files: MemoryFiles(
        """
        variable "name" { default = "app" }

        resource "aws_security_group" "web" {
          count = 2
          name  = var.name
          lifecycle {
            create_before_destroy = true
          }
        }

        resource "aws_security_group" "db" {
          name = "${var.name}-db"
          lifecycle {
            create_before_destroy = true
          }
          ingress {
            protocol  = "tcp"
            from_port = 1
            to_port   = 1
            self      = true
          }
        }

        resource "aws_vpc_security_group_ingress_rule" "db" {
          security_group_id = aws_security_group.db.id
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "-1"
        }
        """
      )
    )
    let fixes = Ownership([configuration]).findings().flatMap(\.fixes).compactMap(\.text)
    #expect(
      fixes == [
        "ringfence terraform convert --to standalone --group 'aws_security_group.db' '/infra'",
        "name_prefix = \"${var.name}-db-\"", "name_prefix = \"${var.name}-\"",
      ]
    )
  }

  @Test("the same group is recognised by its resource, its id, a data source and a VPC's default group")
  func identity() {
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    func rule(of group: Value) -> ResourceInstance { .newer("more", of: group, ipv4: "192.168.0.0/16") }
    let named = ResourceInstance.group("web", ingress: [block], more: ["name": .text("web")])
    let lookup = ResourceInstance("data.aws_security_group.found", ["name": .text("web")])
    #expect(
      findings([named, lookup, rule(of: .after("data.aws_security_group.found"))]) == [
        "terraform-inline-and-standalone"
      ]
    )
    let filter = ResourceInstance(
      "data.aws_security_group.found",
      ["filter": .list([.object(["name": .text("group-name"), "values": .list([.text("web")])])])]
    )
    #expect(
      findings([named, filter, rule(of: .after("data.aws_security_group.found"))]) == [
        "terraform-inline-and-standalone"
      ]
    )
    let vpc = Value.after("aws_vpc.main")
    let defaultGroup = ResourceInstance("aws_default_security_group.main", ["vpc_id": vpc, "ingress": .list([block])])
    #expect(
      findings([defaultGroup, rule(of: .after("aws_vpc.main", "default_security_group_id"))]) == [
        "terraform-inline-and-standalone"
      ]
    )
    let known = Ownership(
      [TerraformConfiguration([named, rule(of: .text("sg-1"))])],
      ids: [[ResourceAddress(type: "aws_security_group", name: "web"): "sg-1"]]
    )
    #expect(known.findings().map(\.checkID) == ["terraform-inline-and-standalone"])
    #expect(known.findings().first?.subjects.first?.id == "sg-1")
  }

  @Test("one rule declared twice fails, whatever its descriptions and spellings")
  func duplicates() {
    let group = ResourceInstance.group("web")
    #expect(
      findings([group, .newer("a", of: web, ipv4: "10.0.0.0/8"), .newer("b", of: web, ipv4: "10.0.0.0/8")]) == [
        "terraform-duplicate-rule"
      ]
    )
    #expect(
      findings([group, .newer("a", of: web, ipv4: "10.0.0.0/8"), .newer("b", of: web, ipv4: "10.0.0.0/8", port: 80)])
        == []
    )
    #expect(
      findings([
        group, .older("a", of: web, ipv4: ["10.0.0.0/8", "10.0.0.0/9"]), .older("b", of: web, ipv4: ["10.0.0.0/9"]),
      ]) == ["terraform-duplicate-rule"]
    )
    let twice = [Value.rule(ipv4: ["10.0.0.0/8"], summary: "a"), .rule(ipv4: ["10.0.0.0/8"], summary: "b")]
    #expect(findings([.group("web", ingress: twice)]) == ["terraform-duplicate-rule"])
    // Equal blocks are one element of a set.
    #expect(findings([.group("web", ingress: [twice[0], twice[0]])]) == [])
    // `self` and the group's own id are one peer.
    let itself = ResourceInstance(
      "aws_vpc_security_group_ingress_rule.itself",
      ["security_group_id": web, "referenced_security_group_id": web, "ip_protocol": .text("-1")]
    )
    let older = ResourceInstance(
      "aws_security_group_rule.itself",
      [
        "security_group_id": web, "type": .text("ingress"), "self": Value(.bool(true)), "protocol": .text("all"),
        "from_port": .number(0), "to_port": .number(0),
      ]
    )
    #expect(Set(findings([group, itself, older])) == ["terraform-duplicate-rule", "terraform-mixed-rule-resources"])
  }

  @Test("two configurations that own one group's rules are told apart from one that does")
  func twoOwners() {
    let block = Value.rule(ipv4: ["10.0.0.0/8"])
    let named = ResourceInstance.group("web", ingress: [block], more: ["name": .text("web")])
    let lookup = ResourceInstance("data.aws_security_group.web", ["name": .text("web")])
    let rule = ResourceInstance.newer("more", of: .after("data.aws_security_group.web"), ipv4: "192.168.0.0/16")
    #expect(findings([named], [lookup, rule]) == ["terraform-two-owners"])
    #expect(findings([lookup, rule], [lookup, rule]) == ["terraform-two-owners"])
    let imported = ImportBlock(to: named.address, id: .text("sg-1"), range: SourceRange(SourceID(rawValue: 0), 0, 0))
    let configuration = TerraformConfiguration([named], imports: [imported])
    // The same blocks twice: managed twice, and nothing else to say.
    #expect(Ownership([configuration, configuration]).findings().map(\.checkID) == ["terraform-two-owners"])
  }

  @Test("older and newer resources on one group are told, on two they are not")
  func mixed() {
    let rules = [ResourceInstance.older("a", of: web, ipv4: ["10.0.0.0/8"]), .newer("b", of: web, ipv4: "10.0.0.0/9")]
    #expect(findings([.group("web")] + rules) == ["terraform-mixed-rule-resources"])
    let apart = [rules[0], ResourceInstance.newer("b", of: .after("aws_security_group.app"), ipv4: "10.0.0.0/9")]
    #expect(findings([.group("web"), .group("app")] + apart) == [])
  }

  @Test("61 rules of one family are too many, 60 and 60 are not")
  func quota() {
    func blocks(_ count: Int) -> [Value] {
      [.rule(ipv4: (0..<count).map { "10.0.\($0).0/24" })]
    }
    #expect(findings([.group("web", ingress: blocks(60), egress: blocks(60))]) == [])
    #expect(findings([.group("web", ingress: blocks(61))]) == ["terraform-rules-over-quota"])
    let list = ResourceInstance("aws_ec2_managed_prefix_list.all", ["max_entries": .number(61)])
    let entry = Value.rule(more: ["prefix_list_ids": .list([.after("aws_ec2_managed_prefix_list.all")])])
    #expect(
      findings([list, .group("web", ingress: [entry])]) == ["terraform-rules-over-quota", "terraform-rules-over-quota"]
    )
  }

  @Test("an exclusive resource deletes what it does not list")
  func exclusive() {
    func exclusive(_ ids: [Value]) -> ResourceInstance {
      ResourceInstance(
        "aws_vpc_security_group_rules_exclusive.web",
        ["security_group_id": web, "ingress_rule_ids": .list(ids), "egress_rule_ids": .list([])]
      )
    }
    let rule = ResourceInstance.newer("a", of: web, ipv4: "10.0.0.0/8")
    #expect(findings([.group("web"), rule, exclusive([.after("aws_vpc_security_group_ingress_rule.a")])]) == [])
    #expect(findings([.group("web"), rule, exclusive([])]) == ["terraform-exclusive-rules"])
  }

  @Test("names that keep a group from being replaced are told")
  func names() {
    let prefix = ResourceInstance("aws_security_group.web", ["name_prefix": .text("web-")])
    let prefixFirst = ResourceInstance("aws_security_group.web", ["name_prefix": .text("web-")], createsFirst: true)
    let fixedFirst = ResourceInstance("aws_security_group.web", ["name": .text("web")], createsFirst: true)
    let fixed = ResourceInstance("aws_security_group.web", ["name": .text("web")])
    #expect(findings([prefix]) == ["terraform-name-prefix-without-create-before-destroy"])
    #expect(findings([prefixFirst]) == [])
    #expect(findings([fixedFirst]) == ["terraform-create-before-destroy-with-fixed-name"])
    #expect(findings([fixed]) == [])
  }
}
