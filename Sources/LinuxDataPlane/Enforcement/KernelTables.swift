#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// nftables in one namespace, as far as Ringfence uses it: one table of a family, read, changed, removed. Of others' tables nothing
/// is read and nothing touched.
///
/// Lives on its namespace's thread: make it there and use it there.
final class KernelTables {
  private let socket: NetlinkSocket

  init(_ family: TableFamily = .inet) throws(NetlinkError) { socket = try NetlinkSocket(family) }

  /// What is there now; `nil` for nothing.
  func read() throws(NetlinkError) -> KernelTable? { try socket.readTable() }

  /// Applies a change in as many transactions as it takes for no packet to meet rules that are neither those before nor
  /// those after. Where one fails, the rules before stay in force, with some of those after that nothing leads to yet;
  /// or, once those after are in force, with some of before that nothing leads to any more.
  func apply(_ change: RulesetChange) throws(NetlinkError) {
    let stages = change.stages.filter { !$0.isEmpty }
    // All are made first, so that they follow each other closely.
    let batches = stages.map(batch)
    for (index, batch) in batches.enumerated() {
      if index > 0, stages[index - 1].mustOutlastPackets(before: stages[index]) { PacketsUnderWay.wait() }
      do throws(NetlinkError) {
        try socket.commit(batch)
      } catch {
        // The rules that stay speak of all members that were there.
        if index == 1, let back = stages[0].membersBack { try? socket.commit(self.batch(back)) }
        throw error
      }
    }
  }

  private func batch(_ change: RulesetChange) -> NetlinkBatch {
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    batch.add(change)
    batch.end()
    return batch
  }

  /// Puts a whole ruleset in the place of whatever the table holds, in one transaction.
  func replace(with ruleset: Ruleset, tableExists: Bool) throws(NetlinkError) {
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    if tableExists { batch.removeTable() }
    batch.addTable()
    batch.add(RulesetChange(from: Ruleset(), to: ruleset))
    batch.end()
    try socket.commit(batch)
  }

  /// Whether a chain at a device's ingress hook may be there while the device is not. Asks by a transaction that does
  /// not end, of which the kernel judges every step and then keeps nothing.
  func chainsWaitForDevices() throws(NetlinkError) -> Bool {
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    batch.addTable()
    var change = RulesetChange()
    // No device can have this name (dev_valid_name).
    change.newChains["trial"] = .init(hook: .ingress(device: "no/device"), priority: BaseChains.portPriority)
    batch.add(change)
    do throws(NetlinkError) {
      try socket.commit(batch)
      return true
    } catch  where error.code == ENOENT {
      return false
    }
  }

  /// Takes the table away; nothing is filtered then.
  /// - Returns: whether there was one.
  @discardableResult
  func remove() throws(NetlinkError) -> Bool {
    guard try socket.readTable() != nil else { return false }
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    batch.removeTable()
    batch.end()
    try socket.commit(batch)
    return true
  }
}
