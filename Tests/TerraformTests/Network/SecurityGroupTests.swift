import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Security groups of a configuration")
struct SecurityGroupTests {
  private func build(_ instances: ResourceInstance...) -> TerraformNetwork {
    NetworkBuilder.build([Writing.vpc] + instances)
  }

  private func rules(_ built: TerraformNetwork, of group: String) -> [String] {
    (built.network.securityGroups[SecurityGroup.ID(group)]?.rules ?? [])
      .map { "\($0.direction.rawValue) \($0.traffic) \($0.peer)" }.sorted()
  }

  @Test("are called by their addresses before they exist, and by their identifiers after")
  func names() {
    let built = build(Writing.group("new"), Writing.group("old", ["id": "sg-1"]))
    #expect(built.network.securityGroups["aws_security_group.new"]?.vpcID == "aws_vpc.main")
    #expect(built.network.securityGroups["sg-1"]?.name == "old")
    #expect(built.identifiers[ResourceAddress(type: "aws_security_group", name: "old")] == ["sg-1"])
    #expect(built.sources["sg-1"]?.map(\.address.description) == ["aws_security_group.old"])
  }

  @Test("have no rule that is not written, for the provider takes away the one that EC2 makes")
  func noDefaultEgress() {
    #expect(rules(build(Writing.group("web")), of: "aws_security_group.web") == [])
  }

  @Test("have a rule for each source of a block")
  func inlineSources() {
    let built = build(
      Writing.group("other"),
      resource("aws_ec2_managed_prefix_list.pl", ["entry": [["cidr": "192.0.2.0/24"]]]),
      Writing.group(
        "web",
        [
          "ingress": [
            [
              "protocol": "tcp", "from_port": 443, "to_port": 443, "description": "web",
              "cidr_blocks": ["10.1.0.0/16", "100.68.0.18/18"], "ipv6_cidr_blocks": ["2001:DB8::/32"],
              "prefix_list_ids": [.of("aws_ec2_managed_prefix_list.pl")],
              "security_groups": [.of("aws_security_group.other"), "sg-5", "123456789012/sg-6"], "self": true,
            ]
          ],
          "egress": [["protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]]],
        ]
      )
    )
    #expect(
      rules(built, of: "aws_security_group.web") == [
        "egress all traffic 0.0.0.0/0",
        "ingress tcp/443 10.1.0.0/16",
        "ingress tcp/443 100.68.0.0/18",
        "ingress tcp/443 2001:db8::/32",
        "ingress tcp/443 aws_ec2_managed_prefix_list.pl",
        "ingress tcp/443 aws_security_group.other",
        "ingress tcp/443 aws_security_group.web",
        "ingress tcp/443 sg-5",
        "ingress tcp/443 sg-6",
      ]
    )
    let group = built.network.securityGroups["aws_security_group.web"]
    #expect(group?.rules.first?.summary == "web")
    #expect(group?.rules.first?.id.text == "aws_security_group.web.ingress[0] 10.1.0.0/16")
    #expect(group?.rules.last?.id.text == "aws_security_group.web.egress[0]")
    #expect(
      built.sources["aws_security_group.web.ingress[0] 2001:db8::/32"]?.map(\.part)
        == ["ingress[0].ipv6_cidr_blocks[0]"]
    )
    #expect(built.unresolved.isEmpty)
  }

  @Test(
    "read protocols and ports as the provider does",
    arguments: [
      ("-1", 0, 0, TrafficSelector.all), ("all", 0, 65535, .all),
      ("TCP", 0, 65535, .tcp(.all)), ("6", 22, 22, .tcp(PortRange(22))), ("17", 53, 53, .udp(PortRange(53))),
      ("icmp", 8, 0, .icmp(ICMPPattern(type: 8, code: 0))), ("icmp", 3, -1, .icmp(ICMPPattern(type: 3, code: nil))),
      ("1", -1, -1, .icmp(.any)), ("icmpv6", -1, -1, .icmpv6(.any)),
      ("58", 128, 0, .icmpv6(ICMPPattern(type: 128, code: 0))),
      ("50", 0, 0, .other(.esp)), ("tcp", 0, 0, .tcp(PortRange(0))),
    ]
  )
  func protocols(name: String, from: Int, to: Int, traffic: TrafficSelector) {
    let ports: [String: Value] = [
      "protocol": Value(.string(name)), "from_port": Value(integerLiteral: from), "to_port": Value(integerLiteral: to),
      "cidr_blocks": ["10.0.0.0/8"],
    ]
    let built = build(Writing.group("web", ["ingress": [Value(.object(ports))]]))
    #expect(built.network.securityGroups["aws_security_group.web"]?.rules.map(\.traffic) == [traffic])
  }

  @Test("take standalone rules of both kinds")
  func standalone() {
    let built = build(
      Writing.group("a"),
      Writing.group("b"),
      resource(
        "aws_security_group_rule.old",
        [
          "security_group_id": .of("aws_security_group.a"), "type": "ingress", "protocol": "tcp", "from_port": 22,
          "to_port": 23, "cidr_blocks": ["10.0.0.0/8", "10.9.0.0/16"],
        ]
      ),
      resource(
        "aws_security_group_rule.self",
        [
          "security_group_id": .of("aws_security_group.a"), "type": "egress", "protocol": "-1", "from_port": 0,
          "to_port": 0, "self": true,
        ]
      ),
      resource(
        "aws_security_group_rule.source",
        [
          "security_group_id": .of("aws_security_group.a"), "type": "ingress", "protocol": "-1", "from_port": 0,
          "to_port": 0, "source_security_group_id": .of("aws_security_group.b"),
        ]
      ),
      resource(
        "aws_vpc_security_group_ingress_rule.new[0]",
        [
          "security_group_id": .of("aws_security_group.b"), "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432,
          "referenced_security_group_id": .of("aws_security_group.a"), "tags": ["Name": "database"],
        ]
      ),
      resource(
        "aws_vpc_security_group_egress_rule.new",
        ["security_group_id": .of("aws_security_group.b"), "ip_protocol": "-1", "cidr_ipv6": "::/0", "id": "sgr-7"]
      )
    )
    #expect(
      rules(built, of: "aws_security_group.a") == [
        "egress all traffic aws_security_group.a", "ingress all traffic aws_security_group.b",
        "ingress tcp/22-23 10.0.0.0/8", "ingress tcp/22-23 10.9.0.0/16",
      ]
    )
    #expect(
      rules(built, of: "aws_security_group.b") == [
        "egress all traffic ::/0", "ingress tcp/5432 aws_security_group.a",
      ]
    )
    let ids = built.network.securityGroups["aws_security_group.b"]?.rules.map(\.id.text)
    #expect(ids == ["aws_vpc_security_group_ingress_rule.new[0]", "sgr-7"])
    #expect(built.sources["sgr-7"]?.first?.address.description == "aws_vpc_security_group_egress_rule.new")
  }

  @Test("hold a rule once that is written twice, and say where")
  func duplicates() {
    let built = build(
      Writing.group(
        "web",
        [
          "id": "sg-1",
          "ingress": [["protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]]],
        ]
      ),
      resource(
        "aws_vpc_security_group_ingress_rule.same",
        [
          "security_group_id": "sg-1", "ip_protocol": "6", "from_port": 22, "to_port": 22, "cidr_ipv4": "10.0.0.0/8",
          "id": "sgr-1", "description": "ssh",
        ]
      )
    )
    let group = built.network.securityGroups["sg-1"]
    #expect(group?.rules.map(\.id) == ["sgr-1"])
    #expect(group?.rules.first?.summary == "ssh")
    #expect(
      built.sources["sgr-1"]?.sorted().map(\.address.type) == [
        "aws_security_group", "aws_vpc_security_group_ingress_rule",
      ]
    )
  }

  @Test("stand beside the group that EC2 makes, unless Terraform has taken it over")
  func defaultGroups() {
    let made = build(
      resource(
        "aws_vpc_security_group_ingress_rule.x",
        [
          "security_group_id": .of("aws_vpc.main", "default_security_group_id"), "ip_protocol": "-1",
          "cidr_ipv4": "10.0.0.0/8",
        ]
      )
    )
    let id = "aws_vpc.main.default_security_group_id"
    #expect(made.implicit.contains(id))
    #expect(
      rules(made, of: id) == [
        "egress all traffic 0.0.0.0/0", "ingress all traffic 10.0.0.0/8", "ingress all traffic \(id)",
      ]
    )
    let taken = build(resource("aws_default_security_group.d", ["vpc_id": .of("aws_vpc.main")]))
    #expect(rules(taken, of: "aws_default_security_group.d") == [])
    #expect(!taken.network.securityGroups.contains("aws_vpc.main.default_security_group_id"))
  }

  // MARK: What is not known

  @Test("read as unknown where a source is not known, in its family alone")
  func unknownSources() throws {
    let built = build(
      Writing.group(
        "web",
        [
          "ingress": [
            [
              "protocol": "tcp", "from_port": 443, "to_port": 443,
              "cidr_blocks": ["10.0.0.0/8", .made(from: "var.office", "")],
            ]
          ]
        ]
      )
    )
    let group = try #require(built.network.securityGroups["aws_security_group.web"])
    let list = try #require(built.network.prefixLists["aws_security_group.web.ingress[0].cidr_blocks[1]"])
    #expect(group.rules.map(\.peer) == [.ipv4(try #require(IPv4Prefix("10.0.0.0/8"))), .prefixList(list.id)])
    #expect(list.entries == nil)
    #expect(list.addressFamily == .ipv4)
    let open = try #require(built.unresolved.first)
    #expect(built.unresolved.count == 1)
    #expect(open.attribute == "ingress[0].cidr_blocks[1]")
    #expect(open.origins == [Value.Origin(address: "var.office", attribute: "")])
  }

  @Test("read as unknown where the ports are not known, whatever the source")
  func unknownPorts() {
    let built = build(
      Writing.group(
        "web",
        [
          "ingress": [
            ["protocol": "tcp", "from_port": .made(from: "var.port", ""), "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]]
          ]
        ]
      )
    )
    let rules = built.network.securityGroups["aws_security_group.web"]?.rules
    #expect(rules?.map(\.traffic) == [.tcp(.all)])
    #expect(rules?.map(\.peer) == [.prefixList("aws_security_group.web.ingress[0].from_port")])
    #expect(built.network.prefixLists["aws_security_group.web.ingress[0].from_port"]?.addressFamily == .ipv4)
    #expect(built.unresolved.map(\.attribute) == ["ingress[0].from_port"])
  }

  @Test("read as unknown where it is not known which blocks there are")
  func unknownBlocks() {
    let built = build(Writing.group("web", ["ingress": .made(from: "aws_eip.x", "public_ip")]))
    let rules = built.network.securityGroups["aws_security_group.web"]?.rules
    #expect(rules?.map(\.direction) == [.ingress])
    #expect(rules?.map(\.traffic) == [.all])
    #expect(built.network.prefixLists["aws_security_group.web.ingress"]?.entries == nil)
    #expect(built.unresolved.count == 1)
  }

  @Test("refer to groups that are not here as to groups that are not known")
  func unknownGroups() {
    let built = build(
      Writing.group(
        "web",
        [
          "ingress": [
            [
              "protocol": "-1", "from_port": 0, "to_port": 0,
              "security_groups": [.of("data.aws_security_group.shared"), .of("module.app", "group_id")],
            ]
          ]
        ]
      )
    )
    #expect(
      rules(built, of: "aws_security_group.web") == [
        "ingress all traffic data.aws_security_group.shared", "ingress all traffic module.app.group_id",
      ]
    )
    #expect(built.network.incompleteKinds.contains(.securityGroup))
    for rule in built.network.securityGroups["aws_security_group.web"]?.rules ?? [] {
      guard case .securityGroup(let reference) = rule.peer else { continue }
      guard case .unknown = built.network.status(of: reference, from: rule.groupID) else {
        Issue.record("\(reference.groupID) is not unknown")
        continue
      }
    }
  }

  @Test("say what is wrong in a rule and leave it open")
  func faults() {
    let built = build(
      Writing.group(
        "web",
        ["ingress": [["protocol": "tcp", "from_port": 80, "to_port": 443, "cidr_blocks": ["10.0.0.300/8"]]]]
      )
    )
    #expect(built.diagnostics.map(\.severity) == [.error])
    #expect(built.diagnostics.first?.detail.contains("10.0.0.300/8") ?? false)
    #expect(built.unresolved.count == 1)
    #expect(built.network.securityGroups["aws_security_group.web"]?.rules.count == 1)
  }

  @Test("take what the provider computes as not configured")
  func computed() {
    let built = build(
      Writing.group(
        "web",
        [
          "ingress": .of("aws_security_group.web", "ingress"), "egress": .of("aws_security_group.web", "egress"),
          "id": .of("aws_security_group.web"),
        ]
      )
    )
    #expect(rules(built, of: "aws_security_group.web") == [])
    #expect(built.unresolved.isEmpty)
  }

  @Test("serve further VPCs by association")
  func associations() {
    let built = build(
      Writing.group("web"),
      resource("aws_vpc.other", ["cidr_block": "10.5.0.0/16"]),
      resource(
        "aws_vpc_security_group_vpc_association.x",
        ["security_group_id": .of("aws_security_group.web"), "vpc_id": .of("aws_vpc.other")]
      )
    )
    #expect(built.network.securityGroups["aws_security_group.web"]?.associatedVPCIDs == ["aws_vpc.other"])
  }
}
