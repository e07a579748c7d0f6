import Findings
import IPAddressing
import VPCModel

/// What EC2's connection tracking makes of the rules.
enum ConnectionTrackingFamily: AuditFamily {
  static let untracked = Check(
    id: "connections-untracked",
    title: "Connections are not tracked, and end with their rule",
    severity: .info,
    explanation:
      "Where a TCP or UDP port is open to 0.0.0.0/0 (or ::/0) and everything may go back there, EC2 does not track"
      + " the connections: taking the rule away cuts them at once, while tracked ones go on until they are idle. They also"
      + " do not count against the interface's connection tracking allowance (EC2 user guide, \"Connection tracking\")."
      + " Told of what the internet reaches."
  )

  static let checks = [untracked]

  static func findings(_ context: AuditContext) -> [Finding] {
    let reached = context.reachedFromInternet
    var groups: Set<SecurityGroup.ID> = []
    var interfaces: [NetworkInterface] = []
    for policy in context.sortedPolicies {
      let rules = policy.groupIDs.flatMap { context.network.securityGroups[$0]?.rules ?? [] }
      let culprits = [SecurityGroupRule.Peer.ipv4(.all), .ipv6(.all)].flatMap { everyone -> [SecurityGroupRule] in
        let isFree = rules.contains {
          $0.direction == .egress && $0.peer == everyone && ($0.traffic == .all || $0.traffic == .tcp(.all))
        }
        guard isFree else { return [] }
        return rules.filter { $0.direction == .ingress && $0.peer == everyone && $0.traffic.ports != nil }
      }
      guard !culprits.isEmpty else { continue }
      // Load balancers and the like are tracked whatever their rules say.
      let concerned = (context.policies[policy] ?? []).filter {
        reached.contains($0.id) && !InternetExposureFamily.isLoadBalancer($0)
      }
      guard !concerned.isEmpty else { continue }
      groups.formUnion(culprits.map(\.groupID))
      interfaces += concerned
    }
    guard !interfaces.isEmpty else { return [] }
    let sorted = groups.sorted()
    return [
      Finding(
        checkID: untracked.id,
        severity: untracked.severity,
        message:
          "connections to \(counted(interfaces.count, "interface")) are not tracked: they end at once when the rule of"
          + " \(context.list(sorted)) that lets them in is taken away",
        details: ["interfaces: \(context.list(interfaces))"],
        subjects: sorted.prefix(50).map(context.subject)
      )
    ]
  }
}
