import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("The shape of a network")
struct NetworkShapeTests {
  private func network(id: String?, port: Value = 443, cidr: Value = "10.0.0.0/8", subnet: Value? = nil)
    -> TerraformNetwork
  {
    func own(_ text: String, _ address: String) -> Value { id == nil ? .of(address) : Value(.string(text)) }
    var vpc: [String: Value] = ["cidr_block": "10.0.0.0/16"]
    var group: [String: Value] = [
      "name": "g", "vpc_id": own("vpc-1", "aws_vpc.main"),
      "ingress": [["protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": [cidr]]],
    ]
    if id != nil {
      vpc["id"] = "vpc-1"
      vpc["default_security_group_id"] = "sg-d"
      vpc["default_network_acl_id"] = "acl-d"
      vpc["default_route_table_id"] = "rtb-d"
      group["id"] = "sg-1"
    }
    return NetworkBuilder.build([
      resource("aws_vpc.main", Value(.object(vpc))), resource("aws_security_group.g", Value(.object(group))),
      resource("aws_subnet.a", ["vpc_id": own("vpc-1", "aws_vpc.main"), "cidr_block": subnet ?? "10.0.1.0/24"]),
      resource(
        "aws_network_interface.i",
        ["subnet_id": .of("aws_subnet.a"), "security_groups": [own("sg-1", "aws_security_group.g")]]
      ),
    ])
  }

  @Test("does not depend on identifiers")
  func identifiers() {
    let before = NetworkShape(network(id: nil))
    let after = NetworkShape(network(id: "real"))
    #expect(before.differences(from: after) == [])
    #expect(before.resources.count == 7)
    #expect(before.resources["aws_vpc.main.default_security_group_id"] != nil)
    let live = NetworkShape(network(id: "real").network, names: network(id: "real").canonicalNames)
    #expect(before.differences(from: live) == [])
  }

  @Test("tells what differs, on both sides")
  func differences() {
    let one = NetworkShape(network(id: nil))
    #expect(
      one.differences(from: NetworkShape(network(id: "real", port: 80))).map(\.description) == [
        "aws_security_group.g rules: ingress tcp/443 10.0.0.0/8 | ingress tcp/80 10.0.0.0/8"
      ]
    )
    #expect(one.differences(from: NetworkShape(network(id: nil, subnet: "10.0.2.0/24"))).map(\.field) == ["IPv4 block"])
    var lacking = network(id: "real")
    lacking.network.securityGroups["sg-1"] = nil
    #expect(
      one.differences(from: NetworkShape(lacking)).map(\.description).contains(
        "aws_security_group.g: there | not there"
      )
    )
  }

  @Test("leaves aside what is not known, and only that")
  func unknowns() {
    let known = NetworkShape(network(id: "real"))
    #expect(NetworkShape(network(id: nil, cidr: .made(from: "var.x", ""))).differences(from: known) == [])
    #expect(known.differences(from: NetworkShape(network(id: nil, cidr: .made(from: "var.x", "")))) == [])
    // A rule that is known has to be there all the same.
    let other = NetworkShape(network(id: nil, port: .made(from: "var.x", "")))
    #expect(other.differences(from: known) == [])
  }

  @Test("has resources of named VPCs that have no name themselves, and none of other VPCs")
  func strangers() {
    var live = network(id: "real").network
    live.vpcs.insert(VPC(id: "vpc-other"))
    live.securityGroups.insert(SecurityGroup(id: "sg-other", name: "x", vpcID: "vpc-other"))
    live.securityGroups.insert(SecurityGroup(id: "sg-hand", name: "by hand", vpcID: "vpc-1"))
    let names = network(id: "real").canonicalNames
    let found = NetworkShape(network(id: nil)).differences(from: NetworkShape(live, names: names))
    #expect(found.map(\.resource) == ["security group sg-hand"])
  }
}
