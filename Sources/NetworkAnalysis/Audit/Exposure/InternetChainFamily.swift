import Findings
import IPAddressing
import PolicyEngine
import VPCModel

/// Ways from the internet to what holds data, from machine to machine.
enum InternetChainFamily: AuditFamily {
  static let near = Check(
    id: "data-one-hop-from-internet",
    title: "A machine that the internet reaches can connect to a data store",
    severity: .low,
    explanation:
      "Whoever takes over the machine is at the data store's door. A tier between them, or at least a load balancer"
      + " in front of a machine in a private subnet, makes it a hop more."
  )

  static let chain = Check(
    id: "data-reachable-from-internet",
    title: "A chain of machines leads from the internet to a data store",
    severity: .info,
    explanation:
      "Each machine on the way can connect to the next. That is how applications are built; the list shows how many"
      + " machines would have to fall, and which rules the chain hangs on."
  )

  static let checks = [near, chain]

  /// Machines further away than this are not followed.
  private static let maximumHops = 8

  static func findings(_ context: AuditContext) -> [Finding] {
    let chains = InternetChains(context, maximumHops: maximumHops)
    var byPolicy: [AuditPolicy: [NetworkInterface]] = [:]
    for interface in context.interfaces where EgressFamily.holdsData(interface) && chains.links[interface.id] != nil {
      byPolicy[AuditPolicy(interface), default: []].append(interface)
    }
    return byPolicy.sorted { $0.key < $1.key }.compactMap { policy, interfaces in
      finding(interfaces, policy, chains, context)
    }
  }

  private static func finding(
    _ interfaces: [NetworkInterface],
    _ policy: AuditPolicy,
    _ chains: InternetChains,
    _ context: AuditContext
  ) -> Finding? {
    let nearest = interfaces.map { ($0, chains.chain(to: $0)) }.min { $0.1.count < $1.1.count }
    guard let (target, hops) = nearest, hops.count >= 2, let entrance = context.exposed[hops[0].interface.id] else {
      return nil
    }
    // A load balancer hands on what its listeners take; it is no machine to take over.
    let machines = hops.dropLast().filter { !InternetExposureFamily.isLoadBalancer($0.interface) }
    let check = machines.count <= 1 && hops.count == 2 && !machines.isEmpty ? near : chain
    var stations: [Finding.Path.Station] = [
      .init(.internet, name: "internet"), .init(.gateway, name: entrance.gateway ?? "internet gateway"),
    ]
    stations += hops.map { context.station($0.interface) }
    let traffic = ["", entrance.words] + hops.dropFirst().map(\.traffic)
    let count = interfaces.count > 1 ? " and \(interfaces.count - 1) more like it" : ""
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(context.names.full(target))\(count) can be reached from the internet over"
        + " \(counted(hops.count - 1, "other interface"))",
      details: hops.dropFirst().map { "\(context.names.short($0.interface)): \(context.words($0.rule))" },
      subjects: [context.subject(target)] + hops.dropLast().map { context.subject($0.interface) },
      aspect: policy.groupIDs.map(\.text).joined(separator: " "),
      paths: [.init(stations: stations, traffic: traffic)]
    )
  }
}

/// The shortest way from the internet to each interface, by connections that machines can make to one another.
struct InternetChains {
  struct Link {
    /// `nil` for one that the internet reaches itself.
    var from: NetworkInterface?
    var rule: SecurityGroupRule?
    var traffic: String
    var hops: Int
  }

  struct Hop {
    var interface: NetworkInterface
    var rule: SecurityGroupRule
    var traffic: String
  }

  private(set) var links: [NetworkInterface.ID: Link] = [:]
  private let context: AuditContext

  /// Only as far as data stores are left to find. Of the machines that a rule lets in, a few are tried.
  ///
  /// Breadth first over sets of groups: each round asks of every set not reached yet whether its rules let in an address
  /// that the round before came to. O(rounds × rules).
  init(_ context: AuditContext, maximumHops: Int) {
    self.context = context
    var frontier = context.interfaces.filter { context.exposed[$0.id] != nil }
    for interface in frontier {
      links[interface.id] = Link(from: nil, rule: nil, traffic: context.exposed[interface.id]?.words ?? "", hops: 1)
    }
    var waiting: [AuditPolicy: [NetworkInterface]] = context.policies.mapValues { interfaces in
      interfaces.filter { links[$0.id] == nil }
    }
    var ingress: [AuditPolicy: [(SecurityGroupRule, IPAddressSet)]] = [:]
    // Data stores that no chain leads to yet: without any left, nobody asks for the rest.
    var sought = Set(context.interfaces.filter { EgressFamily.holdsData($0) && links[$0.id] == nil }.map(\.id))
    for hops in 2...max(2, maximumHops) where !frontier.isEmpty && !sought.isEmpty {
      let index = FrontierIndex(frontier)
      var next: [NetworkInterface] = []
      for policy in context.sortedPolicies {
        guard let targets = waiting[policy], !targets.isEmpty else { continue }
        let rules = ingress[policy] ?? Self.rules(of: policy, context)
        ingress[policy] = rules
        var left = targets
        for (rule, sources) in rules where !left.isEmpty {
          let candidates = index.interfaces(in: sources, limit: 4)
          guard !candidates.isEmpty else { continue }
          left.removeAll { target in
            guard let from = candidates.first(where: { Self.connects($0, target, rule, context) }) else { return false }
            links[target.id] = Link(from: from, rule: rule, traffic: rule.traffic.description, hops: hops)
            next.append(target)
            sought.remove(target.id)
            return true
          }
        }
        waiting[policy] = left
      }
      frontier = next
    }
  }

  /// From the interface that the internet reaches to this one.
  func chain(to interface: NetworkInterface) -> [Hop] {
    var hops: [Hop] = []
    var current: NetworkInterface? = interface
    while let here = current, let link = links[here.id], hops.count < 64 {
      let rule =
        link.rule
        ?? SecurityGroupRule(groupID: here.groupIDs.first ?? "", direction: .ingress, traffic: .all, peer: .ipv4(.all))
      hops.append(Hop(interface: here, rule: rule, traffic: link.traffic))
      current = link.from
    }
    return hops.reversed()
  }

  private static func rules(of policy: AuditPolicy, _ context: AuditContext) -> [(SecurityGroupRule, IPAddressSet)] {
    policy.groupIDs.flatMap { context.network.securityGroups[$0]?.rules ?? [] }.compactMap { rule in
      guard rule.direction == .ingress, rule.traffic.ports != nil || rule.traffic == .all,
        let addresses = context.addresses(of: rule), !addresses.isEmpty
      else { return nil }
      return (rule, addresses)
    }
  }

  /// Whether one machine can connect to the other by what the rule lets in, routes and ACLs included.
  private static func connects(
    _ from: NetworkInterface,
    _ target: NetworkInterface,
    _ rule: SecurityGroupRule,
    _ context: AuditContext
  ) -> Bool {
    let ports: [UInt16] =
      switch rule.traffic {
      case .tcp(let range), .udp(let range): range.count == 1 ? [range.lower] : [range.lower, range.upper]
      // Everything is let in: a port that databases use, and one that the web does.
      default: [5432, 443]
      }
    let isUDP = if case .udp = rule.traffic { true } else { false }
    for family in [IPFamily.ipv4, .ipv6] {
      guard let source = from.address(of: family), let address = target.address(of: family) else { continue }
      for port in ports {
        // The client's own groups are asked first: most machines may not talk to most others.
        let flow = Flow(
          interfaceID: from.id,
          direction: .egress,
          remote: address,
          transport: isUDP ? .udp(source: 40000, destination: port) : .tcp(source: 40000, destination: port)
        )
        if case .denied = context.analysis.engine.decide(flow) { continue }
        let trace = context.analysis.trace(
          from: Host(.interface(from), address: source),
          to: Host(.interface(target), address: address),
          isUDP ? .udp(port) : .tcp(port),
          findingMisses: false
        )
        if trace.verdict == .allowed { return true }
      }
    }
    return false
  }
}

/// Interfaces by address, to ask which of them a set of addresses holds.
private struct FrontierIndex {
  private let v4: [(address: IPv4Address, interface: NetworkInterface)]
  private let v6: [(address: IPv6Address, interface: NetworkInterface)]

  init(_ interfaces: [NetworkInterface]) {
    v4 = interfaces.flatMap { interface in interface.privateIPv4Addresses.map { ($0.address, interface) } }
      .sorted { $0.0 < $1.0 }
    v6 = interfaces.flatMap { interface in interface.ipv6Addresses.map { ($0, interface) } }.sorted { $0.0 < $1.0 }
  }

  /// The first few. O(ranges × log interfaces).
  func interfaces(in set: IPAddressSet, limit: Int) -> [NetworkInterface] {
    var found = Self.search(v4, set.v4, limit)
    found += Self.search(v6, set.v6, limit - found.count)
    return found
  }

  private static func search<Address>(
    _ entries: [(address: Address, interface: NetworkInterface)],
    _ set: AddressSet<Address>,
    _ limit: Int
  ) -> [NetworkInterface] {
    var found: [NetworkInterface] = []
    for range in set.ranges where found.count < limit {
      var (low, high) = (0, entries.count)
      while low < high {
        let middle = low + (high - low) / 2
        if entries[middle].address < range.lower { low = middle + 1 } else { high = middle }
      }
      while low < entries.count, entries[low].address <= range.upper, found.count < limit {
        found.append(entries[low].interface)
        low += 1
      }
    }
    return found
  }
}
