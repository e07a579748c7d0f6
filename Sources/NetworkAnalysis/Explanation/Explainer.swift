package import Findings
package import IPAddressing
package import VPCModel

/// Answers "can A reach B, and if not, why?" from a network.
package struct Explainer: Sendable {
  private let network: Network
  private let analysis: PathAnalysis
  private let resolver: EndpointResolver
  private let unknown: UnknownAddresses

  /// Pairs of hosts that one question judges; what a set has beyond is counted and said.
  package static let pairLimit = 20_000
  /// Outcomes that are explained in detail.
  package static let pathLimit = 4

  /// O(size of the network).
  /// - Parameters:
  ///   - aliases: further names of what is in the network.
  ///   - writing: how Terraform writes it, where it does: the fixes then fit in.
  package init(
    _ network: Network,
    aliases: [EndpointAlias] = [],
    writing: (any TerraformWriting)? = nil
  ) {
    self.network = network
    analysis = PathAnalysis(network, writing: writing)
    resolver = EndpointResolver(network, aliases: aliases)
    unknown = UnknownAddresses(network)
  }

  /// - Parameters:
  ///   - source: a network interface, instance, security group or subnet, by id or name; the name of a
  ///     resource that has interfaces; an address; a CIDR block; or `internet`.
  ///   - family: the address family, where both ends have both; IPv4 unless said otherwise.
  /// - Throws: ``EndpointError`` where an end cannot be made out.
  package func explain(
    source: String,
    destination: String,
    probe: TrafficProbe,
    family: IPFamily? = nil
  ) throws(EndpointError) -> Explanation {
    var openNotes: [String] = []
    var (from, to) = try resolver.resolve(source: source, destination: destination)
    var open: Verdict?
    if !unknown.interfaces.isEmpty {
      let judged = judgeUnknown(from, to, probe, family)
      open = judged?.verdict
      // What is left of the ends has addresses; where nothing is, there is no path to follow.
      guard let left = from.without(unknown.ids), let right = to.without(unknown.ids) else {
        return Self.withoutPath(
          judged?.verdict ?? .unknown,
          Self.question(source, destination, probe, family ?? probe.requiredFamily ?? .ipv4),
          from,
          to,
          notes: from.notes + to.notes + (judged?.notes ?? [])
        )
      }
      (from, to) = (left, right)
      openNotes = judged?.notes ?? []
    }
    let divider = QuestionDivider(network: network, locator: resolver.locator)
    var notes = from.notes + to.notes + openNotes
    let family = try chooseFamily(divider, from, to, probe, asked: family, notes: &notes)
    let left = divider.divide(from, family: family, other: to)
    let right = divider.divide(to, family: family, other: from)
    for end in [left, right] where end.withoutFamily > 0 {
      notes.append(
        "\(end.withoutFamily) of '\(end.endpoint.text)' \(end.withoutFamily == 1 ? "has" : "have") no"
          + " \(EndpointError.words(family)) address and \(end.withoutFamily == 1 ? "is" : "are") left out."
      )
    }
    if left.leavesOutVacancies || right.leavesOutVacancies {
      notes.append("Addresses of a VPC that no subnet holds are left out.")
    }
    let isSet = from.isSet || to.isSet
    let survey = PairSurvey(analysis: analysis, probe: probe, limit: Self.pairLimit).run(left, right)
    if survey.pairs == 0 { throw .noPairs(source: source, destination: destination) }
    if survey.notJudged > 0 {
      notes.append(
        "Only the first \(survey.pairs) of \(survey.pairs + survey.notJudged) pairs were judged: ask about smaller sets."
      )
    }

    let builder = ExplanationBuilder(analysis: analysis)
    let shown = survey.outcomes.prefix(Self.pathLimit)
    return Explanation(
      verdict: open.map { Verdict(combining: [survey.verdict, $0]) } ?? survey.verdict,
      question: Self.question(source, destination, probe, family),
      source: Explanation.End(kind: from.kind, id: from.resourceID, members: left.members.count),
      destination: Explanation.End(kind: to.kind, id: to.resourceID, members: right.members.count),
      counts: isSet ? survey.counts : nil,
      addressClasses: survey.classes(.source, of: left) + survey.classes(.destination, of: right),
      paths: shown.map { builder.path($0, probe, left, right) },
      pathsOmitted: survey.outcomes.count - shown.count,
      notes: notes
    )
  }

  /// The answer for the interfaces of unknown address at the ends: denied where their groups' rules rule it out whatever
  /// the addresses are, else unknown. `nil` where the ends have none.
  private func judgeUnknown(_ from: Endpoint, _ to: Endpoint, _ probe: TrafficProbe, _ family: IPFamily?) -> (
    verdict: Verdict, notes: [String]
  )? {
    let (source, destination) = (end(from), end(to))
    let families = (family ?? probe.requiredFamily).map { [$0] } ?? IPFamily.allCases
    let asked = Dictionary(uniqueKeysWithValues: families.map { ($0, TrafficSet(probe, $0)) })
    let open = Set(unknown.open(from: source, to: destination, asked).map(\.interface.id))
    // Who may be in a block counts only where it could make a difference.
    let named = [from, to].reduce(into: Set<NetworkInterface.ID>()) { named, end in
      if case .interfaces(let ids, nil) = end.meaning { named.formUnion(ids) }
    }
    let involved = unknown.interfaces.filter { named.contains($0.id) || open.contains($0.id) }
    guard !involved.isEmpty else { return nil }
    let notes = involved.prefix(Self.pathLimit).map { interface in
      "\(analysis.names.full(interface.id)): \(UnknownAddresses.reason(interface))"
        + (open.contains(interface.id) ? "." : "; its groups rule \(probe) out whatever they are.")
    }
    let more = involved.count - Self.pathLimit
    return (
      involved.allSatisfy { open.contains($0.id) } ? .unknown : .denied,
      notes + (more > 0 ? ["The addresses of \(more) more interfaces are not known."] : [])
    )
  }

  private func end(_ endpoint: Endpoint) -> UnknownAddressEnd {
    switch endpoint.meaning {
    case .interfaces(let ids, nil):
      UnknownAddressEnd(
        placed: ids.compactMap { network.networkInterfaces[$0] },
        unplaced: unknown.ids.intersection(ids)
      )
    case .interfaces(let ids, _?): UnknownAddressEnd(placed: ids.compactMap { network.networkInterfaces[$0] })
    case .address(let host): UnknownAddressEnd(addresses: IPAddressSet(host.address))
    case .block(let block):
      UnknownAddressEnd(
        placed: network.networkInterfaces.unordered.filter { $0.ownPrefixes.contains { $0.overlaps(block) } },
        unplaced: unknown.perhaps(in: block),
        addresses: IPAddressSet(block)
      )
    case .internet: UnknownAddressEnd(addresses: AddressScope.internet)
    }
  }

  private static func withoutPath(
    _ verdict: Verdict,
    _ question: Explanation.Question,
    _ from: Endpoint,
    _ to: Endpoint,
    notes: [String]
  ) -> Explanation {
    func end(_ endpoint: Endpoint) -> Explanation.End {
      let members = if case .interfaces(let ids, _) = endpoint.meaning { ids.count } else { 1 }
      return Explanation.End(kind: endpoint.kind, id: endpoint.resourceID, members: members)
    }
    return Explanation(
      verdict: verdict,
      question: question,
      source: end(from),
      destination: end(to),
      counts: nil,
      addressClasses: [],
      paths: [],
      pathsOmitted: 0,
      notes: notes
    )
  }

  private func chooseFamily(
    _ divider: QuestionDivider,
    _ from: Endpoint,
    _ to: Endpoint,
    _ probe: TrafficProbe,
    asked: IPFamily?,
    notes: inout [String]
  ) throws(EndpointError) -> IPFamily {
    if let asked, let required = probe.requiredFamily, asked != required {
      throw .familyOfProtocol("\(probe)", required, asked: asked)
    }
    let wanted = asked ?? probe.requiredFamily
    let common = divider.families(of: from).intersection(divider.families(of: to))
    if let wanted {
      guard common.contains(wanted) else {
        throw .noCommonFamily(source: from.text, destination: to.text, asked: wanted)
      }
      return wanted
    }
    guard let first = common.min() else { throw .noCommonFamily(source: from.text, destination: to.text, asked: nil) }
    let isOnlyFormal = [from, to].contains { $0.meaning == .internet } && common.count > 1
    if common.count > 1 {
      notes.append(
        isOnlyFormal
          ? "This is about IPv4; --family ipv6 asks about the IPv6 internet."
          : "Both ends have IPv6 addresses too: --family ipv6 asks about them."
      )
    }
    return first
  }

  private static func question(
    _ source: String,
    _ destination: String,
    _ probe: TrafficProbe,
    _ family: IPFamily
  ) -> Explanation.Question {
    var question = Explanation.Question(
      source: source,
      destination: destination,
      traffic: "\(probe)",
      ipProtocol: "\(probe.transport.ipProtocol)",
      port: probe.transport.destinationPort.map(Int.init),
      family: family.rawValue
    )
    if let ports = probe.clientPorts, ports.count == 1 { question.sourcePort = Int(ports.lower) }
    switch probe.transport {
    case .icmp(let message), .icmpv6(let message):
      question.icmpType = Int(message.type)
      question.icmpCode = Int(message.code)
    case .tcp, .udp, .other: break
    }
    return question
  }
}
