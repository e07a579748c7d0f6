import IPAddressing
package import VPCModel

/// The definition of what security groups do, written to be read and not to be fast.
///
/// Every question walks everything: all groups of the interface, all their rules, all interfaces of the
/// network. There is no index and nothing is remembered. No engine's code is used here, nor the look-ups of
/// `VPCModel`, so that those can be held against it.
package enum Oracle {
  /// What the security groups of the flow's interface say to the flow's first packet.
  ///
  /// In this order:
  /// 1. An interface that is not in the network has unknown groups.
  /// 2. Traffic with the platform's own services is not filtered.
  /// 3. All rules of all groups of the interface count alike: one that matches allows.
  /// 4. Else a rule that would match if its peer were known leaves the answer open,
  /// 5. and so does a group whose rules are not known.
  /// 6. Else the flow is denied.
  package static func verdict(flow: Flow, in network: Network) -> OracleVerdict {
    guard let interface = network.networkInterfaces[flow.interfaceID] else {
      return .unknown(.init(networkInterface: flow.interfaceID))
    }
    if let service = platformService(at: flow.remote, for: interface.vpcID, in: network) {
      return .notFiltered(service)
    }

    var matching: [SecurityGroupRule] = []
    var possible: [SecurityGroupRule] = []
    var missingGroups: [SecurityGroup.ID] = []
    for groupID in Set(interface.groupIDs).sorted() {
      guard let group = network.securityGroups[groupID] else {
        missingGroups.append(groupID)
        continue
      }
      for rule in group.rules.sorted(by: { $0.id < $1.id }) {
        guard rule.direction == flow.direction, traffic(rule.traffic, selects: flow.transport) else { continue }
        switch peer(rule.peer, ofRuleIn: group, holds: flow.remote, in: network) {
        case .yes: matching.append(rule)
        case .maybe: possible.append(rule)
        case .no: break
        }
      }
    }

    if let first = matching.first { return .allowed(by: Set(matching.map(\.id)), first: first.id) }
    if !possible.isEmpty || !missingGroups.isEmpty {
      return .unknown(.init(rules: possible.map(\.id), groups: missingGroups))
    }
    return .denied
  }

  /// Whether a rule's traffic is the packet's: −1 is everything; TCP and UDP compare the destination port;
  /// ICMP its type and code, where the rule gives them; any other protocol only its number.
  package static func traffic(_ selector: TrafficSelector, selects transport: Transport) -> Bool {
    switch selector {
    case .all:
      return true
    case .tcp(let ports):
      guard case .tcp(_, let destination) = transport else { return false }
      return destination >= ports.lower && destination <= ports.upper
    case .udp(let ports):
      guard case .udp(_, let destination) = transport else { return false }
      return destination >= ports.lower && destination <= ports.upper
    case .icmp(let pattern):
      guard case .icmp(let message) = transport else { return false }
      return (pattern.type ?? message.type) == message.type && (pattern.code ?? message.code) == message.code
    case .icmpv6(let pattern):
      guard case .icmpv6(let message) = transport else { return false }
      return (pattern.type ?? message.type) == message.type && (pattern.code ?? message.code) == message.code
    case .other(let number):
      guard case .other(let other) = transport else { return false }
      return number == other
    }
  }
}
