import Benchmark
import IPAddressing
import PolicyEngine
import Synchronization
import VPCModel
import Workloads

/// What it takes to follow one change at 1,000 groups and 10,000 members, beside building the engine again.
func addChangeBenchmarks() {
  let configuration = Benchmark.Configuration(
    metrics: [.throughput, .wallClock],
    timeUnits: .nanoseconds,
    warmupIterations: 100,
    maxDuration: .seconds(3),
    maxIterations: 20_000
  )

  Benchmark(
    "change: full build",
    configuration: .init(
      metrics: [.throughput, .wallClock],
      timeUnits: .nanoseconds,
      warmupIterations: 1,
      maxDuration: .seconds(8)
    )
  ) { (benchmark: Benchmark, subject: ChangingNetwork) in
    benchmark.startMeasurement()
    let engine = PolicyEngine(subject.generated.network)
    benchmark.stopMeasurement()
    blackHole(engine)
  } setup: {
    ChangingNetwork()
  }

  for change in MeasuredChange.allCases {
    Benchmark("change: \(change.rawValue)", configuration: configuration) {
      (benchmark: Benchmark, subject: ChangingNetwork) in
      let (there, back) = subject.next(change)
      subject.engine.withLock { engine in
        benchmark.startMeasurement()
        engine.apply(there)
        benchmark.stopMeasurement()
        engine.apply(back)
      }
    } setup: {
      ChangingNetwork()
    }
  }
}

enum MeasuredChange: String, CaseIterable {
  /// A member of one group becomes a member of two; others already are.
  case knownSet = "interface into a set of groups that others have"
  /// The same, but no interface ever had this set: a policy has to be compiled.
  case newSet = "interface into a set of groups that none has had"
  case address = "address of an interface"
  case rule = "rule of a group"
  case prefixListEntry = "entry of a prefix list that one group uses"
}

/// An engine that changes, and the changes it is given.
final class ChangingNetwork: Sendable {
  let generated: GeneratedNetwork
  let engine: Mutex<PolicyEngine>
  private let count = Mutex(0)

  private static let listID: PrefixList.ID = "pl-1"

  init() {
    var generated = GeneratedNetwork(
      NetworkShape(
        groups: 1_000,
        rulesPerGroup: 20,
        interfacesPerGroup: 1,
        referencedMembers: 10_000,
        referencePercent: 20
      ),
      seed: 1
    )
    generated.give(group: 0, prefixList: Self.list(entries: 20))
    var second = generated.members[1]
    second.groupIDs.append(GeneratedNetwork.groupID(0))
    generated.put(second)
    self.generated = generated
    engine = Mutex(PolicyEngine(generated.network))
  }

  /// A change and the one that takes it back.
  func next(_ change: MeasuredChange) -> (NetworkChange, NetworkChange) {
    let turn = count.withLock { count in
      count += 1
      return count
    }
    let member = generated.members[0]
    switch change {
    case .knownSet:
      var changed = member
      changed.groupIDs.append(GeneratedNetwork.groupID(0))
      return (.networkInterface(.put(changed)), .networkInterface(.put(member)))
    case .newSet:
      // Two of a thousand groups, another pair each time.
      var changed = member
      let first = turn % 1_000
      let second = (first + 1 + turn / 1_000) % 1_000
      changed.groupIDs += [GeneratedNetwork.groupID(first), GeneratedNetwork.groupID(second)]
      return (.networkInterface(.put(changed)), .networkInterface(.put(member)))
    case .address:
      var changed = member
      changed.privateIPv4Addresses.append(.init(IPv4Address(0x0A3F_0000 &+ UInt32(truncatingIfNeeded: turn))))
      return (.networkInterface(.put(changed)), .networkInterface(.put(member)))
    case .rule:
      let group = generated.groups[turn % generated.groups.count]
      var changed = group
      changed.rules.append(
        SecurityGroupRule(
          id: "sgr-new",
          groupID: group.id,
          direction: .ingress,
          traffic: .tcp(PortRange(UInt16(truncatingIfNeeded: turn))),
          peer: .ipv4(IPv4Prefix(host: IPv4Address(0x0A3F_0001)))
        )
      )
      return (.securityGroup(.put(changed)), .securityGroup(.put(group)))
    case .prefixListEntry:
      return (.prefixList(.put(Self.list(entries: 21))), .prefixList(.put(Self.list(entries: 20))))
    }
  }

  private static func list(entries count: Int) -> PrefixList {
    let entries = (0..<count).map { PrefixList.Entry(.v4(IPv4Prefix(host: IPv4Address(0x0A3E_0000 + UInt32($0) * 2)))) }
    return PrefixList(id: listID, name: "list", entries: entries, maxEntries: 40, addressFamily: .ipv4)
  }
}
