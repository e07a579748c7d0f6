import Findings
import IPAddressing
import VPCModel

/// Requests that an ACL lets pass and whose answers it does not.
enum NetworkACLReplyFamily: AuditFamily {
  static let check = Check(
    id: "acl-blocks-replies",
    title: "A network ACL lets requests pass and drops the answers",
    severity: .medium,
    explanation:
      "Network ACLs keep no state: answers need entries of their own, to the ports that clients choose (1024-65535 for"
      + " all systems, 32768-60999 on Linux, 49152-65535 on Windows; VPC user guide, \"Ephemeral ports\"). Connections"
      + " time out, or only some of them do, by the port that a client happens to choose.",
    equivalents: ["np-guard": ["tcp-response-blocked"]]
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    context.network.networkACLs.sorted.flatMap { acl -> [Finding] in
      guard !acl.subnetIDs.isEmpty || acl.isDefault else { return [] }
      return TrafficDirection.allCases.compactMap { finding(acl, $0, context) }
    }
  }

  private static func finding(_ acl: NetworkACL, _ direction: TrafficDirection, _ context: AuditContext) -> Finding? {
    var holes: [(entry: NetworkACL.Entry, remote: IPAddress, blocked: PortSet)] = []
    let entries = acl.entries(direction)
    for (position, entry) in entries.enumerated() where entry.action == .allow {
      // Entries for the answers themselves ask for none: they let in what the client ports say.
      guard case .tcp(let ports) = entry.traffic, !isForReplies(ports) else { continue }
      // An address that the entry itself decides.
      var left = IPAddressSet(entry.cidr)
      for earlier in entries[..<position] where earlier.traffic.overlaps(entry.traffic) {
        left.subtract(IPAddressSet(earlier.cidr))
      }
      guard let remote = left.first else { continue }
      let blocked = blockedReplies(acl, direction.opposite, remote)
      if !blocked.isEmpty { holes.append((entry, remote, blocked)) }
    }
    guard let first = holes.first else { return nil }
    let all = PortSet(TrafficProbe.documentedClientPorts)
    let isTotal = holes.contains { $0.blocked == all }
    let isLinux = holes.contains { $0.blocked.overlaps(TrafficProbe.linuxClientPorts) }
    let repair = NetworkACL.Entry(
      number: freeNumber(acl, direction.opposite),
      direction: direction.opposite,
      action: .allow,
      traffic: .tcp(TrafficProbe.documentedClientPorts),
      cidr: first.entry.cidr
    )
    return Finding(
      checkID: check.id,
      severity: isTotal ? check.severity : isLinux ? .low : .info,
      message: "network ACL \(context.names.full(acl)) lets requests \(direction == .ingress ? "in" : "out") and"
        + (isTotal ? " drops all answers" : " drops answers to some client ports"),
      details: holes.prefix(6).map { hole in
        "\(direction.rawValue) \(hole.entry.words): answers to \(hole.entry.cidr) are dropped for client ports"
          + " \(hole.blocked.ranges.prefix(4).map(\.description).joined(separator: ", "))"
      },
      subjects: [context.subject(acl)],
      fixes: [
        .init(
          .command,
          summary: "Let the answers pass.",
          text: AWSCommand.createEntry(acl.id, repair)
        ),
        .init(
          .terraform,
          summary: "The same in Terraform.",
          text: TerraformBlock.entry(acl.id, repair, label: "\(context.names.short(acl)) replies", context.writing)
        ),
      ],
      aspect: direction.rawValue
    )
  }

  /// Ranges that people write for answers: high, and many.
  private static func isForReplies(_ ports: PortRange) -> Bool { ports.lower >= 1024 && ports.count > 1000 }

  private static func blockedReplies(_ acl: NetworkACL, _ direction: TrafficDirection, _ remote: IPAddress) -> PortSet {
    let all = TrafficProbe.documentedClientPorts
    var starts: Set<UInt16> = [all.lower]
    for entry in acl.entries where entry.direction == direction {
      guard let ports = entry.traffic.ports else { continue }
      if all.contains(ports.lower) { starts.insert(ports.lower) }
      if let next = PortRange.bound(after: ports.upper), all.contains(next) { starts.insert(next) }
    }
    let ordered = starts.sorted()
    var blocked: [PortRange] = []
    for (index, start) in ordered.enumerated() {
      let upper = index + 1 < ordered.count ? ordered[index + 1] &- 1 : all.upper
      let reply = Transport.tcp(source: 443, destination: start)
      if acl.decidingEntry(direction, remote: remote, transport: reply)?.action != .allow,
        let range = PortRange(lower: start, upper: upper)
      {
        blocked.append(range)
      }
    }
    return PortSet(blocked)
  }

  /// The next round number after the last one of the direction; one before the final entries.
  private static func freeNumber(_ acl: NetworkACL, _ direction: TrafficDirection) -> Int {
    let numbers = acl.entries(direction).filter { !$0.isFinal }.map(\.number)
    let next = ((numbers.max() ?? 0) / 10 + 1) * 10
    return min(next, 32766)
  }
}
