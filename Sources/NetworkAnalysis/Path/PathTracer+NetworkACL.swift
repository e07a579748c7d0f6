import IPAddressing
package import VPCModel

extension PathTracer {
  /// The request passes a subnet's border.
  mutating func judgeACL(of subnetID: Subnet.ID, _ direction: TrafficDirection, remote: IPAddress) {
    crossings.append(
      Crossing(subnetID: subnetID, direction: direction, remote: remote, clientPorts: clientPorts)
    )
    guard let acl = acl(of: subnetID, direction, leg: .forward) else { return }
    let transport = probe.transport
    if let entry = acl.decidingEntry(direction, remote: remote, transport: transport), entry.action == .allow {
      addACLStep(acl, subnetID, direction, .forward, .allow, "\(describe(entry)) allows it", entry: entry)
      return
    }
    let entry = acl.decidingEntry(direction, remote: remote, transport: transport)
    let way = direction == .ingress ? "from" : "to"
    addACLStep(
      acl,
      subnetID,
      direction,
      .forward,
      .deny,
      "network ACL \(names.full(acl)) denies \(probe) \(way) \(remote): \(cause(entry))",
      entry: entry,
      misses: missFinder?.misses(
        of: acl,
        direction,
        remote: remote,
        transport: transport,
        deniedBy: entry
      ) ?? [],
      repair: .entry(acl: acl.id, direction: direction, remote: remote, selector: probe.selector)
    )
  }

  /// The answer passes the border that the request passed the other way.
  mutating func judgeReplyACL(at crossing: Crossing) {
    let direction = crossing.direction.opposite
    guard let acl = acl(of: crossing.subnetID, direction, leg: .reply) else { return }
    let verdicts = replyVerdicts(acl, direction, crossing)
    let denied = verdicts.filter { $0.entry?.action != .allow }
    let way = direction == .ingress ? "from" : "to"
    guard let first = denied.first else {
      let entries = Set(verdicts.compactMap(\.entry))
      let entry = verdicts.first?.entry
      let reason = entries.count == 1 ? entry.map { "\(describe($0)) allows the \(probe.replyWords)" } : nil
      addACLStep(
        acl,
        crossing.subnetID,
        direction,
        .reply,
        .allow,
        reason ?? "\(entries.count) entries together allow the \(probe.replyWords)",
        entry: entries.count == 1 ? entry : nil
      )
      return
    }
    let blocked = PortSet(denied.compactMap(\.ports))
    var reason = "network ACL \(names.full(acl)) denies the \(probe.replyWords) \(way) \(crossing.remote)"
    if let all = crossing.clientPorts, !blocked.isEmpty {
      let ranges = blocked.ranges.map(\.description).joined(separator: ", ")
      reason += all.count == 1 ? " to client port \(ranges)" : " for client ports \(ranges)"
      if blocked.isDisjoint(with: PortSet(TrafficProbe.linuxClientPorts)), all.count > 1 {
        reason += " (Linux clients use \(TrafficProbe.linuxClientPorts), which pass)"
      }
    }
    reason += ": \(cause(first.entry))"
    addACLStep(
      acl,
      crossing.subnetID,
      direction,
      .reply,
      .deny,
      reason,
      entry: first.entry,
      misses: missFinder?.misses(
        of: acl,
        direction,
        remote: crossing.remote,
        transport: first.transport,
        deniedBy: first.entry
      ) ?? [],
      repair: .entry(
        acl: acl.id,
        direction: direction,
        remote: crossing.remote,
        selector: probe.replySelector(clientPorts: crossing.clientPorts)
      )
    )
  }

  /// What decides the answer, for each run of client ports that no entry tells apart.
  private func replyVerdicts(
    _ acl: NetworkACL,
    _ direction: TrafficDirection,
    _ crossing: Crossing
  ) -> [(ports: PortRange?, transport: Transport, entry: NetworkACL.Entry?)] {
    func decide(_ transport: Transport) -> NetworkACL.Entry? {
      acl.decidingEntry(direction, remote: crossing.remote, transport: transport)
    }
    guard let all = crossing.clientPorts else {
      return [(nil, probe.transport.reply, decide(probe.transport.reply))]
    }
    // An entry's range can change the answer only at its ends.
    var starts: Set<UInt16> = [all.lower]
    for entry in acl.entries(direction) {
      guard let ports = entry.traffic.ports else { continue }
      if all.contains(ports.lower) { starts.insert(ports.lower) }
      if let after = PortRange.bound(after: ports.upper), all.contains(after) { starts.insert(after) }
    }
    let ordered = starts.sorted()
    return ordered.enumerated().map { index, start in
      let upper = index + 1 < ordered.count ? ordered[index + 1] &- 1 : all.upper
      let transport = replyTransport(to: start)
      return (PortRange(lower: start, upper: upper), transport, decide(transport))
    }
  }

  private func replyTransport(to port: UInt16) -> Transport {
    switch probe.transport {
    case .tcp(_, let service): .tcp(source: service, destination: port)
    case .udp(_, let service): .udp(source: service, destination: port)
    case .icmp, .icmpv6, .other: probe.transport.reply
    }
  }

  private mutating func acl(
    of subnetID: Subnet.ID,
    _ direction: TrafficDirection,
    leg: PathStep.Leg
  ) -> NetworkACL? {
    if let acl = analysis.bindings.acl(of: subnetID) { return acl }
    steps.append(
      PathStep(
        .networkACL,
        leg: leg,
        direction: direction,
        .unknown,
        "the network ACL of subnet \(subnetWords(subnetID)) is not known",
        resources: [resource(subnetID)],
        missing: [
          MissingKnowledge("the network ACL of subnet \(subnetWords(subnetID))", kind: .networkACL, id: subnetID.text)
        ]
      )
    )
    return nil
  }

  private mutating func addACLStep(
    _ acl: NetworkACL,
    _ subnet: Subnet.ID,
    _ direction: TrafficDirection,
    _ leg: PathStep.Leg,
    _ outcome: StepOutcome,
    _ reason: String,
    entry: NetworkACL.Entry?,
    misses: [NearestMiss] = [],
    repair: Repair? = nil
  ) {
    steps.append(
      PathStep(
        .networkACL,
        leg: leg,
        direction: direction,
        outcome,
        reason,
        resources: [resource(subnet), PathResource(.networkACL, acl.id.text, name: names.short(acl))],
        decider: entry.map { .entry(acl.id, $0) },
        code: outcome == .deny ? .subnetACL : nil,
        misses: misses,
        repair: repair
      )
    )
  }

  private func cause(_ entry: NetworkACL.Entry?) -> String {
    guard let entry, !entry.isFinal else { return "no entry allows it" }
    return "\(describe(entry)) decides"
  }

  private func describe(_ entry: NetworkACL.Entry) -> String { entry.words }
}

extension NetworkACL.Entry {
  /// `entry 100 (tcp/5432 from 10.0.0.0/16)`.
  package var words: String {
    "entry \(isFinal ? "*" : "\(number)") (\(traffic) \(direction == .ingress ? "from" : "to") \(cidr))"
  }
}
