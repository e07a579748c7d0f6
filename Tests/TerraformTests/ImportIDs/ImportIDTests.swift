import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Import ids")
struct ImportIDTests {
  @Test(
    "of every kind are read and written again",
    arguments: [
      ("aws_security_group", "sg-0123456789abcdef0"), ("aws_default_security_group", "sg-01234567"),
      ("aws_vpc_security_group_ingress_rule", "sgr-0123456789abcdef0"), ("aws_flow_log", "fl-0123456789abcdef0"),
      ("aws_security_group_rule", "sg-1_ingress_tcp_22_22_self"), ("aws_network_acl", "acl-0123456789abcdef0"),
      ("aws_network_acl_rule", "acl-0a:100:tcp:false"), ("aws_network_acl_rule", "acl-0a:-1:6:true"),
      ("aws_route", "rtb-1_10.0.0.0/8"), ("aws_route", "rtb-1_::/0"), ("aws_route", "rtb-1_pl-1"),
      ("aws_route_table", "rtb-0123456789abcdef0"), ("aws_route_table_association", "subnet-1/rtb-1"),
      ("aws_route_table_association", "igw-1/rtb-1"), ("aws_ec2_managed_prefix_list_entry", "pl-1,10.0.0.0/8"),
      ("aws_network_interface_sg_attachment", "eni-1_sg-1"), ("aws_vpc_security_group_vpc_association", "sg-1,vpc-1"),
    ]
  )
  func forms(type: String, text: String) throws {
    let id = try ImportID(parsing: text, for: type)
    #expect(id.description == text)
    #expect(id.resourceType == type)
  }

  @Test(
    "say which part is wrong",
    arguments: [
      ("aws_security_group", "0123", "ID"), ("aws_security_group", "sg-xyz", "ID"), ("aws_security_group", "sg-", "ID"),
      ("aws_vpc_security_group_egress_rule", "sg-01234567", "ID"),
      ("aws_network_acl_rule", "acl-0a:100:tcp", nil), ("aws_network_acl_rule", "acl-0a:x:tcp:true", "NUMBER"),
      ("aws_network_acl_rule", "acl-0a:1:tcp:yes", "EGRESS"), ("aws_network_acl_rule", "acl-0a:1::true", "PROTOCOL"),
      ("aws_route", "rtb-1_web", "DESTINATION"), ("aws_route", "rtb-1", nil),
      ("aws_route", "rt-1_0.0.0.0/0", "TABLEID"),
      ("aws_route_table_association", "rtbassoc-1", nil), ("aws_route_table_association", "rtb-1/subnet-1", "SUBNETID"),
      ("aws_ec2_managed_prefix_list_entry", "pl-1_10.0.0.0/8", nil),
      ("aws_network_interface_sg_attachment", "sg-1_eni-1", "INTERFACEID"), ("aws_s3_bucket", "x", nil),
    ] as [(String, String, String?)]
  )
  func refusals(type: String, text: String, part: String?) throws {
    let error = try #require(throws: ImportIDError.self) { try ImportID(parsing: text, for: type) }
    #expect(error.part == part, "\(error)")
    #expect(error.description.contains(type))
  }

  @Test("are built from live resources, and read back")
  func live() throws {
    let default_ = SecurityGroup(id: "sg-0123456789abcdef0", name: "default", vpcID: "vpc-1")
    let acl = NetworkACL(id: "acl-0123456789abcdef0", vpcID: "vpc-1")
    let entry = NetworkACL.Entry(
      number: 100,
      direction: .egress,
      action: .allow,
      traffic: .all,
      cidr: .v4(try .init(parsing: "0.0.0.0/0"))
    )
    let route = RouteTable.Route(.prefixList("pl-1"), to: .local)
    let ids = [
      ImportID(ofGroup: default_), ImportID(ofACL: acl), ImportID(ofEntry: entry, in: acl.id),
      ImportID(ofRoute: route, in: "rtb-1"),
    ]
    #expect(
      ids.map { $0?.description } == [
        "sg-0123456789abcdef0", "acl-0123456789abcdef0", "acl-0123456789abcdef0:100:-1:true", "rtb-1_pl-1",
      ]
    )
    for case .some(let id) in ids { #expect(try ImportID(parsing: id.description, for: id.resourceType) == id) }
    #expect(ids[0]?.resourceType == "aws_default_security_group")
  }
}
