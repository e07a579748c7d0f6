/// One action that a snapshot fetches, and the file its resources go to.
struct SnapshotAction: Sendable, Hashable {
  let name: String
  let service: QueryService
  /// The file without folder. The top-level key inside is the AWS command line's.
  let file: String
  /// Whether a snapshot says nothing useful without it.
  let isEssential: Bool

  private init(_ name: String, _ file: String, service: QueryService = .ec2, isEssential: Bool = false) {
    self.name = name
    self.file = file
    self.service = service
    self.isEssential = isEssential
  }

  /// The identity's permission for it.
  var permission: String { "\(service.rawValue):\(name)" }

  /// The key of the file's one member.
  var key: String { service.shapes.actions[name]?.list ?? name }

  static let managedPrefixLists = SnapshotAction("DescribeManagedPrefixLists", "managed-prefix-lists.json")

  /// Called once for each managed prefix list, a file each: see `entriesFile(prefixList:)`.
  static let prefixListEntries = SnapshotAction("GetManagedPrefixListEntries", "managed-prefix-list-entries.json")

  /// All of them, the slow and the essential first.
  static let all: [SnapshotAction] = [
    SnapshotAction("DescribeInstances", "instances.json"),
    SnapshotAction("DescribeNetworkInterfaces", "network-interfaces.json", isEssential: true),
    SnapshotAction("DescribeSecurityGroups", "security-groups.json", isEssential: true),
    SnapshotAction("DescribeSecurityGroupRules", "security-group-rules.json"),
    SnapshotAction("DescribeVpcs", "vpcs.json", isEssential: true),
    SnapshotAction("DescribeSubnets", "subnets.json", isEssential: true),
    SnapshotAction("DescribeNetworkAcls", "network-acls.json", isEssential: true),
    SnapshotAction("DescribeRouteTables", "route-tables.json", isEssential: true),
    managedPrefixLists,
    prefixListEntries,
    SnapshotAction("DescribePrefixLists", "prefix-lists.json"),
    SnapshotAction("DescribeInternetGateways", "internet-gateways.json"),
    SnapshotAction("DescribeEgressOnlyInternetGateways", "egress-only-internet-gateways.json"),
    SnapshotAction("DescribeNatGateways", "nat-gateways.json"),
    SnapshotAction("DescribeVpcPeeringConnections", "vpc-peering-connections.json"),
    SnapshotAction("DescribeVpcEndpoints", "vpc-endpoints.json"),
    SnapshotAction("DescribeTransitGatewayVpcAttachments", "transit-gateway-vpc-attachments.json"),
    SnapshotAction("DescribeAddresses", "addresses.json"),
    SnapshotAction("DescribeFlowLogs", "flow-logs.json"),
    SnapshotAction("DescribeSecurityGroupVpcAssociations", "security-group-vpc-associations.json"),
    SnapshotAction("DescribeDBInstances", "db-instances.json", service: .rds),
  ]

  /// The file of one prefix list's entries: `{"Entries": […], "PrefixListId": "pl-…"}`. Nil for an identifier that is
  /// no file name.
  static func entriesFile(prefixList identifier: String) -> String? {
    let isName = identifier.utf8.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isName, (1...100).contains(identifier.utf8.count) else { return nil }
    return "managed-prefix-list-entries-\(identifier).json"
  }
}
