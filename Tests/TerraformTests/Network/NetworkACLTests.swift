import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Network ACLs and prefix lists of a configuration")
struct NetworkACLTests {
  private func build(_ instances: ResourceInstance...) -> TerraformNetwork {
    NetworkBuilder.build([Writing.vpc, Writing.subnet] + instances)
  }

  private func entries(_ built: TerraformNetwork, _ id: String) -> [String] {
    (built.network.networkACLs[NetworkACL.ID(id)]?.entries ?? []).map {
      "\($0.number) \($0.direction.rawValue) \($0.action.rawValue) \($0.traffic) \($0.cidr)"
    }
  }

  @Test("have the entries of their blocks and of standalone rules, and the subnets they are bound to")
  func entries() {
    let built = build(
      resource("aws_subnet.b", ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.2.0/24"]),
      resource(
        "aws_network_acl.n",
        [
          "vpc_id": .of("aws_vpc.main"), "subnet_ids": [.of("aws_subnet.a")],
          "ingress": [
            [
              "rule_no": 200, "protocol": "tcp", "action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 443,
              "to_port": 443,
            ],
            [
              "rule_no": 100, "protocol": "icmp", "action": "DENY", "cidr_block": "10.0.0.1/8", "from_port": 0,
              "to_port": 0, "icmp_type": 8, "icmp_code": -1,
            ],
          ],
        ]
      ),
      resource(
        "aws_network_acl_rule.r",
        [
          "network_acl_id": .of("aws_network_acl.n"), "rule_number": 50, "egress": true, "protocol": "-1",
          "rule_action": "allow", "ipv6_cidr_block": "::/0",
        ]
      ),
      resource(
        "aws_network_acl_association.b",
        ["network_acl_id": .of("aws_network_acl.n"), "subnet_id": .of("aws_subnet.b")]
      )
    )
    #expect(
      entries(built, "aws_network_acl.n") == [
        "100 ingress deny icmp type 8 10.0.0.0/8", "200 ingress allow tcp/443 0.0.0.0/0",
        "50 egress allow all traffic ::/0",
      ]
    )
    #expect(built.network.networkACLs["aws_network_acl.n"]?.subnetIDs == ["aws_subnet.a", "aws_subnet.b"])
    #expect(built.network.isComplete(.networkACL))
  }

  @Test("of a VPC's default have what Terraform says, once it has taken them over")
  func defaultACL() {
    let built = build(
      resource(
        "aws_default_network_acl.d",
        ["default_network_acl_id": .of("aws_vpc.main", "default_network_acl_id")]
      ),
      resource(
        "aws_network_acl_rule.r",
        [
          "network_acl_id": .of("aws_vpc.main", "default_network_acl_id"), "rule_number": 1, "protocol": "17",
          "rule_action": "deny", "cidr_block": "0.0.0.0/0", "from_port": 53, "to_port": 53,
        ]
      )
    )
    #expect(entries(built, "aws_default_network_acl.d") == ["1 ingress deny udp/53 0.0.0.0/0"])
    #expect(built.network.networkACLs["aws_default_network_acl.d"]?.subnetIDs == ["aws_subnet.a"])
    #expect(built.implicit.contains("aws_vpc.main.default_network_acl_id") == false)
  }

  @Test("are left out where an entry is not known, so that their subnets have none that is known")
  func unknownEntry() {
    for attribute in ["rule_no", "action", "protocol", "cidr_block", "from_port"] {
      var entry: [String: Value] = [
        "rule_no": 100, "protocol": "tcp", "action": "allow", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 9,
      ]
      entry[attribute] = .made(from: "var.x", "")
      let built = build(
        resource("aws_subnet.b", ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.2.0/24"]),
        resource(
          "aws_network_acl.n",
          [
            "vpc_id": .of("aws_vpc.main"), "subnet_ids": [.of("aws_subnet.a")], "ingress": [Value(.object(entry))],
          ]
        )
      )
      #expect(!built.network.networkACLs.contains("aws_network_acl.n"))
      #expect(!built.network.isComplete(.networkACL))
      #expect(built.unresolved.map(\.attribute) == ["ingress[0].\(attribute)"])
      // The other subnet's is known all the same.
      #expect(built.network.networkACLs["aws_vpc.main.default_network_acl_id"]?.subnetIDs == ["aws_subnet.b"])
    }
  }

  @Test("leave open which ACL a subnet has where one names subnets that are not known")
  func unknownSubnets() {
    let built = build(
      resource("aws_network_acl.n", ["vpc_id": .of("aws_vpc.main"), "subnet_ids": .of("data.aws_subnets.x", "ids")])
    )
    #expect(built.network.networkACLs["aws_vpc.main.default_network_acl_id"]?.subnetIDs == [])
    #expect(!built.network.isComplete(.networkACL))
  }

  @Test("read prefix lists with blocks and with entries of their own; one that is not known leaves the list open")
  func prefixLists() throws {
    let built = build(
      resource(
        "aws_ec2_managed_prefix_list.a",
        [
          "name": "a", "address_family": "IPv4", "max_entries": 5,
          "entry": [["cidr": "192.0.2.9/24", "description": "x"]],
        ]
      ),
      resource(
        "aws_ec2_managed_prefix_list_entry.a",
        ["prefix_list_id": .of("aws_ec2_managed_prefix_list.a"), "cidr": .of("aws_vpc.main", "cidr_block")]
      ),
      resource("aws_ec2_managed_prefix_list.b", ["name": "b", "address_family": "IPv6", "max_entries": 2]),
      resource(
        "aws_ec2_managed_prefix_list_entry.b",
        ["prefix_list_id": .of("aws_ec2_managed_prefix_list.b"), "cidr": .made(from: "var.x", "")]
      ),
      resource(
        "data.aws_prefix_list.s3",
        ["id": "pl-1", "name": "com.amazonaws.eu-central-1.s3", "cidr_blocks": ["52.219.0.0/16"]]
      ),
      resource("data.aws_ec2_managed_prefix_list.c", ["id": .of("data.aws_ec2_managed_prefix_list.c"), "name": "c"])
    )
    let lists = built.network.prefixLists
    #expect(
      lists["aws_ec2_managed_prefix_list.a"]?.entries?.map(\.cidr.description) == ["192.0.2.0/24", "10.0.0.0/16"]
    )
    #expect(lists["aws_ec2_managed_prefix_list.a"]?.maxEntries == 5)
    #expect(lists["aws_ec2_managed_prefix_list.b"]?.entries == nil)
    #expect(lists["aws_ec2_managed_prefix_list.b"]?.addressFamily == .ipv6)
    #expect(lists["pl-1"]?.entries?.count == 1)
    #expect(lists["pl-1"]?.isAWSManaged == true)
    #expect(lists["data.aws_ec2_managed_prefix_list.c"]?.entries == nil)
    #expect(
      Set(built.unresolved.map(\.address.description))
        == ["aws_ec2_managed_prefix_list_entry.b", "data.aws_ec2_managed_prefix_list.c"]
    )
  }
}
