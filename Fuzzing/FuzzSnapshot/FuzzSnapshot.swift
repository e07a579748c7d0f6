import AWSSnapshot
import IPAddressing
import Oracle
import PolicyEngine
import VPCModel

/// One document as a snapshot, and the engine of what was read: it decides as the oracle does, changes included.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSnapshot(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let document = Array(UnsafeBufferPointer(start: start, count: count))
  let network: Network
  do throws(SnapshotError) {
    let snapshot = try SnapshotReader.read(json: document, name: "pl-0a.json")
    for diagnostic in snapshot.diagnostics {
      check(!diagnostic.message.isEmpty, "a diagnostic without a word")
      _ = diagnostic.description
    }
    network = snapshot.network
  } catch {
    check(!error.description.isEmpty, "a document is refused without a word")
    return 0
  }
  for dangling in network.danglingReferences() { check(!dangling.description.isEmpty, "nothing is said") }
  decide(in: network)
  return 0
}

// MARK: - Decisions

private func decide(in network: Network) {
  let interfaces = network.networkInterfaces.sorted.prefix(3)
  guard !interfaces.isEmpty else { return }
  let flows = flows(in: network, at: Array(interfaces))
  var engine = PolicyEngine(network)
  compare(engine, network, flows)

  // Away with the first of some kinds and back again.
  var changed = network
  for change in changes(of: network) {
    changed.apply(change)
    engine.apply(change)
    compare(engine, changed, flows)
  }
  check(changed == network && engine.network == network, "what was taken away did not come back as it was")
}

private func compare(_ engine: PolicyEngine, _ network: Network, _ flows: [Flow]) {
  for flow in flows {
    let verdict = engine.decide(flow)
    let expected = Oracle.verdict(flow: flow, in: network)
    check(expected.agrees(with: verdict), "\(flow): \(verdict), oracle \(expected)")
  }
}

/// Flows that meet the edges of the rules: both ends of their addresses and ports, and the interfaces' addresses.
private func flows(in network: Network, at interfaces: [NetworkInterface]) -> [Flow] {
  var remotes: Set<IPAddress> = []
  var transports: Set<Transport> = [.tcp(source: 40_000, destination: 443), .other(.esp)]
  for interface in interfaces {
    for prefix in interface.ownPrefixes.prefix(4) { remotes.formUnion([prefix.first, prefix.last]) }
  }
  for rule in network.securityGroups.sorted.prefix(4).flatMap({ $0.rules.prefix(6) }) {
    switch rule.peer {
    case .ipv4(let prefix): remotes.formUnion([.v4(prefix.first), .v4(prefix.last)])
    case .ipv6(let prefix): remotes.formUnion([.v6(prefix.first), .v6(prefix.last)])
    case .prefixList(let id):
      for entry in network.prefixLists[id]?.entries?.prefix(2) ?? [] { remotes.insert(entry.cidr.last) }
    case .securityGroup: break
    }
    transports.insert(transport(for: rule.traffic))
  }
  return interfaces.flatMap { interface in
    remotes.sorted().prefix(8).flatMap { remote in
      transports.prefix(6).flatMap { transport in
        TrafficDirection.allCases.map { direction in
          Flow(interfaceID: interface.id, direction: direction, remote: remote, transport: transport)
        }
      }
    }
  }
}

private func transport(for traffic: TrafficSelector) -> Transport {
  switch traffic {
  case .all: .other(.gre)
  case .tcp(let ports): .tcp(source: 40_000, destination: ports.upper)
  case .udp(let ports): .udp(source: 40_000, destination: ports.lower)
  case .icmp(let pattern): .icmp(ICMPTypeCode(type: pattern.type ?? 8, code: pattern.code ?? 0))
  case .icmpv6(let pattern): .icmpv6(ICMPTypeCode(type: pattern.type ?? 128, code: pattern.code ?? 0))
  case .other(let number): .other(number)
  }
}

private func changes(of network: Network) -> [NetworkChange] {
  var changes: [NetworkChange] = []
  func replace<Element>(_ table: ResourceTable<Element>, _ change: (ResourceChange<Element>) -> NetworkChange) {
    guard let element = table.sorted.first else { return }
    changes += [change(.remove(element.id)), change(.put(element))]
  }
  replace(network.securityGroups, NetworkChange.securityGroup)
  replace(network.networkInterfaces, NetworkChange.networkInterface)
  replace(network.prefixLists, NetworkChange.prefixList)
  replace(network.peeringConnections, NetworkChange.peeringConnection)
  replace(network.vpcs, NetworkChange.vpc)
  replace(network.subnets, NetworkChange.subnet)
  return changes
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
