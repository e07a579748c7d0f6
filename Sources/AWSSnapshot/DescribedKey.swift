import PositionedJSON
import VPCModel

/// The keys under which the AWS CLI prints what makes up a network. They tell what a file is, whatever its name.
enum DescribedKey: String {
  case vpcs = "Vpcs"
  case subnets = "Subnets"
  case networkInterfaces = "NetworkInterfaces"
  case securityGroups = "SecurityGroups"
  case securityGroupRules = "SecurityGroupRules"
  case securityGroupAssociations = "SecurityGroupVpcAssociations"
  case networkACLs = "NetworkAcls"
  case routeTables = "RouteTables"
  case internetGateways = "InternetGateways"
  case egressOnlyInternetGateways = "EgressOnlyInternetGateways"
  case natGateways = "NatGateways"
  case peeringConnections = "VpcPeeringConnections"
  case managedPrefixLists = "ManagedPrefixLists"
  case prefixLists = "PrefixLists"
  case prefixListEntries = "Entries"
  case vpcEndpoints = "VpcEndpoints"
  case transitGatewayAttachments = "TransitGatewayVpcAttachments"
  case reservations = "Reservations"
  case instances = "Instances"
  case addresses = "Addresses"
  case databaseInstances = "DBInstances"
  case tasks = "tasks"
  case flowLogs = "FlowLogs"

  /// The kind of which an output under this key holds all that its account and region have.
  ///
  /// `nil` where the key only adds to what others tell. Prefix lists are complete by what refers to them
  /// instead, and `Instances` alone is what starting some instances prints.
  var suppliedKind: ResourceKind? {
    switch self {
    case .vpcs: .vpc
    case .subnets: .subnet
    case .networkInterfaces: .networkInterface
    case .securityGroups: .securityGroup
    case .networkACLs: .networkACL
    case .routeTables: .routeTable
    case .internetGateways: .internetGateway
    case .egressOnlyInternetGateways: .egressOnlyInternetGateway
    case .natGateways: .natGateway
    case .peeringConnections: .vpcPeeringConnection
    case .vpcEndpoints: .vpcEndpoint
    case .transitGatewayAttachments: .transitGatewayVPCAttachment
    case .reservations: .instance
    case .databaseInstances: .databaseInstance
    case .securityGroupRules, .securityGroupAssociations, .managedPrefixLists, .prefixLists, .prefixListEntries,
      .instances, .addresses, .tasks, .flowLogs:
      nil
    }
  }

  /// The kinds that are incomplete when an element under this key cannot be read or the output was cut
  /// short, the one that is left out first; none where only names are lost.
  var affectedKinds: [ResourceKind] {
    switch self {
    case .securityGroupRules, .securityGroupAssociations: [.securityGroup]
    case .managedPrefixLists, .prefixLists, .prefixListEntries: [.prefixList]
    // An instance's interfaces may be described nowhere else.
    case .reservations, .instances: [.instance, .networkInterface]
    case .addresses: [.networkInterface]
    case .tasks, .flowLogs: []
    default: suppliedKind.map { [$0] } ?? []
    }
  }

  /// Whether a folder with nothing but such outputs stands for no account and region of its own.
  var isSupplement: Bool {
    switch self {
    case .managedPrefixLists, .prefixLists, .prefixListEntries, .addresses, .databaseInstances, .tasks, .flowLogs:
      true
    default: false
    }
  }

  /// For a key that commands of other services print too: what an element has that is meant here.
  var distinguishingMember: StaticString? {
    switch self {
    case .instances: "InstanceId"
    case .addresses: "PublicIp"
    case .prefixListEntries: "Cidr"
    case .tasks: "taskArn"
    case .flowLogs: "FlowLogId"
    default: nil
    }
  }

  /// Whether the value is what the key is known for. Other services use some of the keys for something else.
  func describes(_ value: JSONValue) -> Bool {
    guard let distinguishingMember else { return true }
    guard value.kind == .array else { return false }
    guard let first = value.elements.first(where: { _ in true }) else { return true }
    return first.member(distinguishingMember) != nil
  }
}
