import FlowLogs
import IPAddressing
import LinuxDataPlane
import Testing
import VPCModel

@Suite("Attribution of flows")
struct FlowCaptureAttributionTests {
  private func attribution(_ town: FlowTown = FlowTown()) -> FlowAttribution {
    var attribution = FlowAttribution(town.network)
    attribution.attach(town.attachments)
    return attribution
  }

  private func packet(
    _ cause: Refusal.Cause,
    _ source: IPAddress = FlowTown.strangerAddress,
    _ destination: IPAddress = FlowTown.databaseAddress,
    _ transport: Transport = .tcp(source: 40_000, destination: 5432),
    input: String? = nil,
    output: String? = nil,
    flags: UInt8 = 2,
    second: Int64 = 0
  ) -> DroppedPacket {
    DroppedPacket(
      cause: cause,
      header: PacketHeader(
        source: source,
        destination: destination,
        transport: transport,
        tcpFlags: flags,
        length: 60
      ),
      inputDevice: input,
      outputDevice: output,
      time: FlowTime(seconds: second)
    )
  }

  private func words(_ packet: DroppedPacket, _ attribution: FlowAttribution? = nil) -> String? {
    var attribution = attribution ?? self.attribution()
    return attribution.refusal(of: packet, in: .own).map { "\($0.interfaceID) \($0.refusal.words)" }
  }

  @Test("says which group has no rule, and which rule came nearest and how it missed")
  func nearest() {
    #expect(
      words(packet(.ingressRules))
        == "eni-db sg-db: no rule; nearest sgr-db tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)"
    )
    #expect(
      words(packet(.ingressRules, FlowTown.appAddress, FlowTown.databaseAddress, .tcp(source: 1, destination: 22)))
        == "eni-db sg-db: no rule; nearest sgr-db tcp/5432 from 10.0.1.0/24 (port 22 is not 5432)"
    )
    #expect(
      words(packet(.egressRules, FlowTown.databaseAddress, FlowTown.appAddress))
        == "eni-db sg-db: no egress rules at all"
    )
  }

  @Test("says what else drops: connections, ACLs, the source check")
  func otherCauses() {
    let answer = packet(.egressConnection, FlowTown.databaseAddress, FlowTown.appAddress, flags: 18)
    #expect(words(answer) == "eni-db an answer (SYN ACK) to a connection that was not let through")
    let stray = packet(.ingressConnection, FlowTown.appAddress, FlowTown.databaseAddress, flags: 16)
    #expect(
      words(stray)
        == "eni-db a TCP segment with ACK of no connection: it is closed, timed out, or was never let through"
    )
    let acl = packet(.inboundACL, FlowTown.appAddress, FlowTown.databaseAddress, .udp(source: 1, destination: 53))
    #expect(
      words(acl) == "eni-db acl-data of subnet-data, inbound: entry 90 (udp/53 from 10.0.0.0/16) denies"
    )
    let closed = packet(.outboundACL, FlowTown.databaseAddress, FlowTown.appAddress, .other(.gre))
    #expect(
      words(closed)?.hasPrefix("eni-db acl-data of subnet-data, outbound: no entry allows it; nearest entry 100")
        == true
    )
    let spoofed = packet(.sourceCheck, FlowTown.strangerAddress, FlowTown.databaseAddress, input: "rf-app")
    #expect(
      words(spoofed) == "eni-app 10.0.12.7 is no address of eni-app, and its source/destination check is on"
    )
  }

  @Test("goes by the device first, then by the address, and leaves alone what is nobody's")
  func whose() {
    var attribution = attribution()
    func id(_ packet: DroppedPacket, _ namespace: NetworkNamespace = .own) -> NetworkInterface.ID? {
      attribution.refusal(of: packet, in: namespace)?.interfaceID
    }
    #expect(id(packet(.egressRules, FlowTown.databaseAddress, FlowTown.strangerAddress, input: "rf-app")) == "eni-app")
    #expect(id(packet(.egressRules, FlowTown.databaseAddress, FlowTown.strangerAddress, input: "eth0")) == "eni-db")
    #expect(id(packet(.ingressRules, output: "rf-app")) == "eni-app")
    #expect(id(packet(.ingressRules, FlowTown.appAddress, FlowTown.strangerAddress)) == nil)
    #expect(id(packet(.ingressRules), .named("other")) == nil)
  }

  @Test("goes by the port of a bridge, and the other way round for the host's own device")
  func otherKinds() {
    let attachments = [
      Attachment(interfaceID: "eni-app", kind: .bridged, device: "tap0", namespace: .own, maker: .attach),
      Attachment(interfaceID: "eni-db", kind: .host, device: "eth0", namespace: .own, maker: .attach),
    ]
    let interfaces = AttachedInterfaces(attachments, FlowTown().network)
    var bridged = packet(.egressRules, input: "br0")
    bridged.physicalInputDevice = "tap0"
    #expect(interfaces.refuser(of: bridged) == "eni-app")
    #expect(interfaces.refuser(of: packet(.ingressRules, input: "eth0")) == "eni-db")
    #expect(interfaces.refuser(of: packet(.egressRules, output: "eth0")) == "eni-db")
  }

  private func connection(
    _ egress: SecurityGroupRule.ID?,
    _ ingress: SecurityGroupRule.ID?,
    from source: IPAddress = FlowTown.appAddress,
    port: UInt16 = 5432
  ) -> TrackedConnectionRecord {
    let key = TrackedConnectionRecord.Key(
      source: source,
      destination: FlowTown.databaseAddress,
      transport: .tcp(source: 40_000, destination: port)
    )
    var record = TrackedConnectionRecord(key: key, identifier: 1, replySource: FlowTown.databaseAddress)
    record.egressFingerprint = egress.map { RuleFingerprint($0).rawValue } ?? 0
    record.ingressFingerprint = ingress.map { RuleFingerprint($0).rawValue } ?? 0
    return record
  }

  @Test("names the rules that a connection carries, at both ends")
  func fingerprints() {
    #expect(
      attribution().ends(of: connection("sgr-app-out", "sgr-db"), in: .own)
        == [
          .init(interfaceID: "eni-app", direction: .egress, acceptance: .rule("sgr-app-out", group: "sg-app")),
          .init(interfaceID: "eni-db", direction: .ingress, acceptance: .rule("sgr-db", group: "sg-db")),
        ]
    )
  }

  @Test("asks the rules of the moment where a connection carries none")
  func untracked() {
    let ends = attribution().ends(of: connection(nil, nil), in: .own)
    #expect(
      ends.map(\.acceptance) == [.rule("sgr-app-out", group: "sg-app"), .rule("sgr-db", group: "sg-db")]
    )
    #expect(attribution().ends(of: connection(nil, nil, port: 22), in: .own).last?.acceptance == .unknown)
    #expect(attribution().ends(of: connection(nil, "sgr-nobody"), in: .own).last?.acceptance == .unknown)
  }

  @Test("tells only the ends that are attached here")
  func attachedEnds() {
    let ends = attribution().ends(of: connection(nil, "sgr-db", from: FlowTown.strangerAddress), in: .own)
    #expect(ends.map(\.interfaceID) == ["eni-db"])
    #expect(attribution().ends(of: connection(nil, nil), in: .named("other")).isEmpty)
  }

  @Test("follows changes: names a removed rule for connections that it let through, and tells drops the new reason")
  func changes() {
    var attribution = attribution()
    var group = FlowTown.databaseGroup
    #expect(attribution.refusal(of: packet(.ingressRules), in: .own)?.refusal.nearestRuleID == "sgr-db")
    group.rules[0] = SecurityGroupRule(
      id: "sgr-new",
      groupID: "sg-db",
      direction: .ingress,
      traffic: .tcp(PortRange(5432)),
      peer: .ipv4(IPv4Prefix("10.0.13.0/24") ?? .all)
    )
    attribution.apply([.securityGroup(.put(group))])
    #expect(
      attribution.refusal(of: packet(.ingressRules), in: .own)?.refusal.words
        == "sg-db: no rule; nearest sgr-new tcp/5432 from 10.0.13.0/24 (10.0.12.7 is outside 10.0.13.0/24)"
    )
    #expect(
      attribution.ends(of: connection(nil, "sgr-db"), in: .own).last?.acceptance == .rule("sgr-db", group: "sg-db")
    )
    attribution.apply([.securityGroup(.remove("sg-db"))])
    #expect(
      attribution.ends(of: connection(nil, "sgr-db"), in: .own).last?.acceptance == .rule("sgr-db", group: "sg-db")
    )
  }

  @Test("says so when the rules have changed since the drop")
  func lateReason() {
    #expect(
      words(packet(.ingressRules, FlowTown.appAddress)) == "eni-db sg-db: no rule at that moment; sgr-db allows it now"
    )
  }

  @Test("follows an interface's change of address")
  func movedInterface() {
    var attribution = attribution()
    var database = FlowTown.database
    database.privateIPv4Addresses = [.init(IPv4Address(10, 0, 3, 99), isPrimary: true)]
    attribution.apply([.networkInterface(.put(database))])
    #expect(attribution.owner(of: FlowTown.databaseAddress, in: .own) == nil)
    #expect(attribution.owner(of: .v4(IPv4Address(10, 0, 3, 99)), in: .own) == "eni-db")
    attribution.apply([.networkInterface(.remove("eni-db"))])
    #expect(attribution.owner(of: .v4(IPv4Address(10, 0, 3, 99)), in: .own) == nil)
  }

  @Test("works out no more than a thousand reasons in a second, and never less than the group's name")
  func scan() {
    var attribution = attribution()
    var nearest = 0
    for port in 1...UInt16(3000) {
      let scanned = packet(
        .ingressRules,
        FlowTown.strangerAddress,
        FlowTown.databaseAddress,
        .tcp(source: 1, destination: port)
      )
      let words = attribution.refusal(of: scanned, in: .own)?.refusal.words ?? ""
      #expect(words.hasPrefix("sg-db: no rule"))
      if words.contains("nearest") { nearest += 1 }
    }
    #expect(nearest == 1000)
    let later = packet(.ingressRules, second: 1)
    #expect(attribution.refusal(of: later, in: .own)?.refusal.nearestRuleID == "sgr-db")
  }

  @Test("remembers so many removed rules, the last ones")
  func removedRules() {
    var directory = RuleDirectory(Network(), removedCount: 10)
    func group(_ number: Int) -> SecurityGroup {
      let rule = SecurityGroupRule(
        id: .init("sgr-\(number)"),
        groupID: "sg",
        direction: .ingress,
        traffic: .all,
        peer: .ipv4(.all)
      )
      return SecurityGroup(id: "sg", name: "g", vpcID: "vpc", rules: [rule])
    }
    for number in 0..<100 {
      directory.apply(.put(group(number)), replacing: number == 0 ? nil : group(number - 1))
    }
    #expect(directory.rule(RuleFingerprint("sgr-99"))?.id == "sgr-99")
    #expect(directory.rule(RuleFingerprint("sgr-95"))?.id == "sgr-95")
    #expect(directory.rule(RuleFingerprint("sgr-5")) == nil)
  }
}
