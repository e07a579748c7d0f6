import IPAddressing
import VPCModel

/// What a set of groups lets in from the internet, as the union of all its rules.
struct InternetIngress: Sendable {
  /// Ports of one protocol that the same rules open, and to whom.
  struct Segment: Sendable {
    let ports: PortRange
    /// Of the internet.
    let sources: IPAddressSet
    let openings: [Opening]

    /// Whether a family is as good as let in from everywhere.
    func isOpen(_ family: IPFamily) -> Bool { InternetBreadth(sources, family) == .open }
    var isOpen: Bool { InternetBreadth(sources) == .open }
  }

  /// Ascending, without what nobody on the internet is let in to.
  private(set) var tcp: [Segment] = []
  private(set) var udp: [Segment] = []
  /// Rules of all traffic and of ICMP.
  private(set) var icmp: [Opening] = []
  /// Rules of any other protocol, those of all traffic left out.
  private(set) var otherProtocols: [Opening] = []

  /// A rule and the part of the internet that it lets in.
  struct Opening: Sendable {
    let rule: SecurityGroupRule
    let sources: IPAddressSet
  }

  /// Sorting the rules, and for each run of ports the union of the rules that overlap there.
  init(_ openings: [Opening]) {
    var tcp: [(PortRange, Opening)] = []
    var udp: [(PortRange, Opening)] = []
    for opening in openings {
      switch opening.rule.traffic {
      case .all:
        tcp.append((.all, opening))
        udp.append((.all, opening))
        icmp.append(opening)
      case .tcp(let ports): tcp.append((ports, opening))
      case .udp(let ports): udp.append((ports, opening))
      case .icmp, .icmpv6: icmp.append(opening)
      case .other: otherProtocols.append(opening)
      }
    }
    self.tcp = Self.segments(tcp)
    self.udp = Self.segments(udp)
  }

  private static func segments(_ openings: [(ports: PortRange, opening: Opening)]) -> [Segment] {
    guard !openings.isEmpty else { return [] }
    var starting: [UInt32: [Int]] = [:]
    var ending: [UInt32: [Int]] = [:]
    for (index, entry) in openings.enumerated() {
      starting[UInt32(entry.ports.lower), default: []].append(index)
      ending[UInt32(entry.ports.upper) + 1, default: []].append(index)
    }
    let cuts = Set(starting.keys).union(ending.keys).sorted()
    var active: Set<Int> = []
    var segments: [Segment] = []
    for (position, cut) in cuts.enumerated() {
      for index in ending[cut] ?? [] { active.remove(index) }
      for index in starting[cut] ?? [] { active.insert(index) }
      guard !active.isEmpty, position + 1 < cuts.count, let lower = UInt16(exactly: cut),
        let upper = UInt16(exactly: cuts[position + 1] - 1), let ports = PortRange(lower: lower, upper: upper)
      else { continue }
      let ordered = active.sorted()
      var sources = IPAddressSet.empty
      for index in ordered { sources.formUnion(openings[index].opening.sources) }
      segments.append(Segment(ports: ports, sources: sources, openings: ordered.map { openings[$0].opening }))
    }
    return segments
  }

  /// Whether some port is as good as open to the internet.
  var isOpen: Bool { (tcp + udp).contains(where: \.isOpen) }

  func segments(_ transport: PortTransport) -> [Segment] { transport == .tcp ? tcp : udp }
}

/// The two protocols whose rules have ports.
enum PortTransport: String, Hashable, Comparable, Sendable {
  case tcp, udp

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  func selector(_ ports: PortRange) -> TrafficSelector { self == .tcp ? .tcp(ports) : .udp(ports) }
  func probe(_ port: UInt16, from source: UInt16?) -> TrafficProbe {
    self == .tcp ? .tcp(port, from: source) : .udp(port, from: source)
  }
}
