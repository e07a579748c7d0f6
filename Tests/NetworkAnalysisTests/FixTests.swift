import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Fixes")
struct FixTests {
  @Test("A reference to the source's own group is preferred, the narrowest that is not the default one")
  func groupReference() throws {
    var town = Town()
    town.network.securityGroups.insert(SecurityGroup(id: "sg-default", name: "default", vpcID: Town.home))
    town.network.securityGroups.insert(SecurityGroup(id: "sg-everyone", name: "everyone", vpcID: Town.home))
    for name in ["app", "web", "db"] {
      town.network.networkInterfaces[NetworkInterface.ID("eni-\(name)")]?.groupIDs += ["sg-default", "sg-everyone"]
    }
    let fix = try #require(try town.ask("app", "db").paths.first?.fixes.first)
    #expect(fix.command?.contains("UserIdGroupPairs=[{GroupId=sg-app}]") == true)
    #expect(fix.command?.contains("--group-id sg-db ") == true)
    #expect(fix.terraform?.contains(#"referenced_security_group_id = "sg-app""#) == true)
  }

  @Test("A source with only the default group is let in by its subnet's block, a stranger by its address")
  func blocks() throws {
    var town = Town()
    town.network.securityGroups.insert(SecurityGroup(id: "sg-default", name: "default", vpcID: Town.home))
    town.allow("sg-default", .egress, .all, .ipv4(.all))
    town.network.networkInterfaces["eni-app"]?.groupIDs = ["sg-default"]
    #expect(try town.ask("app", "db").paths.first?.fixes.first?.command?.contains("CidrIp=10.0.2.0/24") == true)
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    #expect(
      try town.ask("203.0.113.9", "web").paths.first?.fixes.first?.command?.contains("CidrIp=203.0.113.9/32") == true
    )
  }

  @Test("A peer across regions is let in by a block, for references do not cross")
  func crossRegion() throws {
    var town = Town()
    town.network.securityGroups["sg-peer"]?.rules.removeAll { $0.direction == .ingress }
    #expect(try town.ask("app", "peer").paths.first?.fixes.first?.command?.contains("GroupId=sg-app") == true)
    town.network.peeringConnections["pcx-1"]?.requester.region = "eu-west-1"
    town.network.peeringConnections["pcx-1"]?.accepter.region = "us-east-1"
    #expect(try town.ask("app", "peer").paths.first?.fixes.first?.command?.contains("CidrIp=10.0.2.0/24") == true)
  }

  @Test("A rule that misses by its block alone can be changed instead, its description kept")
  func alternative() throws {
    var town = Town()
    town.network.securityGroups["sg-db"]?.rules.append(
      SecurityGroupRule(
        id: "sgr-1",
        groupID: "sg-db",
        direction: .ingress,
        traffic: tcp(5432),
        peer: .ipv4(v4("10.9.0.0/24")),
        summary: #"Ann's "old" host"#
      )
    )
    let alternative = try #require(try town.ask("app", "db").paths.first?.fixes.first?.alternative)
    #expect(alternative.command.contains("SecurityGroupRuleId=sgr-1"))
    #expect(alternative.command.contains("CidrIpv4=10.0.2.0/24"))
    // Shorthand quoting inside shell quoting: the apostrophe ends the shell's quotes, the quotes are escaped.
    #expect(alternative.command.contains(#"Description="Ann'\''s \"old\" host""#))
  }

  @Test("An entry goes before the one that denies, under a number that is free")
  func entryNumbers() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-db",
      for: ["subnet-db"],
      Town.openEntries + [
        .init(number: 50, direction: .ingress, action: .deny, traffic: tcp(5432), cidr: prefix("10.0.2.0/24")),
        .init(number: 40, direction: .ingress, action: .allow, traffic: tcp(22), cidr: .all(.ipv4)),
      ]
    )
    let fix = try #require(try town.ask("app", "db").paths.first?.fixes.first)
    #expect(fix.command?.contains("--rule-number 45 ") == true)
    // Somebody denied the block on purpose: only the one address is let through.
    #expect(fix.command?.contains("--cidr-block 10.0.2.10/32") == true)
  }

  @Test("Where no number is free the fix says so, in words")
  func noFreeNumber() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-db",
      for: ["subnet-db"],
      Town.openEntries + [.init(number: 1, direction: .ingress, action: .deny, traffic: .all, cidr: .all(.ipv4))]
    )
    let fix = try #require(try town.ask("app", "db").paths.first?.fixes.first)
    #expect(fix.command == nil)
    #expect(fix.summary.contains("renumber"))
  }

  @Test("A fix that uncovers another blocker is followed by that one's fix")
  func nestedBlockers() throws {
    var town = Town()
    town.table("rtb-private", Town.home, ["subnet-app", "subnet-db"], [])
    town.entries("acl-public", for: ["subnet-public"], [])
    let path = try #require(try town.ask("app", "8.8.8.8", "443").paths.first)
    #expect(path.blockers.count == 1)
    #expect(path.fixes.count == 5)
    #expect(path.fixes.first?.command?.contains("--nat-gateway-id nat-home") == true)
    #expect(path.fixes.last?.step == nil)
  }

  @Test("Making all suggested changes makes the path allowed, on random networks")
  func fixesWork() throws {
    let repaired = try (UInt64(0)..<24).reduce(0) { try $0 + repairedPaths(seed: $1) }
    // The networks are the same in every run; this many of their paths have nothing but fixable blockers.
    #expect(repaired > 20, "the property is hardly tried")
  }

  /// How many denied paths of a random network all suggested changes were tried on.
  private func repairedPaths(seed: UInt64) throws -> Int {
    var repaired = 0
    let network = RandomNetwork.make(seed: seed, size: .small)
    var random = SplitMix64(seed: seed &+ 1_000_003)
    let analysis = PathAnalysis(network)
    let interfaces = network.networkInterfaces.sorted
    try #require(!interfaces.isEmpty, "seed \(seed)")
    for _ in 0..<12 {
      guard let source = interfaces.randomElement(using: &random),
        let destination = interfaces.randomElement(using: &random),
        let from = source.ownPrefixes.randomElement(using: &random)?.first,
        let to = destination.ownPrefixes.filter({ $0.family == from.family }).randomElement(using: &random)?.first
      else { continue }
      let port = UInt16.random(in: 0...65535, using: &random)
      let probe: TrafficProbe = Bool.random(using: &random) ? .tcp(port) : .udp(port)
      let (start, end) = (Host(.interface(source), address: from), Host(.interface(destination), address: to))
      let trace = analysis.trace(from: start, to: end, probe)
      guard trace.verdict == .denied else { continue }
      let fixes = analysis.fixes(for: trace)
      // A blocker that only a person can remove leaves the path as it is.
      guard fixes.allSatisfy({ !$0.changes.isEmpty }), !fixes.isEmpty else { continue }
      repaired += 1
      let fixed = network.applying(fixes.flatMap(\.changes))
      let after = PathAnalysis(fixed).trace(
        from: Host(.interface(fixed.networkInterfaces[source.id] ?? source), address: from),
        to: Host(.interface(fixed.networkInterfaces[destination.id] ?? destination), address: to),
        probe
      )
      #expect(
        after.verdict != .denied,
        "seed \(seed): \(from) to \(to) \(probe): \(after.steps.filter { $0.outcome == .deny }.map(\.reason))"
      )
      // What was unknown before stays so; nothing else may keep the path from being allowed.
      if !trace.steps.contains(where: { $0.outcome == .unknown }) {
        #expect(
          after.verdict == .allowed || after.steps.contains { $0.outcome == .unknown && $0.station == .beyond },
          "seed \(seed): \(from) to \(to) \(probe)"
        )
      }
    }
    return repaired
  }

  @Test("Groups are judged as the oracle judges them, on random networks", arguments: 0..<20)
  func agreesWithOracle(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed, size: .small)
    var random = SplitMix64(seed: seed &+ 77)
    let analysis = PathAnalysis(network)
    let interfaces = network.networkInterfaces.sorted
    for _ in 0..<40 {
      guard let source = interfaces.randomElement(using: &random),
        let destination = interfaces.randomElement(using: &random), source.id != destination.id,
        case let from? = source.address(of: .ipv4), case let to? = destination.address(of: .ipv4)
      else { continue }
      let port = UInt16.random(in: 0...65535, using: &random)
      let trace = analysis.trace(
        from: Host(.interface(source), address: from),
        to: Host(.interface(destination), address: to),
        .tcp(port)
      )
      for step in trace.steps where step.station == .securityGroups && step.direction == .egress {
        let flow = Flow(
          interfaceID: source.id,
          direction: .egress,
          remote: to,
          transport: .tcp(source: 1024, destination: port)
        )
        let expected = Oracle.verdict(flow: flow, in: network)
        #expect(step.agrees(with: expected), "seed \(seed): \(flow): \(step.reason) against \(expected)")
        // Only the source's own step: a middlebox on the way has one of its own.
        break
      }
    }
  }
}

extension PathStep {
  /// Whether the step says what the oracle says; an interface that may do without groups is not filtered at all.
  fileprivate func agrees(with expected: OracleVerdict) -> Bool {
    switch (outcome, expected) {
    case (.allow, .allowed), (.deny, .denied), (.unknown, .unknown), (.notApplicable, .notFiltered): true
    case (.notApplicable, _): reason.contains("without security groups")
    default: false
    }
  }
}
