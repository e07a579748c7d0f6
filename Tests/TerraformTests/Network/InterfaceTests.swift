import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Network interfaces of a configuration")
struct InterfaceTests {
  private let base = [
    Writing.vpc, Writing.subnet,
    resource(
      "aws_subnet.public",
      ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.2.0/28", "map_public_ip_on_launch": true]
    ),
    Writing.group("web"), Writing.group("other"),
  ]

  private func build(_ instances: ResourceInstance...) -> TerraformNetwork { NetworkBuilder.build(base + instances) }

  @Test("have given addresses as they are, and made up ones of their subnet, which are told apart")
  func addresses() throws {
    let built = build(
      resource(
        "aws_network_interface.given",
        [
          "subnet_id": .of("aws_subnet.a"), "private_ips": ["10.0.1.20", "10.0.1.21"],
          "security_groups": [.of("aws_security_group.web"), .of("aws_security_group.other")],
          "source_dest_check": false, "description": "given",
        ]
      ),
      resource("aws_network_interface.chosen", ["subnet_id": .of("aws_subnet.a"), "private_ips_count": 2])
    )
    let given = try #require(built.network.networkInterfaces["aws_network_interface.given"])
    #expect(given.privateIPv4Addresses.map(\.address.description) == ["10.0.1.20", "10.0.1.21"])
    #expect(given.privateIPv4Addresses.map(\.isPrimary) == [true, false])
    #expect(given.groupIDs == ["aws_security_group.web", "aws_security_group.other"])
    #expect(!given.sourceDestinationCheck)
    #expect(given.vpcID == "aws_vpc.main")
    #expect(built.synthetic[given.id] == nil)
    #expect(given.summary == "given")
    let chosen = try #require(built.network.networkInterfaces["aws_network_interface.chosen"])
    #expect(chosen.privateIPv4Addresses.count == 3)
    #expect(chosen.groupIDs == ["aws_vpc.main.default_security_group_id"])
    let made = try #require(built.synthetic[chosen.id])
    #expect(made.addresses == chosen.privateIPv4Addresses.map { .v4($0.address) })
    #expect(made.ranges.map(\.description) == ["10.0.1.0/24"])
    #expect(made.publicAddresses.isEmpty)
    #expect(chosen.summary?.contains("made up, for any of 10.0.1.0/24") ?? false)
  }

  @Test("have no address where their subnet is not described, and say which attribute leaves it open")
  func unknownSubnets() throws {
    let built = build(
      resource("aws_network_interface.literal", ["subnet_id": "subnet-0abc"]),
      resource("aws_network_interface.looked_up", ["subnet_id": .of("data.aws_subnet.other")]),
      resource("aws_instance.machine", ["subnet_id": "subnet-0abc"]),
      resource("aws_network_interface.given", ["subnet_id": "subnet-0abc", "private_ips": ["10.9.0.4"]]),
      resource("aws_network_interface.known", ["subnet_id": .of("aws_subnet.a")])
    )
    let interfaces = built.network.networkInterfaces
    let literal = try #require(interfaces["aws_network_interface.literal"])
    #expect(literal.isOfUnknownAddress)
    #expect(
      literal.unknownAddressReason
        == "aws_network_interface.literal.subnet_id is subnet-0abc, which is not described here, so the interface's"
        + " addresses are not known"
    )
    #expect(
      interfaces["aws_network_interface.looked_up"]?.unknownAddressReason?.contains("data.aws_subnet.other") == true
    )
    #expect(
      interfaces["aws_instance.machine.primary_network_interface_id"]?.unknownAddressReason?
        .hasPrefix("aws_instance.machine.subnet_id is subnet-0abc") == true
    )
    for address in ["given", "known"] {
      let interface = try #require(interfaces[NetworkInterface.ID("aws_network_interface.\(address)")])
      #expect(!interface.isOfUnknownAddress && interface.unknownAddressReason == nil)
    }
    let open = built.unresolved.filter { $0.attribute == "subnet_id" }.map(\.address.description)
    #expect(open == ["aws_instance.machine", "aws_network_interface.literal", "aws_network_interface.looked_up"])
  }

  @Test("never share an address, nor have one that EC2 reserves, and keep theirs whatever else is there")
  func allocation() throws {
    let interfaces = (0..<20).map {
      resource("aws_network_interface.i[\($0)]", ["subnet_id": .of("aws_subnet.public")])
    }
    let few = NetworkBuilder.build(base + interfaces.prefix(3))
    let many = NetworkBuilder.build(base + interfaces.shuffled())
    let addresses = many.network.networkInterfaces.unordered.compactMap { $0.primaryAddress }
    // A /28 has eleven.
    #expect(addresses.count == 11)
    #expect(Set(addresses).count == 11)
    let block = try #require(IPv4Prefix("10.0.2.0/28"))
    for case .v4(let address) in addresses {
      #expect(address.rawValue >= block.first.rawValue + 4 && address < block.last)
    }
    #expect(many.diagnostics.count == 9)
    #expect(few.network == NetworkBuilder.build(Array((base + interfaces.prefix(3)).reversed())).network)
  }

  @Test("are made for instances, with what the instance says of groups and public addresses")
  func instances() throws {
    let built = build(
      resource(
        "aws_instance.web",
        [
          "subnet_id": .of("aws_subnet.a"), "vpc_security_group_ids": [.of("aws_security_group.web")],
          "associate_public_ip_address": true, "private_ip": "10.0.1.9", "tags": ["Name": "web"],
        ]
      ),
      resource("aws_instance.plain", ["subnet_id": .of("aws_subnet.public")]),
      resource(
        "aws_network_interface_sg_attachment.x",
        [
          "network_interface_id": .of("aws_instance.plain", "primary_network_interface_id"),
          "security_group_id": .of("aws_security_group.other"),
        ]
      )
    )
    let web = try #require(built.network.instances["aws_instance.web"])
    #expect(web.tags["Name"] == "web")
    let id = try #require(web.networkInterfaceIDs.first)
    let interface = try #require(built.network.networkInterfaces[id])
    #expect(interface.primaryAddress?.description == "10.0.1.9")
    #expect(interface.groupIDs == ["aws_security_group.web"])
    #expect(interface.owner == InterfaceOwner(.instance, names: ["aws_instance.web"]))
    let madeUp = try #require(interface.privateIPv4Addresses.first?.publicAddress)
    #expect(built.synthetic[id]?.publicAddresses == [madeUp])
    #expect(built.synthetic[id]?.addresses == [])
    #expect(SpecialPurpose.benchmarking.contains(.v4(madeUp)))
    let plain = built.network.networkInterfaces["aws_instance.plain.primary_network_interface_id"]
    #expect(plain?.groupIDs == ["aws_vpc.main.default_security_group_id", "aws_security_group.other"])
    #expect(plain?.privateIPv4Addresses.first?.publicAddress != nil)
    #expect(built.identifiers[ResourceAddress(type: "aws_instance", name: "web")]?.first == "aws_instance.web")
  }

  @Test("that are resources of their own are attached to instances")
  func attachments() {
    let built = build(
      resource("aws_network_interface.first", ["subnet_id": .of("aws_subnet.a")]),
      resource("aws_network_interface.second", ["subnet_id": .of("aws_subnet.a")]),
      resource(
        "aws_instance.m",
        ["network_interface": [["network_interface_id": .of("aws_network_interface.first"), "device_index": 0]]]
      ),
      resource(
        "aws_network_interface_attachment.s",
        [
          "instance_id": .of("aws_instance.m"), "network_interface_id": .of("aws_network_interface.second"),
          "device_index": 1,
        ]
      )
    )
    #expect(
      built.network.instances["aws_instance.m"]?.networkInterfaceIDs == [
        "aws_network_interface.first", "aws_network_interface.second",
      ]
    )
    #expect(built.network.networkInterfaces["aws_network_interface.second"]?.attachment?.instanceID == "aws_instance.m")
    #expect(built.network.networkInterfaces.count == 2)
  }

  @Test("have elastic addresses, real where they are known")
  func elasticAddresses() {
    let built = build(
      resource("aws_instance.web", ["subnet_id": .of("aws_subnet.a")]),
      resource("aws_eip.web", ["instance": .of("aws_instance.web")]),
      resource("aws_network_interface.box", ["subnet_id": .of("aws_subnet.a")]),
      resource("aws_eip.box", ["id": "eipalloc-1", "public_ip": "198.51.100.7"]),
      resource(
        "aws_eip_association.box",
        ["allocation_id": "eipalloc-1", "network_interface_id": .of("aws_network_interface.box")]
      )
    )
    let web = built.network.networkInterfaces["aws_instance.web.primary_network_interface_id"]
    #expect(web?.privateIPv4Addresses.first?.publicAddress != nil)
    #expect(web.flatMap { built.synthetic[$0.id]?.publicAddresses.count } == 1)
    let box = built.network.networkInterfaces["aws_network_interface.box"]
    #expect(box?.privateIPv4Addresses.first?.publicAddress == IPv4Address("198.51.100.7"))
    #expect(box.flatMap { built.synthetic[$0.id]?.publicAddresses } == [])
  }

  @Test("of which it is not known where they are or what they carry read as unknown")
  func unknownParts() {
    let built = build(
      resource(
        "aws_network_interface.x",
        ["subnet_id": .made(from: "var.subnet", ""), "security_groups": .of("var.groups", "")]
      )
    )
    let interface = built.network.networkInterfaces["aws_network_interface.x"]
    #expect(interface?.subnetID == "aws_network_interface.x.subnet_id")
    #expect(interface?.groupIDs == ["aws_network_interface.x.security_groups"])
    #expect(Set(built.unresolved.map(\.attribute)) == ["subnet_id", "security_groups"])
    #expect(built.network.incompleteKinds.isSuperset(of: [.subnet, .securityGroup]))
  }
}
