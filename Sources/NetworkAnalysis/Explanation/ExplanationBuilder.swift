import IPAddressing
import VPCModel

/// Turns judged paths into an explanation's plain values.
struct ExplanationBuilder {
  let analysis: PathAnalysis
  private var names: ResourceNames { analysis.names }

  /// How many hosts or blocks of one outcome are named.
  static let nameLimit = 50

  func path(
    _ outcome: PairSurvey.Outcome,
    _ probe: TrafficProbe,
    _ left: QuestionEnd,
    _ right: QuestionEnd
  ) -> Explanation.Path {
    let trace = analysis.trace(from: outcome.source, to: outcome.destination, probe)
    let fixes =
      trace.verdict == .denied ? analysis.fixes(for: trace, asked: [left, right].compactMap(\.askedBlock)) : []
    return Explanation.Path(
      verdict: trace.verdict,
      source: host(trace.source),
      destination: host(trace.destination),
      steps: trace.steps.map(step),
      blockers: trace.steps.indices.filter { trace.steps[$0].outcome == .deny },
      fixes: fixes.map(fix),
      unknowns: unknowns(trace.steps),
      assumptions: trace.assumptions,
      codes: Set(trace.steps.filter { $0.outcome == .deny || $0.outcome == .unknown }.compactMap(\.code)).sorted(),
      sources: members(outcome.sources, of: left),
      destinations: members(outcome.destinations, of: right),
      pairs: outcome.pairs
    )
  }

  // MARK: Hosts

  private func members(_ positions: Set<Int>, of end: QuestionEnd) -> [String] {
    var labels: [String] = []
    var addresses = IPAddressSet.empty
    for position in positions.sorted() where end.members.indices.contains(position) {
      switch end.members[position] {
      case .host(let host): labels.append(label(host))
      case .addresses(let set, _): addresses.formUnion(set)
      }
    }
    labels += addresses.readableRanges
    return Array(labels.prefix(Self.nameLimit))
  }

  private func host(_ host: Host) -> Explanation.Host {
    let subnet = host.subnetID.flatMap { analysis.network.subnets[$0] }
    var result = Explanation.Host(
      name: name(host),
      address: host.address.description,
      subnetID: host.subnetID?.text,
      vpcID: host.vpcID?.text,
      place: place(host)
    )
    result.subnetName = subnet.map(names.short).flatMap { $0 == subnet?.id.text ? nil : $0 }
    if host.vpcID == nil, let service = PlatformService.everywhere[host.address] {
      result.place = "platformService"
      result.owner = service.words
    }
    if let interface = host.interface {
      result.interfaceID = interface.id.text
      result.owner = names.owner(interface)
      if case .v4(let address) = host.address {
        result.publicAddress = (host.askedPublicAddress ?? interface.publicAddress(for: address))?.description
      }
    }
    return result
  }

  private func name(_ host: Host) -> String {
    switch host.place {
    case .interface(let interface): names.short(interface)
    case .vacant, .unallocated, .internet, .outside: host.address.description
    }
  }

  private func label(_ host: Host) -> String {
    host.interface.map { "\(names.short($0)) (\(host.address))" } ?? host.address.description
  }

  private func place(_ host: Host) -> String {
    switch host.place {
    case .interface: "interface"
    case .vacant: "vacant"
    case .unallocated: "unallocated"
    case .internet: "internet"
    case .outside: "outside"
    }
  }

  // MARK: Steps

  private func step(_ step: PathStep) -> Explanation.Step {
    Explanation.Step(
      station: step.station,
      leg: step.leg,
      direction: step.direction?.rawValue,
      outcome: step.outcome,
      reason: step.reason,
      code: step.code,
      resources: step.resources,
      decidedBy: step.decider.map(decision),
      nearestMisses: step.misses.map(miss)
    )
  }

  private func decision(_ decider: Decider) -> Explanation.Decision {
    switch decider {
    case .rule(let rule):
      let way = rule.direction == .ingress ? "from" : "to"
      return Explanation.Decision(
        kind: "securityGroupRule",
        of: rule.groupID.text,
        id: rule.id.text,
        text: "\(rule.traffic) \(way) \(names.words(rule.peer))"
      )
    case .entry(let acl, let entry):
      return Explanation.Decision(
        kind: "networkACLEntry",
        of: acl.text,
        id: "\(entry.number)",
        text: "\(entry.action.rawValue) \(entry.traffic) \(entry.direction == .ingress ? "from" : "to") \(entry.cidr)"
      )
    case .route(let table, let route):
      return Explanation.Decision(
        kind: "route",
        of: table.text,
        id: route.destination.description,
        text: "\(route.destination) → \(names.words(route.target))"
      )
    }
  }

  private func miss(_ miss: NearestMiss) -> Explanation.Miss {
    var result = Explanation.Miss(of: "", allows: miss.allows(names), missedBy: miss.reasons(names))
    switch miss.candidate {
    case .rule(let rule):
      result.id = rule.hasAssignedID ? rule.id.text : nil
      result.of = rule.groupID.text
      result.ofName = names.short(rule.groupID)
      result.description = rule.summary.flatMap { $0.isEmpty ? nil : $0 }
    case .entry(let acl, let entry):
      result.id = "\(entry.number)"
      result.of = acl.text
      result.ofName = analysis.network.networkACLs[acl].map(names.short)
    }
    return result
  }

  private func unknowns(_ steps: [PathStep]) -> [Explanation.Unknown] {
    var seen: Set<MissingKnowledge> = []
    var result: [Explanation.Unknown] = []
    for (index, step) in steps.enumerated() {
      for missing in step.missing where seen.insert(missing).inserted {
        result.append(
          Explanation.Unknown(
            missing: missing.words,
            step: index,
            resourceKind: missing.kind?.rawValue,
            id: missing.id,
            suppliedBy: missing.kind?.describeCommand
          )
        )
      }
    }
    return result
  }

  private func fix(_ fix: Fix) -> Explanation.Fix {
    Explanation.Fix(
      summary: fix.summary,
      step: fix.step,
      command: fix.command,
      terraform: fix.terraform,
      caution: fix.caution,
      alternative: fix.alternative.map {
        Explanation.Fix.Alternative(summary: $0.summary, command: $0.command)
      }
    )
  }
}
