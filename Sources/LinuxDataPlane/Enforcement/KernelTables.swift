/// nftables in one namespace, as far as Ringfence uses it: one table, read, changed, removed. Of others' tables nothing
/// is read and nothing touched.
///
/// Lives on its namespace's thread: make it there and use it there.
final class KernelTables {
  private let socket: NetlinkSocket

  init() throws(NetlinkError) { socket = try NetlinkSocket() }

  /// What is there now; `nil` for nothing.
  func read() throws(NetlinkError) -> KernelTable? { try socket.readTable() }

  /// Applies a change, whole or not at all, in as many transactions as it takes for no packet to pass that neither the
  /// rules before nor those after allow.
  func apply(_ change: RulesetChange) throws(NetlinkError) {
    let stages = change.stages.filter { !$0.isEmpty }
    // All are made first, so that they follow each other closely.
    let batches = stages.map(batch)
    var departed: RulesetChange?
    for (stage, batch) in zip(stages, batches) {
      do throws(NetlinkError) {
        try socket.commit(batch)
      } catch {
        // The rules that stay speak of all members that were there.
        if let departed { try? socket.commit(self.batch(departed)) }
        throw error
      }
      departed = stage.membersBack
    }
  }

  private func batch(_ change: RulesetChange) -> NetlinkBatch {
    var batch = NetlinkBatch(socket.nextSequence)
    batch.add(change)
    batch.end()
    return batch
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
