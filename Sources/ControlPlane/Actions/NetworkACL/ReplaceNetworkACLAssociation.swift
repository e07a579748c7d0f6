import EC2Shapes
package import VPCModel

extension NetworkACLActions {
  /// Moves a subnet from one network ACL to another. A subnet always has exactly one.
  static func replaceAssociation(
    _ request: EC2.ReplaceNetworkAclAssociationRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ReplaceNetworkAclAssociationResult {
    let (old, subnetID) = try transaction.networkACL(withAssociation: request.associationId)
    let new = try transaction.require(NetworkACLRecord.self, request.networkAclId, "networkAclId")
    guard new.acl.vpcID == old.acl.vpcID else {
      throw .invalidParameterValue(
        "network ACL \(new.acl.id) and subnet \(subnetID) belong to different networks"
      )
    }
    // Idempotent: what is asked for is so already.
    guard new.acl.id != old.acl.id else {
      return EC2.ReplaceNetworkAclAssociationResult(newAssociationId: request.associationId)
    }
    transaction.put(old.dissociating(subnetID))
    let associationID = transaction.makeID("aclassoc")
    transaction.put(new.associating(subnetID, as: associationID))
    return EC2.ReplaceNetworkAclAssociationResult(newAssociationId: associationID)
  }
}

extension NetworkACLRecord {
  /// The record with one subnet more.
  package func associating(_ subnetID: Subnet.ID, as associationID: String) -> NetworkACLRecord {
    var record = self
    record.associationIDs[subnetID] = associationID
    record.acl.subnetIDs = acl.subnetIDs.filter { $0 != subnetID } + [subnetID]
    return record
  }

  /// The record without a subnet.
  package func dissociating(_ subnetID: Subnet.ID) -> NetworkACLRecord {
    var record = self
    record.associationIDs[subnetID] = nil
    record.acl.subnetIDs.removeAll { $0 == subnetID }
    return record
  }
}
