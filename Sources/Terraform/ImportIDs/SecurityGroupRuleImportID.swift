import IPAddressing
package import VPCModel

/// The import id of `aws_security_group_rule`: `sg-0a1b_ingress_tcp_22_22_10.0.0.0/8_self`.
///
/// Provider 5.100, `vpc_security_group_rule.go` (import): parts divided by `_`, any number of sources. What the provider
/// takes is taken here, and what it then cannot find is told by ``problems``.
package struct SecurityGroupRuleImportID: Hashable, Sendable, CustomStringConvertible {
  /// A source of ingress or a destination of egress, as text.
  package enum Source: Hashable, Sendable, CustomStringConvertible {
    case itself
    /// `sg-…`, or `ACCOUNT/sg-…` of another account.
    case group(String)
    case ipv6(String)
    case prefixList(String)
    case ipv4(String)

    package var description: String {
      switch self {
      case .itself: "self"
      case .group(let text), .ipv6(let text), .prefixList(let text), .ipv4(let text): text
      }
    }

    /// In the provider's order of trial; `nil` where it takes the text for nothing.
    package init?(_ text: String) {
      if text == "self" {
        self = .itself
      } else if text.utf8Contains("sg-") {
        self = .group(text)
      } else if text.utf8Contains(":") {
        self = .ipv6(text)
      } else if text.utf8Contains("pl-") {
        self = .prefixList(text)
      } else if text.utf8Contains(".") {
        self = .ipv4(text)
      } else {
        return nil
      }
    }
  }

  package static let resourceType = "aws_security_group_rule"
  package static let form = "SGID_TYPE_PROTOCOL_FROM_TO_SOURCE[_SOURCE]…"

  package var groupID: String
  package var direction: TrafficDirection
  /// As written: `tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a number.
  package var protocolText: String
  /// The first port, or the ICMP type.
  package var from: Int
  /// The last port, or the ICMP code.
  package var to: Int
  /// At least one.
  package var sources: [Source]

  package init(
    groupID: String,
    direction: TrafficDirection,
    protocolText: String,
    from: Int,
    to: Int,
    sources: [Source]
  ) {
    self.groupID = groupID
    self.direction = direction
    self.protocolText = protocolText
    self.from = from
    self.to = to
    self.sources = sources
  }

  package var description: String {
    ([groupID, direction.rawValue, protocolText, String(from), String(to)] + sources.map(\.description))
      .joined(separator: "_")
  }
}

// MARK: - Building

extension SecurityGroupRuleImportID {
  /// Of one live rule.
  ///
  /// - Parameter ownerID: the account of the rule's group; references to groups of other accounts carry theirs.
  package init(_ rule: SecurityGroupRule, ownerID: String?) {
    self.init(
      groupID: rule.groupID.text,
      direction: rule.direction,
      traffic: rule.traffic,
      sources: [Source(rule.peer, of: rule.groupID, ownerID: ownerID)]
    )
  }

  package init(groupID: String, direction: TrafficDirection, traffic: TrafficSelector, sources: [Source]) {
    let spelled = RuleTraffic(traffic)
    self.init(
      groupID: groupID,
      direction: direction,
      protocolText: spelled.protocolName == "-1" ? "all" : spelled.protocolName,
      from: spelled.from,
      to: spelled.to,
      sources: sources
    )
  }
}

extension SecurityGroupRuleImportID.Source {
  /// The source of a live rule of a group.
  package init(_ peer: SecurityGroupRule.Peer, of group: SecurityGroup.ID, ownerID: String?) {
    switch peer {
    case .ipv4(let prefix): self = .ipv4(prefix.description)
    case .ipv6(let prefix): self = .ipv6(prefix.description)
    case .prefixList(let id): self = .prefixList(id.text)
    case .securityGroup(let reference):
      if reference.groupID == group {
        self = .itself
      } else if let other = reference.ownerID, let ownerID, other != ownerID {
        self = .group("\(other)/\(reference.groupID)")
      } else {
        self = .group(reference.groupID.text)
      }
    }
  }
}

// MARK: - Parsing

extension SecurityGroupRuleImportID {
  package init(parsing text: String) throws(ImportIDError) {
    let parts = text.divided(at: "_")
    func error(_ part: String?, _ found: String?, _ reason: String) -> ImportIDError {
      ImportIDError(
        resourceType: Self.resourceType,
        input: text,
        part: part,
        found: found,
        reason: reason,
        form: Self.form
      )
    }
    guard parts.count >= 6 else {
      throw error(nil, nil, "has \(parts.count) of at least 6 parts, which are divided by \"_\"")
    }
    guard parts[0].utf8Begins(with: "sg-") else {
      throw error("SGID", parts[0], "is no security group's id, which begins with \"sg-\"")
    }
    guard let direction = TrafficDirection(rawValue: parts[1]) else {
      throw error("TYPE", parts[1], "must be \"ingress\" or \"egress\", in lower case")
    }
    let name = parts[2]
    guard RuleTraffic.names[name] != nil || Int(name) != nil else {
      throw error("PROTOCOL", name, "must be tcp, udp, icmp, icmpv6, all (in lower case) or a number")
    }
    let isICMP = ["icmp", "icmpv6"].contains(RuleTraffic.normalized(name))
    let bounds = isICMP ? -1...255 : Int.min...Int.max
    let names = isICMP ? ["ICMP type", "ICMP code"] : ["first port", "last port"]
    var numbers: [Int] = []
    for (part, place, meaning) in [("FROM", 3, names[0]), ("TO", 4, names[1])] {
      guard let number = Int(parts[place]) else {
        throw error(part, parts[place], "the \(meaning) must be a number")
      }
      guard bounds.contains(number) else {
        throw error(part, parts[place], "the \(meaning) must be from -1 to 255")
      }
      numbers.append(number)
    }
    guard isICMP || numbers[1] >= numbers[0] else {
      throw error("TO", parts[4], "the last port is below the first, \(numbers[0])")
    }
    var sources: [Source] = []
    for source in parts[5...] {
      guard let read = Source(source) else {
        let reason = "must be an IPv4 or IPv6 CIDR block, a prefix list (pl-…), a security group (sg-…), or \"self\""
        throw error("SOURCE", source, reason)
      }
      sources.append(read)
    }
    self.init(
      groupID: parts[0],
      direction: direction,
      protocolText: name,
      from: numbers[0],
      to: numbers[1],
      sources: sources
    )
  }
}

// MARK: - What the provider takes and then cannot find

extension SecurityGroupRuleImportID {
  /// The traffic that the resource stands for once it is imported; `nil` where EC2 has no such rule.
  package var traffic: TrafficSelector? {
    RuleTraffic(protocolName: RuleTraffic.normalized(protocolText), from: from, to: to).selector
  }

  /// What the provider accepts, but no live rule will answer to: the import then ends with "Cannot import non-existent
  /// remote object", or imports less than the id says.
  package var problems: [String] {
    var problems: [String] = []
    if traffic == nil { problems.append("EC2 has no rule of protocol \(protocolText) from \(from) to \(to)") }
    var groups: [String] = []
    for source in sources {
      switch source {
      case .itself: break
      case .group(let text): groups.append(text)
      case .ipv4(let text):
        do { _ = try IPv4Prefix(parsing: text) } catch { problems.append("\(error)") }
      case .ipv6(let text):
        do {
          let prefix = try IPv6Prefix(parsing: text)
          if prefix.description != text {
            problems.append("\(text): EC2 writes \(prefix), and the provider compares the texts")
          }
        } catch {
          problems.append("\(error)")
        }
      case .prefixList(let text):
        if !text.utf8Begins(with: "pl-") { problems.append("\(text): a prefix list's id begins with \"pl-\"") }
      }
    }
    if groups.count > 1 { problems.append("of the groups \(groups.joined(separator: ", ")) only the last is imported") }
    if groups.contains(groupID) {
      problems.append("\(groupID) is the group itself: write \"self\", or the resource will not fit `self = true`")
    }
    if Set(sources).count < sources.count { problems.append("a source is named twice") }
    return problems
  }
}
