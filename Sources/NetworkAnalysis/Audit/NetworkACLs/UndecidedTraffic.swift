import IPAddressing
import VPCModel

/// What of some traffic with some addresses no entry of an ACL has decided yet, exactly: blocks and ports together.
struct UndecidedTraffic {
  /// No address is in two parts.
  private var parts: [(addresses: IPAddressSet, traffic: TrafficSet)] = []

  init(_ addresses: IPAddressSet, _ selector: TrafficSelector) {
    for family in IPFamily.allCases {
      let own = family == .ipv4 ? IPAddressSet(v4: addresses.v4) : IPAddressSet(v6: addresses.v6)
      let traffic = TrafficSet(selector, family)
      if !own.isEmpty, !traffic.isEmpty { parts.append((own, traffic)) }
    }
  }

  var isEmpty: Bool { parts.isEmpty }

  /// Leaves out what an entry decides. O(parts), of which there are as many as sets of traffic that differ.
  /// - Returns: whether it decides anything of what was left.
  mutating func decide(_ entry: NetworkACL.Entry) -> Bool {
    let decided = TrafficSet(entry.traffic, entry.cidr.family)
    guard !decided.isEmpty, parts.contains(where: { $0.addresses.overlaps(entry.cidr) }) else { return false }
    let block = IPAddressSet(entry.cidr)
    var left: [TrafficSet: IPAddressSet] = [:]
    var order: [TrafficSet] = []
    func keep(_ addresses: IPAddressSet, _ traffic: TrafficSet) {
      guard !addresses.isEmpty, !traffic.isEmpty else { return }
      if left[traffic] == nil { order.append(traffic) }
      left[traffic, default: .empty].formUnion(addresses)
    }
    var decides = false
    for (addresses, traffic) in parts {
      let common = addresses.intersection(block)
      guard !common.isEmpty, !traffic.isDisjoint(with: decided) else {
        keep(addresses, traffic)
        continue
      }
      decides = true
      keep(addresses.subtracting(block), traffic)
      keep(common, traffic.subtracting(decided))
    }
    parts = order.map { (left[$0] ?? .empty, $0) }
    return decides
  }
}

extension NetworkACL {
  /// The entries that deny all of some traffic with some addresses, together; `nil` where some of it passes, or where there
  /// is none. What no entry speaks of is denied as well, so that there may be none.
  func denial(_ direction: TrafficDirection, _ addresses: IPAddressSet, _ traffic: TrafficSelector) -> [Entry]? {
    var left = UndecidedTraffic(addresses, traffic)
    guard !left.isEmpty else { return nil }
    var deniers: [Entry] = []
    for entry in entries where entry.direction == direction && left.decide(entry) {
      if entry.action == .allow { return nil }
      deniers.append(entry)
      if left.isEmpty { break }
    }
    return deniers
  }
}
