import EC2Shapes
import VPCModel

extension NetworkACLActions {
  static func create(_ request: EC2.CreateNetworkAclRequest, _ transaction: inout Transaction) throws(EC2Error)
    -> EC2.CreateNetworkAclResult
  {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    let tags = try transaction.tags(request.tagSpecifications, for: "network-acl")
    let count = transaction.state.holderCount(of: vpc.vpc.id.text, .networkACL)
    guard count < transaction.quotas.networkACLsPerVPC else {
      throw EC2Error(
        code: "NetworkAclLimitExceeded",
        message: "The maximum number of network ACLs has been reached."
      )
    }
    let record = NetworkACLRecord(
      acl: NetworkACL(
        id: transaction.makeID("acl", NetworkACL.self),
        vpcID: vpc.vpc.id,
        entries: NetworkACL.finalEntries(includesIPv6: !vpc.vpc.ipv6CIDRs.isEmpty),
        ownerID: transaction.location.accountID,
        tags: tags
      ),
      location: transaction.location
    )
    transaction.put(record)
    return EC2.CreateNetworkAclResult(clientToken: request.clientToken, networkAcl: record.shape)
  }

  static func delete(_ request: EC2.DeleteNetworkAclRequest, _ transaction: inout Transaction) throws(EC2Error)
    -> EmptyResponse
  {
    let record = try transaction.require(NetworkACLRecord.self, request.networkAclId, "networkAclId")
    guard !record.acl.isDefault else {
      throw .invalidParameterValue("cannot delete default network ACL \(record.acl.id)")
    }
    guard record.associationIDs.isEmpty else {
      throw .dependencyViolation("The network ACL '\(record.acl.id)' has dependencies and cannot be deleted.")
    }
    transaction.remove(record)
    return EmptyResponse()
  }
}
