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

  /// Applies a change, whole or not at all.
  func apply(_ change: RulesetChange) throws(NetlinkError) {
    guard !change.isEmpty else { return }
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    batch.add(change)
    batch.end()
    try socket.commit(batch)
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
  func remove() throws(NetlinkError) {
    guard try socket.readTable() != nil else { return }
    var batch = NetlinkBatch(socket.nextSequence, socket.family)
    batch.removeTable()
    batch.end()
    try socket.commit(batch)
  }
}
