import ConnectivityPolicy
import IPAddressing
import VPCModel

/// What of an assertion depends on interfaces of unknown address: it does not hold for certain as long as their groups'
/// rules leave open that it is broken.
struct UnknownAddressJudge {
  private let unknown: UnknownAddresses
  private let reach: Reachability
  private let names: ResourceNames

  /// Interfaces that are told of one assertion.
  private static let limit = 10

  init(_ unknown: UnknownAddresses, _ reach: Reachability, _ names: ResourceNames) {
    self.unknown = unknown
    self.reach = reach
    self.names = names
  }

  /// - Returns: a sentence for each interface that could break the assertion, and whether there was anything to look at.
  func judge(_ assertion: Assertion, _ from: AssertionEnd, _ to: AssertionEnd) -> (limits: [String], isTested: Bool) {
    var (source, destination) = (end(from), end(to))
    switch assertion.kind {
    case .deny: break
    case .allow:
      // Rules that leave it open do not make it so, and rules that rule it out break it only if nothing else is meant.
      let involved = from.unplaced.union(to.unplaced)
      let open = unknown.interfaces.filter { involved.contains($0.id) }
      return (sentences(open.map { ($0, "whether the assertion holds for it is not known") }), !open.isEmpty)
    case .only:
      // All but those who may for certain.
      source.placed = reach.interfaces(of: reach.matrix.axis.all.subtracting(from.hosts))
      source.unplaced = unknown.ids.subtracting(from.unplaced)
      source.addresses = from.addresses.complement
    }
    let isTested = !source.unplaced.isEmpty || !destination.unplaced.isEmpty
    destination.addresses = to.addresses
    let answers = unknown.open(from: source, to: destination, traffic(assertion))
    return (
      sentences(answers.map { ($0.interface, "whether \($0.words) passes to or from it is not known") }), isTested
    )
  }

  private func end(_ end: AssertionEnd) -> UnknownAddressEnd {
    UnknownAddressEnd(
      placed: reach.interfaces(of: end.hosts),
      unplaced: end.unplaced.union(end.perhapsUnplaced),
      addresses: end.addresses
    )
  }

  private func traffic(_ assertion: Assertion) -> [IPFamily: TrafficSet] {
    let families: [IPFamily] =
      switch assertion.families {
      case .ipv4: [.ipv4]
      case .ipv6: [.ipv6]
      case .both, nil: IPFamily.allCases
      }
    return Dictionary(
      uniqueKeysWithValues: families.map { family in
        (
          family,
          assertion.traffic.flatMap(\.selectors).reduce(TrafficSet.empty) { $0.union(TrafficSet($1, family)) }
        )
      }
    )
  }

  private func sentences(_ open: [(interface: NetworkInterface, effect: String)]) -> [String] {
    let told = open.prefix(Self.limit).map { interface, effect in
      "\(names.full(interface.id)): \(UnknownAddresses.reason(interface)); \(effect)"
    }
    return told + (open.count > Self.limit ? ["and \(open.count - Self.limit) more interfaces alike"] : [])
  }
}
