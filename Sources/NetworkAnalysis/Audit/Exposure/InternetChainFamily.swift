import Findings
import IPAddressing
import VPCModel

/// Ways from the internet to what holds data, from machine to machine: the shortest to each, however long.
///
/// The ways are those of `Reachability`, by classes and over all addresses, ports and protocols but ICMP; a way in is what
/// is open to the internet at large.
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

  static func findings(_ context: AuditContext) -> [Finding] {
    let data = context.interfaces.filter(EgressFamily.holdsData)
    guard !data.isEmpty, mayBeEntered(context) else { return [] }
    let reach = Reachability(context.network)
    let closure = reach.closure(from: .internetAtLarge)
    var byPolicy: [AuditPolicy: [NetworkInterface]] = [:]
    for interface in data where (closure.distance(to: interface.id) ?? 0) > 1 {
      byPolicy[AuditPolicy(interface), default: []].append(interface)
    }
    return byPolicy.sorted { $0.key < $1.key }.compactMap { policy, interfaces in
      finding(interfaces, policy, closure, reach, context)
    }
  }

  /// Whether there can be a way in at all, so that nothing need be prepared where there is none.
  private static func mayBeEntered(_ context: AuditContext) -> Bool {
    context.exposure.entries.contains { entry in
      !entry.interfaces.isEmpty && (entry.ingress.isOpen || !entry.ingress.otherProtocols.isEmpty)
    } || context.interfaces.contains(where: \.isWithoutFilter)
  }

  private static func finding(
    _ interfaces: [NetworkInterface],
    _ policy: AuditPolicy,
    _ closure: ReachClosure,
    _ reach: Reachability,
    _ context: AuditContext
  ) -> Finding? {
    let distances = interfaces.map { closure.distance(to: $0.id) ?? .max }
    guard let target = zip(interfaces, distances).min(by: { $0.1 < $1.1 })?.0,
      let hops = closure.path(to: target.id), hops.count > 1
    else { return nil }
    let stops = hops.compactMap { context.network.networkInterfaces[$0.to] }
    // A load balancer hands on what its listeners take; it is no machine to take over.
    let machines = stops.dropLast().filter { !InternetExposureFamily.isLoadBalancer($0) }
    let check = hops.count == 2 && machines.count == 1 ? near : chain
    let provenances = hops.map { reach.provenance(of: $0) }
    var stations: [Finding.Path.Station] = [
      .init(.internet, name: "internet"),
      .init(.gateway, name: provenances.first?.gateways.first ?? "internet gateway"),
    ]
    stations += hops.compactMap { hop in
      context.network.networkInterfaces[hop.to].map { context.station($0, at: hop.address) }
    }
    let count = interfaces.count > 1 ? " and \(interfaces.count - 1) more like it" : ""
    var details = zip(hops, provenances).dropFirst().map { hop, provenance in
      let rules = provenance.ingress.prefix(3).map { context.words($0) }.joined(separator: "; ")
      let more = provenance.ingress.count > 3 ? " and \(provenance.ingress.count - 3) more rules" : ""
      let name = context.network.networkInterfaces[hop.to].map { context.names.short($0) } ?? hop.to.text
      return "\(name): \(rules.isEmpty ? "let in without a rule, having no security group" : rules + more)"
    }
    if interfaces.count > 1 { details.append("alike: \(context.list(interfaces.filter { $0.id != target.id }))") }
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(context.names.full(target))\(count) can be reached from the internet over"
        + " \(counted(hops.count - 1, "other interface"))",
      details: details,
      subjects: [context.subject(target)] + stops.dropLast().map { context.subject($0) }
        + interfaces.filter { $0.id != target.id }.prefix(50).map { context.subject($0) },
      aspect: policy.groupIDs.map(\.text).joined(separator: " "),
      paths: [.init(stations: stations, traffic: [""] + hops.map(words))]
    )
  }

  /// What a step can be made with: a few runs of ports.
  private static func words(_ hop: ReachHop) -> String {
    let allowed = hop.verdict.allowed
    if allowed.contains(Reachability.sessionTraffic) { return "all traffic" }
    let shown = TrafficSet(ranges: allowed.ranges.prefix(6))
    return shown.words(hop.family) + (allowed.ranges.count > 6 ? " and more" : "")
  }
}
