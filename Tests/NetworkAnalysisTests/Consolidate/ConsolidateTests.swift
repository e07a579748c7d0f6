import Findings
import Foundation
import IPAddressing
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Consolidate")
struct ConsolidateTests {
  private func consolidate(
    _ rules: [SecurityGroupRule],
    prefixLists: [PrefixList] = [],
    _ direction: TrafficDirection = .ingress
  ) throws -> Consolidation {
    var network = Network()
    network.prefixLists = ResourceTable(prefixLists)
    network.securityGroups.insert(SecurityGroup(id: "sg-1", name: "web", vpcID: "vpc-1", rules: rules))
    return try Consolidator(network).consolidate("sg-1", direction)
  }

  private func words(_ rules: [SecurityGroupRule]) -> [String] { rules.map { "\($0.traffic) \($0.peer)" } }

  @Test("joins halves of a block, and ranges of ports that touch")
  func joins() throws {
    let answer = try consolidate([
      rule(tcp(80), .ipv4(v4("10.0.0.0/25"))), rule(tcp(80), .ipv4(v4("10.0.0.128/25"))),
      rule(tcp(81), .ipv4(v4("10.0.0.0/24"))),
    ])
    #expect(words(answer.after) == ["tcp/80-81 10.0.0.0/24"])
    #expect(answer.optimality == .optimal)
    #expect(answer.added.first?.replaces == [0, 1, 2])
  }

  @Test("takes both at once where neither alone would do")
  func bothAtOnce() throws {
    // Two rectangles that cross: each kept whole, the pieces around the crossing swallowed.
    let answer = try consolidate([
      rule(tcp(20, 29), .ipv4(v4("10.0.0.0/25"))), rule(tcp(20, 29), .ipv4(v4("10.0.0.128/25"))),
      rule(tcp(10, 19), .ipv4(v4("10.0.0.0/26"))), rule(tcp(30, 39), .ipv4(v4("10.0.0.0/26"))),
    ])
    #expect(Set(words(answer.after)) == ["tcp/20-29 10.0.0.0/24", "tcp/10-39 10.0.0.0/26"])
  }

  @Test("counts all traffic as tcp, udp, icmp and every other protocol")
  func allTraffic() throws {
    let answer = try consolidate([
      rule(.all, .ipv4(v4("10.0.0.0/8"))), rule(tcp(22), .ipv4(v4("10.1.0.0/16"))),
      rule(.udp(.all), .ipv4(v4("10.2.0.0/16"))), rule(.icmp(.any), .ipv4(v4("10.3.0.0/16"))),
      rule(.other(.esp), .ipv4(v4("10.4.0.0/16"))), rule(.other(.esp), .ipv4(v4("192.168.0.0/16"))),
    ])
    #expect(words(answer.after) == ["all traffic 10.0.0.0/8", "protocol 50 (ESP) 192.168.0.0/16"])
    #expect(answer.added.isEmpty)
    #expect(answer.removed.allSatisfy { $0.isRedundant })
  }

  @Test("makes all traffic of all its parts only where every protocol is there")
  func partsOfAllTraffic() throws {
    let parts: [TrafficSelector] =
      [.tcp(.all), .udp(.all), .icmp(.any), .icmpv6(.any)] + TrafficLine.otherProtocols.map { .other($0) }
    #expect(parts.count == 256)
    let block = SecurityGroupRule.Peer.ipv4(v4("10.0.0.0/8"))
    let whole = try consolidate(parts.map { rule($0, block) })
    #expect(words(whole.after) == ["all traffic 10.0.0.0/8"])
    let allButOne = try consolidate(parts.dropLast().map { rule($0, block) })
    #expect(allButOne.changesNothing)
  }

  @Test("joins ICMP codes and types only to what a rule can say")
  func icmp() throws {
    let block = SecurityGroupRule.Peer.ipv4(v4("10.0.0.0/8"))
    func pattern(_ type: UInt8?, _ code: UInt8?) -> TrafficSelector { .icmp(ICMPPattern(type: type, code: code)) }
    let codes = try consolidate((UInt8.min...255).map { rule(pattern(3, $0), block) })
    #expect(words(codes.after) == ["icmp type 3 10.0.0.0/8"])
    // Neighbouring types are no range.
    let neighbours = try consolidate([rule(pattern(3, nil), block), rule(pattern(4, nil), block)])
    #expect(neighbours.changesNothing)
    let within = try consolidate([rule(pattern(3, nil), block), rule(pattern(3, 4), block)])
    #expect(words(within.after) == ["icmp type 3 10.0.0.0/8"])
  }

  @Test("keeps IPv4 and IPv6 apart")
  func families() throws {
    let answer = try consolidate([
      rule(tcp(443), .ipv4(v4("0.0.0.0/1"))), rule(tcp(443), .ipv4(v4("128.0.0.0/1"))),
      rule(tcp(443), .ipv6(v6("::/1"))), rule(tcp(443), .ipv6(v6("8000::/1"))),
    ])
    #expect(words(answer.after) == ["tcp/443 0.0.0.0/0", "tcp/443 ::/0"])
    #expect(answer.countsAfter == RuleCounts(rules: 2, ipv4: 1, ipv6: 1))
  }

  @Test("leaves references whole, joins their ports, and drops what everybody is allowed")
  func references() throws {
    let group = SecurityGroupRule.Peer.securityGroup(GroupReference("sg-2"))
    let list = SecurityGroupRule.Peer.prefixList("pl-1")
    let answer = try consolidate(
      [
        rule(tcp(8080), group), rule(tcp(8081), group), rule(tcp(443), group), rule(tcp(22), list),
        rule(tcp(443), .ipv4(.all)), rule(tcp(443), .ipv6(.all)),
      ],
      prefixLists: [PrefixList(id: "pl-1", name: "offices", maxEntries: 20, addressFamily: .ipv4)]
    )
    #expect(
      Set(words(answer.after)) == ["tcp/8080-8081 sg-2", "tcp/22 pl-1", "tcp/443 0.0.0.0/0", "tcp/443 ::/0"]
    )
    #expect(answer.removed.first { $0.rule.traffic == tcp(443) }?.isForEverybody == true)
    #expect(answer.countsAfter == RuleCounts(rules: 4, ipv4: 22, ipv6: 22))
  }

  @Test("keeps rules that stay, with identifiers and descriptions, and joins those of rules that go")
  func descriptions() throws {
    let answer = try consolidate([
      rule(tcp(22), .ipv4(v4("192.0.2.1/32")), id: "sgr-1", "bastion", tags: ["Owner": "ops"]),
      rule(tcp(80), .ipv4(v4("10.0.0.0/25")), id: "sgr-2", "office & lab", tags: ["Owner": "web", "Team": "a"]),
      rule(tcp(80), .ipv4(v4("10.0.0.128/25")), id: "sgr-3", "warehouse", tags: ["Owner": "web", "Team": "b"]),
    ])
    #expect(answer.kept.map(\.id) == ["sgr-1"])
    #expect(answer.kept.first?.summary == "bastion")
    let added = try #require(answer.added.first)
    #expect(added.rule.summary == "office & lab; warehouse")
    #expect(added.rule.tags == ["Owner": "web"])
    #expect(added.notes == ["tag Team had different values: 'a', 'b'"])
  }

  @Test("keeps descriptions within 255 characters of EC2's set, and says what did not fit")
  func longDescriptions() {
    let rules = (0..<40).map { rule(tcp(80), .ipv4(.all), "number \($0) of many offices") }
    let merge = RuleMerge(rules, isReference: false)
    #expect((merge.summary ?? "").count <= 255)
    #expect(merge.summary?.hasSuffix(" more") == true)
    #expect(merge.notes.first?.contains("number 39 of many offices") == true)
    let one = RuleMerge([rule(tcp(80), .ipv4(.all), String(repeating: "é<", count: 300))], isReference: false)
    #expect(one.summary == String(repeating: " ", count: 255))
    #expect(RuleMerge([rule(tcp(80), .ipv4(.all), "a & b")], isReference: true).summary == "a   b")
    #expect(RuleMerge([rule(tcp(80), .ipv4(.all))], isReference: false).summary == nil)
  }

  @Test("adds before it takes away, but first takes away what others allow")
  func commandOrder() throws {
    let answer = try consolidate([
      rule(tcp(443), .ipv4(v4("10.0.0.0/8")), id: "sgr-1"),
      rule(tcp(443), .ipv4(v4("10.1.0.0/16")), id: "sgr-2"),
      rule(tcp(80), .ipv4(v4("192.0.2.0/25")), id: "sgr-3", "left"),
      rule(tcp(80), .ipv4(v4("192.0.2.128/25")), "right"),
    ])
    #expect(
      answer.commands.map(\.text) == [
        """
        aws ec2 revoke-security-group-ingress \\
          --group-id sg-1 \\
          --security-group-rule-ids sgr-2
        """,
        """
        aws ec2 authorize-security-group-ingress \\
          --group-id sg-1 \\
          --ip-permissions 'IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=192.0.2.0/24,Description="left; right"}]'
        """,
        """
        aws ec2 revoke-security-group-ingress \\
          --group-id sg-1 \\
          --security-group-rule-ids sgr-3
        """,
        """
        aws ec2 revoke-security-group-ingress \\
          --group-id sg-1 \\
          --ip-permissions 'IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=192.0.2.128/25}]'
        """,
      ]
    )
  }

  @Test("writes all rules as Terraform, as resources or as blocks")
  func terraform() throws {
    let answer = try consolidate([
      rule(tcp(443), .ipv4(.all), "web"), rule(tcp(443), .ipv6(.all), "web"),
      rule(.all, .securityGroup(GroupReference("sg-1"))),
    ])
    #expect(
      answer.terraform(.inlineBlocks) == """
        ingress {
          description      = "web"
          from_port        = 443
          to_port          = 443
          protocol         = "tcp"
          cidr_blocks      = ["0.0.0.0/0"]
          ipv6_cidr_blocks = ["::/0"]
        }

        ingress {
          from_port = 0
          to_port   = 0
          protocol  = "-1"
          self      = true
        }

        """
    )
    let resources = answer.terraform(.ruleResources)
    #expect(resources.contains("resource \"aws_vpc_security_group_ingress_rule\" \"web_from_0_0_0_0_0_tcp_443\" {"))
    #expect(resources.components(separatedBy: "resource ").count == 4)
  }

  @Test("shows the arithmetic of offices and ports, and what would fit")
  func fit() throws {
    let offices = (0..<20).map { SecurityGroupRule.Peer.ipv4(v4("203.0.\(113 + $0 * 2).0/24")) }
    let rules = offices.flatMap { office in [22, 80, 443, 8443].map { rule(tcp($0), office) } }
    let answer = try consolidate(rules)
    #expect(answer.changesNothing && answer.optimality == .optimal)
    let fit = answer.fit(within: 60, quotas: Quotas(), prefixLists: [])
    #expect(!fit.fits)
    #expect(fit.arithmetic.contains { $0.hasPrefix("20 blocks × 4 kinds of traffic") && $0.hasSuffix("= 80 rules") })
    let kinds = fit.proposals.map(\.kind)
    #expect(kinds == [.splitGroup, .raiseQuota, .prefixList, .widen])
    let list = try #require(fit.proposals.first { $0.kind == .prefixList })
    #expect(list.details[0].contains("count 4 × 20 = 80"))
    #expect(list.count == 80 && !list.allowsMore)
    let widening = try #require(fit.proposals.last)
    #expect(widening.allowsMore && widening.count == 60)
    #expect(widening.details.count == 20)
    #expect(
      widening.details[0]
        == "tcp/22 203.0.113.0/24 + tcp/80 203.0.113.0/24 → tcp/22-80 203.0.113.0/24; adds tcp/23-79 from 203.0.113.0/24"
    )
    #expect(answer.fit(within: 80, quotas: Quotas(), prefixLists: []).fits)
  }

  @Test("does not say that rules fit with a prefix list of unknown weight")
  func unknownWeight() throws {
    let list = PrefixList(id: "pl-1", name: "com.amazonaws.global.cloudfront.origin-facing", ownerID: "AWS")
    let unnamed = PrefixList(id: "pl-1", name: "", addressFamily: .ipv4)
    let answer = try consolidate([
      rule(tcp(443), .prefixList("pl-1")), rule(tcp(80), .ipv4(v4("10.0.0.0/24"))),
    ])
    for lists in [[], [unnamed]] as [ResourceTable<PrefixList>] {
      let open = answer.fit(within: 60, quotas: Quotas(), prefixLists: lists)
      #expect(!open.fits && open.isUnknown && open.listsOfUnknownWeight == ["pl-1"])
      let text = ConsolidationText.render(answer, fit: open, names: ResourceNames(Network()), limit: 60, TextOptions())
      #expect(text.contains("Not known to fit within 60.") && !text.contains("\nFits"))
      // What is known alone is too much.
      #expect(!answer.fit(within: 1, quotas: Quotas(), prefixLists: lists).isUnknown)
    }
    let known = try consolidate(answer.after, prefixLists: [list])
    let fit = known.fit(within: 60, quotas: Quotas(), prefixLists: [list])
    #expect(fit.fits && !fit.isUnknown && fit.ipv4 == 56)
    #expect(!known.fit(within: 55, quotas: Quotas(), prefixLists: [list]).fits)
  }

  @Test("answers for a group without rules, and refuses one that is not there")
  func edges() throws {
    let answer = try consolidate([])
    #expect(answer.changesNothing && answer.lowerBound == 0 && answer.optimality == .optimal)
    #expect(throws: ConsolidationError.unknownGroup("sg-2")) {
      try Consolidator(Network()).consolidate("sg-2", .ingress)
    }
  }

  @Test("tells people the numbers, the bound, the proof and the commands")
  func text() throws {
    let answer = try consolidate([
      rule(tcp(80), .ipv4(v4("10.0.0.0/25")), id: "sgr-2", "office"),
      rule(tcp(80), .ipv4(v4("10.0.0.128/25")), id: "sgr-3", "lab"),
    ])
    let text = ConsolidationText.render(answer, names: ResourceNames(Network()), limit: 60, TextOptions(width: 100))
    #expect(text.contains("2 → 1 rules"))
    #expect(text.contains("Optimal: no list of rules that allows the same has fewer."))
    #expect(text.contains("Equal: compared in"))
    #expect(text.contains("+ tcp/80  10.0.0.0/24  \"office; lab\""))
    #expect(text.contains("- tcp/80  10.0.0.0/25  sgr-2"))
    #expect(text.contains("aws ec2 authorize-security-group-ingress"))
  }

  @Test("writes a report that reads back the same")
  func report() throws {
    let answer = try consolidate([
      rule(tcp(80), .ipv4(v4("10.0.0.0/25")), id: "sgr-2", "office"),
      rule(tcp(80), .ipv4(v4("10.0.0.128/25")), id: "sgr-3", "lab"),
      rule(.all, .securityGroup(GroupReference("sg-2", ownerID: "123456789012"))),
    ])
    let report = ConsolidationReport(answer, fit: answer.fit(within: 60, quotas: Quotas(), prefixLists: []))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ConsolidationReport.self, from: data) == report)
    #expect(report.isEqual && report.isOptimal && report.lowerBound == 2)
    #expect(report.kept.first?.ipProtocol == "-1" && report.kept.first?.id == nil)
  }
}
