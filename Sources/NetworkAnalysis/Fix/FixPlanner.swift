import Findings
package import IPAddressing
import VPCModel

extension PathAnalysis {
  /// The smallest changes that let a denied path through: one for each blocker, in the order of the path,
  /// each made with those before it in place.
  ///
  /// A route that was missing may lead through a subnet whose ACL denies too; so the path is judged again
  /// with the changes made, until it is no longer denied or a blocker is left that only a person can remove.
  ///
  /// - Parameter asked: blocks of addresses that the question was about: rules and entries are made for the
  ///   whole of them.
  package func fixes(for trace: PathTrace, asked: [IPPrefix] = []) -> [Fix] {
    var analysis = self
    var current = trace
    var fixes: [Fix] = []
    // Each round removes every blocker of a path, and a path has few stretches that others hide.
    for round in 0..<4 {
      var madeAll = true
      for (index, step) in current.steps.enumerated() where step.outcome == .deny {
        let index = round == 0 ? index : nil
        let fix =
          FixPlanner(analysis: analysis, asked: asked).fix(for: step, index: index)
          ?? Fix(summary: "No change of rules or routes helps: \(step.reason).", step: index)
        // Two stations can lack the same entry: one ACL may serve both ends' subnets.
        if fix.changes.isEmpty {
          madeAll = false
          if !fixes.contains(where: { $0.summary == fix.summary }) { fixes.append(fix) }
          continue
        }
        if !fixes.contains(where: { $0.changes == fix.changes }) { fixes.append(fix) }
        analysis.apply(fix.changes)
      }
      guard madeAll else { break }
      current = analysis.trace(
        from: analysis.refreshed(trace.source),
        to: analysis.refreshed(trace.destination),
        trace.probe
      )
      guard current.verdict == .denied else { break }
    }
    return fixes
  }
}

/// Makes the fix of one blocker.
struct FixPlanner {
  let analysis: PathAnalysis
  let asked: [IPPrefix]
  var network: Network { analysis.network }
  var names: ResourceNames { analysis.names }
  var writing: (any TerraformWriting)? { analysis.writing }

  func fix(for step: PathStep, index: Int?) -> Fix? {
    switch step.repair {
    case .rule(let interface, let direction, let remote, let peer, let selector):
      return rule(
        on: interface,
        direction,
        remote: remote,
        peer: peer.flatMap { network.networkInterfaces[$0] },
        selector,
        misses: step.misses,
        index: index
      )
    case .entry(let acl, let direction, let remote, let selector):
      return entry(in: acl, direction, remote: remote, selector, index: index)
    case .route(let table, let destination, let target, let replacesExisting):
      return route(in: table, destination, target, replacesExisting: replacesExisting, index: index)
    case .switchOffSourceDestinationCheck(let id):
      return switchOffSourceDestinationCheck(of: id, index: index)
    case .advice(let words): return Fix(summary: words, step: index)
    case nil: return nil
    }
  }

  // MARK: Routes

  private func route(
    in id: RouteTable.ID,
    _ destination: IPPrefix,
    _ target: RouteTable.Target,
    replacesExisting: Bool,
    index: Int?
  ) -> Fix? {
    guard var table = network.routeTables[id] else { return nil }
    if replacesExisting { table.routes.removeAll { $0.destination == .cidr(destination) } }
    table.routes.append(RouteTable.Route(.cidr(destination), to: target))
    let subnets = network.subnets.sorted.filter { analysis.bindings.routeTable(of: $0.id)?.id == id }
    var cautions: [String] = []
    if subnets.count > 1 {
      cautions.append(
        "\(subnets.count == 2 ? "Both" : "All \(subnets.count)") subnets of \(names.full(table)) get the route."
      )
    }
    if case .internetGateway = target, destination.length == 0 {
      cautions.append("It makes \(subnets.count == 1 ? "the subnet" : "them") public.")
    }
    return Fix(
      summary: "\(replacesExisting ? "Replace" : "Add") the route \(destination) → \(names.words(target))"
        + " \(replacesExisting ? "of" : "to") \(names.full(table)).",
      step: index,
      changes: [.routeTable(.put(table))],
      command: AWSCommand.route(id, destination, target, replacesExisting: replacesExisting),
      terraform: TerraformBlock.route(
        id,
        destination,
        target,
        label: "\(names.short(table)) to \(destination)",
        writing
      ),
      caution: cautions.isEmpty ? nil : cautions.joined(separator: " ")
    )
  }

  private func switchOffSourceDestinationCheck(of id: NetworkInterface.ID, index: Int?) -> Fix? {
    guard var interface = network.networkInterfaces[id] else { return nil }
    interface.sourceDestinationCheck = false
    return Fix(
      summary: "Switch off the source/destination check of \(names.full(interface)), which forwards for others.",
      step: index,
      changes: [.networkInterface(.put(interface))],
      command: AWSCommand("ec2 modify-network-interface-attribute").option("network-interface-id", id.text)
        .option("no-source-dest-check").text,
      caution: "In Terraform it is the argument source_dest_check = false of the interface or instance."
    )
  }

  // MARK: Entries of network ACLs

  private func entry(
    in id: NetworkACL.ID,
    _ direction: TrafficDirection,
    remote: IPAddress,
    _ selector: TrafficSelector,
    index: Int?
  ) -> Fix? {
    guard var acl = network.networkACLs[id] else { return nil }
    let entries = acl.entries(direction)
    let denier = entries.first {
      $0.action == .deny && $0.cidr.contains(remote) && $0.traffic.overlaps(selector)
    }
    guard let number = Self.freeNumber(in: entries, before: denier) else {
      let first = denier.map { " before \($0.number)" } ?? ""
      return Fix(
        summary:
          "No number is free\(first) in \(names.full(acl)): renumber its \(direction.rawValue) entries, then allow"
          + " \(selector) \(direction == .ingress ? "from" : "to") \(remote).",
        step: index
      )
    }
    // A denial that somebody wrote for a block is answered for the one address only.
    let isDefaultDenial = denier?.isFinal ?? true
    let block =
      askedBlock(holding: remote)
      ?? (isDefaultDenial ? subnetBlock(of: remote, near: acl.vpcID) : nil) ?? IPPrefix(host: remote)
    let entry = NetworkACL.Entry(
      number: number,
      direction: direction,
      action: .allow,
      traffic: selector,
      cidr: block
    )
    acl.replaceEntries(acl.entries + [entry])
    let way = direction == .ingress ? "in from" : "out to"
    let total = acl.entries(direction).filter { $0.cidr.family == block.family }.count
    return Fix(
      summary: "Let \(selector) \(way) \(block) through network ACL \(names.full(acl)).",
      step: index,
      changes: [.networkACL(.put(acl))],
      command: AWSCommand.createEntry(id, entry),
      terraform: TerraformBlock.entry(
        id,
        entry,
        label: "\(names.short(acl)) \(direction.rawValue) \(number)",
        writing
      ),
      caution: total > network.quotas.entriesPerNetworkACL
        ? "The ACL then has \(total) \(direction.rawValue) entries; the default quota is \(network.quotas.entriesPerNetworkACL)."
        : nil
    )
  }

  /// A number before the denying entry, a round one where there is one.
  static func freeNumber(in entries: [NetworkACL.Entry], before denier: NetworkACL.Entry?) -> Int? {
    let upper = denier.map { $0.isFinal ? 32767 : $0.number } ?? 32767
    let used = Set(entries.map(\.number))
    let previous = entries.map(\.number).filter { $0 < upper }.max() ?? 0
    let next = (previous / 10 + 1) * 10
    if denier?.isFinal ?? true, next < upper { return next }
    for step in [10, 5, 1] {
      var candidate = (upper - 1) / step * step
      while candidate > previous {
        if !used.contains(candidate) { return candidate }
        candidate -= step
      }
    }
    return (1..<max(upper, 1)).last { !used.contains($0) }
  }

  func askedBlock(holding address: IPAddress) -> IPPrefix? { asked.first { $0.contains(address) } }

  /// The block of the subnet that holds an address of the VPC or of one peered with it.
  func subnetBlock(of address: IPAddress, near vpc: VPC.ID) -> IPPrefix? {
    let host = analysis.locator.host(at: address, nearest: vpc)
    guard let id = host.subnetID, let subnet = network.subnets[id] else { return nil }
    return subnet.cidrs.first { $0.contains(address) }
  }
}

extension TrafficSelector {
  /// Whether any packet is selected by both.
  func overlaps(_ other: TrafficSelector) -> Bool {
    switch (self, other) {
    case (.all, _), (_, .all): true
    case (.tcp(let mine), .tcp(let theirs)), (.udp(let mine), .udp(let theirs)): mine.overlaps(theirs)
    case (.icmp(let mine), .icmp(let theirs)), (.icmpv6(let mine), .icmpv6(let theirs)):
      (mine.type == nil || theirs.type == nil || mine.type == theirs.type)
        && (mine.code == nil || theirs.code == nil || mine.code == theirs.code)
    case (.other(let mine), .other(let theirs)): mine == theirs
    default: false
    }
  }
}
