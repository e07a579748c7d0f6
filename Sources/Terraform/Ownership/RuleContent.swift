import HCL
package import IPAddressing
package import VPCModel

/// What EC2 compares two rules of one group and direction by; equal contents are one rule to it.
package struct RuleContent: Hashable, Sendable {
  package enum Traffic: Hashable, Sendable {
    case selector(TrafficSelector)
    /// What EC2 would refuse, as written.
    case refused(RuleTraffic)
  }

  package enum Peer: Hashable, Sendable {
    case ipv4(IPv4Prefix)
    case ipv6(IPv6Prefix)
    /// A block that is none, as written.
    case malformed(String)
    case prefixList(String)
    case group(GroupKey)
  }

  /// `nil` where it is known only after apply.
  package var traffic: Traffic?
  /// `nil` where it is known only after apply.
  package var peer: Peer?

  package var isKnown: Bool { traffic != nil && peer != nil }

  /// - Parameter group: the rule's own group, which `self` stands for.
  package init(_ rule: DeclaredRule, group: GroupKey?, in configuration: Int, _ directory: GroupDirectory) {
    traffic = rule.traffic.known.map { traffic in traffic.selector.map { .selector($0) } ?? .refused(traffic) }
    peer =
      switch rule.peer {
      case .itself: group.map { .group($0) }
      case .ipv4(.known(let text)):
        (try? IPv4Prefix(canonicalizing: text)).map { .ipv4($0) } ?? .malformed(text)
      case .ipv6(.known(let text)):
        (try? IPv6Prefix(canonicalizing: text)).map { .ipv6($0) } ?? .malformed(text)
      case .prefixList(.known(.id(let id))): .prefixList(id)
      case .prefixList(.known(.attribute(let origin))):
        .prefixList(
          directory.prefixListID(origin, in: configuration)
            ?? "\(configuration) \(origin.address).\(origin.attribute)"
        )
      case .group(let reading): directory.key(of: reading, in: configuration).map { .group($0) }
      default: nil
      }
  }
}

extension DeclaredRule {
  /// `tcp/443 from 10.0.0.0/8`, as far as it is known.
  package var words: String {
    let traffic: String =
      switch self.traffic {
      case .known(let known): known.selector?.description ?? "\(known.protocolName)/\(known.from)-\(known.to)"
      default: "traffic known after apply"
      }
    return "\(traffic) \(direction == .ingress ? "from" : "to") \(peer.words)"
  }
}

extension DeclaredRule.Peer {
  package var words: String {
    func words(_ reading: Reading<Referent>) -> String {
      switch reading {
      case .known(.id(let id)): id
      case .known(.attribute(let origin)):
        origin.attribute == "id" ? origin.address : "\(origin.address).\(origin.attribute)"
      default: "something known after apply"
      }
    }
    return switch self {
    case .itself: "itself"
    case .ipv4(let reading), .ipv6(let reading): reading.known ?? "a block known after apply"
    case .prefixList(let reading), .group(let reading): words(reading)
    case .missing: "no peer, for none is given"
    case .open(let argument, _): "\(argument) known after apply"
    }
  }
}
