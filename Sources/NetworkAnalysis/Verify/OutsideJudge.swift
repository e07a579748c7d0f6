import ConnectivityPolicy
import IPAddressing
import VPCModel

/// Judges hosts with addresses that are neither an interface's nor the internet's: vacant ones in VPCs, and those of other
/// networks, such as a company's own.
///
/// The addresses are cut into classes that nothing in the network tells apart, the traffic likewise; one packet of each
/// class is followed as `explain` follows it.
struct OutsideJudge {
  private let network: Network
  private let analysis: PathAnalysis
  private let reach: Reachability
  /// What entries of network ACLs tell apart, and what gateways and answers do.
  private let cuts: [IPFamily: [TrafficSet]]

  /// Packets that are followed for one assertion.
  static let traceLimit = 300_000

  struct Answer {
    var hosts: HostSet
    var addresses: IPAddressSet
    var verdict: TrafficVerdict
    /// One of each.
    var host: Int
    var far: Host
  }

  struct Result {
    var answers: [Answer] = []
    var isTested = false
    /// Why not everything was judged.
    var limit: String?
  }

  init(_ network: Network, _ analysis: PathAnalysis, _ reach: Reachability) {
    self.network = network
    self.analysis = analysis
    self.reach = reach
    let selectors = Set(network.networkACLs.unordered.flatMap { $0.entries.map(\.traffic) })
    var cuts: [IPFamily: [TrafficSet]] = [:]
    for family in IPFamily.allCases {
      let echo = ICMPPattern(type: ICMPTypeCode.echoRequest(family: family), code: nil)
      let own = Set(selectors.map { TrafficSet($0, family) }).filter { !$0.isAll && !$0.isEmpty }
      cuts[family] = [.tcp(.all), .udp(.all), .icmp(.any), .icmp(echo)] + own
    }
    self.cuts = cuts
  }

  /// O(classes of addresses × classes of hosts × classes of traffic), less what the hosts' groups say alone.
  func judge(
    _ direction: TrafficDirection,
    hosts: HostSet,
    addresses: IPAddressSet,
    traffic: TrafficSet,
    family: IPFamily,
    _ kind: Assertion.Kind
  ) -> Result {
    var result = Result()
    let axis = reach.matrix.axis
    let interfaces = Set(hosts.positions.map { axis.hosts[$0].interfaceID }).sorted()
    let divider = QuestionDivider(network: network, locator: analysis.locator)
    let near = Endpoint(text: "", meaning: .interfaces(interfaces, address: nil), kind: "")
    let asked = Endpoint(text: "", meaning: .block(.all(family)), kind: "")
    let end = divider.divide(.all(family), addresses, asked, near)
    // Reserved addresses count with their neighbours where a question is divided; an assertion leaves them out.
    let reserved = divider.reserved
    var traces = 0
    for (class_, members) in classes(of: hosts) {
      guard let first = members.first else { continue }
      let policy = axis.policies[class_.policy]
      for case .addresses(let piece, let address) in end.members {
        let habitable = piece.subtracting(reserved)
        let set = habitable.isEmpty ? piece : habitable
        let far = analysis.locator.host(at: address, nearest: axis.hosts[first].vpcID)
        // Interfaces are judged as hosts.
        if far.interface != nil { continue }
        // A public block that is somebody's VPC here is not that VPC's to others.
        result.isTested = true
        let said = reach.matrix.groups.verdict(policy, direction, remote: address)
        if let (broken, isCertain) = AssertionJudge.broken(.allow, said, traffic), kind == .allow, isCertain {
          let verdict = TrafficVerdict(allowed: traffic.subtracting(broken), possible: traffic.subtracting(broken))
          result.answers.append(Answer(hosts: members, addresses: set, verdict: verdict, host: first, far: far))
          continue
        }
        let open = said.possible.intersection(traffic)
        if open.isEmpty { continue }
        var verdict = TrafficVerdict.none
        for part in parts(of: open, said, family) {
          guard let probe = part.anyProbe(family), let host = host(first) else { continue }
          traces += 1
          guard traces <= Self.traceLimit else {
            result.limit = "more than \(Self.traceLimit) packets would have to be followed: ask about fewer at a time"
            return result
          }
          let trace =
            direction == .ingress
            ? analysis.trace(from: far, to: host, probe, findingMisses: false)
            : analysis.trace(from: host, to: far, probe, findingMisses: false)
          switch trace.verdict {
          case .allowed: verdict = verdict.joining(TrafficVerdict(certain: part))
          case .unknown: verdict = verdict.joining(TrafficVerdict(allowed: .empty, possible: part))
          case .denied: break
          }
        }
        result.answers.append(Answer(hosts: members, addresses: set, verdict: verdict, host: first, far: far))
      }
    }
    return result
  }

  private struct HostClass: Hashable, Comparable {
    var policy: Int
    var place: Int
    static func < (left: Self, right: Self) -> Bool { (left.policy, left.place) < (right.policy, right.place) }
  }

  /// Hosts that neither groups nor anything on the way tell apart.
  private func classes(of hosts: HostSet) -> [(HostClass, HostSet)] {
    var members: [HostClass: [Int]] = [:]
    hosts.forEach { position in
      let host = reach.matrix.axis.hosts[position]
      members[HostClass(policy: host.policy, place: host.place), default: []].append(position)
    }
    return members.sorted { $0.key < $1.key }.map { ($0.key, HostSet($0.value)) }
  }

  private func host(_ position: Int) -> Host? {
    let host = reach.matrix.axis.hosts[position]
    return network.networkInterfaces[host.interfaceID].map { Host(.interface($0), address: host.first) }
  }

  /// The traffic in parts of which each fares alike.
  private func parts(of traffic: TrafficSet, _ said: TrafficVerdict, _ family: IPFamily) -> [TrafficSet] {
    var parts = [traffic]
    for cut in [said.allowed] + (cuts[family] ?? []) {
      parts = parts.flatMap { part -> [TrafficSet] in
        let common = part.intersection(cut)
        return common.isEmpty || common == part ? [part] : [common, part.subtracting(cut)]
      }
    }
    return parts
  }
}
