import Foundation
import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Connections", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct EstablishedConnectionTests {
  private static let fromGroupA = TwoMachines.rule(
    "sgr-in",
    .ingress,
    .tcp(PortRange(5432)),
    .securityGroup(GroupReference("sg-a", ownerID: "1"))
  )

  private struct Bench {
    let bed: TunnelBed
    let enforcer: NamespaceEnforcer
    let attachments: [LinuxDataPlane.Attachment]
    var network: Network

    init(_ label: String, _ network: Network) async throws {
      bed = try TunnelBed(label, devices: TwoMachines.devices)
      try bed.route(TwoMachines.routes)
      enforcer = try NamespaceEnforcer(.named(bed.name))
      attachments = TwoMachines.attachments(in: bed.name)
      self.network = network
      _ = try await enforcer.enforce(network, [], attachments: attachments)
    }

    mutating func change(_ change: NetworkChange) async throws {
      network = network.applying([change])
      _ = try await enforcer.enforce(network, [change], attachments: attachments)
    }
  }

  @Test("lose no segment while 1,000 other things change, a new enforcer takes over, and all is compiled anew")
  func unrelatedChanges() async throws {
    var bench = try await Bench("go-on", TwoMachines.network([Self.fromGroupA], in: RandomNetwork.make(seed: 7)))
    let connection = TwoMachines.connection(in: bench.bed, port: 5432)
    #expect(connection.open())
    let ours: Set<String> = ["sg-a", "sg-b", "eni-a", "eni-b", "subnet-two", "vpc-two"]
    let flood = PacketFlood(bench.bed, connection.templates(bench.attachments))
    var random = SplitMix64(seed: 7)
    var changes = 0
    while changes < 1_000 {
      let change = RandomNetwork.change(to: bench.network, using: &random)
      guard !ours.contains(where: { "\(change)".contains($0) }) else { continue }
      try await bench.change(change)
      changes += 1
      if changes % 100 == 0 {
        // As after a restart, knowing nothing of what is there.
        let other = try NamespaceEnforcer(.named(bench.bed.name))
        let outcome = try await other.enforce(bench.network, [], attachments: bench.attachments)
        #expect(outcome == .init(wasRead: true))
        let anew = try await bench.enforcer.enforceAnew(bench.network, attachments: bench.attachments)
        #expect(anew == .init(wasRead: true))
      }
    }
    let log = await flood.stop()
    #expect(log.failure == nil)
    let lost = log.sightings.count { !$0.passed }
    print("\(changes) unrelated changes: \(log.sightings.count) segments, \(lost) were lost")
    #expect(log.sightings.count > 1_000)
    #expect(lost == 0)
  }

  @Test("that are tracked go on when their rule goes, their interface leaves its group, is detached and attached again")
  func tracked() async throws {
    var bench = try await Bench("tracked", TwoMachines.network([Self.fromGroupA]))
    let connection = TwoMachines.connection(in: bench.bed, port: 5432)
    #expect(connection.open())
    #expect(connection.goesOn)

    try await bench.change(.securityGroup(.put(TwoMachines.group("sg-b", []))))
    #expect(connection.goesOn)
    #expect(!TwoMachines.connection(in: bench.bed, port: 5432, from: 40_001).open())

    try await bench.change(.networkInterface(.put(TwoMachines.interface(0, []))))
    try await bench.change(.networkInterface(.put(TwoMachines.interface(1, ["sg-a"]))))
    #expect(connection.goesOn)
    #expect(!TwoMachines.connection(in: bench.bed, port: 5432, from: 40_002).open())

    // Detached, nothing is filtered at the device; attached again, the connection is known.
    let (first, second) = (bench.attachments[0], bench.attachments[1])
    _ = try await bench.enforcer.enforce(bench.network, [], attachments: [first])
    #expect(connection.goesOn)
    _ = try await bench.enforcer.enforce(bench.network, [], attachments: [first, second])
    #expect(connection.goesOn)
    #expect(!TwoMachines.connection(in: bench.bed, port: 5432, from: 40_003).open())
  }

  @Test("that are not tracked are cut with their rule, and go on while another rule lets them")
  func untracked() async throws {
    let anyone = TwoMachines.rule("sgr-any", .ingress, .tcp(PortRange(80)), .ipv4(.all))
    let range = TwoMachines.rule("sgr-range", .ingress, .tcp(PortRange(lower: 1, upper: 90) ?? .all), .ipv4(.all))
    let out = TwoMachines.rule("sgr-reply", .egress, .all, .ipv4(.all))
    // The opener's end tracks: its group lets nobody in.
    var bench = try await Bench("untracked", TwoMachines.network([anyone, range, out]))
    let connection = TwoMachines.connection(in: bench.bed, port: 80)
    #expect(connection.open())
    #expect(connection.goesOn)

    try await bench.change(.securityGroup(.put(TwoMachines.group("sg-b", [range, out]))))
    #expect(connection.goesOn)
    try await bench.change(.securityGroup(.put(TwoMachines.group("sg-b", [out]))))
    #expect(!connection.openersSegmentPasses)
    // It is cut in both directions only where the answers need the connection too.
    try await bench.change(.securityGroup(.put(TwoMachines.group("sg-b", []))))
    #expect(!connection.openersSegmentPasses)
    #expect(!connection.othersSegmentPasses)

    // With the rule the connection is there again: nobody closed it.
    try await bench.change(.securityGroup(.put(TwoMachines.group("sg-b", [anyone, out]))))
    #expect(connection.goesOn)
  }
}
