import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Services of a configuration")
struct WorkloadTests {
  private static let base = [
    Writing.vpc, Writing.subnet,
    resource("aws_subnet.b", ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.2.0/24"]),
    Writing.group("g"),
  ]

  /// Every service in the table, written as its documentation has it, in two subnets with one group.
  @Test(
    "have an interface in each of their subnets, with their groups and a name",
    arguments: WorkloadShape.all.indices
  )
  func everyShape(index: Int) throws {
    let shape = WorkloadShape.all[index]
    var network: [String: Value] = [shape.groups: [.of("aws_security_group.g")]]
    var instances = Self.base
    var count = 2
    switch shape.subnets {
    case .listed(let attribute):
      if attribute.hasSuffix("_id") {
        network[attribute] = .of("aws_subnet.a")
        count = 1
      } else {
        network[attribute] = [.of("aws_subnet.a"), .of("aws_subnet.b")]
      }
    case .group(let attribute, let types):
      let type = try #require(types.first)
      instances.append(
        resource("\(type).s", ["name": "s", "subnet_ids": [.of("aws_subnet.a"), .of("aws_subnet.b")]])
      )
      network[attribute] = .of("\(type).s", "name")
    }
    var values: [String: Value] = ["tags": ["Name": "x"]]
    if shape.name != "id" { values[shape.name] = "known" }
    if let block = shape.block { values[block] = [Value(.object(network))] } else { values.merge(network) { $1 } }
    if shape.type == "aws_eks_node_group" {
      instances.append(resource("aws_eks_cluster.c", ["name": "c"]))
      values["cluster_name"] = .of("aws_eks_cluster.c", "name")
    }
    let address = "\(shape.type).x"
    let built = NetworkBuilder.build(instances + [resource(address, Value(.object(values)))])
    let own = built.network.networkInterfaces.sorted.filter { $0.owner?.names.contains(address) ?? false }
    #expect(own.count == count)
    #expect(own.allSatisfy { $0.owner?.kind == shape.owner })
    if shape.name != "id" { #expect(own.allSatisfy { $0.owner?.names.first == "known" }) }
    #expect(Set(own.map(\.subnetID)) == (count == 1 ? ["aws_subnet.a"] : ["aws_subnet.a", "aws_subnet.b"]))
    let group: SecurityGroup.ID =
      shape.type == "aws_eks_node_group"
      ? "aws_eks_cluster.c.vpc_config[0].cluster_security_group_id" : "aws_security_group.g"
    #expect(own.allSatisfy { $0.groupIDs.first == group })
    #expect(own.allSatisfy { $0.primaryAddress != nil && built.synthetic[$0.id] != nil })
    #expect(built.diagnostics.isEmpty)
    let known = try #require(ResourceAddress(parsing: address))
    #expect(Set(built.identifiers[known] ?? []).isSuperset(of: own.map(\.id.text)))
    #expect(own.first?.vpcID == "aws_vpc.main")
  }

  private func build(_ instances: ResourceInstance...) -> TerraformNetwork {
    NetworkBuilder.build(Self.base + instances)
  }

  @Test("carry the VPC's default group without one of their own")
  func withoutGroups() {
    let built = build(resource("aws_lb.x", ["name": "x", "subnets": [.of("aws_subnet.a")], "internal": true]))
    let interface = built.network.networkInterfaces["aws_lb.x"]
    #expect(interface?.groupIDs == ["aws_vpc.main.default_security_group_id"])
    #expect(interface?.privateIPv4Addresses.first?.publicAddress == nil)
  }

  @Test("of network load balancers are filtered only by groups they are given, and have addresses they are given")
  func networkLoadBalancers() {
    let built = build(
      resource(
        "aws_lb.n",
        [
          "name": "n", "load_balancer_type": "network",
          "subnet_mapping": [
            ["subnet_id": .of("aws_subnet.a"), "private_ipv4_address": "10.0.1.77"], ["subnet_id": .of("aws_subnet.b")],
          ],
        ]
      )
    )
    let interface = built.network.networkInterfaces["aws_lb.n in aws_subnet.a"]
    #expect(interface?.owner?.kind == .networkLoadBalancer)
    #expect(interface?.isWithoutFilter == true)
    #expect(interface?.primaryAddress?.description == "10.0.1.77")
    #expect(interface?.privateIPv4Addresses.first?.publicAddress != nil)
    #expect(built.network.networkInterfaces.contains("aws_lb.n in aws_subnet.b"))
  }

  @Test("run elsewhere where they name no subnets")
  func elsewhere() {
    let built = build(
      resource("aws_lambda_function.f", ["function_name": "f"]),
      resource("aws_ecs_service.s", ["name": "s"])
    )
    #expect(built.network.networkInterfaces.isEmpty)
    #expect(built.unresolved.isEmpty)
  }

  @Test("are in subnets that are not known where their subnet group is not here")
  func unknownSubnetGroup() throws {
    let built = build(
      resource(
        "aws_db_instance.d",
        [
          "identifier": "d", "db_subnet_group_name": "elsewhere",
          "vpc_security_group_ids": [.of("aws_security_group.g")],
        ]
      )
    )
    let interface = try #require(built.network.networkInterfaces["aws_db_instance.d"])
    #expect(!built.network.subnets.contains(interface.subnetID))
    #expect(interface.vpcID == "aws_vpc.main")
    #expect(built.unresolved.map(\.attribute) == ["db_subnet_group_name"])
  }

  @Test("of Auto Scaling groups are as their launch templates say")
  func scalingGroups() throws {
    let template = resource(
      "aws_launch_template.t",
      [
        "name": "t",
        "network_interfaces": [
          ["security_groups": [.of("aws_security_group.g")], "associate_public_ip_address": "true"]
        ],
      ]
    )
    let policy: Value = [
      "launch_template": [["launch_template_specification": [["launch_template_name": "t", "version": "1"]]]]
    ]
    let built = build(
      template,
      resource(
        "aws_autoscaling_group.a",
        [
          "name": "a", "launch_template": [["id": .of("aws_launch_template.t"), "version": "$Latest"]],
          "vpc_zone_identifier": [.of("aws_subnet.a"), .of("aws_subnet.b")],
        ]
      ),
      resource(
        "aws_autoscaling_group.mixed",
        ["name": "m", "mixed_instances_policy": [policy], "vpc_zone_identifier": [.of("aws_subnet.a")]]
      )
    )
    let interface = try #require(built.network.networkInterfaces["aws_autoscaling_group.a in aws_subnet.b"])
    #expect(interface.groupIDs == ["aws_security_group.g"])
    #expect(interface.owner == InterfaceOwner(.autoScalingGroup, names: ["a", "aws_autoscaling_group.a"]))
    #expect(interface.privateIPv4Addresses.first?.publicAddress != nil)
    #expect(
      built.network.networkInterfaces["aws_autoscaling_group.mixed in aws_subnet.a"]?.groupIDs == [
        "aws_security_group.g"
      ]
    )
  }

  @Test("of VPC endpoints have the groups and subnets of their associations too")
  func endpoints() throws {
    let built = build(
      resource(
        "aws_vpc_endpoint.e",
        [
          "vpc_id": .of("aws_vpc.main"), "service_name": "com.amazonaws.eu-central-1.logs",
          "vpc_endpoint_type": "Interface", "subnet_ids": [.of("aws_subnet.a")],
        ]
      ),
      resource(
        "aws_vpc_endpoint_subnet_association.b",
        ["vpc_endpoint_id": .of("aws_vpc_endpoint.e"), "subnet_id": .of("aws_subnet.b")]
      ),
      resource(
        "aws_vpc_endpoint_security_group_association.g",
        [
          "vpc_endpoint_id": .of("aws_vpc_endpoint.e"), "security_group_id": .of("aws_security_group.g"),
          "replace_default_association": true,
        ]
      )
    )
    let endpoint = try #require(built.network.vpcEndpoints["aws_vpc_endpoint.e"])
    #expect(endpoint.networkInterfaceIDs.count == 2)
    for id in endpoint.networkInterfaceIDs {
      #expect(built.network.networkInterfaces[id]?.groupIDs == ["aws_security_group.g"])
    }
  }

  @Test("that are not read are called by name, never left out in silence")
  func others() {
    let built = build(
      resource("aws_transfer_server.t", ["endpoint_details": [["security_group_ids": [.of("aws_security_group.g")]]]]),
      resource("aws_networkfirewall_firewall.f"),
      resource("aws_s3_bucket.b", ["bucket": "x"])
    )
    #expect(built.diagnostics.count == 2)
    #expect(built.diagnostics.contains { $0.detail.contains("endpoint_details[0].security_group_ids") })
  }
}
