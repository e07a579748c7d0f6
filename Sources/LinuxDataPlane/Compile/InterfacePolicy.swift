import IPAddressing
import VPCModel

/// What interfaces with the same groups in the same VPC have in common.
struct InterfacePolicy: Hashable, Sendable {
  var vpcID: VPC.ID
  /// Sorted, none twice.
  var groupIDs: [SecurityGroup.ID]

  init(_ interface: NetworkInterface) {
    vpcID = interface.vpcID
    groupIDs = Set(interface.groupIDs).sorted()
  }

  /// The same in every process.
  var name: String {
    let text = "\(vpcID.text) " + groupIDs.map(\.text).joined(separator: ",")
    return "policy-" + Octets(FNV1a.hash(text.utf8)).hexadecimal
  }

  func chain(_ direction: TrafficDirection, _ family: IPFamily) -> String {
    "\(name)-\(direction.rawValue)\(family.digit)"
  }

  func untrackedChain(_ direction: TrafficDirection) -> String { "\(name)-untracked-\(direction.rawValue)" }
}

/// The ports of TCP and UDP that rules open to anyone: on these alone hangs whether EC2 tracks a connection.
struct OpenPorts: Hashable, Sendable {
  struct Place: Hashable, Sendable {
    var direction: TrafficDirection
    var family: IPFamily
    var isTCP: Bool
  }

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

  /// Destination ports on which a flow of this direction starts untracked: open to anyone, while one rule of the other
  /// direction opens every port to anyone (EC2 user guide, "Untracked connections").
  func untracked(_ direction: TrafficDirection, _ family: IPFamily, isTCP: Bool) -> PortSet {
    guard whole.contains(Place(direction: direction.opposite, family: family, isTCP: isTCP)) else { return PortSet() }
    return ports[Place(direction: direction, family: family, isTCP: isTCP)] ?? PortSet()
  }

  /// All that `untracked` can say, as one number; the same in every process.
  var digest: UInt64 {
    var text = ""
    for direction in TrafficDirection.allCases {
      for family in [IPFamily.ipv4, .ipv6] {
        for isTCP in [true, false] {
          text +=
            untracked(direction, family, isTCP: isTCP).ranges.map { "\($0.lower)-\($0.upper)" }
            .joined(separator: ",") + ";"
        }
      }
    }
    return FNV1a.hash(text.utf8)
  }

  var hasUntracked: Bool {
    whole.contains { place in
      ports[Place(direction: place.direction.opposite, family: place.family, isTCP: place.isTCP)] != nil
    }
  }
}
