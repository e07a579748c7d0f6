import Testing
import VPCModel

@testable import Terraform

@Suite("The import id of aws_security_group_rule")
struct SecurityGroupRuleImportIDTests {
  /// The provider's own examples (vpc_security_group_rule.go), and every form of source, protocol and port.
  @Test(
    "reads what the provider reads, and writes it again",
    arguments: [
      "sg-09a093729ef9382a6_ingress_tcp_8000_8000_10.0.3.0/24",
      "sg-09a093729ef9382a6_ingress_92_0_65536_10.0.3.0/24_10.0.4.0/24",
      "sg-09a093729ef9382a6_egress_tcp_8000_8000_10.0.3.0/24",
      "sg-09a093729ef9382a6_egress_tcp_8000_8000_pl-34800000",
      "sg-09a093729ef9382a6_ingress_all_0_65536_sg-08123412342323",
      "sg-09a093729ef9382a6_ingress_tcp_100_121_10.1.0.0/16_2001:db8::/48_10.2.0.0/16_2002:db8::/48",
      "sg-1_ingress_icmp_-1_-1_self", "sg-1_ingress_icmpv6_255_0_::/0", "sg-1_egress_-1_0_0_self_pl-1_0.0.0.0/0",
      "sg-1_ingress_udp_0_65535_123456789012/sg-2", "sg-1_ingress_58_-1_0_::/0",
    ]
  )
  func forms(text: String) throws {
    #expect(try SecurityGroupRuleImportID(parsing: text).description == text)
  }

  @Test(
    "says which part is wrong",
    arguments: [
      ("sg-1_ingress_tcp_22_22", nil), ("", nil), ("sg_1_ingress_tcp_22_22_self", "SGID"),
      ("sg-1_in_tcp_22_22_self", "TYPE"), ("sg-1_Ingress_tcp_22_22_self", "TYPE"),
      ("sg-1_ingress_TCP_22_22_self", "PROTOCOL"), ("sg-1_ingress_esp_0_0_self", "PROTOCOL"),
      ("sg-1_ingress_tcp_x_22_self", "FROM"), ("sg-1_ingress_tcp_22__self", "TO"),
      ("sg-1_ingress_tcp_22_21_self", "TO"), ("sg-1_ingress_icmp_256_0_self", "FROM"),
      ("sg-1_ingress_1_8_-2_self", "TO"), ("sg-1_ingress_tcp_22_22_web", "SOURCE"),
      ("sg-1_ingress_tcp_22_22_self_", "SOURCE"), ("sg-1_ingress_tcp_22_99999999999999999999_self", "TO"),
    ] as [(String, String?)]
  )
  func refusals(text: String, part: String?) throws {
    let error = try #require(throws: ImportIDError.self) { try SecurityGroupRuleImportID(parsing: text) }
    #expect(error.part == part, "\(error)")
    #expect(error.description.contains(SecurityGroupRuleImportID.form))
  }

  @Test("takes a source for what the provider takes it for: self, then sg-, then a colon, then pl-, then a point")
  func order() throws {
    let id = try SecurityGroupRuleImportID(parsing: "sg-1_ingress_tcp_1_1_x:sg-2_pl-1:_pl-1.0_self_1.2")
    #expect(id.sources == [.group("x:sg-2"), .ipv6("pl-1:"), .prefixList("pl-1.0"), .itself, .ipv4("1.2")])
  }

  @Test("reads back what it builds, for every kind of rule")
  func roundTrip() throws {
    var generator = Seeded(seed: 7)
    for _ in 0..<2_000 {
      let rule = generator.rule()
      let id = SecurityGroupRuleImportID(rule, ownerID: "123456789012")
      let read = try SecurityGroupRuleImportID(parsing: id.description)
      #expect(read == id)
      #expect(read.traffic == rule.traffic)
      #expect(read.problems.isEmpty, "\(id): \(read.problems)")
      #expect(read.groupID == rule.groupID.text && read.direction == rule.direction)
    }
  }

  @Test("tells what the provider takes and then does not find")
  func problems() throws {
    func problems(_ text: String) throws -> [String] { try SecurityGroupRuleImportID(parsing: text).problems }
    #expect(try problems("sg-1_ingress_tcp_0_65536_self").count == 1)
    #expect(try problems("sg-1_ingress_tcp_22_22_10.0.0.1/8").count == 1)
    #expect(try problems("sg-1_ingress_tcp_22_22_2001:db8:0::/48").count == 1)
    #expect(try problems("sg-1_ingress_tcp_22_22_sg-2_sg-3") == ["of the groups sg-2, sg-3 only the last is imported"])
    #expect(try problems("sg-1_ingress_tcp_22_22_sg-1").count == 1)
    #expect(try problems("sg-1_ingress_tcp_22_22_self_10.0.0.0/8_pl-1").isEmpty)
  }
}
