package import Findings
package import IPAddressing
package import VPCModel

/// Answers "can A reach B, and if not, why?" from a network.
package struct Explainer: Sendable {
  private let network: Network
  private let analysis: PathAnalysis
  private let resolver: EndpointResolver

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
    let (from, to) = try resolver.resolve(source: source, destination: destination)
    let divider = QuestionDivider(network: network, locator: resolver.locator)
    var notes = from.notes + to.notes
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
      verdict: survey.verdict,
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
