import Findings
import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("Rules that are refused")
struct RefusedRuleTests {
  private let web = Value.after("aws_security_group.web")

  private func words(_ instances: [ResourceInstance]) -> [String] {
    Ownership([TerraformConfiguration(instances)]).findings().filter { $0.checkID == "terraform-refused-rule" }
      .map(\.message)
  }

  private func inline(_ blocks: Value...) -> [String] { words([.group("web", ingress: blocks)]) }

  private func newer(_ members: [String: Value]) -> [String] {
    words([
      .group("web"),
      ResourceInstance("aws_vpc_security_group_ingress_rule.r", members.merging(["security_group_id": web]) { $1 }),
    ])
  }

  @Test("blocks of addresses are judged as the provider does")
  func blocks() {
    #expect(inline(.rule(ipv4: ["10.0.0.0/16", "0.0.0.0/0"])) == [])
    #expect(
      inline(.rule(ipv4: ["10.0.0.5/16"])) == [
        "aws_security_group.web, ingress[0]: \"10.0.0.5/16\" is not a valid CIDR block; did you mean \"10.0.0.0/16\"?"
      ]
    )
    #expect(
      inline(.rule(ipv4: ["10.0.0.0/33"])) == [
        "aws_security_group.web, ingress[0]: \"10.0.0.0/33\" is not a valid IPv4 CIDR block"
      ]
    )
    let lone = newer(["cidr_ipv4": .text("10.0.0.5/16"), "ip_protocol": .text("-1")])
    #expect(lone.count == 1 && lone[0].contains("represents a network address"), "\(lone)")
    #expect(inline(.rule(more: ["ipv6_cidr_blocks": .list([.text("2001:db8::/32")])])) == [])
    #expect(inline(.rule(more: ["ipv6_cidr_blocks": .list([.text("2001:db8::1/32")])])).count == 1)
  }

  @Test("ports the wrong way round, out of range and beside all protocols are told")
  func ports() {
    let block = ["10.0.0.0/8"]
    #expect(inline(.rule("tcp", 443, 80, ipv4: block)).first?.contains("above the last") == true)
    #expect(inline(.rule("udp", 0, 65536, ipv4: block)).first?.contains("0 to 65535") == true)
    #expect(
      inline(.rule("-1", 0, 65535, ipv4: block)) == [
        "aws_security_group.web, ingress[0]: from_port (0) and to_port (65535) must both be 0 to use the 'ALL' \"-1\""
          + " protocol!"
      ]
    )
    #expect(inline(.rule("-1", 0, ipv4: block), .rule("icmp", 8, -1, ipv4: block), .rule("50", 7, ipv4: block)) == [])
    // The older resource leaves ports out beside all protocols; the newer one asks for them again and again.
    let older = ResourceInstance(
      "aws_security_group_rule.r",
      [
        "security_group_id": web, "type": .text("egress"), "protocol": .text("-1"), "from_port": .number(0),
        "to_port": .number(65535), "cidr_blocks": .list([.text("0.0.0.0/0")]),
      ]
    )
    #expect(words([.group("web"), older]) == [])
    var all = ["cidr_ipv4": Value.text("10.0.0.0/8"), "ip_protocol": .text("-1")]
    #expect(newer(all) == [])
    all["from_port"] = .number(1)
    #expect(newer(all).count == 1)
    #expect(newer(["cidr_ipv4": .text("10.0.0.0/8"), "ip_protocol": .text("tcp"), "from_port": .number(1)]).count == 1)
  }

  @Test("a rule of its own has one peer: none and two are told, and none is no unknown one")
  func peers() {
    let bare: [String: Value] = ["ip_protocol": .text("-1")]
    #expect(newer(bare).first?.contains("it has no peer: exactly one of [cidr_ipv4, ") == true)
    let both = bare.merging(["cidr_ipv4": .text("10.0.0.0/8"), "cidr_ipv6": .text("::/0")]) { $1 }
    #expect(newer(both).first?.contains("cidr_ipv4 and cidr_ipv6 are both given") == true)
    #expect(newer(bare.merging(["cidr_ipv4": .after("data.http.office", "body")]) { $1 }) == [])
    let missing = DeclaredRule.rules(of: ResourceInstance("aws_vpc_security_group_ingress_rule.r", bare))
    #expect(missing.map(\.words) == ["all traffic from no peer, for none is given"])
    let older: [String: Value] = [
      "security_group_id": web, "type": .text("ingress"), "protocol": .text("tcp"), "from_port": .number(1),
      "to_port": .number(1),
    ]
    #expect(words([.group("web"), ResourceInstance("aws_security_group_rule.r", older)]).count == 1)
    let itself = older.merging(["self": Value(.bool(true))]) { $1 }
    #expect(words([.group("web"), ResourceInstance("aws_security_group_rule.r", itself)]) == [])
  }
}
