import IPAddressing
package import VPCModel

/// Finds the fewest rules that allow what the rules of a group allow.
///
/// CIDR rules are rectangles of addresses × traffic, of which both sides can be widened and joined at once
/// (`RectangleCover`); IPv4 and IPv6 are taken apart, as EC2 counts them. References to groups and prefix lists stay
/// whole: what each is allowed is joined. Every answer is compared with the rules it came from by `PermissionComparison`
/// and thrown away unless it allows exactly the same.
package struct Consolidator: Sendable {
  private let network: Network
  private let steps: Int

  /// Enough for what fits into one group, in about a second; rules beyond are greedy.
  package static let defaultSteps = 30_000_000

  /// - Parameter steps: elementary operations that the search may take for each group and direction. Fewer make the
  ///   answer faster and perhaps larger; the bound that comes with it holds all the same.
  package init(_ network: Network, steps: Int = defaultSteps) {
    self.network = network
    self.steps = steps
  }

  /// - Throws: ``ConsolidationError``.
  package func consolidate(
    _ id: SecurityGroup.ID,
    _ direction: TrafficDirection
  ) throws(ConsolidationError) -> Consolidation {
    guard let group = network.securityGroups[id] else { throw .unknownGroup(id) }
    return try consolidate(group, direction)
  }

  /// The same for a group that need not be the network's, whose prefix lists are looked up there.
  package func consolidate(
    _ group: SecurityGroup,
    _ direction: TrafficDirection
  ) throws(ConsolidationError) -> Consolidation {
    let before = group.rules(direction)
    var budget = SearchBudget(steps: steps)
    let v4 = RectangleCover(rectangles(before, IPv4Address.self), &budget)
    let v6 = RectangleCover(rectangles(before, IPv6Address.self), &budget)
    let hasReferences = before.contains(where: \.isReference)
    let references = ReferenceCover(
      before,
      hasReferences ? everybody(v4) : .empty,
      hasReferences ? everybody(v6) : .empty,
      families: families(before)
    )

    let draft = ConsolidationDraft(group: group, direction: direction, before: before, v4, v6, references)
    let comparison = PermissionComparison(before, draft.kept + draft.added.map(\.rule), families: families(before))
    if let difference = comparison.difference { throw .notEqual(group.id, direction, difference) }
    return Consolidation(
      groupID: group.id,
      groupName: group.name,
      direction: direction,
      before: before,
      kept: draft.kept,
      removed: draft.removed,
      added: draft.added,
      countsBefore: RuleCounts(before, prefixLists: network.prefixLists),
      countsAfter: RuleCounts(draft.kept + draft.added.map(\.rule), prefixLists: network.prefixLists),
      lowerBound: v4.lowerBound + v6.lowerBound + references.lowerBound,
      proof: Consolidation.Proof(addressClasses: comparison.addressClasses, references: comparison.references)
    )
  }

  private func rectangles<Address>(_ rules: [SecurityGroupRule], _: Address.Type) -> [RuleRectangle<Address>] {
    rules.enumerated().compactMap { index, rule in
      let prefix: Prefix<Address>? =
        switch rule.peer {
        case .ipv4(let prefix): prefix as? Prefix<Address>
        case .ipv6(let prefix): prefix as? Prefix<Address>
        case .prefixList, .securityGroup: nil
        }
      return prefix.map {
        RuleRectangle(prefix: $0, traffic: TrafficLine.interval(of: rule.traffic), rule: index)
      }
    }
  }

  /// What is allowed to every address of a family.
  private func everybody<Address>(_ cover: RectangleCover<Address>) -> TrafficRuns {
    // A cover may spell "everybody" in parts, such as two halves; the region does not.
    RectangleRegion(cover.rectangles).everybody
  }

  private func families(_ rules: [SecurityGroupRule]) -> [PrefixList.ID: IPFamily] {
    var families: [PrefixList.ID: IPFamily] = [:]
    for rule in rules {
      guard case .prefixList(let id) = rule.peer else { continue }
      families[id] = network.prefixLists[id]?.addressFamily
    }
    return families
  }
}
