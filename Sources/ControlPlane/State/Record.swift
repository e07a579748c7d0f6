package import VPCModel

/// What the control plane keeps of one resource: the model's view of it and what only the API needs, such as
/// association identifiers and times. The unit of change, of storage and of history.
///
/// Stored as JSON by its `Codable` conformance: a member added later must have a default in `init(from:)` (an
/// optional has), since databases outlive versions.
package protocol Record: Codable, Hashable, Sendable {
  static var kind: RecordKind { get }
  /// Where the state keeps this kind.
  static var table: WritableKeyPath<State, RecordTable<Self>> { get }

  /// EC2's identifier, unique among all kinds.
  var recordID: String { get }
  var location: Location { get }
  /// Every location whose calls see the record: its own and, where it joins two, the other.
  var audience: [Location] { get }
  var tags: Tags { get set }

  /// Identifiers of the records (and other keys, such as an address in a subnet) that this one hangs on. The state
  /// keeps the reverse: ``State/holders(of:)``, in O(log n).
  var links: [String] { get }

  /// The change to the network that putting this record makes; `nil` where engines need not know the record.
  var networkChange: NetworkChange? { get }
  /// The change to the network that removing it makes.
  var networkRemoval: NetworkChange? { get }
}

extension Record {
  package var audience: [Location] { [location] }
  package var links: [String] { [] }
  package var networkChange: NetworkChange? { nil }
  package var networkRemoval: NetworkChange? { nil }
}

/// The kinds of record; the raw value names them in the store and never changes.
package enum RecordKind: String, CaseIterable, Codable, Hashable, Comparable, Sendable {
  case region
  case dhcpOptions
  case vpc
  case subnet
  case securityGroup
  case securityGroupRule
  case networkACL
  case routeTable
  case prefixList
  case prefixListVersion
  case internetGateway
  case egressOnlyInternetGateway
  case elasticAddress
  case networkInterface
  case instance
  case natGateway
  case vpcEndpoint
  case vpcPeeringConnection
  case flowLog
  case clientToken

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The Swift type that is stored under this name.
  package var recordType: any Record.Type {
    switch self {
    case .region: RegionRecord.self
    case .dhcpOptions: DHCPOptionsRecord.self
    case .vpc: VPCRecord.self
    case .subnet: SubnetRecord.self
    case .securityGroup: SecurityGroupRecord.self
    case .securityGroupRule: SecurityGroupRuleRecord.self
    case .networkACL: NetworkACLRecord.self
    case .routeTable: RouteTableRecord.self
    case .prefixList: PrefixListRecord.self
    case .prefixListVersion: PrefixListVersionRecord.self
    case .internetGateway: InternetGatewayRecord.self
    case .egressOnlyInternetGateway: EgressOnlyInternetGatewayRecord.self
    case .elasticAddress: ElasticAddressRecord.self
    case .networkInterface: NetworkInterfaceRecord.self
    case .instance: InstanceRecord.self
    case .natGateway: NATGatewayRecord.self
    case .vpcEndpoint: VPCEndpointRecord.self
    case .vpcPeeringConnection: VPCPeeringConnectionRecord.self
    case .flowLog: FlowLogRecord.self
    case .clientToken: ClientTokenRecord.self
    }
  }
}

/// The resource at the end of a link.
package struct RecordReference: Hashable, Sendable, Comparable {
  package let kind: RecordKind
  package let id: String

  package init(_ kind: RecordKind, _ id: String) {
    self.kind = kind
    self.id = id
  }

  package static func < (left: Self, right: Self) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
}
