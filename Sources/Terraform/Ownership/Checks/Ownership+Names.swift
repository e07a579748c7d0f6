import Findings
import HCL
import VPCModel

extension Ownership {
  /// Groups that can't be replaced, by how they are named.
  func names() -> [Finding] {
    configurations.indices.flatMap { number -> [Finding] in
      // A plan does not tell what is created before it is destroyed, nor which name was given.
      guard !configurations[number].isOfPlan else { return [] }
      let contagion = configurations[number].createdBeforeDestroyed()
      // A block that makes several groups, by count, for_each or a module that is called again, is mended once.
      var seen: Set<SourceRange> = []
      return configurations[number].instances.compactMap { instance in
        guard instance.address.mode == .managed, instance.address.type == "aws_security_group" else { return nil }
        guard let finding = fixedName(instance, number, contagion) ?? namePrefix(instance, number, contagion) else {
          return nil
        }
        if let block = instance.place?.block, !seen.insert(block).inserted { return nil }
        return finding
      }
    }
  }

  private func fixedName(_ instance: ResourceInstance, _ number: Int, _ contagion: [String: String]) -> Finding? {
    let because = contagion[instance.address.configurationAddress]
    guard instance.createsBeforeDestroying || because != nil else { return nil }
    guard case .known(let name) = instance.text("name"), !name.isEmpty else { return nil }
    let check = Check.terraformCreateBeforeDestroyWithFixedName
    var details = [
      "A change of its description, say, makes the new group before the old one is deleted: EC2 answers"
        + " InvalidGroup.Duplicate, \"The security group '\(name)' already exists\"."
    ]
    if !instance.createsBeforeDestroying, let because {
      details.append(
        "It does not say create_before_destroy itself, but \(because) does and depends on it: Terraform then treats"
          + " this group in the same way."
      )
    }
    return Finding(
      checkID: check.id,
      severity: instance.createsBeforeDestroying ? check.severity : .low,
      message: "\(instance.address) is created before it is destroyed, but its name \"\(name)\" is fixed:"
        + " it can't be replaced",
      details: details,
      subjects: [Finding.Subject(id: instance.address.description, name: name, kind: "security group")],
      locations: [location(of: instance, part: "name", in: number, note: "the fixed name")].compactMap { $0 },
      fixes: [
        Finding.Fix(.terraform, summary: "Let Terraform end the name", text: prefixText(instance, name, number))
      ]
    )
  }

  /// `name_prefix = "${var.name}-"` for `name = var.name`: what is written stays worked out.
  private func prefixText(_ instance: ResourceInstance, _ name: String, _ number: Int) -> String {
    let literal = "name_prefix = \(HCLString.quoted(name + "-"))"
    let sources = configurations[number].sources
    guard let place = instance.place, sources.path(of: place.block)?.hasSuffix(".json") == false,
      let range = place.parts["name"], let written = sources.excerpt(range)
    else { return literal }
    // The part is the whole argument.
    guard let equals = written.firstIndex(of: "="), written[..<equals].allSatisfy({ $0.isLetter || $0 == " " }) else {
      return literal
    }
    let expression = String(written[written.index(after: equals)...].drop { $0 == " " })
    // A text that ends where it is written to end; anything else can be worked out inside of one.
    let isText =
      expression.count > 1 && expression.hasPrefix("\"") && expression.hasSuffix("\"")
      && !expression.dropFirst().dropLast().contains("\"")
    if isText { return "name_prefix = \(expression.dropLast())-\"" }
    return expression.contains("\n") ? literal : "name_prefix = \"${\(expression)}-\""
  }

  private func namePrefix(_ instance: ResourceInstance, _ number: Int, _ contagion: [String: String]) -> Finding? {
    guard !instance.createsBeforeDestroying, contagion[instance.address.configurationAddress] == nil else { return nil }
    guard let prefix = instance.argument("name_prefix"), prefix.text != .absent else { return nil }
    let check = Check.terraformNamePrefixWithoutCreateBeforeDestroy
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message:
        "\(instance.address) has a name_prefix but not create_before_destroy: replacing it fails while it is in use",
      subjects: [Finding.Subject(id: instance.address.description, kind: "security group")],
      locations: [location(of: instance, part: "name_prefix", in: number)].compactMap { $0 },
      fixes: [
        Finding.Fix(
          .terraform,
          summary: "Make the new group first",
          text: "lifecycle {\n  create_before_destroy = true\n}"
        )
      ]
    )
  }

  /// What the configurations' reader could not read.
  func unread() -> [Finding] {
    let check = Check.terraformUnread
    return configurations.flatMap { configuration in
      configuration.notRead.map { gap in
        Finding(
          checkID: check.id,
          severity: check.severity,
          message: "\(gap.subject) was not read: \(gap.detail)",
          subjects: [Finding.Subject(id: gap.subject, kind: "part of the configuration")],
          locations: [gap.range.flatMap { Finding.Location($0, in: configuration.sources) }].compactMap { $0 },
          aspect: gap.reason.rawValue
        )
      }
    }
  }
}

extension TerraformConfiguration {
  /// Resources that Terraform creates before it destroys them because something that depends on them is, by static
  /// address, each with one that says so (Terraform, "create_before_destroy": the setting spreads to dependencies).
  /// O(references).
  func createdBeforeDestroyed() -> [String: String] {
    var because: [Int: String] = [:]
    var pending: [Int] = []
    for instance in instances where instance.createsBeforeDestroying && instance.address.mode == .managed {
      let address = instance.address.configurationAddress
      guard let node = graph.number(of: ReferenceGraph.Node(.resource, address)), because[node] == nil else { continue }
      because[node] = address
      pending.append(node)
    }
    let origins = Set(pending)
    while let node = pending.popLast() {
      for edge in graph.edges(from: node) where because[edge.to] == nil {
        because[edge.to] = because[node]
        pending.append(edge.to)
      }
    }
    var result: [String: String] = [:]
    for (node, reason) in because where !origins.contains(node) && graph.nodes[node].kind == .resource {
      result[graph.nodes[node].address] = reason
    }
    return result
  }
}
