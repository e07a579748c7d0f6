import IPAddressing
import NetworkAnalysis
import VPCModel

/// Bytes as rules of one group, eight for each. A consolidation must be found, with no more rules than before and no fewer
/// than its bound says; and what it allows is read off the rules once more, address by address and port by port.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzConsolidation(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  // The first byte says how long may be searched.
  let steps = [0, 1_000, 200_000][Int(bytes.first ?? 0) % 3]
  var rules: [SecurityGroupRule] = []
  var position = 1
  while position + 8 <= bytes.count, rules.count < 24 {
    rules.append(rule(Array(bytes[position..<position + 8]), number: rules.count))
    position += 8
  }
  var network = Network()
  network.prefixLists = [PrefixList(id: "pl-0", name: "list", maxEntries: 3, addressFamily: .ipv4)]
  let group = SecurityGroup(id: "sg-0", name: "group", vpcID: "vpc-0", rules: rules)
  do throws(ConsolidationError) {
    let answer = try Consolidator(network, steps: steps).consolidate(group, .ingress)
    check(answer.after.count <= rules.count, "more rules than before")
    check(answer.lowerBound <= answer.after.count, "fewer rules than the bound")
    check(answer.kept.count + answer.removed.count == rules.count, "a rule is neither kept nor removed")
    compare(rules, answer.after)
  } catch {
    fatalError("\(error)")
  }
  return 0
}

/// Few blocks, ports and peers, so that rules meet.
private func rule(_ bytes: [UInt8], number: Int) -> SecurityGroupRule {
  let lower = UInt16(bytes[1] % 12)
  let ports = PortRange(lower: lower, upper: lower + UInt16(bytes[2] % 5)) ?? .all
  let traffic: TrafficSelector =
    switch bytes[0] % 12 {
    case 0: .all
    case 1: .udp(ports)
    case 2:
      .icmp(ICMPPattern(type: bytes[1] % 2 == 0 ? nil : bytes[1] % 4, code: bytes[2] % 2 == 0 ? nil : bytes[2] % 4))
    case 3: .other(IPProtocol(rawValue: 47 + bytes[1] % 2))
    case 4: .tcp(.all)
    default: .tcp(ports)
    }
  let peer: SecurityGroupRule.Peer
  switch bytes[3] % 8 {
  case 0: peer = .securityGroup(GroupReference(SecurityGroup.ID("sg-\(bytes[4] % 2)")))
  case 1: peer = .prefixList(PrefixList.ID("pl-\(bytes[4] % 2)"))
  case 2:
    let length = Int(bytes[5] % 4)
    let address = IPv6Address(UInt128(bytes[4]) << 120)
    peer = .ipv6((try? IPv6Prefix(canonicalizing: address, length: length)) ?? .all)
  default:
    let length = bytes[5] % 8 == 0 ? Int(bytes[5] / 8 % 3) : 28 + Int(bytes[5] % 5)
    let address = IPv4Address(UInt32(bytes[4] % 2) << 31 | UInt32(bytes[4] / 2 % 16))
    peer = .ipv4((try? IPv4Prefix(canonicalizing: address, length: length)) ?? .all)
  }
  return SecurityGroupRule(
    id: SecurityGroupRule.ID("sgr-\(number)"),
    groupID: "sg-0",
    direction: .ingress,
    traffic: traffic,
    peer: peer
  )
}

private func compare(_ before: [SecurityGroupRule], _ after: [SecurityGroupRule]) {
  var transports: [Transport] = (0...17).flatMap { port -> [Transport] in
    [.tcp(source: 0, destination: port), .udp(source: 0, destination: port)]
  }
  transports += [.tcp(source: 0, destination: .max), .udp(source: 0, destination: .max)]
  transports += (0...4).flatMap { type in (0...4).map { .icmp(ICMPTypeCode(type: type, code: $0)) } }
  transports += [46, 47, 48, 49].map { .other(IPProtocol(rawValue: $0)) }
  var addresses: [IPAddress] = (0...17).flatMap { host -> [IPAddress] in
    [.v4(IPv4Address(host)), .v4(IPv4Address(1 << 31 | host))]
  }
  addresses += [.v4(IPv4Address(1 << 30)), .v4(.highest)]
  addresses += (0..<8).map { .v6(IPv6Address(UInt128($0) << 125)) }
  for transport in transports {
    let (left, right) = (
      before.filter { $0.traffic.matches(transport) }, after.filter { $0.traffic.matches(transport) }
    )
    for address in addresses {
      check(
        left.contains { holds($0.peer, address) } == right.contains { holds($0.peer, address) },
        "\(address) \(transport)"
      )
    }
    // A reference may go only where everybody it can stand for is allowed the same.
    let everybody = addresses.allSatisfy { address in right.contains { holds($0.peer, address) } }
    for peer in Set((left + right).map(\.peer)) {
      switch peer {
      case .ipv4, .ipv6: continue
      case .prefixList, .securityGroup: break
      }
      let isSame = left.contains { $0.peer == peer } == right.contains { $0.peer == peer }
      let v4 = addresses.allSatisfy { $0.family == .ipv6 || holds4($0, right) }
      check(isSame || everybody || peer == .prefixList("pl-0") && v4, "\(peer) \(transport)")
    }
  }
}

private func holds4(_ address: IPAddress, _ rules: [SecurityGroupRule]) -> Bool {
  rules.contains { holds($0.peer, address) }
}

private func holds(_ peer: SecurityGroupRule.Peer, _ address: IPAddress) -> Bool {
  switch peer {
  case .ipv4(let prefix): IPPrefix.v4(prefix).contains(address)
  case .ipv6(let prefix): IPPrefix.v6(prefix).contains(address)
  case .prefixList, .securityGroup: false
  }
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
