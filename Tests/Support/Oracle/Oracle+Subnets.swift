package import IPAddressing
package import VPCModel

// What binds to a subnet: its network ACL and its route table.
extension Oracle {
  /// The entry of a network ACL that decides a packet: the lowest number of its direction whose block holds the
  /// remote address and whose traffic is the packet's. Where there is none the packet is denied.
  package static func decidingEntry(
    of acl: NetworkACL,
    _ direction: TrafficDirection,
    remote: IPAddress,
    transport: Transport
  ) -> NetworkACL.Entry? {
    var deciding: NetworkACL.Entry?
    for entry in acl.entries where entry.direction == direction {
      guard block(entry.cidr, holds: remote), traffic(entry.traffic, selects: transport) else { continue }
      if let number = deciding?.number, number <= entry.number { continue }
      deciding = entry
    }
    return deciding
  }

  /// The route that a packet takes: of those that hold the address the one with the longest prefix; between equals the
  /// local one, then a static one, then a propagated one; between equals again the first in the table.
  ///
  /// A prefix list counts as one route for each entry. A list with unknown entries could hold a longer prefix than any
  /// known route, unless that is the local one.
  package static func route(
    of table: RouteTable,
    to address: IPAddress,
    in network: Network
  ) -> RouteTable.LookUp {
    var candidates: [(route: RouteTable.Route, matched: IPPrefix)] = []
    var unknownLists: [PrefixList.ID] = []
    for route in table.routes {
      switch route.destination {
      case .cidr(let prefix):
        candidates.append((route, prefix))
      case .prefixList(let id):
        if let entries = network.prefixLists[id]?.entries {
          for entry in entries { candidates.append((route, entry.cidr)) }
        } else {
          let family = network.prefixLists[id]?.addressFamily
          if family == nil || family == address.family { unknownLists.append(id) }
        }
      }
    }
    candidates = candidates.filter { block($0.matched, holds: address) }
    let longest = candidates.map(\.matched.length).max()
    let equals = candidates.filter { $0.matched.length == longest }
    let best =
      equals.first { $0.route.target == .local } ?? equals.first { !$0.route.isPropagated } ?? equals.first

    if let list = unknownLists.first, best?.route.target != .local { return .unknown(list) }
    guard let best else { return .none }
    return .route(best.route, matched: best.matched)
  }
}
