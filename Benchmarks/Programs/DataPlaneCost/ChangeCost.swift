import Foundation
import IPAddressing
import LinuxDataPlane
import VPCModel

/// How long it takes to follow a change, from the call to its return, and until a packet passes.
enum ChangeCost {
  static func measure(_ options: Options) async throws -> [Results.Change] {
    let (interfaces, policies) = options.isQuick ? (100, 20) : (1_000, 200)
    let path = try Path("f0")
    var results = try await load(Estate.shared(path.router, interfaces: interfaces, policies: policies), path, options)
    results += try await members(options)
    results += try await rules(Estate.shared(path.router, interfaces: interfaces, policies: policies), path)
    var estate = Estate.shared(path.router, interfaces: interfaces, policies: policies)
    estate.attachEnds(of: path)
    results.append(try await firstPackets(estate, path, options))
    return results
  }

  private static func milliseconds(_ began: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - began) / .milliseconds(1)
  }

  /// From nothing; and by a new process over what the kernel has.
  private static func load(_ estate: Estate, _ path: Path, _ options: Options) async throws -> [Results.Change] {
    var (loads, restarts): ([Double], [Double]) = ([], [])
    var loaded: NamespaceEnforcer.Outcome?
    for _ in 0..<min(5, options.rounds) {
      var began = ContinuousClock.now
      loaded = try await NamespaceEnforcer(path.router).enforce(estate.network, [], attachments: estate.attachments)
      loads.append(milliseconds(began))
      began = .now
      let enforcer = try NamespaceEnforcer(path.router)
      let found = try await enforcer.enforce(estate.network, [], attachments: estate.attachments)
      restarts.append(milliseconds(began))
      guard found.elements + found.chains == 0 else { throw BenchmarkFailure("a restart changed \(found)") }
      try await enforcer.release()
    }
    let count = estate.attachments.count
    return [
      Results.Change(
        "full load, \(count) interfaces",
        loads,
        elements: loaded?.elements ?? 0,
        chains: loaded?.chains ?? 0
      ),
      Results.Change("start over the same rules, \(count) interfaces", restarts),
    ]
  }

  /// A member comes to a group that rules of others refer to, and goes again.
  private static func members(_ options: Options) async throws -> [Results.Change] {
    let count = options.isQuick ? 1_000 : 10_000
    let path = try Path("f1")
    let estate = Estate.referring(path.router, interfaces: 100, members: count)
    let enforcer = try NamespaceEnforcer(path.router)
    var network = estate.network
    _ = try await enforcer.enforce(network, [], attachments: estate.attachments)
    var times: [Double] = []
    var outcome: NamespaceEnforcer.Outcome?
    for turn in 0..<200 {
      let member = Estate.member(count + turn / 2)
      let change: NetworkChange = .networkInterface(turn.isMultiple(of: 2) ? .put(member) : .remove(member.id))
      network.apply(change)
      let began = ContinuousClock.now
      outcome = try await enforcer.enforce(network, [change], attachments: estate.attachments)
      times.append(milliseconds(began))
      guard outcome?.elements == 2, outcome?.chains == 0 else { throw BenchmarkFailure("a member is not two elements") }
    }
    return [
      Results.Change(
        "member of a group of \(count) that 100 rules on 100 interfaces refer to, both families",
        times,
        elements: outcome?.elements ?? 0,
        chains: outcome?.chains ?? 0
      )
    ]
  }

  /// A rule comes to a group that every interface carries, and goes again.
  private static func rules(_ estate: Estate, _ path: Path) async throws -> [Results.Change] {
    let enforcer = try NamespaceEnforcer(path.router)
    let kinds: [(String, TrafficSelector, SecurityGroupRule.Peer)] = [
      ("blocks, on a port that has some", .tcp(PortRange(1_001)), .ipv4(Shape.block(0x0AC0_0000, 16))),
      ("blocks, on another port", .tcp(PortRange(8_443)), .ipv4(Shape.block(0x0AC0_0000, 16))),
      ("anyone", .tcp(PortRange(8_443)), .ipv4(.all)),
    ]
    guard let group = estate.network.securityGroups[Estate.sharedGroup] else { return [] }
    var network = estate.network
    _ = try await enforcer.enforce(network, [], attachments: estate.attachments)
    var results: [Results.Change] = []
    for (words, traffic, peer) in kinds {
      var times: [Double] = []
      var outcome: NamespaceEnforcer.Outcome?
      for turn in 0..<200 {
        var changed = group
        if turn.isMultiple(of: 2) { changed.rules.append(Estate.rule(group.id, 1_000, traffic, peer)) }
        let change = NetworkChange.securityGroup(.put(changed))
        network.apply(change)
        let began = ContinuousClock.now
        outcome = try await enforcer.enforce(network, [change], attachments: estate.attachments)
        times.append(milliseconds(began))
      }
      let what = "rule for \(words), in a group of 60 on \(estate.attachments.count) interfaces"
      results.append(Results.Change(what, times, elements: outcome?.elements ?? 0, chains: outcome?.chains ?? 0))
    }
    try await enforcer.release()
    return results
  }

  /// From the call until a packet of the kind that the new rule allows has arrived. One is tried every 50 µs or so.
  private static func firstPackets(_ estate: Estate, _ path: Path, _ options: Options) async throws -> Results.Change {
    let enforcer = try NamespaceEnforcer(path.router)
    var network = estate.network
    _ = try await enforcer.enforce(network, [], attachments: estate.attachments)
    guard let group = network.securityGroups[Estate.sharedGroup] else { throw BenchmarkFailure("there is no group") }
    let ports = (0..<200).map { UInt16(20_000 + $0) }
    let knocking = try Knocking(path, ports, core: options.core)
    defer { knocking.end() }
    var times: [Double] = []
    for port in ports {
      knocking.knock(at: port)
      try await Task.sleep(for: .milliseconds(2))
      guard knocking.arrival(at: port) == nil else { throw BenchmarkFailure("port \(port) is open before its rule is") }
      var changed = group
      let peer = SecurityGroupRule.Peer.ipv4(Shape.block(Path.senderAddress, 32))
      changed.rules.append(Estate.rule(group.id, 1_000, .udp(PortRange(port)), peer))
      let change = NetworkChange.securityGroup(.put(changed))
      network.apply(change)
      let began = ContinuousClock.now
      _ = try await enforcer.enforce(network, [change], attachments: estate.attachments)
      while knocking.arrival(at: port) == nil {
        guard ContinuousClock.now - began < .seconds(5) else { throw BenchmarkFailure("port \(port) does not open") }
        try await Task.sleep(for: .microseconds(200))
      }
      if let arrival = knocking.arrival(at: port) { times.append((arrival - began) / .milliseconds(1)) }
    }
    try await enforcer.release()
    return Results.Change("new rule → first packet, \(estate.attachments.count) interfaces", times)
  }
}
