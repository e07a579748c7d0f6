import Foundation
import IPAddressing
import Synchronization
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("The data plane", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct DataPlaneTests {
  private static let rule = TwoMachines.rule("sgr-in", .ingress, .tcp(PortRange(5432)), .ipv4(.all))
  private static let otherRule = TwoMachines.rule("sgr-in", .ingress, .tcp(PortRange(80)), .ipv4(.all))

  /// What a data plane told.
  private final class Events: Sendable {
    private let events = Mutex<[String]>([])
    var all: [String] { events.withLock { $0 } }
    func note(_ event: DataPlaneEvent) { events.withLock { $0.append("\(event)") } }
    func count(_ words: String) -> Int { all.count { $0.contains(words) } }
  }

  private func bed(_ label: String) throws -> TunnelBed {
    let bed = try TunnelBed(label, devices: TwoMachines.devices)
    try bed.route(TwoMachines.routes)
    return bed
  }

  private func dataPlane(_ events: Events) -> DataPlane { DataPlane { events.note($0) } }

  /// Whether a new connection to a port is let in.
  private func opens(_ bed: TunnelBed, _ port: UInt16, from openersPort: UInt16) -> Bool {
    TwoMachines.connection(in: bed, port: port, from: openersPort).open()
  }

  private func put(_ rules: [SecurityGroupRule], into network: inout Network) -> NetworkUpdate {
    let change = NetworkChange.securityGroup(.put(TwoMachines.group("sg-b", rules)))
    network = network.applying([change])
    return NetworkUpdate(network, changes: [change])
  }

  /// Waits for something that comes by itself.
  private func eventually(_ isSo: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<100 {
      if try await isSo() { return true }
      try? await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  @Test("leaves tables of others as they are, whatever it writes, changes and takes away")
  func othersTables() async throws {
    let bed = try bed("others")
    try bed.shell(
      """
      nft 'add table inet filter; add chain inet filter forward { type filter hook forward priority 0; policy accept; };
      add set inet filter members-sg-b-4 { type ipv4_addr; }; add element inet filter members-sg-b-4 { 192.0.2.1 };
      add rule inet filter forward ip saddr @members-sg-b-4 drop; add table ip ringfence; add chain ip ringfence mine;
      add rule ip ringfence mine counter; add table ip6 nat; add chain ip6 nat post { type nat hook postrouting priority 100; }'
      """
    )
    func others() throws -> [String] {
      try ["inet filter", "ip ringfence", "ip6 nat"].map { try bed.shell("nft -s list table \($0)") }
    }
    let before = try others()
    let plane = dataPlane(Events())
    var network = TwoMachines.network([Self.rule])
    await plane.follow(NetworkUpdate(network, changes: nil))
    await plane.follow(TwoMachines.attachments(in: bed.name))
    #expect(try others() == before)
    #expect(opens(bed, 5432, from: 40_000))
    await plane.follow(put([Self.otherRule], into: &network))
    await plane.audit()
    #expect(!opens(bed, 5432, from: 40_001))
    #expect(try others() == before)
    await plane.follow([])
    #expect(try others() == before)
    #expect(try bed.shell("nft list tables inet") == "table inet filter\n")
  }

  @Test("keeps the old rules, and who is a member, where a transaction fails; the next one sets all right")
  func oldRulesStay() async throws {
    let bed = try bed("stay")
    let enforcer = try NamespaceEnforcer(.named(bed.name))
    let attachments = TwoMachines.attachments(in: bed.name)
    let rules = [UInt16(5432), 6000, 7000].map { port in
      TwoMachines.rule(
        .init("sgr-\(port)"),
        .ingress,
        .tcp(PortRange(port)),
        .securityGroup(GroupReference("sg-a", ownerID: "1"))
      )
    }
    let before = TwoMachines.network(rules)
    _ = try await enforcer.enforce(before, [], attachments: attachments)
    #expect(opens(bed, 5432, from: 40_000))

    // What is to be removed is gone already; eni-a leaves the group that lets it in.
    try bed.shell("nft delete element inet ringfence group-sg-b-ingress4-tcp-sg-a '{ 6000 }'")
    let changes: [NetworkChange] = [
      .securityGroup(.put(TwoMachines.group("sg-b", [Self.otherRule]))),
      .networkInterface(.put(TwoMachines.interface(0, ["sg-b"]))),
    ]
    let after = before.applying(changes)
    await #expect(throws: NetlinkError.self) {
      // The map stays, with the other ports.
      let kept = TwoMachines.group("sg-b", [rules[0], rules[2]])
      let changes: [NetworkChange] = [.securityGroup(.put(kept)), changes[1]]
      _ = try await enforcer.enforce(before.applying(changes), changes, attachments: attachments)
    }
    #expect(opens(bed, 5432, from: 40_001))
    #expect(!opens(bed, 80, from: 40_002))

    _ = try await enforcer.enforce(after, changes, attachments: attachments)
    #expect(try await enforcer.audit() == .init(wasRead: true))
    #expect(!opens(bed, 5432, from: 40_003))
  }

  @Test("tells of a table that another program owns, and enforces when that is gone", .timeLimit(.minutes(1)))
  func ownedTable() async throws {
    let bed = try bed("owned")
    let events = Events()
    let plane = dataPlane(events)
    let owner = Process()
    let orders = Pipe()
    owner.executableURL = URL(fileURLWithPath: "/bin/sh")
    owner.arguments = ["-c", "exec ip netns exec \(bed.name) nft -i >/dev/null"]
    owner.standardInput = orders
    try owner.run()
    defer { owner.terminate() }
    try orders.fileHandleForWriting.write(contentsOf: Data("add table inet ringfence { flags owner; }\n".utf8))
    #expect(try await eventually { try bed.shell("nft list tables").contains("ringfence") })

    await plane.follow(NetworkUpdate(TwoMachines.network([Self.rule]), changes: nil))
    await plane.follow(TwoMachines.attachments(in: bed.name))
    let failures = await plane.status.figures.failures
    #expect(failures > 0)
    #expect(await plane.status.problems.count == 1)
    #expect(await eventually { await plane.status.figures.failures > failures })

    try orders.fileHandleForWriting.close()
    owner.waitUntilExit()
    #expect(await eventually { await plane.status.problems.isEmpty })
    #expect(opens(bed, 5432, from: 40_000))
    #expect(!opens(bed, 80, from: 40_001))
    #expect(events.count("stay as they are") == 1, "\(events.all)")
  }

  @Test("tells of a transaction that fails, tries again and recovers")
  func failedTransaction() async throws {
    let bed = try bed("fails")
    let events = Events()
    let plane = dataPlane(events)
    var network = TwoMachines.network([Self.rule])
    await plane.follow(NetworkUpdate(network, changes: nil))
    await plane.follow(TwoMachines.attachments(in: bed.name))
    #expect(opens(bed, 5432, from: 40_000))

    // Somebody's rule leads to a chain of ours: the kernel does not let it go.
    try bed.shell("nft add chain inet ringfence intruder")
    try bed.shell("nft add rule inet ringfence intruder jump group-sg-b-ingress4-tcp")
    let udp = TwoMachines.rule("sgr-udp", .ingress, .udp(PortRange(53)), .ipv4(.all))
    await plane.follow(put([udp], into: &network))
    let status = await plane.status
    #expect(status.problems.count == 1)
    #expect(status.problems.first?.contains(bed.name) == true, "\(status.problems)")
    #expect(status.figures.failures >= 1)
    #expect(events.count("stay as they are") == 1, "\(events.all)")

    #expect(await eventually { await plane.status.problems.isEmpty })
    #expect(events.count("enforced again") == 1, "\(events.all)")
    #expect(!opens(bed, 5432, from: 40_001))
    #expect(try !bed.shell("nft list table inet ringfence").contains("intruder"))
  }

  @Test("sets right at its next audit what somebody flushed or changed")
  func flushedRules() async throws {
    let bed = try bed("flushed")
    let events = Events()
    let plane = dataPlane(events)
    var network = TwoMachines.network([Self.rule])
    await plane.follow(NetworkUpdate(network, changes: nil))
    await plane.follow(TwoMachines.attachments(in: bed.name))
    #expect(!opens(bed, 80, from: 40_000))

    try bed.shell("nft flush ruleset")
    #expect(opens(bed, 80, from: 40_001))
    await plane.audit()
    #expect(!opens(bed, 80, from: 40_002))
    #expect(opens(bed, 5432, from: 40_003))
    #expect(events.count("somebody had changed the rules") == 1)

    // A rule more, an element less, a chain of somebody's.
    try bed.shell("nft insert rule inet ringfence group-sg-b-ingress4 goto settled-ingress")
    #expect(opens(bed, 80, from: 40_004))
    try bed.shell("nft delete element inet ringfence to-device '{ rf1 }'")
    await plane.audit()
    #expect(!opens(bed, 80, from: 40_005))
    #expect(opens(bed, 5432, from: 40_006))

    await plane.audit()
    #expect(events.count("somebody had changed the rules") == 2)

    // What is changed next is written into a table that somebody flushed meanwhile: found, and made whole.
    try bed.shell("nft flush ruleset")
    await plane.follow(put([Self.otherRule], into: &network))
    #expect(await eventually { opens(bed, 5432, from: .random(in: 41_000...60_000)) == false })
    #expect(opens(bed, 80, from: 40_008))
  }

  @Test("enforces in one namespace while another is missing, and in that once it is there")
  func missingNamespace() async throws {
    let bed = try bed("here")
    let events = Events()
    let plane = dataPlane(events)
    let late = "rf-test-late-\(getpid())"
    defer { _ = try? TunnelBed.run("ip netns del \(late)") }
    let attachments = TwoMachines.attachments(in: bed.name)
    var missing = attachments[1]
    missing.interfaceID = "eni-late"
    missing.namespace = .named(late)
    await plane.follow(NetworkUpdate(TwoMachines.network([Self.rule]), changes: nil))
    await plane.follow(attachments + [missing])
    #expect(!opens(bed, 80, from: 40_000))
    #expect(opens(bed, 5432, from: 40_001))
    let problems = await plane.status.problems
    #expect(problems.count == 1)
    #expect(problems.first?.contains("cannot open network namespace \(late)") == true, "\(problems)")

    try TunnelBed.run("ip netns add \(late)")
    #expect(await eventually { await plane.status.problems.isEmpty })
    #expect(try TunnelBed.run("ip netns exec \(late) nft list table inet ringfence").contains("interface-eni-late-in"))
    #expect(events.count("enforced again") == 1)
    // One that is there all the time is not told of again.
    #expect(events.count("stay as they are") == 1)
  }

  @Test("taken up by another object finds its rules, writes nothing, and cuts nothing")
  func restart() async throws {
    let bed = try bed("restart")
    let network = TwoMachines.network([Self.rule])
    let attachments = TwoMachines.attachments(in: bed.name)
    var first: DataPlane? = dataPlane(Events())
    await first?.follow(NetworkUpdate(network, changes: nil))
    await first?.follow(attachments)
    let connection = TwoMachines.connection(in: bed, port: 5432)
    #expect(connection.open())
    first = nil
    #expect(connection.goesOn)
    #expect(!opens(bed, 80, from: 40_001))

    let rules = try bed.shell("nft -a list table inet ringfence")
    let flood = PacketFlood(bed, connection.templates(attachments))
    let second = dataPlane(Events())
    await second.follow(attachments)
    await second.follow(NetworkUpdate(network, changes: nil))
    try await Task.sleep(for: .milliseconds(20))
    let log = await flood.stop()
    #expect(!log.sightings.isEmpty && log.sightings.allSatisfy(\.passed))
    let figures = await second.status.figures
    #expect(figures.transactions == 1)
    #expect(figures.elements == 0 && figures.chains == 0)
    // The very rules: by their handles.
    #expect(try bed.shell("nft -a list table inet ringfence") == rules)
    #expect(connection.goesOn)
  }
}
