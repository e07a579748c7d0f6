import ConnectivityPolicy
import IPAddressing
import VPCModel

/// Which hosts and addresses an assertion holds against which, in each family.
struct AssertionPlan {
  struct Run {
    var family: IPFamily
    var traffic: TrafficSet
    var sources = HostSet.empty
    var destinations = HostSet.empty
    var sourceAddresses = IPAddressSet.empty
    var destinationAddresses = IPAddressSet.empty
  }

  private(set) var runs: [Run] = []
  private(set) var notes: [String] = []
  /// What breaks the assertion without any packet: ends that have no family in common.
  private(set) var failures: [String] = []

  private let axis: HostAxis
  private let network: Network
  private let traffic: [IPFamily: TrafficSet]

  init(_ assertion: Assertion, _ from: AssertionEnd, _ to: AssertionEnd, _ reach: Reachability, _ network: Network) {
    axis = reach.matrix.axis
    self.network = network
    var traffic: [IPFamily: TrafficSet] = [:]
    for family in IPFamily.allCases {
      traffic[family] = assertion.traffic.flatMap(\.selectors)
        .reduce(TrafficSet.empty) { $0.union(TrafficSet($1, family)) }
    }
    self.traffic = traffic
    switch assertion.kind {
    case .allow: planAllow(from, to, assertion.families)
    case .deny:
      for family in Self.families(assertion.families) {
        add(family, from.hosts, to.hosts, from.addresses, to.addresses)
      }
    case .only:
      let others = axis.all.subtracting(from.hosts)
      let addresses = from.addresses.union(publicAddresses(of: from.interfaceIDs)).complement
      for family in Self.families(assertion.families) { add(family, others, to.hosts, addresses, to.addresses) }
    }
  }

  mutating func takeNotes() -> [String] {
    defer { notes = [] }
    return notes
  }

  private static func families(_ asked: Assertion.Families?) -> [IPFamily] {
    switch asked {
    case .ipv4: [.ipv4]
    case .ipv6: [.ipv6]
    case .both, nil: IPFamily.allCases
    }
  }

  /// Behind which the internet sees interfaces: who may, may so too.
  private func publicAddresses(of ids: Set<NetworkInterface.ID>) -> IPAddressSet {
    IPAddressSet(
      ids.flatMap { id in
        (network.networkInterfaces[id]?.privateIPv4Addresses ?? []).compactMap(\.publicAddress)
          .map { IPPrefix(host: .v4($0)) }
      }
    )
  }

  private mutating func add(
    _ family: IPFamily,
    _ sources: HostSet,
    _ destinations: HostSet,
    _ sourceAddresses: IPAddressSet = .empty,
    _ destinationAddresses: IPAddressSet = .empty
  ) {
    guard let own = traffic[family], !own.isEmpty else { return }
    let run = Run(
      family: family,
      traffic: own,
      sources: sources.intersection(hosts(of: family)),
      destinations: destinations.intersection(hosts(of: family)),
      sourceAddresses: sourceAddresses.intersection(.all(family)).subtracting(Self.services),
      destinationAddresses: Self.withoutServices(destinationAddresses.intersection(.all(family)))
    )
    runs.append(run)
  }

  /// Addresses of the platform's services, which open no connection and which nothing in a network can keep anyone from.
  private static let services = IPAddressSet(PlatformService.everywhere.keys.map { IPPrefix(host: $0) })

  /// Who asks about a wide block does not mean the services in it; who asks about them alone does.
  private static func withoutServices(_ addresses: IPAddressSet) -> IPAddressSet {
    let rest = addresses.subtracting(services)
    return rest.isEmpty ? addresses : rest
  }

  private func hosts(of family: IPFamily) -> HostSet { axis.hosts(in: .all(family)) }

  // MARK: Allow

  /// Interfaces count with the address that EC2 calls primary, as in `explain`. Where the family is left open a pair is
  /// judged in IPv4 if both have it.
  private mutating func planAllow(_ from: AssertionEnd, _ to: AssertionEnd, _ asked: Assertion.Families?) {
    let (left, right) = (Ends(from, axis, network), Ends(to, axis, network))
    if let asked {
      for family in Self.families(asked) {
        add(family, left.hosts(family), right.hosts(family), from.addresses, to.addresses)
        for (end, word) in [(left, "source"), (right, "destination")] {
          let lacking = end.interfacesWithout(family)
          if lacking > 0 {
            notes.append(
              "\(lacking) \(word) \(lacking == 1 ? "interface has" : "interfaces have") no \(EndpointError.words(family)) address and \(lacking == 1 ? "is" : "are") left out."
            )
          }
        }
      }
      return
    }
    guard let v4 = traffic[.ipv4], let v6 = traffic[.ipv6], !v4.isEmpty, !v6.isEmpty else {
      // The traffic belongs to one family.
      for family in IPFamily.allCases {
        add(family, left.hosts(family), right.hosts(family), from.addresses, to.addresses)
      }
      return
    }
    add(.ipv4, left.hosts(.ipv4), right.hosts(.ipv4), from.addresses, to.addresses)
    add(.ipv6, left.onlyV6, right.hosts(.ipv6))
    add(.ipv6, left.hosts(.ipv6).subtracting(left.onlyV6), right.onlyV6)
    // Addresses of both families are one end, such as the internet's.
    add(.ipv6, .empty, from.addresses.v4.isEmpty ? right.hosts(.ipv6) : right.onlyV6, from.addresses)
    add(.ipv6, to.addresses.v4.isEmpty ? left.hosts(.ipv6) : left.onlyV6, .empty, .empty, to.addresses)
    if left.hasInterfaceWithoutV4, right.hasInterfaceWithoutV6 || left.hasInterfaceWithoutV6,
      right.hasInterfaceWithoutV4
    {
      failures.append(
        "some of the ends have no address family in common: one has IPv4 addresses only, the other IPv6 only"
      )
    }
  }

  /// One end's hosts by family.
  private struct Ends {
    private var primary: [IPFamily: HostSet] = [:]
    private let blocks: HostSet
    private let axis: HostAxis
    private var lacking: [IPFamily: Int] = [:]
    /// IPv6 hosts of interfaces without IPv4, and those of blocks.
    private(set) var onlyV6 = HostSet.empty

    init(_ end: AssertionEnd, _ axis: HostAxis, _ network: Network) {
      self.axis = axis
      blocks = end.blockHosts
      var positions: [IPFamily: [Int]] = [:]
      var alone: [Int] = []
      for id in end.interfaceIDs {
        guard let interface = network.networkInterfaces[id] else { continue }
        for family in IPFamily.allCases {
          let position = interface.address(of: family).flatMap { address in
            axis.hostsOfInterface[id]?.first { axis.hosts[$0].first == address }
          }
          guard let position else {
            lacking[family, default: 0] += 1
            continue
          }
          positions[family, default: []].append(position)
          if family == .ipv6, interface.address(of: .ipv4) == nil { alone.append(position) }
        }
      }
      primary = positions.mapValues { HostSet($0) }
      onlyV6 = HostSet(alone).union(blocks.intersection(axis.hosts(in: .all(.ipv6))))
    }

    func hosts(_ family: IPFamily) -> HostSet {
      (primary[family] ?? .empty).union(blocks.intersection(axis.hosts(in: .all(family))))
    }

    func interfacesWithout(_ family: IPFamily) -> Int { lacking[family] ?? 0 }
    var hasInterfaceWithoutV4: Bool { interfacesWithout(.ipv4) > 0 }
    var hasInterfaceWithoutV6: Bool { interfacesWithout(.ipv6) > 0 }
  }
}
