package import IPAddressing
package import VPCModel

/// Chooses connections that are worth trying: half of them at random, half such that some rule speaks of them; ports
/// at the edges of the rules' ranges, where mistakes are made.
package struct ProbeSampler {
  private let network: Network
  private let state: LabState
  private let interfaces: [NetworkInterface]
  private var random: SampleGenerator

  /// The same seed gives the same connections.
  package init(_ network: Network, _ state: LabState, seed: UInt64) {
    self.network = network
    self.state = state
    random = SampleGenerator(seed: seed)
    interfaces = state.machines.compactMap { network.networkInterfaces[$0.interfaceID] }
  }

  /// Two connections for each of so many pairs, fewer where the network has fewer.
  package mutating func sample(pairs count: Int) -> [LabProbe] {
    var probes: [LabProbe] = []
    var seen: Set<LabProbe> = []
    var pairs: Set<[NetworkInterface.ID]> = []
    // Small networks run out of pairs: a bound on the attempts ends that.
    for attempt in 0..<(count * 4) where pairs.count < count {
      guard let (source, destination) = attempt.isMultiple(of: 2) ? ruledPair() : randomPair() else { continue }
      guard pairs.insert([source.id, destination.id]).inserted else { continue }
      for family in [IPFamily.ipv4, .ipv6] {
        guard source.address(of: family) != nil, destination.address(of: family) != nil else { continue }
        let ports = ports(from: source, to: destination)
        for _ in 0..<2 {
          guard let port = ports.randomElement(using: &random) else { continue }
          let probe = probe(from: source, to: destination, family: family, port: port)
          var identity = probe
          identity.sourcePort = 0
          if seen.insert(identity).inserted { probes.append(probe) }
        }
      }
    }
    return probes
  }

  /// A connection with a client's port of Linux's.
  package mutating func probe(
    from source: NetworkInterface,
    to destination: NetworkInterface,
    family: IPFamily,
    port: UInt16
  ) -> LabProbe {
    LabProbe(
      from: source.id,
      to: destination.id,
      family: family,
      port: port,
      sourcePort: .random(in: 32768...60999, using: &random)
    )
  }

  private mutating func randomPair() -> (NetworkInterface, NetworkInterface)? {
    guard let source = interfaces.randomElement(using: &random),
      let destination = interfaces.randomElement(using: &random), source.id != destination.id
    else { return nil }
    return (source, destination)
  }

  /// A destination, and a source that one of its ingress rules speaks of.
  private mutating func ruledPair() -> (NetworkInterface, NetworkInterface)? {
    guard let destination = interfaces.randomElement(using: &random) else { return nil }
    let rules = destination.groupIDs.flatMap { network.securityGroups[$0]?.rules ?? [] }
      .filter { $0.direction == .ingress }
    guard let rule = rules.randomElement(using: &random) else { return nil }
    let sources = interfaces.filter { $0.id != destination.id && speaks(rule, of: $0) }
    return sources.randomElement(using: &random).map { ($0, destination) }
  }

  private func speaks(_ rule: SecurityGroupRule, of interface: NetworkInterface) -> Bool {
    let addresses = interface.ownPrefixes.map(\.first)
    switch rule.peer {
    case .ipv4(let block): return addresses.contains { IPPrefix.v4(block).contains($0) }
    case .ipv6(let block): return addresses.contains { IPPrefix.v6(block).contains($0) }
    case .prefixList(let id):
      return network.prefixLists[id]?.entries?.contains { entry in addresses.contains { entry.cidr.contains($0) } }
        ?? false
    case .securityGroup(let reference): return interface.groupIDs.contains(reference.groupID)
    }
  }

  /// First and last ports of ranges that any rule on the way has, and the ones just outside.
  private func ports(from source: NetworkInterface, to destination: NetworkInterface) -> [UInt16] {
    let egress = source.groupIDs.flatMap { network.securityGroups[$0]?.rules ?? [] }.filter { $0.direction == .egress }
    let ingress = destination.groupIDs.flatMap { network.securityGroups[$0]?.rules ?? [] }
      .filter { $0.direction == .ingress }
    var selectors = (egress + ingress).map(\.traffic)
    for acl in network.networkACLs.unordered where acl.vpcID == source.vpcID || acl.vpcID == destination.vpcID {
      selectors += acl.entries.map(\.traffic)
    }
    var ports: Set<UInt16> = [22, 80, 443]
    for case .tcp(let range) in selectors {
      for port in [Int(range.lower) - 1, Int(range.lower), Int(range.upper), Int(range.upper) + 1] {
        if let port = UInt16(exactly: port), port > 0 { ports.insert(port) }
      }
    }
    return ports.sorted()
  }
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same sequence for the same seed everywhere.
private struct SampleGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
