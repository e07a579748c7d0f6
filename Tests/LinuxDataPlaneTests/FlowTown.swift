import IPAddressing
import LinuxDataPlane
import VPCModel

/// A VPC with an application and a database that it may reach, for tests of flow capture.
struct FlowTown {
  static let appAddress = IPAddress.v4(IPv4Address(10, 0, 1, 5))
  static let databaseAddress = IPAddress.v4(IPv4Address(10, 0, 3, 20))
  /// In the VPC, outside what the database's rule allows.
  static let strangerAddress = IPAddress.v4(IPv4Address(10, 0, 12, 7))

  private static func block(_ text: String) -> IPv4Prefix { IPv4Prefix(text) ?? .all }

  static let database = NetworkInterface(
    id: "eni-db",
    vpcID: "vpc-1",
    subnetID: "subnet-data",
    privateIPv4Addresses: [.init(IPv4Address(10, 0, 3, 20), isPrimary: true)],
    groupIDs: ["sg-db"],
    ownerID: "123456789012"
  )

  static let app = NetworkInterface(
    id: "eni-app",
    vpcID: "vpc-1",
    subnetID: "subnet-app",
    privateIPv4Addresses: [.init(IPv4Address(10, 0, 1, 5), isPrimary: true)],
    groupIDs: ["sg-app"],
    ownerID: "123456789012"
  )

  static let databaseGroup = SecurityGroup(
    id: "sg-db",
    name: "sg-db",
    vpcID: "vpc-1",
    rules: [
      SecurityGroupRule(
        id: "sgr-db",
        groupID: "sg-db",
        direction: .ingress,
        traffic: .tcp(PortRange(5432)),
        peer: .ipv4(block("10.0.1.0/24"))
      )
    ]
  )

  var network: Network
  var attachments = [
    Attachment(interfaceID: "eni-app", kind: .routed, device: "rf-app", namespace: .own, maker: .lab),
    Attachment(interfaceID: "eni-db", kind: .routed, device: "rf-db", namespace: .own, maker: .lab),
  ]

  init() {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: [Self.block("10.0.0.0/16")])]
    network.subnets = [
      Subnet(id: "subnet-app", vpcID: "vpc-1", ipv4CIDR: Self.block("10.0.1.0/24")),
      Subnet(id: "subnet-data", vpcID: "vpc-1", ipv4CIDR: Self.block("10.0.3.0/24")),
    ]
    network.networkInterfaces = [Self.app, Self.database]
    network.securityGroups = [
      Self.databaseGroup,
      SecurityGroup(
        id: "sg-app",
        name: "sg-app",
        vpcID: "vpc-1",
        rules: [
          SecurityGroupRule(
            id: "sgr-app-out",
            groupID: "sg-app",
            direction: .egress,
            traffic: .all,
            peer: .ipv4(.all)
          )
        ]
      ),
    ]
    let all = IPPrefix.v4(Self.block("10.0.0.0/16"))
    network.networkACLs = [
      NetworkACL(
        id: "acl-data",
        vpcID: "vpc-1",
        entries: [
          .init(number: 90, direction: .ingress, action: .deny, traffic: .udp(PortRange(53)), cidr: all),
          .init(number: 100, direction: .ingress, action: .allow, traffic: .all, cidr: all),
          .init(number: 100, direction: .egress, action: .allow, traffic: .tcp(.all), cidr: all),
        ],
        subnetIDs: ["subnet-data"]
      )
    ]
    self.network = network
  }
}
