import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import PolicyEngine

@Suite("A filter's structure is chosen when it is compiled")
struct FilterStructureTests {
  @Test("a policy within AWS's quotas is a matrix")
  func quotaSize() {
    let filter = compile(network(rules: 300, seed: 1))
    #expect(filter.structure == .matrix)
  }

  @Test("a policy far beyond them is chained, and decides the same")
  func chained() {
    for seed in UInt64(1)...3 {
      let network = network(rules: 4000, seed: seed)
      #expect(compile(network).structure == .chained)
      let engine = PolicyEngine(network)
      var random = SplitMix64(seed: seed)
      for _ in 0..<300 {
        let flow = Flow(
          interfaceID: "eni-1",
          direction: .ingress,
          remote: .v4(IPv4Address(0x0A00_0000 | UInt32.random(in: 0...0xF_FFFF, using: &random))),
          transport: .tcp(source: 1, destination: UInt16.random(in: 0...2100, using: &random))
        )
        let verdict = engine.decide(flow)
        let expected = Oracle.verdict(flow: flow, in: network)
        #expect(expected.agrees(with: verdict), "seed \(seed): \(flow): \(verdict), oracle \(expected)")
      }
    }
  }

  @Test("memory of a chained filter is linear in its rules")
  func chainedMemory() {
    let one = compile(network(rules: 5_000, seed: 4)).byteCount
    let four = compile(network(rules: 20_000, seed: 4)).byteCount
    #expect(four < one * 6)
  }

  private func compile(_ network: Network) -> CompiledFilter<IPv4Address> {
    var sets = GroupSets()
    let prepared = network.securityGroups["sg-1"].map { PreparedGroup($0, in: network, sets: &sets) }
    return CompiledFilter(
      FilterSource([("sg-1", prepared)], .ingress, platform: []) { FilterPeers<IPv4Address>($0) }
    )
  }

  /// One interface, one group: nested prefixes, and ranges of ports up to 2,000.
  private func network(rules count: Int, seed: UInt64) -> Network {
    var random = SplitMix64(seed: seed)
    var network = Network()
    let rules = (0..<count).map { number -> SecurityGroupRule in
      let length = [8, 12, 16, 20, 24, 28, 32].randomElement(using: &random) ?? 32
      let address = IPv4Address(0x0A00_0000 | UInt32.random(in: 0...0xF_FFFF, using: &random))
      let lower = UInt16.random(in: 0...2000, using: &random)
      let upper = Bool.random(using: &random) ? lower : lower + UInt16.random(in: 0...200, using: &random)
      return SecurityGroupRule(
        id: SecurityGroupRule.ID("sgr-\(number)"),
        groupID: "sg-1",
        direction: .ingress,
        traffic: PortRange(lower: lower, upper: upper).map { .tcp($0) } ?? .all,
        peer: (try? IPv4Prefix(canonicalizing: address, length: length)).map { .ipv4($0) } ?? .ipv4(.all)
      )
    }
    network.securityGroups.insert(SecurityGroup(id: "sg-1", name: "one", vpcID: "vpc-1", rules: rules))
    network.networkInterfaces.insert(
      NetworkInterface(
        id: "eni-1",
        vpcID: "vpc-1",
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(IPv4Address(0x0A00_0001))],
        groupIDs: ["sg-1"]
      )
    )
    return network
  }
}
