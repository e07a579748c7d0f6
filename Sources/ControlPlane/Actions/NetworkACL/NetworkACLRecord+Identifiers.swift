import EC2Shapes
import VPCModel

extension NetworkACLRecord: IdentifiedRecord {
  package static var identifierWords: IdentifierWords {
    IdentifierWords(
      prefix: "acl",
      notFoundCode: "InvalidNetworkAclID.NotFound",
      notFoundMessage: "The networkAcl ID '%' does not exist",
      malformedCode: "InvalidNetworkAclId.Malformed"
    )
  }
}

extension Scope {
  /// The network ACL that has an association. O(log n).
  func networkACL(withAssociation id: String?) throws(EC2Error) -> (acl: NetworkACLRecord, subnetID: Subnet.ID) {
    guard let id, !id.isEmpty else { throw .missingParameter("AssociationId") }
    let notFound = EC2Error(
      code: "InvalidAssociationID.NotFound",
      message: "The association ID '\(id)' does not exist"
    )
    // Only the association's ACL links to an association; any other kind of identifier is not one.
    guard id.hasPrefix("aclassoc-"), let aclID = state.holders(of: id, .networkACL).first,
      let acl = find(NetworkACLRecord.self, aclID),
      let subnetID = acl.associationIDs.first(where: { $0.value == id })?.key
    else { throw notFound }
    return (acl, subnetID)
  }
}
