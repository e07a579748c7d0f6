import Findings
import HCL
import IPAddressing
import VPCModel

/// Rules that can't come to be as they are written, in the words of AWS provider 5.100 and of EC2 where those are known.
extension Ownership {
  /// O(rules).
  func refusedRules() -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<String> = []
    for group in groups {
      for direction in TrafficDirection.allCases {
        for entry in group[direction].inline + group[direction].standalone {
          findings += refused(entry, &seen)
        }
      }
    }
    for entry in homeless { findings += refused(entry, &seen) }
    return findings + rulesWithoutPeers()
  }

  /// Older resources that declare nothing, since no peer is given.
  private func rulesWithoutPeers() -> [Finding] {
    let arguments = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "self", "source_security_group_id"]
    let check = Check.terraformRefusedRule
    return configurations.indices.flatMap { number in
      configurations[number].instances.compactMap { instance -> Finding? in
        guard instance.address.type == "aws_security_group_rule", instance.address.mode == .managed,
          instance.text("type").known.flatMap(TrafficDirection.init) != nil, DeclaredRule.rules(of: instance).isEmpty
        else { return nil }
        let words = "it has no peer: one of \(arguments.joined(separator: ", ")) must be given"
        return Finding(
          checkID: check.id,
          severity: check.severity,
          message: "\(instance.address): \(words)",
          subjects: [Finding.Subject(id: instance.address.description, kind: "Terraform resource")],
          locations: [location(of: instance, in: number, note: words)].compactMap { $0 }
        )
      }
    }
  }

  private func refused(_ entry: Entry, _ seen: inout Set<String>) -> [Finding] {
    guard let instance = instance(of: entry) else { return [] }
    let rule = entry.rule
    let reasons = [faultOfPeer(rule, instance), faultOfTraffic(rule, instance)].compactMap { $0 }
    let check = Check.terraformRefusedRule
    return reasons.compactMap { reason in
      let block = rule.style.isInline ? String(rule.part.prefix { $0 != "." }) : ""
      // Once for a block or resource, however many peers it has, and for all that one place makes.
      let place = location(of: entry, note: reason.words)
      let where_ = place.map { "\($0.path):\($0.startLine):\($0.startColumn)" } ?? "\(rule.address) \(block)"
      guard seen.insert("\(where_) \(reason.words)").inserted else { return nil }
      return Finding(
        checkID: check.id,
        severity: check.severity,
        message: "\(rule.address)\(block.isEmpty ? "" : ", \(block)"): \(reason.words)",
        details: [reason.consequence],
        subjects: [Finding.Subject(id: rule.address.description, kind: "Terraform resource")],
        locations: [place].compactMap { $0 },
        aspect: "\(block) \(reason.words)"
      )
    }
  }

  private struct Fault {
    var words: String
    var consequence: String

    static func ofPlan(_ words: String) -> Fault { Fault(words: words, consequence: "The plan fails with it.") }
    static func ofApply(_ words: String) -> Fault {
      Fault(words: words, consequence: "The plan passes; the apply fails with it, and what it did until then is done.")
    }
  }

  // MARK: Peers

  private static let peerArguments = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"]

  private func faultOfPeer(_ rule: DeclaredRule, _ instance: ResourceInstance) -> Fault? {
    if rule.style == .newer {
      let given = Self.peerArguments.filter { instance.text($0) != .absent }
      let list = "[\(Self.peerArguments.joined(separator: ", "))]"
      if given.isEmpty {
        return .ofPlan("it has no peer: exactly one of \(list) must be given")
      }
      // What is unknown may turn out to be null.
      let certain = given.filter { instance.text($0).known != nil }
      if certain.count > 1 {
        return .ofPlan("\(certain.joined(separator: " and ")) are both given: exactly one of \(list) may be")
      }
    }
    switch rule.peer {
    case .ipv4(.known(let text)): return faultOfBlock(text, isIPv4: true, rule)
    case .ipv6(.known(let text)): return faultOfBlock(text, isIPv4: false, rule)
    default: return nil
    }
  }

  private func faultOfBlock(_ text: String, isIPv4: Bool, _ rule: DeclaredRule) -> Fault? {
    let canonical =
      isIPv4
      ? (try? IPv4Prefix(canonicalizing: text))?.description : (try? IPv6Prefix(canonicalizing: text))?.description
    guard let canonical else {
      return .ofPlan("\"\(text)\" is not a valid \(isIPv4 ? "IPv4" : "IPv6") CIDR block")
    }
    let isCanonical =
      isIPv4
      ? (try? IPv4Prefix(parsing: text)) != nil : (try? IPv6Prefix(parsing: text)) != nil
    if isCanonical { return nil }
    if rule.style == .newer {
      let family = isIPv4 ? "IPv4" : "IPv6"
      return .ofPlan(
        "\"\(text)\": value must be a valid \(family) CIDR that represents a network address, as \"\(canonical)\" is"
      )
    }
    return .ofPlan("\"\(text)\" is not a valid CIDR block; did you mean \"\(canonical)\"?")
  }

  // MARK: Protocol and ports

  private func faultOfTraffic(_ rule: DeclaredRule, _ instance: ResourceInstance) -> Fault? {
    guard case .known(let traffic) = rule.traffic else { return nil }
    if traffic.protocolName == "-1" { return faultOfAllProtocols(rule, traffic, instance) }
    guard traffic.selector == nil else { return nil }
    switch traffic.protocolName {
    case "tcp", "udp":
      if rule.style == .newer,
        instance.argument("from_port")?.integer ?? .absent == .absent
          || instance.argument("to_port")?.integer ?? .absent == .absent
      {
        return .ofApply(
          "\(traffic.protocolName) needs both ports: EC2 answers InvalidParameterValue, \"Must specify both from and to ports"
            + " with TCP/UDP.\""
        )
      }
      let words = "from_port \(traffic.from), to_port \(traffic.to)"
      if traffic.from > traffic.to {
        return .ofApply("\(words): the first port is above the last, which EC2 refuses (InvalidParameterValue)")
      }
      return .ofApply("\(words): ports go from 0 to 65535, which EC2 insists on (InvalidParameterValue)")
    case "icmp", "icmpv6":
      return .ofApply(
        "ICMP type \(traffic.from) with code \(traffic.to): EC2 takes types and codes from 0 to 255, -1 for all, and no code"
          + " for all types"
      )
    default:
      return .ofApply(
        "\"\(traffic.protocolName)\" is no protocol that EC2 knows: tcp, udp, icmp, icmpv6, -1 or a number to 255"
      )
    }
  }

  private func faultOfAllProtocols(
    _ rule: DeclaredRule,
    _ traffic: RuleTraffic,
    _ instance: ResourceInstance
  ) -> Fault? {
    switch rule.style {
    case .inline, .defaultGroup:
      guard traffic.from != 0 || traffic.to != 0 else { return nil }
      return .ofApply(
        "from_port (\(traffic.from)) and to_port (\(traffic.to)) must both be 0 to use the 'ALL' \"-1\" protocol!"
      )
    case .newer:
      // A plan's values after the first apply are −1.
      let ports = ["from_port", "to_port"].filter { name in
        instance.argument(name)?.integer.known.map { $0 != -1 } ?? false
      }
      guard !ports.isEmpty else { return nil }
      return Fault(
        words: "\(ports.joined(separator: " and ")) beside ip_protocol \"-1\": leave ports out",
        consequence: "EC2 makes a rule for all ports. The next plan wants the ports again, and its apply fails with"
          + " InvalidParameterValue, \"You may not specify all protocols and specific ports\"."
      )
    // Which the older resource leaves out.
    case .older: return nil
    }
  }
}
