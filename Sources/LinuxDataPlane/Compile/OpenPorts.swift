import IPAddressing
import VPCModel

/// The ports of TCP and UDP that rules open to anyone: on these alone hangs whether EC2 tracks a connection.
struct OpenPorts: Hashable, Sendable {
  struct Place: Hashable, Sendable, CaseIterable {
    var direction: TrafficDirection
    var family: IPFamily
    var isTCP: Bool

    static let allCases = TrafficDirection.allCases.flatMap { direction in
      [IPFamily.ipv4, .ipv6].flatMap { family in
        [true, false].map { Place(direction: direction, family: family, isTCP: $0) }
      }
    }

    var word: String { "\(direction.rawValue)\(family.digit)-\(isTCP ? "tcp" : "udp")" }
    var opposite: Place { Place(direction: direction.opposite, family: family, isTCP: isTCP) }
  }

  /// How much a group opens at a place; what a policy's chains are made of.
  enum Extent: Hashable, Sendable { case nothing, some, everything }

  private(set) var ports: [Place: PortSet] = [:]
  /// Where one rule opens all ports.
  private(set) var whole: Set<Place> = []

  init() {}

  /// Of one group.
  init(_ group: SecurityGroup) {
    for rule in group.rules {
      let family: IPFamily
      switch rule.peer {
      case .ipv4(let prefix) where prefix.length == 0: family = .ipv4
      case .ipv6(let prefix) where prefix.length == 0: family = .ipv6
      default: continue
      }
      switch rule.traffic {
      case .all:
        add(.all, Place(direction: rule.direction, family: family, isTCP: true))
        add(.all, Place(direction: rule.direction, family: family, isTCP: false))
      case .tcp(let range): add(range, Place(direction: rule.direction, family: family, isTCP: true))
      case .udp(let range): add(range, Place(direction: rule.direction, family: family, isTCP: false))
      case .icmp, .icmpv6, .other: break
      }
    }
  }

  private mutating func add(_ range: PortRange, _ place: Place) {
    ports[place] = (ports[place] ?? PortSet()).union(PortSet(range))
    if range == .all { whole.insert(place) }
  }

  mutating func formUnion(_ other: OpenPorts) {
    ports.merge(other.ports) { $0.union($1) }
    whole.formUnion(other.whole)
  }

  /// Whether flows of this place's direction start untracked on the ports that are open to anyone there: one rule of
  /// the other direction opens every port to anyone (EC2 user guide, "Untracked connections").
  func isUntracked(_ place: Place) -> Bool { whole.contains(place.opposite) }

  func extent(_ place: Place) -> Extent {
    guard let ports = ports[place], !ports.isEmpty else { return .nothing }
    return ports == .all ? .everything : .some
  }

  /// All that the chains of policies hang on, but for the ports themselves.
  var outline: Outline { Outline(extents: Place.allCases.map(extent), whole: whole) }

  struct Outline: Hashable, Sendable {
    var extents: [Extent]
    var whole: Set<Place>
  }

  /// The same in every process.
  var text: String {
    Place.allCases.map { place in
      let ranges = (ports[place] ?? PortSet()).ranges.map { "\($0.lower)-\($0.upper)" }
      return ranges.joined(separator: ",") + (whole.contains(place) ? "!" : "")
    }.joined(separator: ";")
  }
}

/// The ports that a group opens to anyone, as sets that all policies with the group look into.
enum OpenPortSets {
  static func name(_ group: SecurityGroup.ID, _ place: OpenPorts.Place) -> String {
    "open-\(Names.part(group.text))-\(place.word)"
  }

  static func ruleset(_ group: SecurityGroup.ID, _ openPorts: OpenPorts) -> Ruleset {
    var ruleset = Ruleset()
    for place in OpenPorts.Place.allCases where openPorts.extent(place) == .some {
      let ranges = openPorts.ports[place]?.ranges ?? []
      ruleset.sets[name(group, place)] = NamedSet(
        .init(key: [.port], isInterval: true),
        Dictionary(ranges.map { (NamedSet.Key(Octets($0.lower), Octets($0.upper)), .member) }) { first, _ in first }
      )
    }
    return ruleset
  }
}
