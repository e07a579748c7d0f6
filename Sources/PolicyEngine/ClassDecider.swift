import IPAddressing
import VPCModel

/// The fast way for IPv4: address → class by the trie, class → row and selector → column by pages, and the cell
/// of both is the answer. About fifty instructions, and no branch that depends on the flow.
struct ClassDecider {
  let root: UnsafePointer<UInt32>
  let cells: UnsafePointer<UInt32>
  let policies: UnsafeBufferPointer<PolicyTable.Index>
  let views: UnsafePointer<ClassRowsView>

  /// - Returns: whether some decisions are `ClassRows.lookCloser`.
  func decide(
    _ flows: UnsafeBufferPointer<FlowKey<IPv4Address>>,
    into decisions: UnsafeMutableBufferPointer<Decision>
  ) -> Bool {
    let count = min(flows.count, decisions.count)
    guard count > 0, let flows = flows.baseAddress, let decisions = decisions.baseAddress else { return false }
    var leastLooked: UInt32 = 1
    for index in 0..<count {
      let flow = flows + index
      let interface = Int(flow.pointee.interface.rawValue)
      let policy = interface < policies.count ? policies[interface] : PolicyTable.none
      let direction =
        switch flow.pointee.direction {
        case .ingress: 0;
        case .egress: 1
        }
      let view = views + (Int(policy) &* 2 &+ direction)
      let ordinal = cell(view, row(view, addressClass(flow.pointee.remote)), flow.pointee.selector)
      // 0 as soon as one is to be looked at more closely.
      leastLooked = min(leastLooked, ordinal ^ ClassRows.lookCloser)
      decisions[index] = Decision(
        policy: policy,
        ordinal: ordinal,
        direction: flow.pointee.direction,
        family: .ipv4
      )
    }
    return leastLooked == 0
  }

  /// A leaf's entry leads to the leaf's own cell, so every look-up takes the same three loads.
  @inline(__always)
  private func addressClass(_ address: UInt32) -> Int {
    var entry = root[Int(address &>> 16)]
    entry = cells[Int(entry &>> 1) &+ Int(address &>> 8 & 0xFF & (0 &- (entry & 1)))]
    entry = cells[Int(entry &>> 1) &+ Int(address & 0xFF & (0 &- (entry & 1)))]
    return Int(entry &>> 1)
  }

  @inline(__always)
  private func row(_ view: UnsafePointer<ClassRowsView>, _ addressClass: Int) -> Int {
    let page = Int(view.pointee.directory[addressClass &>> 6])
    return Int(view.pointee.rows[page &<< 6 | addressClass & 63])
  }

  @inline(__always)
  private func cell(_ view: UnsafePointer<ClassRowsView>, _ row: Int, _ selector: SelectorKey) -> UInt32 {
    let entry = Int(view.pointee.sectionOffsets[Int(selector.section.rawValue)]) &+ Int(selector.value &>> 8)
    let page = Int(view.pointee.selectorDirectory[entry])
    let column = Int(view.pointee.selectorPages[page &<< 8 | Int(selector.value & 0xFF)])
    return UInt32(bitPattern: Int32(view.pointee.cells[row &+ column]))
  }
}
