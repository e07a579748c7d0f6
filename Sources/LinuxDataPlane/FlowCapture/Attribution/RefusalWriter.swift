import FlowLogs
import IPAddressing
import NetworkAnalysis
import PolicyEngine
import VPCModel

/// Says in words why a packet was dropped at an interface.
struct RefusalWriter {
  let network: Network
  let engine: PolicyEngine
  let names: ResourceNames
  /// The network ACL of the interface's subnet.
  let acl: NetworkACL?
  let interface: NetworkInterface
  /// The interface at the other end, where one has the address.
  let peer: NetworkInterface?
  /// Whether to look for the rule that came nearest.
  let isThorough: Bool

  func refusal(_ key: FlowAttribution.ReasonKey) -> Refusal {
    switch key.cause {
    case .egressRules, .ingressRules: rules(key)
    case .egressConnection, .ingressConnection: connection(key)
    case .outboundACL, .inboundACL: networkACL(key)
    case .sourceCheck:
      Refusal(
        key.cause,
        words: "\(key.remote) is no address of \(names.full(interface)), and its source/destination check is on"
      )
    }
  }

  private func rules(_ key: FlowAttribution.ReasonKey) -> Refusal {
    let direction = key.cause.direction
    guard !interface.groupIDs.isEmpty else {
      return Refusal(
        key.cause,
        words: "\(names.full(interface)) carries no security group, and without one nothing passes"
      )
    }
    let groups = interface.groupIDs.sorted().map { names.short($0) }.joined(separator: ", ")
    let flow = Flow(interfaceID: interface.id, direction: direction, remote: key.remote, transport: key.transport)
    switch engine.decide(flow) {
    case .allowed(let id):
      return Refusal(key.cause, words: "\(groups): no rule at that moment; \(id) allows it now", nearestRuleID: id)
    case .notFiltered(let service):
      return Refusal(key.cause, words: "\(groups): no rule at that moment; \(service.words) is not filtered now")
    case .unknown(.rule(let id)):
      return Refusal(
        key.cause,
        words: "\(groups): no rule that is sure; \(id) may stand for \(key.remote)",
        nearestRuleID: id
      )
    case .unknown(let what):
      return Refusal(key.cause, words: "\(groups): no known rule, and \(what.words) is not known")
    case .denied: break
    }
    let rules = interface.groupIDs.flatMap { network.securityGroups[$0]?.rules(direction) ?? [] }
    guard !rules.isEmpty else { return Refusal(key.cause, words: "\(groups): no \(direction.rawValue) rules at all") }
    guard isThorough,
      let miss = MissFinder(network).misses(of: rules, remote: key.remote, peer: peer, transport: key.transport).first,
      case .rule(let rule) = miss.candidate
    else { return Refusal(key.cause, words: "\(groups): no rule") }
    return Refusal(
      key.cause,
      words:
        "\(groups): no rule; nearest \(rule.id) \(miss.allows(names)) (\(miss.reasons(names).joined(separator: "; ")))",
      nearestRuleID: rule.id
    )
  }

  private func connection(_ key: FlowAttribution.ReasonKey) -> Refusal {
    let flags = [("SYN", 2), ("ACK", 16), ("FIN", 1), ("RST", 4)].filter { key.tcpFlags & UInt8($0.1) != 0 }.map(\.0)
    let segment = flags.isEmpty ? "a TCP segment without flags" : "a TCP segment with \(flags.joined(separator: " "))"
    let words =
      key.tcpFlags & 18 == 18
      ? "an answer (\(flags.joined(separator: " "))) to a connection that was not let through"
      : "\(segment) of no connection: it is closed, timed out, or was never let through"
    return Refusal(key.cause, words: words)
  }

  private func networkACL(_ key: FlowAttribution.ReasonKey) -> Refusal {
    let direction = key.cause.direction
    guard let acl else {
      return Refusal(key.cause, words: "the network ACL of \(subnet), which is not known any more")
    }
    let way = direction == .egress ? "outbound" : "inbound"
    let start = "\(names.full(acl)) of \(subnet), \(way)"
    let entry = acl.decidingEntry(direction, remote: key.remote, transport: key.transport)
    if let entry, entry.action == .allow {
      return Refusal(
        key.cause,
        words: "\(start): denied at that moment; \(entry.words) allows it now",
        networkACLID: acl.id,
        entryNumber: entry.number
      )
    }
    if let entry, !entry.isFinal {
      return Refusal(
        key.cause,
        words: "\(start): \(entry.words) denies",
        networkACLID: acl.id,
        entryNumber: entry.number
      )
    }
    var words = "\(start): no entry allows it"
    if isThorough,
      let miss = MissFinder(network).misses(
        of: acl,
        direction,
        remote: key.remote,
        transport: key.transport,
        deniedBy: entry
      ).first,
      case .entry(_, let nearest) = miss.candidate
    {
      words += "; nearest \(nearest.words): \(miss.reasons(names).joined(separator: "; "))"
    }
    return Refusal(key.cause, words: words, networkACLID: acl.id, entryNumber: entry?.number)
  }

  private var subnet: String { network.subnets[interface.subnetID].map { names.full($0) } ?? interface.subnetID.text }
}

extension SecurityGroupVerdict.Unknown {
  fileprivate var words: String {
    switch self {
    case .rule(let id): "what rule \(id) stands for"
    case .group(let id): "security group \(id)"
    case .networkInterface(let id): "network interface \(id)"
    }
  }
}
