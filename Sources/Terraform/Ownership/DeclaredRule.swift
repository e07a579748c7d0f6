package import HCL
package import VPCModel

/// One rule that a resource declares: what becomes one rule of EC2's, with exactly one peer.
package struct DeclaredRule: Hashable, Sendable {
  /// How it is written, which decides what happens to the rules beside it.
  package enum Style: String, Hashable, Sendable, Codable, CaseIterable {
    /// A block of `aws_security_group`.
    case inline
    /// A block of `aws_default_security_group`.
    case defaultGroup = "default-group"
    /// `aws_security_group_rule`
    case older = "aws_security_group_rule"
    /// `aws_vpc_security_group_ingress_rule` or `…_egress_rule`
    case newer = "aws_vpc_security_group_rule"

    package var isInline: Bool { self == .inline || self == .defaultGroup }
  }

  package enum Peer: Hashable, Sendable {
    case itself
    /// As the configuration writes it.
    case ipv4(Reading<String>)
    case ipv6(Reading<String>)
    case prefixList(Reading<Referent>)
    case group(Reading<Referent>)
    /// None was given, or null: the provider refuses the resource.
    case missing
    /// A list of which not even the length is known: any number of peers of an argument's kind (`cidr_blocks`).
    case open(argument: String, origins: [Value.Origin])
  }

  package var style: Style
  /// The resource that declares it.
  package var address: ResourceAddress
  /// Where in the resource: `ingress[1].cidr_blocks`; empty for a resource that is one rule.
  package var part: String
  /// The group it is a rule of; for inline rules the resource itself.
  package var group: Reading<Referent>
  package var direction: TrafficDirection
  package var traffic: Reading<RuleTraffic>
  package var peer: Peer
  package var summary: Reading<String>
  /// Whether there may be none or many of it: an instance that stands for an unknown count.
  package var standsForUnknownCount: Bool
}

extension DeclaredRule {
  /// Types of resource that declare rules of security groups.
  package static let resourceTypes: Set<String> = [
    "aws_security_group", "aws_default_security_group", "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule",
  ]

  /// What an instance declares, in source order; of a group the blocks of both directions. A direction of which even the
  /// number of blocks is unknown declares nothing here: ``RuleAuthority`` tells of it. O(rules).
  package static func rules(of instance: ResourceInstance) -> [DeclaredRule] {
    guard instance.address.mode == .managed else { return [] }
    switch instance.address.type {
    case "aws_security_group", "aws_default_security_group":
      return TrafficDirection.allCases.flatMap { distinct(blocks(of: instance, $0)) }
    case "aws_security_group_rule": return older(instance)
    case "aws_vpc_security_group_ingress_rule": return [newer(instance, .ingress)]
    case "aws_vpc_security_group_egress_rule": return [newer(instance, .egress)]
    default: return []
    }
  }

  /// Blocks are a set of single rules to the provider (`SecurityGroupExpandRules`): equal ones are one. What is unknown is
  /// equal only where it comes from the same attribute. O(rules).
  private static func distinct(_ rules: [DeclaredRule]) -> [DeclaredRule] {
    struct Content: Hashable {
      var traffic: Reading<RuleTraffic>
      var peer: Peer
      var summary: Reading<String>
    }
    func isOne<Of>(_ reading: Reading<Of>) -> Bool { if case .unknown(_, nil) = reading { false } else { true } }
    guard rules.count > 1 else { return rules }
    var seen: Set<Content> = []
    return rules.filter { rule in
      let isComparable =
        switch rule.peer {
        case .itself: true
        case .ipv4(let reading), .ipv6(let reading): isOne(reading)
        case .prefixList(let reading), .group(let reading): isOne(reading)
        case .missing, .open: false
        }
      guard isComparable, isOne(rule.traffic), isOne(rule.summary) else { return true }
      return seen.insert(Content(traffic: rule.traffic, peer: rule.peer, summary: rule.summary)).inserted
    }
  }

  /// The rules of a group's blocks, equal ones as often as they are written. O(rules).
  static func blocks(of instance: ResourceInstance, _ direction: TrafficDirection) -> [DeclaredRule] {
    let style = instance.address.type == "aws_security_group" ? Style.inline : .defaultGroup
    guard case .known(let blocks)? = instance.argument(direction.rawValue)?.reading else { return [] }
    var rules: [DeclaredRule] = []
    for (number, block) in blocks.enumerated() {
      let part = "\(direction.rawValue)[\(number)]"
      func rule(_ peer: Peer, _ argument: String) -> DeclaredRule {
        DeclaredRule(
          style: style,
          address: instance.address,
          part: argument.isEmpty ? part : "\(part).\(argument)",
          group: .known(.attribute(instance.idOrigin)),
          direction: direction,
          traffic: traffic(of: block, protocolArgument: "protocol"),
          peer: peer,
          summary: block.member("description")?.text ?? .absent,
          standsForUnknownCount: instance.standsForUnknownCount
        )
      }
      if case .unknown(_, let whole) = block.content {
        rules.append(
          rule(.open(argument: direction.rawValue, origins: whole.map { [$0] } ?? block.marks.origins.sorted()), "")
        )
        continue
      }
      rules += peers(of: block, groups: "security_groups").map { rule($0.peer, $0.argument) }
    }
    return rules
  }

  private static func older(_ instance: ResourceInstance) -> [DeclaredRule] {
    guard let direction = instance.text("type").known.flatMap(TrafficDirection.init(rawValue:)) else { return [] }
    return peers(of: instance.values, groups: "source_security_group_id").map { peer, argument in
      DeclaredRule(
        style: .older,
        address: instance.address,
        part: argument,
        group: instance.referent("security_group_id"),
        direction: direction,
        traffic: traffic(of: instance.values, protocolArgument: "protocol"),
        peer: peer,
        summary: instance.text("description"),
        standsForUnknownCount: instance.standsForUnknownCount
      )
    }
  }

  private static func newer(_ instance: ResourceInstance, _ direction: TrafficDirection) -> DeclaredRule {
    let peer: Peer
    if let value = instance.argument("cidr_ipv4"), value.text != .absent {
      peer = .ipv4(value.text)
    } else if let value = instance.argument("cidr_ipv6"), value.text != .absent {
      peer = .ipv6(value.text)
    } else if let value = instance.argument("prefix_list_id"), value.text != .absent {
      peer = .prefixList(value.referent)
    } else {
      peer = .group(instance.referent("referenced_security_group_id"))
    }
    return DeclaredRule(
      style: .newer,
      address: instance.address,
      part: "",
      group: instance.referent("security_group_id"),
      direction: direction,
      traffic: traffic(of: instance.values, protocolArgument: "ip_protocol"),
      peer: peer == .group(.absent) ? .missing : peer,
      summary: instance.text("description"),
      standsForUnknownCount: instance.standsForUnknownCount
    )
  }

  /// The peers of a block or of an older rule, in the provider's order.
  private static func peers(of block: Value, groups: String) -> [(peer: Peer, argument: String)] {
    var peers: [(peer: Peer, argument: String)] = []
    func each(_ argument: String, _ make: (Value) -> Peer) {
      guard let value = block.member(argument) else { return }
      switch value.reading {
      case .absent: break
      case .unknown where argument == "source_security_group_id": peers.append((make(value), argument))
      case .unknown: peers.append((.open(argument: argument, origins: value.reading.origins), argument))
      case .known(let elements): peers += elements.map { (make($0), argument) }
      }
    }
    each("cidr_blocks") { .ipv4($0.text) }
    each("ipv6_cidr_blocks") { .ipv6($0.text) }
    each("prefix_list_ids") { .prefixList($0.referent) }
    each(groups) { .group($0.referent) }
    switch block.member("self")?.boolean ?? .absent {
    case .known(true): peers.append((.itself, "self"))
    case .unknown(let origins, _): peers.append((.open(argument: "self", origins: origins.sorted()), "self"))
    default: break
    }
    return peers
  }

  /// Ports of the newer resources may be left out, which is 0 where the protocol has none and −1 for ICMP.
  private static func traffic(of block: Value, protocolArgument: String) -> Reading<RuleTraffic> {
    let name = block.member(protocolArgument)?.text ?? .absent
    let from = block.member("from_port")?.integer ?? .absent
    let to = block.member("to_port")?.integer ?? .absent
    guard case .known(let text) = name else {
      return .unknown(origins: Set(name.origins), whole: nil)
    }
    let normalized = RuleTraffic.normalized(text)
    if normalized == "-1" || (protocolArgument == "ip_protocol" && UInt8(normalized) != nil) {
      return .known(RuleTraffic(protocolName: normalized, from: from.known ?? 0, to: to.known ?? 0))
    }
    if from.isUnknown || to.isUnknown {
      return .unknown(origins: Set(from.origins + to.origins), whole: nil)
    }
    let missing = normalized.hasPrefix("icmp") ? -1 : 0
    return .known(RuleTraffic(protocolName: normalized, from: from.known ?? missing, to: to.known ?? missing))
  }
}
