import EC2Shapes
import VPCModel

extension PrefixListActions {
  /// Gives a list the entries of an earlier version, as a new version.
  static func restore(_ request: EC2.RestoreManagedPrefixListVersionRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.RestoreManagedPrefixListVersionResult
  {
    var record = try transaction.requireCustomerPrefixList(request.prefixListId)
    try PrefixListWords.checkVersion(request.currentVersion, of: record.list)
    guard let version = request.previousVersion else { throw .missingParameter("PreviousVersion") }
    guard version != record.list.version else {
      throw .invalidParameterValue(
        String(version),
        parameter: "PreviousVersion",
        reason: "It is the current version of the prefix list."
      )
    }
    let entries = try transaction.entries(of: record.list, version: version, parameter: "PreviousVersion")
    try PrefixListWords.checkSize(entries.count, record.list.maxEntries)
    transaction.beginVersion(of: &record, holding: entries)
    record.state = "restore-complete"
    record.stateMessage = nil
    transaction.put(record)
    return EC2.RestoreManagedPrefixListVersionResult(prefixList: record.shape)
  }
}

extension Scope {
  /// What a list held at a version. O(log n).
  func entries(of list: PrefixList, version: Int, parameter: String) throws(EC2Error) -> [PrefixList.Entry] {
    if version == list.version { return list.entries ?? [] }
    let id = PrefixListVersionRecord.recordID(listID: list.id, version: version)
    guard let earlier = state.prefixListVersions[id] else {
      throw .invalidParameterValue(
        String(version),
        parameter: parameter,
        reason: "The prefix list has no such version."
      )
    }
    return earlier.entries
  }
}
