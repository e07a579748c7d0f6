import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkACLActions {
  static func createEntry(_ request: EC2.CreateNetworkAclEntryRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EmptyResponse
  {
    var record = try transaction.require(NetworkACLRecord.self, request.networkAclId, "networkAclId")
    let entry = try NetworkACL.Entry(request)
    let entries = record.acl.entries
    guard !entries.contains(where: { $0.number == entry.number && $0.direction == entry.direction }) else {
      throw EC2Error(
        code: "NetworkAclEntryAlreadyExists",
        message: "The network acl entry identified by \(entry.number) already exists."
      )
    }
    try checkQuota(entries + [entry], like: entry, transaction.quotas)
    record.acl.replaceEntries(entries + [entry])
    transaction.put(record)
    return EmptyResponse()
  }

  static func replaceEntry(_ request: EC2.ReplaceNetworkAclEntryRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EmptyResponse
  {
    var record = try transaction.require(NetworkACLRecord.self, request.networkAclId, "networkAclId")
    let entry = try NetworkACL.Entry(request)
    var entries = record.acl.entries
    let index = try find(entry.number, entry.direction, in: entries)
    let isOfAnotherFamily = entries[index].cidr.family != entry.cidr.family
    entries[index] = entry
    if isOfAnotherFamily { try checkQuota(entries, like: entry, transaction.quotas) }
    record.acl.replaceEntries(entries)
    transaction.put(record)
    return EmptyResponse()
  }

  static func deleteEntry(_ request: EC2.DeleteNetworkAclEntryRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EmptyResponse
  {
    var record = try transaction.require(NetworkACLRecord.self, request.networkAclId, "networkAclId")
    var entries = record.acl.entries
    let number = try NetworkACL.Entry.number(request.ruleNumber)
    entries.remove(at: try find(number, request.egress == true ? .egress : .ingress, in: entries))
    record.acl.replaceEntries(entries)
    transaction.put(record)
    return EmptyResponse()
  }

  private static func find(_ number: Int, _ direction: TrafficDirection, in entries: [NetworkACL.Entry])
    throws(EC2Error) -> Int
  {
    guard let index = entries.firstIndex(where: { $0.number == number && $0.direction == direction }) else {
      throw EC2Error(
        code: "InvalidNetworkAclEntry.NotFound",
        message: "no \(direction.rawValue) entry with number \(number)"
      )
    }
    return index
  }

  /// Counts each direction and family apart, the final `*` entries included.
  private static func checkQuota(_ entries: [NetworkACL.Entry], like entry: NetworkACL.Entry, _ quotas: Quotas)
    throws(EC2Error)
  {
    let count = entries.count { $0.direction == entry.direction && $0.cidr.family == entry.cidr.family }
    guard count <= quotas.entriesPerNetworkACL else {
      throw EC2Error(
        code: "NetworkAclEntryLimitExceeded",
        message: "The maximum number of network acl entries has been reached."
      )
    }
  }
}
