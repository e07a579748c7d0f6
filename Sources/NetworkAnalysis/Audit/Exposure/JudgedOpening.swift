import Findings
import IPAddressing
import VPCModel

/// An opening with the answer, for each of its interfaces, whether the internet comes to it.
struct JudgedOpening {
  struct Reached {
    let interface: NetworkInterface
    let address: IPAddress
    let publicAddress: IPv4Address?
    let gateway: String?
  }

  private(set) var reached: [Reached] = []
  private(set) var unknown: [(interface: NetworkInterface, reason: String)] = []
  private(set) var blocked: [(interface: NetworkInterface, reason: String)] = []

  init(_ opening: InternetOpening, _ interfaces: [NetworkInterface], _ finder: inout InternetPathFinder) {
    for interface in interfaces {
      var best: InternetPath?
      for (transport, ports) in opening.ports {
        let path = finder.path(to: interface, transport, ports, from: opening.sources)
        if best == nil || path.isReached { best = path }
        if path.isReached { break }
      }
      switch best {
      case .reached(let address, let publicAddress, let gateway)?:
        reached.append(
          Reached(interface: interface, address: address, publicAddress: publicAddress, gateway: gateway)
        )
      case .unknown(let reason)?: unknown.append((interface, reason))
      case .blocked(let reason)?: blocked.append((interface, reason))
      case nil: break
      }
    }
  }

  /// Those exposed first.
  var subjects: [NetworkInterface] { reached.map(\.interface) + unknown.map(\.interface) + blocked.map(\.interface) }

  func details(_ context: AuditContext) -> [String] {
    var details: [String] = []
    if reached.count > 5 { details.append("exposed: \(context.list(reached.map(\.interface), limit: 12))") }
    details += lines("not known for", unknown, context)
    details += lines("not reached:", blocked, context)
    details += forwarders(context)
    return details
  }

  /// Network load balancers on the internet hand packets on with the client's address, to targets that EC2 does not tell.
  private func forwarders(_ context: AuditContext) -> [String] {
    let vpcs = Set(blocked.map(\.interface.vpcID))
    guard !vpcs.isEmpty else { return [] }
    let balancers = context.publicNetworkLoadBalancers.filter { vpcs.contains($0.vpcID) }
    guard !balancers.isEmpty else { return [] }
    return [
      "not judged: whether \(context.list(balancers, limit: 3)) hands on what the internet sends, for its targets are not known"
    ]
  }

  private func lines(
    _ words: String,
    _ list: [(interface: NetworkInterface, reason: String)],
    _ context: AuditContext
  ) -> [String] {
    // Many interfaces are out of reach for one reason.
    let groups = Dictionary(grouping: list, by: \.reason)
    return groups.sorted { $0.key < $1.key }.prefix(4).map { reason, entries in
      "\(words) \(context.list(entries.map(\.interface), limit: 3)): \(reason)"
    }
  }

  func paths(_ context: AuditContext, _ traffic: String) -> [Finding.Path] {
    reached.prefix(5).map { entry in
      Finding.Path(
        stations: [
          .init(.internet, name: "internet"),
          .init(.gateway, name: entry.gateway ?? "internet gateway"),
          context.station(entry.interface, at: entry.address),
        ],
        traffic: ["", traffic]
      )
    }
  }
}
