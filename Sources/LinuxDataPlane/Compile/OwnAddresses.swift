import IPAddressing
import VPCModel

/// What tells an interface's own addresses of one family from others.
struct OwnAddresses {
  private let interface: NetworkInterface.ID
  private let family: IPFamily
  /// Neither overlapping nor touching.
  private let ranges: [NamedSet.Key]

  init(_ interface: NetworkInterface, _ family: IPFamily) {
    self.interface = interface.id
    self.family = family
    ranges = IPPrefix.merged(interface.ownPrefixes.filter { $0.family == family }, family)
  }

  /// A rule that refuses packets of the family whose address is not the interface's, and the set that it asks where
  /// there are several.
  ///
  /// - Parameters:
  ///   - chain: what tells of the refusal.
  ///   - isFamilyKnown: whether only packets of the family come to the rule.
  func refusal(
    of address: Expression,
    by chain: String = Names.deniedSource,
    isFamilyKnown: Bool = false
  ) -> (Rule, (name: String, set: NamedSet)?) {
    let isFamily = isFamilyKnown ? [] : PacketMatch.family(family)
    let refuse: [Expression] = [.verdict(.goto(chain))]
    guard let first = ranges.first else { return (Rule(isFamily + refuse), nil) }
    if ranges.count == 1, first.first == first.last {
      return (Rule(isFamily + [address, .compare(.key, isEqual: false, first.first)] + refuse), nil)
    }
    let name = "interface-\(Names.part(interface.text))-addresses\(family.digit)"
    let set = NamedSet(
      .init(key: [family.addressType], isInterval: true),
      Dictionary(ranges.map { ($0, .member) }) { first, _ in first }
    )
    return (Rule(isFamily + [address, .lookup(name, key: .key, isMember: false)] + refuse), (name, set))
  }
}
