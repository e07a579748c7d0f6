package import Findings
package import VPCModel

/// Every rule there is, with who owns it and where it is written.
package struct RuleListing: Sendable {
  package enum Owner: String, Hashable, Sendable, Codable, CaseIterable {
    case inline
    case defaultGroup = "default-group"
    case older = "aws_security_group_rule"
    case newer = "aws_vpc_security_group_rule"
    /// Live, but in no configuration: made by hand, by another configuration, or by AWS.
    case manual
  }

  package struct Row: Hashable, Sendable {
    package var owner: Owner
    /// The resource that declares it; `nil` for a manual rule.
    package var resource: String?
    /// The group as the configuration names it, or its id.
    package var group: String
    /// The group's id, where it is known.
    package var groupID: String?
    package var direction: TrafficDirection
    /// `tcp/443`
    package var traffic: String
    /// `10.0.0.0/8`, `aws_security_group.app`, `itself`
    package var peer: String
    package var summary: String?
    /// `sgr-…`, where it is live.
    package var ruleID: String?
    package var location: Finding.Location?
    /// Whether it may be none or many: its resource stands for an unknown count, or its peers are a list that is known
    /// only after apply.
    package var isOpen: Bool
  }

  package private(set) var rows: [Row] = []

  /// - Parameter live: the network as it is, where it was read: its rules are matched to groups by their ids.
  /// O(rules), sorted.
  package init(_ ownership: Ownership, live: Network? = nil) {
    var liveIDs: [String: [RuleContent: String]] = [:]
    for group in live?.securityGroups.sorted ?? [] {
      for rule in group.rules {
        liveIDs["\(group.id) \(rule.direction.rawValue)", default: [:]][RuleContent(rule, ownership.directory)] =
          rule.id.text
      }
    }
    var declared: [String: Set<RuleContent>] = [:]
    for group in ownership.groups {
      let id = ownership.directory.knownIDs[group.key] ?? group.key.id
      for direction in TrafficDirection.allCases {
        for entry in group[direction].inline + group[direction].standalone {
          var row = Row(entry, of: group.key, groupID: id, ownership)
          row.ruleID = id.flatMap { liveIDs["\($0) \(direction.rawValue)"]?[entry.content] }
          rows.append(row)
          if let id { declared["\(id) \(direction.rawValue)", default: []].insert(entry.content) }
        }
      }
    }
    for entry in ownership.homeless {
      var row = Row(entry, of: nil, groupID: nil, ownership)
      row.isOpen = true
      rows.append(row)
    }
    guard let live else { return }
    for group in live.securityGroups.sorted {
      for rule in group.rules {
        let content = RuleContent(rule, ownership.directory)
        if declared["\(group.id) \(rule.direction.rawValue)"]?.contains(content) == true { continue }
        rows.append(Row(manual: rule, of: group, ownership.directory))
      }
    }
  }
}

extension GroupKey {
  var id: String? { if case .id(let id) = self { id } else { nil } }
}

extension RuleListing.Row {
  /// - Parameter group: `nil` where it is known only after apply.
  init(_ entry: Ownership.Entry, of group: GroupKey?, groupID: String?, _ ownership: Ownership) {
    let rule = entry.rule
    let isOfItself = group.map { entry.content.peer == .group($0) } ?? false
    let traffic: String =
      switch rule.traffic {
      case .known(let known): known.selector?.description ?? "\(known.protocolName)/\(known.from)-\(known.to)"
      default: "known after apply"
      }
    var isOpen = rule.standsForUnknownCount
    if case .open = rule.peer { isOpen = true }
    self.init(
      owner: RuleListing.Owner(rawValue: rule.style.rawValue) ?? .inline,
      resource: rule.address.description,
      group: group?.words ?? "a group known only after apply",
      groupID: groupID,
      direction: rule.direction,
      traffic: traffic,
      peer: isOfItself ? "itself" : rule.peer.words,
      summary: rule.summary.known,
      ruleID: nil,
      location: ownership.location(of: entry),
      isOpen: isOpen
    )
  }

  init(manual rule: SecurityGroupRule, of group: SecurityGroup, _ directory: GroupDirectory) {
    var peer = rule.peer.description
    if case .securityGroup(let reference) = rule.peer {
      peer =
        reference.groupID == group.id
        ? "itself" : directory.key(of: .known(.id(reference.groupID.text)), in: 0)?.words ?? peer
    }
    let key = directory.key(of: .known(.id(group.id.text)), in: 0)
    self.init(
      owner: .manual,
      resource: nil,
      group: key.flatMap { $0.id == nil ? $0.words : nil } ?? "\(group.name) (\(group.id))",
      groupID: group.id.text,
      direction: rule.direction,
      traffic: rule.traffic.description,
      peer: peer,
      summary: rule.summary,
      ruleID: rule.hasAssignedID ? rule.id.text : nil,
      location: nil,
      isOpen: false
    )
  }
}

extension RuleContent {
  /// Of a live rule.
  package init(_ rule: SecurityGroupRule, _ directory: GroupDirectory) {
    traffic = .selector(rule.traffic)
    peer =
      switch rule.peer {
      case .ipv4(let prefix): .ipv4(prefix)
      case .ipv6(let prefix): .ipv6(prefix)
      case .prefixList(let id): .prefixList(id.text)
      case .securityGroup(let reference):
        directory.key(of: .known(.id(reference.groupID.text)), in: 0).map { .group($0) }
      }
  }
}
