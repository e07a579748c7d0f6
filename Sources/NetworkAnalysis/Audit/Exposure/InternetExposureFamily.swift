import Findings
import IPAddressing
import VPCModel

/// What the internet can try: sensitive services, ranges of ports, everything.
enum InternetExposureFamily: AuditFamily {
  static let allPorts = Check(
    id: "all-ports-open-to-internet",
    title: "All ports are open to the internet",
    severity: .critical,
    explanation:
      "Everything that listens, now or later, can be tried by anyone. Let in only the ports that are served, and"
      + " those only from where they are needed. Judged is the union of all rules of all groups of an interface.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_allow_ingress_from_internet_to_all_ports"], "Checkov": ["CKV_AWS_277"],
      "KICS": ["4728cd65"], "Security Hub": ["EC2.18", "EC2.19"],
      "ScoutSuite": ["ec2-security-group-opens-all-ports-to-all", "ec2-security-group-opens-all-ports"],
    ]
  )

  static let portRange = Check(
    id: "port-range-open-to-internet",
    title: "A wide range of ports is open to the internet",
    severity: .high,
    explanation:
      "A range of more than a hundred ports lets anyone try services that nobody had in mind. Let in the ports"
      + " that are served, one by one.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_allow_ingress_from_internet_to_any_port"],
      "Security Hub": ["EC2.18"], "ScoutSuite": ["ec2-security-group-opens-port-range"],
      "Steampipe": ["vpc_security_group_restrict_ingress_tcp_udp_all"],
    ]
  )

  static let otherPort = Check(
    id: "other-port-open-to-internet",
    title: "A port other than 80 and 443 is open to the internet",
    severity: .medium,
    explanation:
      "Only web ports are commonly meant for everyone. If this one is, say so with a suppression and its reason;"
      + " otherwise let in only those who need it.",
    equivalents: [
      "Prowler": ["ec2_securitygroup_allow_ingress_from_internet_to_any_port"], "KICS": ["590d878b"],
      "Security Hub": ["EC2.18"], "Steampipe": ["vpc_security_group_allows_ingress_authorized_ports"],
      "ScoutSuite": ["ec2-security-group-opens-port-to-all"],
    ]
  )

  static let plainHTTP = Check(
    id: "http-open-to-internet",
    title: "Machines serve plain HTTP to the internet",
    severity: .low,
    explanation:
      "Port 80 of a machine itself is open to anyone. A load balancer or CloudFront in front keeps the machine"
      + " private and ends TLS; port 80 of a load balancer is not reported, for it usually redirects to 443.",
    equivalents: ["Checkov": ["CKV_AWS_260"]]
  )

  static let otherProtocol = Check(
    id: "protocol-open-to-internet",
    title: "A protocol other than TCP, UDP and ICMP is open to the internet",
    severity: .medium,
    explanation: "Tunnels such as GRE, ESP and IP in IP carry anything. Let in only the other end's address.",
    equivalents: ["Security Hub": ["EC2.18"]]
  )

  static let icmp = Check(
    id: "icmp-open-to-internet",
    title: "All ICMP messages are let in from the internet",
    severity: .info,
    explanation:
      "Echo requests and the errors that path MTU discovery needs (type 3, packet too big) are useful; timestamps,"
      + " redirects and router advertisements from strangers are not. Security groups let in errors about tracked"
      + " connections by themselves.",
    equivalents: ["ScoutSuite": ["ec2-security-group-opens-icmp-to-all"]]
  )

  static let checks =
    SensitiveService.all.map(\.check) + [allPorts, portRange, otherPort, plainHTTP, otherProtocol, icmp]

  private static let services = Dictionary(
    SensitiveService.all.map { ($0.checkID, $0) },
    uniquingKeysWith: { first, _ in first }
  )
  private static let byCheck = Dictionary(checks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  static func findings(_ context: AuditContext) -> [Finding] {
    var openings = InternetOpenings()
    for entry in context.exposure.entries { collect(entry, into: &openings) }
    var finder = InternetPathFinder(context)
    let ordered = openings.openings.sorted {
      $0.key.checkID != $1.key.checkID
        ? $0.key.checkID < $1.key.checkID : $0.key.groupIDs.lexicographicallyPrecedes($1.key.groupIDs)
    }
    var findings = ordered.compactMap { key, opening in
      finding(key, opening, context, &finder)
    }
    findings += protocolFindings(context)
    return findings
  }

  // MARK: Sorting ports into checks

  /// More ports than this in one run are a range.
  private static let rangeLength = 100

  private static func collect(_ entry: InternetExposure.Entry, into openings: inout InternetOpenings) {
    for transport in [PortTransport.tcp, .udp] {
      let segments = entry.ingress.segments(transport).filter(\.isOpen)
      guard !segments.isEmpty else { continue }
      let open = PortSet(segments.map(\.ports))
      // All but a few ports is all: the hole is no protection.
      if open.count > 65_000 {
        openings.add(allPorts.id, transport, segments, within: .all, of: entry)
        continue
      }
      let ranges = PortSet(open.ranges.filter { $0.count > rangeLength })
      openings.add(portRange.id, transport, segments, within: ranges, of: entry)
      var rest = open.subtracting(ranges)
      for service in SensitiveService.all {
        let ports = transport == .tcp ? service.tcp : service.udp
        openings.add(
          service.checkID,
          transport,
          segments,
          within: service.isRemoteLogin ? ports : ports.intersection(rest),
          of: entry
        )
        rest.subtract(ports)
      }
      if transport == .tcp {
        let isBalanced = !entry.interfaces.isEmpty && entry.interfaces.allSatisfy(isLoadBalancer)
        if !isBalanced { openings.add(plainHTTP.id, transport, segments, within: PortSet(80), of: entry) }
        rest.subtract(PortSet([PortRange(80), PortRange(443)]))
      } else {
        // HTTP/3.
        rest.subtract(PortSet(443))
      }
      openings.add(otherPort.id, transport, segments, within: rest, of: entry)
    }
  }

  static func isLoadBalancer(_ interface: NetworkInterface) -> Bool {
    switch interface.owner?.kind {
    case .applicationLoadBalancer, .networkLoadBalancer, .classicLoadBalancer, .gatewayLoadBalancer: true
    default: false
    }
  }

  // MARK: Telling

  private static func finding(
    _ key: InternetOpening.Key,
    _ opening: InternetOpening,
    _ context: AuditContext,
    _ finder: inout InternetPathFinder
  ) -> Finding? {
    guard let check = byCheck[key.checkID] else { return nil }
    var interfaces = opening.interfaces
    if check.id == plainHTTP.id { interfaces.removeAll(where: isLoadBalancer) }
    let exposure = JudgedOpening(opening, interfaces, &finder)
    let isUnused = interfaces.isEmpty
    if check.id == plainHTTP.id, exposure.reached.isEmpty { return nil }

    let groups = context.list(key.groupIDs)
    let together = key.groupIDs.count > 1 ? " together" : ""
    let what = services[check.id].map { "\($0.name) (\(opening.portWords))" } ?? subjectWords(check, opening)
    let isPlural = services[check.id] == nil
    var severity = check.severity
    var message: String
    var details: [String] = []
    if isUnused {
      let isKnown = context.network.isComplete(.networkInterface)
      let named = key.groupIDs.contains { context.namedElsewhere.contains($0) }
      if isKnown, !named { severity = .info }
      message = "\(groups) would let \(opening.sources.internetWords) in to \(what)"
      message += isKnown && !named ? ", but nothing uses \(key.groupIDs.count == 1 ? "it" : "them")" : ""
      if !isKnown { details.append("Which interfaces carry the group is not known.") }
      if named { details.append("A database or an endpoint names the group; its interfaces are not in the network.") }
    } else if !exposure.reached.isEmpty {
      let count = counted(exposure.reached.count, "interface")
      message =
        "\(what) \(isPlural ? "are" : "is") open to \(opening.sources.internetWords) on \(count), through \(groups)\(together)"
      if check.id == otherPort.id, exposure.reached.allSatisfy({ isLoadBalancer($0.interface) }) {
        severity = .low
        details.append("Only load balancers: they answer on the ports of their listeners alone.")
      }
    } else if !exposure.unknown.isEmpty {
      message =
        "\(groups)\(together) let\(key.groupIDs.count == 1 ? "s" : "") \(opening.sources.internetWords) in to \(what);"
        + " whether the internet reaches \(counted(exposure.unknown.count, "interface")) is not known"
    } else {
      severity = min(check.severity, .low)
      message =
        "\(groups)\(together) let\(key.groupIDs.count == 1 ? "s" : "") \(opening.sources.internetWords) in to \(what),"
        + " but the internet does not reach \(interfaces.count == 1 ? "the interface" : "any of the \(interfaces.count) interfaces")"
    }
    details += exposure.details(context)
    details += opening.sortedRules.prefix(8).map { "rule of \(context.names.short($0.groupID)): \(context.words($0))" }
    if opening.rules.count > 8 { details.append("and \(opening.rules.count - 8) more rules") }
    if opening.rules.count > 1, !opening.rules.values.contains(where: { isWhole($0) }) {
      details.append("No rule says 0.0.0.0/0 or ::/0: it is their union that lets the internet in.")
    }
    return Finding(
      checkID: check.id,
      severity: severity,
      message: message,
      details: details,
      subjects: key.groupIDs.map(context.subject) + exposure.subjects.prefix(20).map(context.subject),
      fixes: fixes(check, opening, context),
      aspect: key.groupIDs.dropFirst().map(\.text).joined(separator: " "),
      paths: exposure.paths(context, opening.portWords)
    )
  }

  private static func isWhole(_ rule: SecurityGroupRule) -> Bool {
    rule.peer == .ipv4(.all) || rule.peer == .ipv6(.all)
  }

  private static func subjectWords(_ check: Check, _ opening: InternetOpening) -> String {
    check.id == allPorts.id
      ? "all ports (\(opening.ports.map(\.0.rawValue).joined(separator: " and ")))" : opening.portWords
  }

  private static func fixes(_ check: Check, _ opening: InternetOpening, _ context: AuditContext) -> [Finding.Fix] {
    let rules = opening.sortedRules
    guard let first = rules.first else { return [] }
    var fixes: [Finding.Fix] = []
    let isShared = rules.contains { rule in !isWithin(rule, opening) }
    let summary =
      isShared
      ? "Take the rule away, then add the ports that are meant to be open again, each by itself."
      : rules.count == 1 ? "Take the rule away." : "Take the rules away."
    fixes += AuditFix.revoke(rules, context, summary: summary)
    if let (transport, set) = opening.ports.first, let ports = set.ranges.first, check.id != allPorts.id {
      fixes.append(
        AuditFix.narrowed(
          first,
          to: transport.selector(ports),
          label: "\(context.names.short(first.groupID)) \(services[check.id]?.id ?? opening.portWords)",
          summary: "In Terraform, let in the security group of those who need it instead.",
          context
        )
      )
    }
    return fixes
  }

  /// Whether a rule opens nothing besides.
  private static func isWithin(_ rule: SecurityGroupRule, _ opening: InternetOpening) -> Bool {
    switch rule.traffic {
    case .tcp(let ports): opening.tcp.contains(ports)
    case .udp(let ports): opening.udp.contains(ports)
    case .all: opening.tcp == .all && opening.udp == .all
    case .icmp, .icmpv6, .other: true
    }
  }

  // MARK: Protocols without ports

  private static func protocolFindings(_ context: AuditContext) -> [Finding] {
    var rules: [SecurityGroup.ID: [SecurityGroupRule]] = [:]
    var messages: [SecurityGroup.ID: [SecurityGroupRule]] = [:]
    for entry in context.exposure.entries where !entry.interfaces.isEmpty {
      for opening in entry.ingress.otherProtocols where InternetBreadth(opening.sources) == .open {
        if !(rules[opening.rule.groupID] ?? []).contains(opening.rule) {
          rules[opening.rule.groupID, default: []].append(opening.rule)
        }
      }
      for opening in entry.ingress.icmp where InternetBreadth(opening.sources) == .open {
        // Rules of all traffic are reported as such; single types are usually meant.
        guard opening.rule.traffic == .icmp(.any) || opening.rule.traffic == .icmpv6(.any) else { continue }
        if !(messages[opening.rule.groupID] ?? []).contains(opening.rule) {
          messages[opening.rule.groupID, default: []].append(opening.rule)
        }
      }
    }
    func make(_ check: Check, _ id: SecurityGroup.ID, _ rules: [SecurityGroupRule], _ message: String) -> Finding {
      Finding(
        checkID: check.id,
        severity: check.severity,
        message: message,
        details: rules.map { "rule: \(context.words($0))" },
        subjects: [context.subject(id)],
        fixes: AuditFix.revoke(rules, context, summary: "Take the rule away.")
      )
    }
    return rules.sorted { $0.key < $1.key }.map { id, rules in
      let names = Set(rules.map(\.traffic.description)).sorted().joined(separator: ", ")
      return make(otherProtocol, id, rules, "\(context.names.full(id)) lets the internet in with \(names)")
    }
      + messages.sorted { $0.key < $1.key }.map { id, rules in
        make(icmp, id, rules, "\(context.names.full(id)) lets in every ICMP message from the internet")
      }
  }
}
