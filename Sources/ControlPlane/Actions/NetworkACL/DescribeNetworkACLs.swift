import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkACLActions {
  static func describe(_ request: EC2.DescribeNetworkAclsRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.DescribeNetworkAclsResult
  {
    let page = try scope.list(
      NetworkACLRecord.self,
      identifiers: request.networkAclIds,
      filters: request.filters,
      filterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
    ) { filters in candidates(filters, scope) }
    return EC2.DescribeNetworkAclsResult(networkAcls: page.map(\.shape), nextToken: page.nextToken)
  }

  private static func candidates(_ filters: CompiledFilters<NetworkACLRecord>, _ scope: ReadScope)
    -> [NetworkACLRecord]?
  {
    let keys: [String]?
    if let identifiers = filters.literals("network-acl-id") ?? filters.literals("association.network-acl-id") {
      return Set(identifiers).compactMap { scope.find(NetworkACLRecord.self, $0) }
    } else if let vpcs = filters.literals("vpc-id") {
      keys = vpcs
    } else {
      keys = filters.literals("association.association-id") ?? filters.literals("association.subnet-id")
    }
    guard let keys else { return nil }
    let identifiers = Set(keys.flatMap { scope.state.holders(of: $0, .networkACL) })
    return identifiers.compactMap { scope.find(NetworkACLRecord.self, $0) }
  }

  private static let filterSet = FilterSet<NetworkACLRecord>([
    "association.association-id": { record, _ in Array(record.associationIDs.values) },
    "association.network-acl-id": { record, _ in record.associationIDs.isEmpty ? [] : [record.acl.id.text] },
    "association.subnet-id": { record, _ in record.associationIDs.keys.map(\.text) },
    "default": { record, _ in [String(record.acl.isDefault)] },
    "entry.cidr": entries { $0.cidr.family == .ipv4 ? [$0.cidr.description] : [] },
    "entry.icmp.code": entries { $0.icmp.map { [String($0.code.map(Int.init) ?? -1)] } ?? [] },
    "entry.icmp.type": entries { $0.icmp.map { [String($0.type.map(Int.init) ?? -1)] } ?? [] },
    "entry.ipv6-cidr": entries { $0.cidr.family == .ipv6 ? [$0.cidr.description] : [] },
    "entry.port-range.from": entries { $0.traffic.ports.map { [String($0.lower)] } ?? [] },
    "entry.port-range.to": entries { $0.traffic.ports.map { [String($0.upper)] } ?? [] },
    // By number or by name.
    "entry.protocol": entries { [$0.protocolNumber] + ($0.traffic.ipProtocol.map { [$0.description] } ?? []) },
    "entry.rule-action": entries { [$0.action.rawValue] },
    "entry.egress": entries { [String($0.direction == .egress)] },
    "entry.rule-number": entries { [String($0.number)] },
    "network-acl-id": { record, _ in [record.acl.id.text] },
    "owner-id": { record, _ in [record.location.accountID] },
    "vpc-id": { record, _ in [record.acl.vpcID.text] },
  ])

  private static func entries(_ values: @escaping @Sendable (NetworkACL.Entry) -> [String])
    -> FilterSet<NetworkACLRecord>.Values
  {
    { record, _ in record.acl.entries.flatMap(values) }
  }
}
