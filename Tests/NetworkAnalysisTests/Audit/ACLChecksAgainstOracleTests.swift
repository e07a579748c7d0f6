import Findings
import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

/// What audits say of network ACLs, held against every entry and rule tried packet by packet: at every address and port at
/// which some entry or rule begins or ends to match.
@Suite("Audit of network ACLs against the oracle")
struct ACLChecksAgainstOracleTests {
  /// A network whose ACLs deny much, in pieces.
  private func network(_ seed: UInt64) -> Network {
    var random = SplitMix64(seed: seed &+ 31_000)
    var network = RandomNetwork.make(seed: seed &+ 31_000, size: .small)
    network.incompleteKinds = []
    let blocks = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8", "10.0.0.0/16", "192.168.0.0/16", "::/0"]
    let traffic: [TrafficSelector] = [
      .all, .tcp(.all), tcp(0, 1023), tcp(1024, 65535), tcp(22), tcp(443), .udp(.all), .icmp(.any), .udp(PortRange(53)),
    ]
    for var acl in network.networkACLs.sorted {
      var entries = acl.entries.filter { $0.isFinal || $0.number % 2 == 0 }
      for direction in TrafficDirection.allCases {
        for number in 1...8 {
          entries.append(
            NetworkACL.Entry(
              number: number * 2 - 1,
              direction: direction,
              action: Int.random(in: 0..<3, using: &random) == 0 ? .allow : .deny,
              traffic: traffic.randomElement(using: &random) ?? .all,
              cidr: prefix(blocks.randomElement(using: &random) ?? "::/0")
            )
          )
        }
      }
      acl.replaceEntries(entries)
      network.networkACLs.insert(acl)
    }
    // So that findings name each rule.
    var number = 0
    for var group in network.securityGroups.sorted {
      for index in group.rules.indices {
        group.rules[index].id = SecurityGroupRule.ID("sgr-\(number)x")
        number += 1
      }
      network.securityGroups.insert(group)
    }
    return network
  }

  /// An address of each piece into which what the network speaks of cuts all addresses.
  private func addresses(_ network: Network) -> [IPAddress] {
    var found: Set<IPAddress> = [.v4(IPv4Address(0)), .v6(IPv6Address(0))]
    for block in InternetPieces.blocks(network).union(network.subnets.sorted.flatMap(\.cidrs)) {
      found.insert(block.first)
      switch block.last {
      case .v4(let last): if let next = last.next { found.insert(.v4(next)) }
      case .v6(let last): if let next = last.next { found.insert(.v6(next)) }
      }
    }
    return Array(found)
  }

  private func transports(_ selectors: [TrafficSelector], _ family: IPFamily) -> [Transport] {
    var found: Set<Transport> = [
      .tcp(source: 40000, destination: 0), .udp(source: 40000, destination: 0), .other(IPProtocol(rawValue: 99)),
    ]
    for selector in selectors {
      switch selector {
      case .tcp(let ports):
        for port in [ports.lower, ports.upper &+ 1] { found.insert(.tcp(source: 40000, destination: port)) }
      case .udp(let ports):
        for port in [ports.lower, ports.upper &+ 1] { found.insert(.udp(source: 40000, destination: port)) }
      case .other(let number): found.insert(.other(number))
      case .icmp(let pattern), .icmpv6(let pattern):
        for type in [0, pattern.type ?? 0, (pattern.type ?? 0) &+ 1] {
          for code in [0, pattern.code ?? 0, (pattern.code ?? 0) &+ 1] {
            let message = ICMPTypeCode(type: type, code: code)
            found.insert(family == .ipv4 ? .icmp(message) : .icmpv6(message))
          }
        }
      case .all:
        let message = ICMPTypeCode(type: 0, code: 0)
        found.insert(family == .ipv4 ? .icmp(message) : .icmpv6(message))
      }
    }
    return found.filter { transport in
      if case .other(let number) = transport { return number != .icmp && number != .icmpv6 }
      return true
    }
  }

  @Test("names the entries that decide no packet, and no other", arguments: UInt64(0)..<12)
  func entries(seed: UInt64) {
    let network = network(seed)
    let addresses = addresses(network)
    let findings = Audit(network).findings(["acl-entry-without-effect", "acl-entry-redundant"])
    for acl in network.networkACLs.sorted {
      var count = 0
      for direction in TrafficDirection.allCases {
        var deciding: Set<NetworkACL.Entry> = []
        var speaking: Set<NetworkACL.Entry> = []
        for family in IPFamily.allCases {
          let transports = transports(acl.entries.map(\.traffic), family)
          for address in addresses where address.family == family {
            for transport in transports {
              if let entry = Oracle.decidingEntry(of: acl, direction, remote: address, transport: transport) {
                deciding.insert(entry)
              }
              for entry in acl.entries(direction) where entry.matches(remote: address, transport: transport) {
                speaking.insert(entry)
              }
            }
          }
        }
        count += speaking.subtracting(deciding).count { !$0.isFinal }
      }
      let found = findings.filter { $0.subjects.first?.id == acl.id.text }
        .compactMap { $0.message.firstMatch(of: /^(\d+) entr/).flatMap { Int($0.output.1) } }.reduce(0, +)
      #expect(found == count, "seed \(seed): \(acl.id)")
    }
  }

  @Test("the random networks have rules that are dead behind ACLs, and such as are not")
  func variety() {
    let counts = (UInt64(0)..<12).map { seed -> (dead: Int, all: Int) in
      let network = network(seed)
      let dead = Audit(network).findings(["rule-dead-behind-acl"]).flatMap(\.details).count
      return (dead, network.securityGroups.sorted.flatMap(\.rules).count)
    }
    let dead = counts.map(\.dead).reduce(0, +)
    #expect(dead > 10 && dead * 2 < counts.map(\.all).reduce(0, +), "\(counts)")
  }

  @Test("calls a rule dead behind ACLs where they drop every packet of it, and no other", arguments: UInt64(0)..<12)
  func rules(seed: UInt64) {
    let network = network(seed)
    let addresses = addresses(network)
    let findings = Audit(network).findings(["rule-dead-behind-acl"])
    // Rules that are dead for other reasons are told under these.
    let others = Audit(network).findings(["rule-never-matches", "stale-reference"]).flatMap(\.details)
    for group in network.securityGroups.sorted {
      let own = findings.filter { $0.subjects.first?.id == group.id.text }
      let found = own.compactMap { $0.message.firstMatch(of: /^(\d+) rule/).flatMap { Int($0.output.1) } }.reduce(0, +)
      let dead = group.rules.filter { isDead($0, network, addresses) }
      let known = dead.filter { rule in !others.contains { $0.contains(" \(rule.id.text) ") } }
      #expect(found == known.count, "seed \(seed): \(group.id) \(own.flatMap(\.details)), not \(known)")
    }
  }

  private func isDead(_ rule: SecurityGroupRule, _ network: Network, _ addresses: [IPAddress]) -> Bool {
    let members = network.networkInterfaces.sorted.filter { $0.groupIDs.contains(rule.groupID) }
    guard !members.isEmpty, !isNamedElsewhere(rule.groupID, network) else { return false }
    // Of a member whose addresses are not known nothing can be said.
    if members.contains(where: \.isOfUnknownAddress) { return false }
    var remotes: [IPAddress] = []
    var peers: [NetworkInterface] = []
    switch rule.peer {
    case .ipv4(let block): remotes = addresses.filter { IPPrefix.v4(block).contains($0) }
    case .ipv6(let block): remotes = addresses.filter { IPPrefix.v6(block).contains($0) }
    case .prefixList(let id):
      guard let entries = network.prefixLists[id]?.entries else { return false }
      remotes = addresses.filter { address in entries.contains { $0.cidr.contains(address) } }
    case .securityGroup(let reference):
      guard network.status(of: reference, from: rule.groupID) == .usable else { return false }
      peers = network.networkInterfaces.sorted.filter { $0.groupIDs.contains(reference.groupID) }
      if peers.contains(where: \.isOfUnknownAddress) { return false }
      remotes = peers.flatMap(\.ownPrefixes).flatMap { own in
        [own.first] + addresses.filter { own.contains($0) }
      }
    }
    // Who has no address of a family is sent no packet of it.
    let families = Set(members.flatMap(\.ownPrefixes).map(\.family))
    remotes = remotes.filter { families.contains($0.family) }
    if isDropped(rule.traffic, members, rule.direction, remotes, network) { return true }
    guard case .securityGroup(let reference) = rule.peer, !peers.isEmpty,
      !isNamedElsewhere(reference.groupID, network)
    else { return false }
    let back = members.flatMap(\.ownPrefixes).flatMap { own in [own.first] + addresses.filter { own.contains($0) } }
    let others = Set(peers.flatMap(\.ownPrefixes).map(\.family))
    return isDropped(
      rule.traffic,
      peers,
      rule.direction.opposite,
      back.filter { others.contains($0.family) },
      network
    )
  }

  private func isNamedElsewhere(_ group: SecurityGroup.ID, _ network: Network) -> Bool {
    network.databaseInstances.sorted.contains { $0.groupIDs.contains(group) }
      || network.vpcEndpoints.sorted.contains { $0.groupIDs.contains(group) }
  }

  /// Whether the ACLs of all interfaces' subnets drop all packets with some addresses, of which there are some.
  private func isDropped(
    _ traffic: TrafficSelector,
    _ interfaces: [NetworkInterface],
    _ direction: TrafficDirection,
    _ remotes: [IPAddress],
    _ network: Network
  ) -> Bool {
    for interface in interfaces {
      guard let subnet = network.subnets[interface.subnetID], let vpc = network.vpcs[subnet.vpcID],
        let acl = network.networkACLs.sorted.last(where: { $0.subnetIDs.contains(subnet.id) })
          ?? network.networkACLs.sorted.last(where: { $0.isDefault && $0.vpcID == subnet.vpcID })
      else { return false }
      if remotes.contains(where: subnet.contains) { return false }
      let services = (PlatformService.addresses(of: vpc) + PlatformService.addresses(of: subnet)).map(\.0)
      var some = false
      for remote in remotes where !services.contains(remote) && PlatformService.everywhere[remote] == nil {
        for transport in transports(acl.entries.map(\.traffic) + [traffic], remote.family)
        where traffic.matches(transport) {
          some = true
          let entry = Oracle.decidingEntry(of: acl, direction, remote: remote, transport: transport)
          if entry?.action == .allow { return false }
        }
      }
      if !some { return false }
    }
    return true
  }
}
