package import Findings
import VPCModel

extension Check {
  package static let terraformCycle = Check(
    id: "terraform-cycle",
    title: "Security groups depend on one another in a circle",
    severity: .high,
    explanation:
      "Terraform makes a resource after all that it refers to. Where groups' blocks refer to one another there is no first:"
      + " plan and apply end with \"Error: Cycle\". Rules as resources of their own refer to groups that are there already."
  )
  package static let terraformSelfReferenceAsGroup = Check(
    id: "terraform-self-reference-as-group",
    title: "A group's block refers to its own id",
    severity: .high,
    explanation:
      "A resource can't refer to itself: Terraform ends with \"Self-referential block\". `self = true` says the same."
  )

  /// The checks of circular references.
  package static let ofTerraformCycles = [terraformCycle, terraformSelfReferenceAsGroup]
}

extension GroupCycles {
  /// A finding for each circle, with the references one after the other.
  ///
  /// - Parameter patch: a unified diff that takes extractions out of the blocks, where there is one.
  package func findings(patch: ([Extraction]) -> String? = { _ in nil }) -> [Finding] {
    cycles.map { cycle in
      cycle.isSelfReference ? selfReference(cycle) : finding(cycle, patch)
    }
  }

  private func selfReference(_ cycle: Cycle) -> Finding {
    let check = Check.terraformSelfReferenceAsGroup
    let group = cycle.members.first ?? ""
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(group) refers to itself in its own \(cycle.steps.first?.argument ?? "block"): Terraform refuses it",
      subjects: [.init(id: group, kind: "security group")],
      locations: cycle.steps.compactMap(\.location),
      fixes: [.init(.terraform, summary: "Say self instead of the group's id", text: "self = true")]
    )
  }

  private func finding(_ cycle: Cycle, _ patch: ([Extraction]) -> String?) -> Finding {
    let check = Check.terraformCycle
    let way = cycle.steps.map(\.from) + [cycle.steps.first?.from ?? ""]
    var details = cycle.steps.map { step in
      let place = step.location.map { " (\($0.path):\($0.startLine))" } ?? ""
      return "\(step.from) refers to \(step.to) in its \(step.argument)\(place)"
    }
    if cycle.members.count > cycle.steps.count {
      details.append(
        "\(cycle.members.count) resources depend on one another in all: \(cycle.members.joined(separator: ", "))"
      )
    }
    var fixes: [Finding.Fix] = []
    switch cycle.extractions {
    case let extractions? where !extractions.isEmpty:
      let words = extractions.map { "the \($0.direction.rawValue) blocks of \($0.group)" }.joined(separator: " and ")
      details.append(
        "The circle is gone once \(words) are resources of their own"
          + (cycle.isSmallest ? "; nothing less will do." : ".")
          + " All blocks of a direction go together: those that stayed would delete the rules that were taken out."
      )
      if let text = patch(extractions) {
        fixes.append(.init(.patch, summary: "Write \(words) as resources of their own", text: text))
      }
    default:
      details.append(
        "No group's blocks can break the circle: one of the references must go, or be written as a known value."
      )
    }
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "Security groups depend on one another in a circle: \(way.joined(separator: " → "))",
      details: details,
      subjects: cycle.members.map { .init(id: $0, kind: "Terraform resource") },
      locations: cycle.steps.compactMap(\.location),
      fixes: fixes
    )
  }
}
