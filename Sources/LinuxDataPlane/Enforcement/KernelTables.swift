/// nftables in one namespace, as far as Ringfence uses it: one table, read, changed, removed. Of others' tables nothing
/// is read and nothing touched.
///
/// Lives on its namespace's thread: make it there and use it there.
final class KernelTables {
  private let socket: NetlinkSocket

  init() throws(NetlinkError) { socket = try NetlinkSocket() }

  /// What is there now; `nil` for nothing.
  func read() throws(NetlinkError) -> KernelTable? { try socket.readTable() }

  /// Applies a change, whole or not at all.
  func apply(_ change: RulesetChange) throws(NetlinkError) {
    guard !change.isEmpty else { return }
    var batch = NetlinkBatch(socket.nextSequence)
    batch.add(change)
    batch.end()
    try socket.commit(batch)
  }

  /// Puts a whole ruleset in the place of whatever the table holds, in one transaction.
  func replace(with ruleset: Ruleset, tableExists: Bool) throws(NetlinkError) {
    var batch = NetlinkBatch(socket.nextSequence)
    if tableExists { batch.removeTable() }
    batch.addTable()
    batch.add(RulesetChange(from: Ruleset(), to: ruleset))
    batch.end()
    try socket.commit(batch)
  }

  /// Takes the table away; nothing is filtered then.
  func remove() throws(NetlinkError) {
    guard try socket.readTable() != nil else { return }
    var batch = NetlinkBatch(socket.nextSequence)
    batch.removeTable()
    batch.end()
    try socket.commit(batch)
  }
}
