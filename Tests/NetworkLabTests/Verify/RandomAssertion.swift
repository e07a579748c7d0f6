import ConnectivityPolicy
import IPAddressing
import Oracle
import VPCModel

/// An assertion about a random network, with what its ends stand for, known apart from the verifier.
struct RandomAssertion {
  var kind: Assertion.Kind
  var from: [NetworkInterface]
  var to: [NetworkInterface]
  var isFromInternet = false
  var isToInternet = false
  var family: IPFamily
  var traffic: [LabFlow.Traffic]
  private var texts: (from: String, to: String, traffic: String)

  /// As a line of a policy file.
  var text: String {
    "  - \(kind.rawValue): { from: \"\(texts.from)\", to: \"\(texts.to)\", traffic: \(texts.traffic),"
      + " family: \(family.rawValue) }\n    name: "
  }

  init?(_ network: Network, using random: inout SplitMix64) {
    let interfaces = network.networkInterfaces.sorted
    guard !interfaces.isEmpty else { return nil }
    func end() -> (text: String, members: [NetworkInterface]) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        let one = interfaces[Int.random(in: 0..<interfaces.count, using: &random)]
        return (one.id.text, [one])
      case 5..<7:
        let subnet = interfaces[Int.random(in: 0..<interfaces.count, using: &random)].subnetID
        return ("subnet:\(subnet)", interfaces.filter { $0.subnetID == subnet })
      case 7:
        let groups = Set(interfaces.flatMap(\.groupIDs)).sorted()
        guard let group = groups.randomElement(using: &random) else { return ("internet", []) }
        return ("group:\(group)", interfaces.filter { $0.groupIDs.contains(group) })
      default: return ("internet", [])
      }
    }
    let kinds = Assertion.Kind.allCases
    kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
    var (left, right) = (end(), end())
    if left.members.isEmpty, right.members.isEmpty { return nil }
    // Everybody but the internet is a question about more than the lab has.
    if kind == .only, left.members.isEmpty || right.members.isEmpty { kind = .deny }
    if kind == .allow, Bool.random(using: &random) {
      // Of two crowds some pair is hardly ever allowed.
      if let one = left.members.first { left = (one.id.text, [one]) }
      if let one = right.members.first { right = (one.id.text, [one]) }
    }
    (from, to) = (left.members, right.members)
    (isFromInternet, isToInternet) = (from.isEmpty, to.isEmpty)
    family = Int.random(in: 0..<10, using: &random) < 7 ? .ipv4 : .ipv6
    let word: String
    (word, traffic) = Self.traffic(network, using: &random)
    texts = (left.text, right.text, word)
  }

  /// A protocol with few ports, most often at some rule's edge, and the flows to try of it.
  private static func traffic(_ network: Network, using random: inout SplitMix64) -> (String, [LabFlow.Traffic]) {
    if Int.random(in: 0..<8, using: &random) == 0 { return ("ping", [.echo]) }
    let selectors = network.securityGroups.sorted.flatMap(\.rules).map(\.traffic)
    let ports = selectors.compactMap(\.ports).flatMap { [$0.lower, $0.upper] }
    let lower = max(1, Int.random(in: 0..<4, using: &random) == 0 ? 443 : ports.randomElement(using: &random) ?? 22)
    let upper = min(65_535, lower + UInt16.random(in: 0...min(3, 65_535 - lower), using: &random))
    if Int.random(in: 0..<4, using: &random) == 0 {
      return ("udp/\(lower)-\(upper)", (lower...upper).map { .udp($0) })
    }
    return ("tcp/\(lower)-\(upper)", (lower...upper).map { .tcp($0) })
  }

  // MARK: Flows of it

  /// Addresses that hosts on the internet have, and nobody in these networks.
  private static let publicAddresses: [IPFamily: IPAddress] = [
    .ipv4: .v4(IPv4Address(8, 8, 4, 4)), .ipv6: .v6(IPv6Address(0x2620_00FE << 96 | 9)),
  ]

  /// A flow that the assertion speaks of, without asking anyone; `nil` where there is none in the lab.
  func flow(_ network: Network, clientPort: UInt16, using random: inout SplitMix64) -> LabFlow? {
    var sources = from
    var isFromInternet = isFromInternet
    if kind == .only {
      let own = Set(from.map(\.id))
      sources = network.networkInterfaces.sorted.filter { !own.contains($0.id) }
      isFromInternet = sources.isEmpty || Int.random(in: 0..<4, using: &random) == 0
    }
    guard let source = isFromInternet ? beyond : end(of: sources, using: &random),
      let destination = isToInternet ? beyond : end(of: to, using: &random),
      let traffic = traffic.randomElement(using: &random),
      source.interfaceID != destination.interfaceID, source.address != destination.address
    else { return nil }
    return LabFlow(source: source, destination: destination, traffic: traffic, clientPort: clientPort)
  }

  private var beyond: LabFlow.End? { Self.publicAddresses[family].map { .internet($0) } }

  private func end(of interfaces: [NetworkInterface], using random: inout SplitMix64) -> LabFlow.End? {
    guard let interface = interfaces.randomElement(using: &random) else { return nil }
    // Who is to reach another is to with its primary address; who is not, with none.
    let addresses =
      kind == .allow
      ? [interface.address(of: family)].compactMap(\.self)
      : interface.ownPrefixes.filter { $0.family == family }.map(\.first)
    return addresses.randomElement(using: &random).map { .interface(interface.id, $0) }
  }
}
