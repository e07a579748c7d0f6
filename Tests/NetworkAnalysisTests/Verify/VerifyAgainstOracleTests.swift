import ConnectivityPolicy
import Findings
import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Verify against the oracle, flow by flow")
struct VerifyAgainstOracleTests {
  /// One subnet, in which nothing but security groups decides: six interfaces, four groups, ports 0 to 7.
  private func network(_ random: inout SplitMix64) -> Network {
    var network = Network()
    network.vpcs = [VPC(id: "vpc-1", ipv4CIDRs: [v4("10.0.0.0/24")], ownerID: "1")]
    network.subnets = [Subnet(id: "subnet-1", vpcID: "vpc-1", ipv4CIDR: v4("10.0.0.0/24"))]
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    for number in 0..<4 {
      let id = SecurityGroup.ID("sg-\(number)")
      var group = SecurityGroup(id: id, name: "group-\(number)", vpcID: "vpc-1", ownerID: "1")
      for direction in TrafficDirection.allCases {
        for _ in 0..<(direction == .ingress ? below(4) : 1 + below(3)) {
          let lower = UInt16(below(8))
          let upper = min(7, lower + UInt16(below(4)))
          let traffic: TrafficSelector =
            below(5) == 0 ? .all : tcp(lower, upper)
          let peer: SecurityGroupRule.Peer
          switch below(10) {
          case 0..<4:
            let length = 24 + below(9)
            let address = IPv4Address(0x0A00_0000 + UInt32(below(64)))
            peer = .ipv4((try? IPv4Prefix(canonicalizing: address, length: length)) ?? .all)
          case 4..<8: peer = .securityGroup(GroupReference(SecurityGroup.ID("sg-\(below(4))")))
          case 8: peer = .ipv4(.all)
          default: peer = .prefixList("pl-unknown")
          }
          group.rules.append(
            SecurityGroupRule(
              id: SecurityGroupRule.ID("sgr-\(number)-\(group.rules.count)"),
              groupID: id,
              direction: direction,
              traffic: traffic,
              peer: peer
            )
          )
        }
      }
      network.securityGroups.insert(group)
    }
    for number in 0..<6 {
      network.networkInterfaces.insert(
        NetworkInterface(
          id: NetworkInterface.ID("eni-\(number)"),
          vpcID: "vpc-1",
          subnetID: "subnet-1",
          privateIPv4Addresses: [.init(IPv4Address(10, 0, 0, UInt8(8 + number * 8)), isPrimary: true)],
          groupIDs: Array(Set((0...below(2)).map { _ in SecurityGroup.ID("sg-\(below(4))") })).sorted(),
          tags: ["Name": "host-\(number)", "Tier": number % 2 == 0 ? "even" : "odd"]
        )
      )
    }
    return network
  }

  private enum Fate: Int { case denied, unknown, allowed }

  /// What the oracle says at both ends.
  private func fate(_ from: NetworkInterface, _ to: NetworkInterface, _ port: UInt16, _ network: Network) -> Fate {
    func half(_ interface: NetworkInterface, _ direction: TrafficDirection, _ remote: NetworkInterface) -> Fate {
      let flow = Flow(
        interfaceID: interface.id,
        direction: direction,
        remote: .v4(remote.privateIPv4Addresses[0].address),
        transport: .tcp(source: 40000, destination: port)
      )
      switch Oracle.verdict(flow: flow, in: network) {
      case .allowed, .notFiltered: return .allowed
      case .unknown: return .unknown
      case .denied: return .denied
      }
    }
    let both = [half(from, .egress, to), half(to, .ingress, from)]
    return both.min { $0.rawValue < $1.rawValue } ?? .denied
  }

  @Test("gives the outcome that every flow by itself amounts to", arguments: 1...24)
  func outcomes(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let network = network(&random)
    let interfaces = network.networkInterfaces.sorted
    let verifier = Verifier(network)
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    func end() -> (text: String, members: [NetworkInterface]) {
      switch below(4) {
      case 0:
        let number = below(6)
        return ("host-\(number)", [interfaces[number]])
      case 1:
        let tier = below(2) == 0 ? "even" : "odd"
        return ("\"tag:Tier=\(tier)\"", interfaces.filter { $0.tags["Tier"] == tier })
      case 2:
        let carried = Set(interfaces.flatMap(\.groupIDs)).sorted()
        let group = carried[below(carried.count)]
        return ("group:\(group)", interfaces.filter { $0.groupIDs.contains(group) })
      default: return ("\"host-*\"", interfaces)
      }
    }
    for _ in 0..<25 {
      let (from, to) = (end(), end())
      let kind = Assertion.Kind.allCases[below(3)]
      let lower = below(8)
      let upper = min(7, lower + below(3))
      let policy = try ConnectivityPolicy(
        parsing: """
          version: 1
          assertions:
            - \(kind.rawValue): { from: \(from.text), to: \(to.text), traffic: tcp/\(lower)-\(upper) }
          """,
        file: "policy.yaml"
      )
      // `only` is about everybody else; beside interfaces also about addresses, judged apart below.
      let sources = kind == .only ? interfaces.filter { !from.members.contains($0) } : from.members
      var fates: Set<Fate> = []
      for source in sources {
        for destination in to.members where destination.id != source.id {
          for port in lower...upper { fates.insert(fate(source, destination, UInt16(port), network)) }
        }
      }
      if kind == .only {
        // Vacant addresses of the subnet, all of them.
        let taken = Set(interfaces.map { $0.privateIPv4Addresses[0].address })
        for last in UInt8(4)...254 where !taken.contains(IPv4Address(10, 0, 0, last)) {
          for destination in to.members {
            for port in lower...upper {
              let flow = Flow(
                interfaceID: destination.id,
                direction: .ingress,
                remote: .v4(IPv4Address(10, 0, 0, last)),
                transport: .tcp(source: 40000, destination: UInt16(port))
              )
              switch Oracle.verdict(flow: flow, in: network) {
              case .allowed, .notFiltered: fates.insert(.allowed)
              case .unknown: fates.insert(.unknown)
              case .denied: fates.insert(.denied)
              }
            }
          }
        }
      }
      let expected: AssertionResult.Outcome =
        switch kind {
        case .allow: fates.contains(.denied) ? .failed : fates.contains(.unknown) ? .unknown : .passed
        case .deny, .only: fates.contains(.allowed) ? .failed : fates.contains(.unknown) ? .unknown : .passed
        }
      let result = verifier.verify(policy, today: try #require(CalendarDay("2026-01-01"))).assertions[0]
      // Somebody alone at both ends: there is no flow.
      if fates.isEmpty, result.outcome == .error || result.outcome == .passed { continue }
      if kind == .only, expected == .passed, result.outcome == .unknown {
        // The way from other networks is not known here, and the oracle does not judge ways.
        #expect(result.violations.allSatisfy { !$0.isCertain })
        continue
      }
      #expect(result.outcome == expected, "seed \(seed): \(result.name): \(result.reasons) \(result.violations)")
      for example in result.counterexamples where expected == .failed {
        #expect(!example.checks.isEmpty)
        #expect(example.verdict == (kind == .allow ? .denied : .allowed))
      }
    }
  }
}
