import IPAddressing
import PolicyEngine
import VPCModel

extension PathTracer {
  /// What the security groups of an interface say.
  /// - Parameters:
  ///   - remote: the address at the other end, as the interface sees it.
  ///   - peer: the interface that has it, where it is a private address.
  mutating func judgeGroups(
    of interface: NetworkInterface,
    _ direction: TrafficDirection,
    remote: IPAddress,
    peer: NetworkInterface?
  ) {
    var resources = [resource(interface)]
    resources += interface.groupIDs.sorted().map { PathResource(.securityGroup, $0.text, name: names.short($0)) }
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      decider: Decider? = nil,
      code: ExplanationCode? = nil,
      missing: [MissingKnowledge] = [],
      misses: [NearestMiss] = [],
      repair: Repair? = nil
    ) {
      steps.append(
        PathStep(
          .securityGroups,
          direction: direction,
          outcome,
          reason,
          resources: resources,
          decider: decider,
          code: code,
          missing: missing,
          misses: misses,
          repair: repair
        )
      )
    }

    if interface.isWithoutFilter {
      add(
        .notApplicable,
        "a \(interface.owner?.kind.words ?? "service")'s interface without security groups is not filtered"
      )
      return
    }
    let flow = Flow(interfaceID: interface.id, direction: direction, remote: remote, transport: probe.transport)
    switch analysis.engine.decide(flow) {
    case .allowed(let id):
      guard let rule = rule(id, of: interface) else {
        add(.allow, "\(id) allows it")
        return
      }
      add(.allow, "\(names.short(rule.groupID)) allows \(describe(rule))", decider: .rule(rule))
    case .notFiltered(let service):
      add(.notApplicable, "security groups do not filter traffic with \(service.words)")
    case .unknown(let unknown):
      let missing = missing(for: unknown, interface: interface)
      add(.unknown, reason(for: unknown, interface: interface, direction), missing: [missing])
    case .denied where interface.groupIDs.isEmpty:
      add(
        .deny,
        "\(names.full(interface)) carries no security group, and without one nothing passes",
        code: .unassociatedComponent,
        repair: .advice(
          "Give it one: aws ec2 modify-network-interface-attribute --network-interface-id \(interface.id) --groups …"
        )
      )
    case .denied:
      let rules = interface.groupIDs.flatMap { network.securityGroups[$0]?.rules(direction) ?? [] }
      let groups = interface.groupIDs.sorted().map { names.full($0) }.joined(separator: ", ")
      let way = direction == .ingress ? "from" : "to"
      let remoteWords = peer.map { "\(remote) (\(names.short($0)))" } ?? "\(remote)"
      let reason =
        rules.isEmpty
        ? "\(groups) \(interface.groupIDs.count == 1 ? "has" : "have") no \(direction.rawValue) rules at all"
        : "no \(direction.rawValue) rule of \(groups) allows \(probe) \(way) \(remoteWords)"
      add(
        .deny,
        reason,
        code: rules.isEmpty ? .groupHasNoRules : .interfaceGroupRulesMismatch,
        misses: missFinder?.misses(
          of: rules,
          remote: remote,
          peer: peer,
          transport: probe.transport
        ) ?? [],
        repair: .rule(
          interface: interface.id,
          direction: direction,
          remote: remote,
          peer: peer?.id,
          selector: probe.selector
        )
      )
    }
  }

  private func rule(_ id: SecurityGroupRule.ID, of interface: NetworkInterface) -> SecurityGroupRule? {
    for group in interface.groupIDs {
      if let rule = network.securityGroups[group]?.rules.first(where: { $0.id == id }) { return rule }
    }
    return nil
  }

  /// `tcp/5432 from app (sg-…)`.
  private func describe(_ rule: SecurityGroupRule) -> String {
    "\(rule.traffic) \(rule.direction == .ingress ? "from" : "to") \(names.words(rule.peer))"
  }

  private func missing(for unknown: SecurityGroupVerdict.Unknown, interface: NetworkInterface) -> MissingKnowledge {
    switch unknown {
    case .group(let id):
      return MissingKnowledge("the rules of security group \(id)", kind: .securityGroup, id: id.text)
    case .networkInterface(let id):
      return MissingKnowledge("network interface \(id)", kind: .networkInterface, id: id.text)
    case .rule(let id):
      guard let rule = rule(id, of: interface) else { return MissingKnowledge("what rule \(id) stands for") }
      switch rule.peer {
      case .prefixList(let list):
        return names.missing(list)
      case .securityGroup(let reference):
        if case .unknown(let kind, let id) = network.status(of: reference, from: rule.groupID) {
          return MissingKnowledge("\(kind.words) \(id)", kind: kind, id: id)
        }
        return MissingKnowledge(
          "all members of security group \(names.full(reference.groupID))",
          kind: .networkInterface,
          id: reference.groupID.text
        )
      case .ipv4, .ipv6: return MissingKnowledge("what rule \(id) stands for")
      }
    }
  }

  private func reason(
    for unknown: SecurityGroupVerdict.Unknown,
    interface: NetworkInterface,
    _ direction: TrafficDirection
  ) -> String {
    switch unknown {
    case .group(let id): "no known rule allows it, and the rules of \(id), which the interface carries, are not known"
    case .networkInterface(let id): "network interface \(id) is not known"
    case .rule(let id):
      rule(id, of: interface).map { rule in
        "no known rule allows it; \(names.short(rule.groupID)) allows \(describe(rule)), which would if it stood for"
          + " the address"
      } ?? "rule \(id) would allow it if it stood for the address"
    }
  }
}

extension ResourceNames {
  /// Whether an identifier stands for addresses that are not known, and is no list's.
  func isUnknown(_ id: PrefixList.ID) -> Bool { network.prefixLists[id]?.standsForUnknownAddresses == true }

  /// That the addresses of a list are.
  func missing(_ id: PrefixList.ID) -> MissingKnowledge {
    isUnknown(id)
      ? MissingKnowledge("the addresses that \(id) stands for")
      : MissingKnowledge("the entries of prefix list \(full(id))", kind: .prefixList, id: id.text)
  }

  /// A rule's peer as sentences name it.
  func words(_ peer: SecurityGroupRule.Peer) -> String {
    switch peer {
    case .ipv4(let prefix): prefix == .all ? "\(prefix) (anywhere)" : "\(prefix)"
    case .ipv6(let prefix): prefix == .all ? "\(prefix) (anywhere)" : "\(prefix)"
    case .prefixList(let id): isUnknown(id) ? "an unknown source (\(id))" : "prefix list \(full(id))"
    case .securityGroup(let reference): "members of \(full(reference.groupID))"
    }
  }
}
