import EC2Shapes
import VPCModel

/// A group can serve further VPCs of its region (AssociateSecurityGroupVpc). The steps between are over at once.
enum SecurityGroupVpcAssociations {
  static func associate(
    _ request: EC2.AssociateSecurityGroupVpcRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssociateSecurityGroupVpcResult {
    var record = try transaction.require(SecurityGroupRecord.self, request.groupId, "GroupId")
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    guard !record.isDefault else {
      throw .invalidParameterValue("The default security group '\(record.recordID)' cannot be associated with a VPC.")
    }
    guard !vpc.vpc.isDefault else {
      throw .invalidParameterValue("A security group cannot be associated with the default VPC '\(vpc.recordID)'.")
    }
    guard record.group.vpcID != vpc.vpc.id, !record.isAssociated(with: vpc.vpc.id) else {
      throw .invalidParameterValue(
        "The security group '\(record.recordID)' is already associated with VPC '\(vpc.recordID)'."
      )
    }
    let association = SecurityGroupRecord.VPCAssociation(vpcID: vpc.vpc.id, vpcOwnerID: vpc.location.accountID)
    record.vpcAssociations.append(association)
    record.group.associatedVPCIDs.append(vpc.vpc.id)
    transaction.put(record)
    return EC2.AssociateSecurityGroupVpcResult(state: association.state)
  }

  static func disassociate(
    _ request: EC2.DisassociateSecurityGroupVpcRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DisassociateSecurityGroupVpcResult {
    var record = try transaction.require(SecurityGroupRecord.self, request.groupId, "GroupId")
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    guard record.isAssociated(with: vpc.vpc.id) else {
      throw .invalidParameterValue(
        "The security group '\(record.recordID)' is not associated with VPC '\(vpc.recordID)'."
      )
    }
    let isInUse = transaction.state.holders(of: record.recordID, .networkInterface).contains { id in
      transaction.state.networkInterfaces[id]?.interface.vpcID == vpc.vpc.id
    }
    guard !isInUse else { throw .dependencyViolation("resource \(record.recordID) has a dependent object") }
    record.vpcAssociations.removeAll { $0.vpcID == vpc.vpc.id }
    record.group.associatedVPCIDs.removeAll { $0 == vpc.vpc.id }
    transaction.put(record)
    return EC2.DisassociateSecurityGroupVpcResult(state: "disassociated")
  }

  static func describe(
    _ request: EC2.DescribeSecurityGroupVpcAssociationsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeSecurityGroupVpcAssociationsResult {
    let filters = try ValueFilters<EC2.SecurityGroupVpcAssociation>(
      request.filters,
      known: [
        "group-id": \.groupId, "group-owner-id": \.groupOwnerId, "state": \.state, "vpc-id": \.vpcId,
        "vpc-owner-id": \.vpcOwnerId,
      ]
    )
    var groups: [SecurityGroupRecord]
    if let identifiers = filters.literals("group-id") {
      groups = Set(identifiers).sorted().compactMap { scope.find(SecurityGroupRecord.self, $0) }
    } else if let vpcs = filters.literals("vpc-id") {
      let identifiers = Set(vpcs.flatMap { scope.state.holders(of: $0, .securityGroup) })
      groups = identifiers.sorted().compactMap { scope.find(SecurityGroupRecord.self, $0) }
    } else {
      groups = scope.state.securityGroups.sorted(in: scope.location)
    }
    groups.removeAll(where: \.vpcAssociations.isEmpty)
    var associations: [EC2.SecurityGroupVpcAssociation] = []
    for group in groups {
      for association in group.vpcAssociations.sorted(by: { $0.vpcID < $1.vpcID }) {
        let shape = EC2.SecurityGroupVpcAssociation(
          groupId: group.recordID,
          groupOwnerId: group.location.accountID,
          state: association.state,
          vpcId: association.vpcID.text,
          vpcOwnerId: association.vpcOwnerID
        )
        if filters.matches(shape) { associations.append(shape) }
      }
    }
    let page = try PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
      .page(of: associations) { "\($0.groupId ?? "")/\($0.vpcId ?? "")" }
    return EC2.DescribeSecurityGroupVpcAssociationsResult(
      nextToken: page.nextToken,
      securityGroupVpcAssociations: page.elements
    )
  }
}
