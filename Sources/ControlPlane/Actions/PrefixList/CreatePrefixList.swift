import EC2Shapes
import VPCModel

extension PrefixListActions {
  static func create(_ request: EC2.CreateManagedPrefixListRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.CreateManagedPrefixListResult
  {
    let name = try PrefixListWords.name(request.prefixListName)
    let family = try PrefixListWords.family(request.addressFamily)
    let maxEntries = try PrefixListWords.maxEntries(request.maxEntries, transaction.quotas)
    let entries = try PrefixListWords.entries(request.entries, family)
    try PrefixListWords.checkSize(entries.count, maxEntries)
    let tags = try transaction.tags(request.tagSpecifications, for: "prefix-list")
    let record = PrefixListRecord(
      list: PrefixList(
        id: transaction.makeID("pl", PrefixList.self),
        name: name,
        entries: entries,
        maxEntries: maxEntries,
        addressFamily: family,
        version: 1,
        ownerID: transaction.location.accountID,
        tags: tags
      ),
      location: transaction.location
    )
    transaction.put(record)
    return EC2.CreateManagedPrefixListResult(prefixList: record.shape)
  }

  static func delete(_ request: EC2.DeleteManagedPrefixListRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.DeleteManagedPrefixListResult
  {
    var record = try transaction.requireCustomerPrefixList(request.prefixListId)
    guard !transaction.state.hasHolder(of: record.list.id.text) else {
      throw .dependencyViolation(
        "The prefix list '\(record.list.id)' has dependencies and cannot be deleted."
      )
    }
    for version in transaction.state.holders(of: PrefixListVersionRecord.listKey(record.list.id)) {
      transaction.apply(.remove(version))
    }
    transaction.remove(record)
    record.state = "delete-complete"
    record.stateMessage = nil
    return EC2.DeleteManagedPrefixListResult(prefixList: record.shape)
  }
}
