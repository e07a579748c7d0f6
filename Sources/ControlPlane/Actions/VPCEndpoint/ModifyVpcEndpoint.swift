import EC2Shapes
import VPCModel

extension VPCEndpointActions {
  static func modifyVpcEndpoint(
    _ request: EC2.ModifyVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ModifyVpcEndpointResult {
    var record = try transaction.require(VPCEndpointRecord.self, request.vpcEndpointId, "VpcEndpointId")
    if request.resetPolicy == true {
      guard request.policyDocument?.isEmpty ?? true else {
        throw .invalidParameterCombination("The parameters resetPolicy and policyDocument cannot be used together")
      }
      record.policyDocument = nil
    } else if let policy = try EndpointPolicy.check(request.policyDocument) {
      record.policyDocument = policy
    }
    if record.isGateway {
      try modifyGateway(&record, request, &transaction)
    } else {
      try modifyInterface(&record, request, &transaction)
    }
    transaction.put(record)
    return EC2.ModifyVpcEndpointResult(return: true)
  }

  private static func modifyGateway(
    _ record: inout VPCEndpointRecord,
    _ request: EC2.ModifyVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    let foreign =
      request.addSubnetIds + request.removeSubnetIds + request.addSecurityGroupIds
      + request.removeSecurityGroupIds + request.subnetConfigurations.compactMap(\.subnetId)
    guard foreign.isEmpty, request.privateDnsEnabled != true else {
      throw .invalidEndpointParameter(
        "Subnet IDs, security groups and private DNS are only supported for Interface type VPC Endpoint."
      )
    }
    let removed = try routeTables(request.removeRouteTableIds, of: record, transaction)
    transaction.removeRouteTables(removed, from: &record)
    try transaction.addRouteTables(request.addRouteTableIds, to: &record)
  }

  private static func routeTables(_ identifiers: [String], of record: VPCEndpointRecord, _ scope: some Scope)
    throws(EC2Error) -> [RouteTable.ID]
  {
    var tables: [RouteTable.ID] = []
    for id in identifiers {
      let table = try scope.endpointRouteTable(id, vpcID: record.endpoint.vpcID).table.id
      if record.endpoint.routeTableIDs.contains(table) { tables.append(table) }
    }
    return tables
  }

  private static func modifyInterface(
    _ record: inout VPCEndpointRecord,
    _ request: EC2.ModifyVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    guard request.addRouteTableIds.isEmpty, request.removeRouteTableIds.isEmpty else {
      throw .invalidEndpointParameter("Route table IDs are only supported for Gateway type VPC Endpoint.")
    }
    if let type = request.ipAddressType, !type.isEmpty, try addressType(type) != record.ipAddressType {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "The IP address type of an endpoint cannot be changed: make another endpoint."
      )
    }
    if let type = request.dnsOptions?.dnsRecordIpType, !type.isEmpty { record.dnsRecordIPType = type }
    try modifyGroups(&record, request, &transaction)
    try modifySubnets(&record, request, &transaction)
    try modifyPrivateNames(&record, request, transaction)
  }

  private static func modifyGroups(
    _ record: inout VPCEndpointRecord,
    _ request: EC2.ModifyVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    guard !request.addSecurityGroupIds.isEmpty || !request.removeSecurityGroupIds.isEmpty else { return }
    let removed = Set(request.removeSecurityGroupIds)
    for id in removed { _ = try transaction.securityGroups([id], of: record.endpoint.vpcID) }
    let kept = record.endpoint.groupIDs.map(\.text).filter { !removed.contains($0) } + request.addSecurityGroupIds
    guard !kept.isEmpty else {
      throw .invalidEndpointParameter("An Interface type VPC Endpoint needs at least one security group.")
    }
    transaction.setGroups(try transaction.securityGroups(kept, of: record.endpoint.vpcID), of: &record)
  }

  private static func modifySubnets(
    _ record: inout VPCEndpointRecord,
    _ request: EC2.ModifyVpcEndpointRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    var removed: Set<Subnet.ID> = []
    for id in request.removeSubnetIds {
      removed.insert(try transaction.require(SubnetRecord.self, id, "SubnetId").subnet.id)
    }
    transaction.removeInterfaces(in: removed, from: &record)
    let present = record.subnetIDs
    let added = request.addSubnetIds + request.subnetConfigurations.compactMap(\.subnetId)
    guard !added.isEmpty else { return }
    let all = try transaction.endpointSubnets(present.map(\.text) + added, vpcID: record.endpoint.vpcID)
    for subnet in all where !present.contains(subnet.subnet.id) {
      let configuration = request.subnetConfigurations.first { $0.subnetId == subnet.recordID }
      try transaction.addInterface(in: subnet, configuration, to: &record)
    }
  }

  private static func modifyPrivateNames(
    _ record: inout VPCEndpointRecord,
    _ request: EC2.ModifyVpcEndpointRequest,
    _ scope: some Scope
  ) throws(EC2Error) {
    guard let enabled = request.privateDnsEnabled, enabled != record.privateDNSEnabled else { return }
    if enabled, let service = record.service, let vpc = scope.state.vpcs[record.endpoint.vpcID] {
      try scope.checkPrivateNames(of: service, vpc: vpc)
    }
    record.privateDNSEnabled = enabled
  }
}
