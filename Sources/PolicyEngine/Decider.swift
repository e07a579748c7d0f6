import IPAddressing
import VPCModel

/// The tables that decisions of one family read, pinned, and the decision itself.
///
/// A decision is a chain of dependent loads. A burst's flows go through each stage together, so that their
/// latencies overlap and each stage's few variables stay in registers; nothing branches on a flow's
/// addresses or ports.
struct Decider<Address: IPAddressProtocol> {
  let family: IPFamily
  let policies: UnsafeBufferPointer<PolicyTable.Index>
  let views: UnsafeBufferPointer<FilterView<Address.RawValue>>
  let sets: UnsafeBufferPointer<GroupSets.Entry>
  let groups: UnsafeBufferPointer<GroupIndex>
  let slots: UnsafeBufferPointer<AddressHashTable<Address.RawValue>.Slot>
  let shift: UInt64
  let delegated: [Membership<Address>.DelegatedTable]

  /// As many decisions as the shorter buffer has room for.
  func decide(
    _ flows: UnsafeBufferPointer<FlowKey<Address>>,
    into decisions: UnsafeMutableBufferPointer<Decision>
  ) {
    let count = min(flows.count, decisions.count)
    guard count > 0, let flows = flows.baseAddress, let decisions = decisions.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Lane.self, capacity: Self.laneCount) { lanes in
      guard let lanes = lanes.baseAddress else { return }
      var first = 0
      while first < count {
        let width = min(Self.laneCount, count &- first)
        classify(flows + first, lanes, width)
        findRows(flows + first, lanes, width)
        readCells(flows + first, lanes, decisions + first, width)
        if !delegated.isEmpty { addDelegatedPrefixes(flows + first, lanes, decisions + first, width) }
        first &+= width
      }
    }
  }

  private static var laneCount: Int { 16 }

  /// One decision on its way.
  private struct Lane {
    var view: UnsafePointer<FilterView<Address.RawValue>>
    var policy: PolicyTable.Index
    var set: GroupSets.SetID
    var row: UInt32
    var column: UInt16
  }

  /// Interface → policy, selector → column, address → the groups it is a member of.
  @inline(__always)
  private func classify(_ flows: UnsafePointer<FlowKey<Address>>, _ lanes: UnsafeMutablePointer<Lane>, _ width: Int) {
    guard let views = views.baseAddress, let slots = slots.baseAddress else { return }
    let mask = self.slots.count &- 1
    for lane in 0..<width {
      let flow = flows + lane
      let interface = Int(flow.pointee.interface.rawValue)
      let policy = interface < policies.count ? policies[interface] : PolicyTable.none
      let direction =
        switch flow.pointee.direction {
        case .ingress: 0;
        case .egress: 1
        }
      let view = views + (Int(policy) &* 2 &+ direction)
      let set = AddressHashTable<Address.RawValue>.look(up: flow.pointee.remote, in: slots, shift: shift, mask: mask)
      (lanes + lane).initialize(
        to: Lane(view: view, policy: policy, set: set, row: 0, column: view.pointee.column(flow.pointee.selector))
      )
    }
  }

  /// Address → row.
  @inline(__always)
  private func findRows(_ flows: UnsafePointer<FlowKey<Address>>, _ lanes: UnsafeMutablePointer<Lane>, _ width: Int) {
    for lane in 0..<width {
      let view = lanes[lane].view
      let run = view.pointee.runs.run(of: flows[lane].remote)
      lanes[lane].row = view.pointee.rowOfRun[run]
    }
  }

  /// Row and column → ordinal, for the address and for its groups; the least decides.
  @inline(__always)
  private func readCells(
    _ flows: UnsafePointer<FlowKey<Address>>,
    _ lanes: UnsafeMutablePointer<Lane>,
    _ decisions: UnsafeMutablePointer<Decision>,
    _ width: Int
  ) {
    for lane in 0..<width {
      let view = lanes[lane].view
      let column = lanes[lane].column
      let ordinal = min(
        view.pointee.ordinal(row: lanes[lane].row, column: column),
        self.ordinal(ofSet: lanes[lane].set, column, view)
      )
      decisions[lane] = Decision(
        policy: lanes[lane].policy,
        ordinal: ordinal,
        direction: flows[lane].direction,
        family: family
      )
    }
  }

  private func addDelegatedPrefixes(
    _ flows: UnsafePointer<FlowKey<Address>>,
    _ lanes: UnsafeMutablePointer<Lane>,
    _ decisions: UnsafeMutablePointer<Decision>,
    _ width: Int
  ) {
    for table in delegated {
      for lane in 0..<width {
        let set = table.sets[flows[lane].remote & table.mask]
        guard set != 0 else { continue }
        let ordinal = ordinal(ofSet: set, lanes[lane].column, lanes[lane].view)
        guard ordinal < decisions[lane].ordinal else { continue }
        decisions[lane] = Decision(
          policy: decisions[lane].policy,
          ordinal: ordinal,
          direction: decisions[lane].direction,
          family: family
        )
      }
    }
  }

  @inline(__always)
  private func ordinal(
    ofSet set: GroupSets.SetID,
    _ column: UInt16,
    _ view: UnsafePointer<FilterView<Address.RawValue>>
  ) -> UInt32 {
    let entry = sets[Int(set)]
    var least = min(
      view.pointee.ordinal(row: view.pointee.row(of: entry.first), column: column),
      view.pointee.ordinal(row: view.pointee.row(of: entry.second), column: column)
    )
    if _slowPath(entry.furtherCount != 0) {
      for position in Int(entry.furtherOffset)..<Int(entry.furtherOffset &+ entry.furtherCount) {
        let row = view.pointee.row(of: groups[position])
        least = min(least, view.pointee.ordinal(row: row, column: column))
      }
    }
    return least
  }
}
