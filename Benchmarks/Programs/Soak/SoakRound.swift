import IPAddressing
import Oracle
import PolicyEngine
import VPCModel

/// One network and its changes, judged by engines that came to it in different ways.
///
///     scratch     built from the network as it is
///     selective   the same for a selection of interfaces, which happens to be all: it decides without address classes
///     changed     built from the first network, then every change in its order
///     split       the same, but a change that can be taken apart comes in two steps
///     squashed    only the last change of each resource, in random order
///
/// and, before the last one, from a copy made half way that must still answer for the network it was copied at.
struct SoakRound {
  let seed: UInt64
  private var random: SplitMix64
  private(set) var pairs = 0

  init(seed: UInt64) {
    self.seed = seed
    // Another stream than the network's own.
    random = SplitMix64(seed: ~seed)
  }

  static let steps = 12
  static let flowsPerStep = 400

  /// - Throws: the first difference.
  mutating func run() throws(SoakDifference) {
    let sizes = RandomNetwork.Size.allCases
    // Small ones more often: they are as full of edges, and cheap.
    let size = Int.random(in: 0..<10, using: &random) == 0 ? .medium : sizes[Int.random(in: 0..<2, using: &random)]
    let first = RandomNetwork.make(seed: seed, size: size)
    var network = first
    var changed = PolicyEngine(first)
    var split = changed
    var changes: [NetworkChange] = []
    var copies: [(engine: PolicyEngine, network: Network, step: Int)] = []
    try judge(network, [("scratch", changed)], step: 0)

    for step in 1...Self.steps {
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let change = RandomNetwork.change(to: network, using: &random)
        changes.append(change)
        if let before = halfWay(change, in: network) { split.apply(before) }
        network.apply(change)
        changed.apply(change)
        split.apply(change)
      }
      if step == Self.steps / 2 { copies.append((changed, network, step)) }
      let selection = Set(network.networkInterfaces.unordered.map(\.id))
      let engines = [
        ("scratch", PolicyEngine(network)), ("selective", PolicyEngine(network, only: selection)),
        ("changed", changed), ("split", split),
      ]
      try judge(network, engines, step: step)
    }

    var squashed = PolicyEngine(first)
    squashed.apply(lastOfEachResource(changes).shuffled(using: &random))
    guard squashed.network == network, changed.network == network, split.network == network else {
      throw SoakDifference(seed: seed, step: Self.steps, words: "the engines' networks differ after the same changes")
    }
    try judge(network, [("squashed", squashed)], step: Self.steps)
    for copy in copies { try judge(copy.network, [("copy", copy.engine)], step: copy.step) }
  }

  private mutating func judge(
    _ network: Network,
    _ engines: [(name: String, engine: PolicyEngine)],
    step: Int
  ) throws(SoakDifference) {
    let flows = (0..<Self.flowsPerStep).map { _ in RandomNetwork.flow(in: network, using: &random) }
    for flow in flows {
      let expected = Oracle.verdict(flow: flow, in: network)
      for (name, engine) in engines {
        let verdict = engine.decide(flow)
        guard expected.agrees(with: verdict) else {
          throw SoakDifference(
            seed: seed,
            step: step,
            words: """
              engine (\(name)): \(verdict)
              oracle: \(expected)
              flow: \(flow)
              network: \(Self.summary(network, flow))
              """
          )
        }
      }
      pairs += 1
    }
    for (name, engine) in engines { try judgeBurst(flows, engine, name, step: step) }
  }

  /// A burst must say what one flow after another is told.
  private func judgeBurst(
    _ flows: [Flow],
    _ engine: PolicyEngine,
    _ name: String,
    step: Int
  ) throws(SoakDifference) {
    var keysV4: [FlowKey<IPv4Address>] = []
    var keysV6: [FlowKey<IPv6Address>] = []
    for flow in flows {
      guard let interface = engine.index(of: flow.interfaceID) else { continue }
      let selector = SelectorKey(flow.transport)
      switch flow.remote {
      case .v4(let remote):
        keysV4.append(FlowKey(interface: interface, direction: flow.direction, remote: remote, selector: selector))
      case .v6(let remote):
        keysV6.append(FlowKey(interface: interface, direction: flow.direction, remote: remote, selector: selector))
      }
    }
    let difference =
      Self.difference(keysV4, burst: { engine.decide($0, into: $1) }, alone: { engine.decide($0) })
      ?? Self.difference(keysV6, burst: { engine.decide($0, into: $1) }, alone: { engine.decide($0) })
    if let difference { throw SoakDifference(seed: seed, step: step, words: "engine (\(name)) \(difference)") }
  }

  private static func difference<Address>(
    _ keys: [FlowKey<Address>],
    burst: (UnsafeBufferPointer<FlowKey<Address>>, UnsafeMutableBufferPointer<Decision>) -> Void,
    alone: (FlowKey<Address>) -> Decision
  ) -> String? {
    let decisions = withUnsafeTemporaryAllocation(of: Decision.self, capacity: max(1, keys.count)) { decisions in
      keys.withUnsafeBufferPointer { burst($0, decisions) }
      return Array(decisions.prefix(keys.count))
    }
    for (key, decision) in zip(keys, decisions) where alone(key) != decision {
      return "in a burst: \(decision)\nalone: \(alone(key))\nflow: \(key)"
    }
    return nil
  }

  /// A state between the network's and the change's, for resources that have one: a group with half of its rules, an
  /// interface with half of its groups, a list with half of its entries.
  private func halfWay(_ change: NetworkChange, in network: Network) -> NetworkChange? {
    switch change {
    case .securityGroup(.put(var group)):
      group.rules.removeFirst(group.rules.count / 2)
      return .securityGroup(.put(group))
    case .networkInterface(.put(var interface)):
      interface.groupIDs.removeFirst(interface.groupIDs.count / 2)
      return .networkInterface(.put(interface))
    case .prefixList(.put(var list)):
      guard let entries = list.entries else { return nil }
      list.entries = Array(entries.dropFirst(entries.count / 2))
      return .prefixList(.put(list))
    default: return nil
    }
  }

  /// Each change carries its whole resource, so the last one of each decides, and those of different resources may come
  /// in any order.
  private func lastOfEachResource(_ changes: [NetworkChange]) -> [NetworkChange] {
    var last: [String: NetworkChange] = [:]
    for change in changes { last[resource(of: change)] = change }
    return last.sorted { $0.key < $1.key }.map(\.value)
  }

  /// `put security group sg-1` and `remove security group sg-1` are of one resource.
  private func resource(of change: NetworkChange) -> String {
    change.description.split(separator: " ").dropFirst().joined(separator: " ")
  }

  private static func summary(_ network: Network, _ flow: Flow) -> String {
    let interface = network.networkInterfaces[flow.interfaceID]
    let groups = (interface?.groupIDs ?? []).map { id in
      let rules = network.securityGroups[id]?.rules.sorted { $0.id < $1.id }.map {
        "    \($0.id) \($0.direction) \($0.traffic) \($0.peer)"
      }
      return "  \(id):\n" + (rules?.joined(separator: "\n") ?? "    not in the network")
    }
    return """
      \(network.vpcs.count) VPCs, \(network.networkInterfaces.count) interfaces, \
      \(network.securityGroups.count) groups, \(network.prefixLists.count) prefix lists
      groups of \(flow.interfaceID) in \(interface?.vpcID.text ?? "no VPC"):
      \(groups.joined(separator: "\n"))
      """
  }
}

/// Where two judges did not agree, with what it takes to see it again.
struct SoakDifference: Error, CustomStringConvertible {
  var seed: UInt64
  var step: Int
  var words: String

  var description: String {
    "Difference in the network of seed \(seed) after step \(step) of its changes.\n\(words)\n"
      + "Again: Soak --seed \(seed) --pairs 1 --workers 1"
  }
}
