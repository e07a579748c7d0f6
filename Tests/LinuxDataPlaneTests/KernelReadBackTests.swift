import Foundation
import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("The kernel's table", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct KernelReadBackTests {
  @Test("reads back as what was written, for random networks, after random changes", arguments: 0..<12)
  func roundTrip(seed: UInt64) async throws {
    let bed = try TunnelBed("read\(seed)", devices: [])
    try bed.shell("ip link add rfbr type bridge")
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.make(seed: seed, size: .small)
    let attachments = try network.networkInterfaces.sorted.enumerated().map { index, interface in
      let kind: LinuxDataPlane.Attachment.Kind = index % 5 == 4 ? .host : index % 5 > 1 ? .bridged : .routed
      // Of some ports the device is made later, or never.
      if kind == .bridged, index % 3 != 0 { try bed.shell("ip link add rf\(index) master rfbr type veth") }
      return Attachment(
        interfaceID: interface.id,
        kind: kind,
        device: "rf\(index)",
        bridge: kind == .bridged ? "rfbr" : nil,
        namespace: .named(bed.name),
        maker: .lab
      )
    }
    // As older kernels do it, every second time.
    let enforcer = try NamespaceEnforcer(
      .named(bed.name),
      bridges: BridgePorts(chainsWait: seed % 2 == 0 ? nil : false)
    )
    _ = try await enforcer.enforce(network, [], attachments: attachments)
    #expect(try await enforcer.audit() == .init(wasRead: true))
    for step in 0..<30 {
      let change = RandomNetwork.change(to: network, using: &random)
      network.apply(change)
      let kept = step % 7 == 3 ? Array(attachments.dropLast()) : attachments
      // Ports come and go.
      let ports = attachments.filter { $0.kind == .bridged }.map(\.device)
      if !ports.isEmpty, step % 5 == 2 {
        let port = ports[step % ports.count]
        try bed.shell(
          "sh -c 'ip link show \(port) >/dev/null 2>&1 && ip link del \(port) || ip link add \(port) master rfbr type veth'"
        )
      }
      _ = try await enforcer.enforce(network, [change], attachments: kept)
      // The difference that was applied leaves nothing to set right.
      #expect(try await enforcer.audit() == .init(wasRead: true), "seed \(seed), step \(step): \(change)")
    }
    // Another process finds its own work and changes nothing.
    let other = try NamespaceEnforcer(
      .named(bed.name),
      bridges: BridgePorts(chainsWait: seed % 2 == 0 ? nil : false)
    )
    #expect(try await other.enforce(network, [], attachments: attachments).chains == 0)
    // nft's own reader understands every instruction.
    let listing = try bed.shell("nft list table inet ringfence")
    #expect(listing.contains("chain prerouting"))
    #expect(listing.contains("\"rf0\" : goto interface-"))
    let links = seed % 2 == 0 ? nil : try bed.shell("ip -o link")
    let absent = links.map { links in attachments.map(\.device).filter { !links.contains(": \($0)@") } } ?? []
    for name in compiledSets(network, attachments, Set(absent)) {
      #expect(listing.contains(" \(name) {"), "\(name)")
    }
    try await enforcer.release()
    #expect(try bed.shell("nft list tables") == "")
  }

  private func compiledSets(
    _ network: Network,
    _ attachments: [LinuxDataPlane.Attachment],
    _ absentPorts: Set<String>
  ) -> [String] {
    var compiler = NamespaceCompiler(network)
    _ = compiler.attach(attachments, absentPorts: absentPorts)
    return Array(compiler.ruleset.sets.keys)
  }
}
