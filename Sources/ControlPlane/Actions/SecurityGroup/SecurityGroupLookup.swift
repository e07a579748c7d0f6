import EC2Shapes
import VPCModel

extension Scope {
  /// The group that a call acts on: by identifier, or by name in the default VPC.
  func securityGroup(id: String?, name: String?) throws(EC2Error) -> SecurityGroupRecord {
    switch (id, name) {
    case (nil, nil): throw .missingParameter("groupName or groupId")
    case (_?, _?): throw SecurityGroupErrors.together("groupName", "groupId")
    case (let id, nil): return try require(SecurityGroupRecord.self, id, "GroupId")
    case (nil, let name?): return try securityGroupOfDefaultVPC(named: name)
    }
  }

  /// A group of the default VPC, of the caller's account unless another is told. O(log n).
  func securityGroupOfDefaultVPC(named name: String, accountID: String? = nil) throws(EC2Error) -> SecurityGroupRecord {
    let location = Location(accountID: accountID ?? location.accountID, region: location.region)
    guard let vpcID = state.holders(of: VPCRecord.defaultKey(location), .vpc).first.map({ VPC.ID($0) }) else {
      throw SecurityGroupErrors.nameWithoutDefaultVPC(name)
    }
    guard let group = state.securityGroup(named: name, in: vpcID) else {
      throw SecurityGroupErrors.notInDefaultVPC(name, vpcID)
    }
    return group
  }
}

extension State {
  /// The group of this name in a VPC, whatever its case. O(log n).
  func securityGroup(named name: String, in vpcID: VPC.ID) -> SecurityGroupRecord? {
    let key = SecurityGroupRecord.nameKey(vpcID: vpcID, name: name)
    return holders(of: key, .securityGroup).first.flatMap { securityGroups[$0] }
  }
}
