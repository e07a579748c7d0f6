import LinuxDataPlane

/// Processor time of a packet that opens a flow, so that the rules are asked for every one.
enum PacketCost {
  private struct Case {
    var kind: Shape.Kind
    var size: Int
    var firewalls: [Firewall] = [.ringfence]
    var packets = 8_192
  }

  private static func cases(isQuick: Bool) -> [Case] {
    let sizes = isQuick ? [10, 1_000] : [10, 1_000, 10_000, 100_000]
    var cases: [Case] = []
    for kind in Shape.Kind.allCases where kind != .members {
      for size in sizes { cases.append(Case(kind: kind, size: size)) }
    }
    for size in isQuick ? [10, 1_000] : [10, 10_000, 100_000] { cases.append(Case(kind: .members, size: size)) }
    for kind in [Shape.Kind.blocks, .ports] {
      for size in isQuick ? [10, 100] : [10, 100, 1_000, 10_000] {
        cases.append(Case(kind: kind, size: size, firewalls: [.linear], packets: size > 1_000 ? 1_024 : 4_096))
      }
    }
    for kind in [Shape.Kind.blocks, .ports] where !isQuick {
      let both: [Firewall] = [.concatenated(addressFirst: true), .concatenated(addressFirst: false)]
      cases.append(Case(kind: kind, size: 10_000, firewalls: both, packets: 2_048))
    }
    return cases
  }

  static func measure(_ options: Options) async throws -> [Results.Cost] {
    // These two are the same for every shape.
    let bare = try Path("bare")
    let tracked = try Path("ct")
    var results: [Results.Cost] = []
    for each in cases(isQuick: options.isQuick) {
      let shape = Shape(each.kind, each.size, isTCP: false)
      let flows = Flood.flows(shape.targets, count: each.packets)
      let ports = Set(shape.targets.map(\.port))
      if results.isEmpty { _ = try await Firewall.connectionTracking.raise(tracked, shape) }
      var floods = [try Flood(bare, ports: ports), try Flood(tracked, ports: ports)]
      var enforcers: [NamespaceEnforcer?] = []
      for (index, firewall) in each.firewalls.enumerated() {
        let path = try Path("f\(index)")
        enforcers.append(try await firewall.raise(path, shape))
        floods.append(try Flood(path, ports: ports))
      }
      let times = try Turns.take(floods.count, options) { index in
        try floods[index].measure(flows, core: options.core)
      }
      for (firewall, own) in zip(each.firewalls, times.dropFirst(2)) {
        let cost = Results.Cost(shape, firewall, own, bare: times[0], connectionTracking: times[1])
        say("packets: \(cost.line())")
        results.append(cost)
      }
      for enforcer in enforcers { try await enforcer?.release() }
    }
    return results
  }
}
