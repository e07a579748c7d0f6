import EC2Shapes
import IPAddressing
import VPCModel

extension PrefixListActions {
  /// Changes the entries, which makes a new version, or the greatest number of entries; and the name.
  static func modify(_ request: EC2.ModifyManagedPrefixListRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.ModifyManagedPrefixListResult
  {
    var record = try transaction.requireCustomerPrefixList(request.prefixListId)
    guard request.ipamPrefixListResolverSyncEnabled != true else {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "Prefix lists that an IPAM resolver keeps are not supported."
      )
    }
    let changesEntries = !request.addEntries.isEmpty || !request.removeEntries.isEmpty
    if changesEntries, request.maxEntries != nil {
      throw .invalidParameterCombination(
        "You cannot modify the entries and the maximum entries for the prefix list in the same request."
      )
    }
    if changesEntries || request.currentVersion != nil {
      try PrefixListWords.checkVersion(request.currentVersion, of: record.list)
    }
    if let name = request.prefixListName { record.list.name = try PrefixListWords.name(name) }
    record.state = "modify-complete"
    record.stateMessage = nil
    if changesEntries {
      let entries = try changed(record.list, request)
      transaction.beginVersion(of: &record, holding: entries)
    }
    if let requested = request.maxEntries {
      let size = try PrefixListWords.maxEntries(requested, transaction.quotas)
      guard size >= record.list.entries?.count ?? 0 else {
        throw .invalidParameterValue(
          String(size),
          parameter: "MaxEntries",
          reason: "The prefix list has \(record.list.entries?.count ?? 0) entries."
        )
      }
      resize(&record, to: size, transaction)
    }
    transaction.put(record)
    return EC2.ModifyManagedPrefixListResult(prefixList: record.shape)
  }

  /// The entries with those removed and added that the request names. An added block that is there already takes the
  /// new description.
  private static func changed(_ list: PrefixList, _ request: EC2.ModifyManagedPrefixListRequest) throws(EC2Error)
    -> [PrefixList.Entry]
  {
    let family = list.addressFamily ?? .ipv4
    let added = try PrefixListWords.entries(request.addEntries, family)
    try PrefixListWords.checkCount(request.removeEntries.count)
    var removed: Set<IPPrefix> = []
    for entry in request.removeEntries { removed.insert(try PrefixListWords.cidr(entry.cidr, family)) }
    for entry in added where removed.contains(entry.cidr) {
      throw .invalidParameterValue(
        "Request cannot contain Cidr \(entry.cidr) in both AddPrefixListEntries and RemovePrefixListEntries"
      )
    }

    var entries = list.entries ?? []
    let known = Set(entries.map(\.cidr))
    if let unknown = removed.subtracting(known).min() {
      throw EC2Error(
        code: "InvalidPrefixListModification",
        message: "An entry with the CIDR (\(unknown)) does not exist."
      )
    }
    entries.removeAll { removed.contains($0.cidr) }
    for entry in added {
      guard known.contains(entry.cidr), let index = entries.firstIndex(where: { $0.cidr == entry.cidr }) else {
        entries.append(entry)
        continue
      }
      guard entries[index] != entry else {
        throw EC2Error(
          code: "InvalidPrefixListModification",
          message: "An entry with the CIDR (\(entry.cidr)) and description (\(entry.summary ?? "")) already exists."
        )
      }
      entries[index] = entry
    }
    try PrefixListWords.checkSize(entries.count, list.maxEntries)
    return entries
  }

  /// EC2 takes the call, and the list's state tells what became of it.
  private static func resize(_ record: inout PrefixListRecord, to size: Int, _ transaction: Transaction) {
    let overflowing = PrefixListReferences.overflowing(record.list, at: size, transaction)
    guard overflowing.isEmpty else {
      record.state = "modify-failed"
      record.stateMessage =
        "The following resources do not support the new maximum size: "
        + overflowing.prefix(10).joined(separator: ", ")
      return
    }
    record.list.maxEntries = size
  }
}

extension Transaction {
  /// Keeps what the list holds as a version of the past, and gives it new entries under the next number. The caller
  /// puts the record.
  mutating func beginVersion(of record: inout PrefixListRecord, holding entries: [PrefixList.Entry]) {
    let current = record.list.version ?? 1
    put(
      PrefixListVersionRecord(
        listID: record.list.id,
        version: current,
        location: record.location,
        entries: record.list.entries ?? []
      )
    )
    // With the newest there are so many; numbers follow each other, so the oldest is known.
    remove(
      .prefixListVersion,
      PrefixListVersionRecord.recordID(listID: record.list.id, version: current &+ 1 &- PrefixListWords.versionsKept)
    )
    record.list.version = current &+ 1
    record.list.entries = entries
  }
}
