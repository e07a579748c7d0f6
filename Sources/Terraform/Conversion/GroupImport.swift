import HCL
package import VPCModel

/// Configuration for live security groups, with what imports them: after the apply that imports, the plan is empty.
package struct GroupImport: Sendable {
  package enum Style: String, Hashable, Sendable, CaseIterable {
    /// Blocks of the group, which then own all of its rules.
    case inline
    /// `aws_vpc_security_group_ingress_rule` and `…_egress_rule`, one rule each.
    case standalone
    /// `aws_security_group_rule`, for provider versions before 4.56.
    case older = "aws_security_group_rule"
  }

  package struct Resource: Hashable, Sendable {
    /// `aws_security_group.web`
    package var address: String
    package var importID: ImportID
    /// The resource's block.
    package var text: String
  }

  package private(set) var resources: [Resource] = []
  /// What could not be written as wanted.
  package private(set) var notes: [String] = []

  /// `import` blocks, for Terraform 1.5 and later.
  package var importBlocks: String {
    resources.map { resource in
      "import {\n  to = \(resource.address)\n  id = \(HCLString.quoted(resource.importID.description))\n}\n"
    }.joined(separator: "\n")
  }

  /// The resources' blocks.
  package var configuration: String { resources.map(\.text).joined(separator: "\n") }

  /// `terraform import` commands, one for each resource.
  package var commands: [String] {
    resources.map {
      "terraform import \(HCLText.shellWord($0.address)) \(HCLText.shellWord($0.importID.description))"
    }
  }

  /// - Parameters:
  ///   - groups: those to import; in this order.
  ///   - takenNames: names that resources of the configuration have already, as `aws_security_group.web`.
  /// O(rules).
  package init(
    _ groups: [SecurityGroup],
    of network: Network,
    style: Style,
    takenNames: Set<String> = []
  ) {
    var writer = GroupImportWriter(groups, network, takenNames)
    for group in groups { writer.write(group, style) }
    resources = writer.resources
    notes = writer.notes
  }
}
