package import Findings
import VPCModel

/// A consolidation for people: the numbers first, then what goes and what comes, then the commands.
package struct ConsolidationText {
  private let consolidation: Consolidation
  private let names: ResourceNames
  private let writing: (any TerraformWriting)?
  private var layout: TextLayout

  /// - Parameter writing: how Terraform writes the network, where it does: then Terraform stands in for the commands,
  ///   which the next apply would undo.
  package static func render(
    _ consolidation: Consolidation,
    fit: ConsolidationFit? = nil,
    names: ResourceNames,
    limit: Int,
    writing: (any TerraformWriting)? = nil,
    _ options: TextOptions
  ) -> String {
    var text = Self(consolidation: consolidation, names: names, writing: writing, layout: TextLayout(options))
    text.write(fit, limit: limit)
    return text.layout.text
  }

  private init(
    consolidation: Consolidation,
    names: ResourceNames,
    writing: (any TerraformWriting)?,
    layout: TextLayout
  ) {
    self.writing = writing
    self.consolidation = consolidation
    self.names = names
    self.layout = layout
  }

  private mutating func write(_ fit: ConsolidationFit?, limit: Int) {
    writeNumbers(limit)
    if !consolidation.changesNothing { writeRules() }
    if let fit { write(fit) }
    guard !consolidation.changesNothing else { return }
    for caution in consolidation.cautions(limit: limit) {
      layout.blank()
      layout.paragraph([.init("Note: ", .doubtful), .init(caution)], hanging: 6)
    }
    if let writing {
      layout.blank()
      let text = consolidation.terraform(nil, writing: writing)
      layout.verbatim(String(text.dropLast()), indent: 2)
      return
    }
    for command in consolidation.commands {
      layout.blank()
      layout.paragraph([.init("# \(command.purpose)", .faint)], indent: 2, hanging: 4)
      layout.verbatim(command.text, indent: 2)
    }
  }

  private mutating func writeNumbers(_ limit: Int) {
    let (before, after) = (consolidation.countsBefore, consolidation.countsAfter)
    layout.paragraph(
      [
        .init("\(names.full(consolidation.groupID)) \(consolidation.direction.rawValue)", .strong), .init("  "),
        .init("\(before.rules) → \(after.rules) rules", after.rules < before.rules ? .good : .strong),
        .init("  counting \(before.ipv4) → \(after.ipv4) for IPv4 and \(before.ipv6) → \(after.ipv6) for IPv6"),
      ],
      hanging: 2
    )
    let bound =
      switch consolidation.optimality {
      case .optimal: "Optimal: no list of rules that allows the same has fewer."
      case .within(let excess):
        "Within \(excess) of the fewest: no list of rules that allows the same has fewer than \(consolidation.lowerBound)."
      }
    layout.paragraph([.init(bound)], indent: 2)
    let proof = consolidation.proof
    layout.paragraph(
      [
        .init(
          "Equal: compared in \(proof.addressClasses) classes of addresses"
            + (proof.references > 0 ? " and for \(proof.references) references" : "") + ", both allow the same traffic."
        )
      ],
      indent: 2
    )
  }

  private mutating func writeRules() {
    layout.blank()
    for rule in consolidation.kept { write(" ", rule, .faint) }
    for removal in consolidation.removed {
      let why = removal.isForEverybody ? "everybody is allowed it" : removal.isRedundant ? "redundant" : nil
      write("-", removal.rule, .bad, why)
    }
    for addition in consolidation.added { write("+", addition.rule, .good) }
  }

  private mutating func write(_ sign: String, _ rule: SecurityGroupRule, _ style: TextStyle, _ note: String? = nil) {
    let peer = names.words(rule.peer)
    layout.paragraph(
      [
        .init("\(sign) \(rule.traffic)", style), .init("  \(peer)", style),
        .init(rule.hasAssignedID ? "  \(rule.id)" : "", .faint),
        .init(rule.summary.map { "  \"\($0)\"" } ?? "", .faint),
        .init(note.map { "  (\($0))" } ?? ""),
      ],
      indent: 2,
      hanging: 6
    )
  }

  private mutating func write(_ fit: ConsolidationFit) {
    layout.blank()
    layout.paragraph(
      [
        fit.isUnknown
          ? .init("Not known to fit", .doubtful) : .init(fit.fits ? "Fits" : "Does not fit", fit.fits ? .good : .bad),
        .init(" within \(fit.limit)."),
      ]
    )
    for line in fit.arithmetic { layout.paragraph([.init(line)], indent: 2, hanging: 4) }
    for (index, proposal) in fit.proposals.enumerated() {
      layout.blank()
      layout.paragraph(
        [
          .init("\(index + 1). "), .init(proposal.summary, .strong),
          .init(proposal.allowsMore ? "  Allows more than before." : "", .bad),
        ],
        indent: 2,
        hanging: 5
      )
      for line in proposal.details { layout.paragraph([.init(line)], indent: 5, hanging: 7) }
    }
  }
}
