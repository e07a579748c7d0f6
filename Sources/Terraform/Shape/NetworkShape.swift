import IPAddressing
package import VPCModel

/// A network with Terraform's addresses in place of identifiers, so that it can be compared with another description of
/// the same infrastructure: its configuration, plan, state, and what is live after it is applied.
package struct NetworkShape: Hashable, Sendable {
  package enum Field: Hashable, Sendable {
    case known(String)
    /// Could be anything.
    case unknown
    /// - Parameter isOpen: whether there may be more than these.
    case set(Set<String>, isOpen: Bool)
  }

  /// By canonical name, fields by name.
  package var resources: [String: [String: Field]]

  /// Names of resources of which nothing is known, not even how many there are; without instance keys.
  package var open: Set<String> = []

  /// Of a network that was made of what Terraform manages. O(size of the network).
  package init(_ built: TerraformNetwork) {
    self.init(
      built.network,
      names: built.canonicalNames,
      synthetic: built.synthetic,
      syntheticBlocks: built.syntheticBlocks
    )
    let names = built.canonicalNames
    open = Set(built.openResources.map { names[$0] ?? $0 })
  }

  /// Of a network that came from elsewhere.
  /// - Parameter names: Terraform's names by identifier, ``TerraformNetwork/canonicalNames`` of the state. Resources that
  ///   lie in none of the VPCs that have a name are left out.
  package init(_ network: Network, names: [String: String]) {
    self.init(network, names: names, synthetic: [:], syntheticBlocks: [])
  }

  private init(
    _ network: Network,
    names: [String: String],
    synthetic: [NetworkInterface.ID: TerraformNetwork.SyntheticAddresses],
    syntheticBlocks: Set<IPPrefix>
  ) {
    var drawing = ShapeDrawing(network: network, names: names, synthetic: synthetic, syntheticBlocks: syntheticBlocks)
    drawing.draw()
    resources = drawing.resources
  }

  /// Something that two shapes have differently.
  package struct Difference: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var resource: String
    /// Empty where one of the two has no such resource.
    package var field: String
    package var left: String
    package var right: String

    package var description: String {
      field.isEmpty ? "\(resource): \(left) | \(right)" : "\(resource) \(field): \(left) | \(right)"
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.resource, left.field) < (right.resource, right.field)
    }
  }

  /// What differs, what is not known on either side left aside. O(size).
  package func differences(from other: NetworkShape) -> [Difference] {
    var found: [Difference] = []
    for name in Set(resources.keys).union(other.resources.keys) where !isOpen(name) && !other.isOpen(name) {
      guard let left = resources[name] else {
        found.append(Difference(resource: name, field: "", left: "not there", right: "there"))
        continue
      }
      guard let right = other.resources[name] else {
        found.append(Difference(resource: name, field: "", left: "there", right: "not there"))
        continue
      }
      for field in Set(left.keys).union(right.keys) {
        let pair = (left[field] ?? .known("not given"), right[field] ?? .known("not given"))
        guard !Self.agree(pair.0, pair.1) else { continue }
        let words = Self.words(pair.0, pair.1)
        found.append(Difference(resource: name, field: field, left: words.0, right: words.1))
      }
    }
    return found.sorted()
  }

  /// Whether nothing is known of a resource, or of how many like it there are.
  private func isOpen(_ name: String) -> Bool {
    guard !open.isEmpty else { return false }
    if open.contains(name) { return true }
    guard var address = ResourceAddress(parsing: name) else { return false }
    address.key = nil
    return open.contains(address.description)
  }

  private static func agree(_ left: Field, _ right: Field) -> Bool {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): true
    case (.known(let left), .known(let right)): left == right
    case (.set(let left, let leftIsOpen), .set(let right, let rightIsOpen)):
      (rightIsOpen || left.isSubset(of: right)) && (leftIsOpen || right.isSubset(of: left))
    case (.known, .set), (.set, .known): false
    }
  }

  private static func words(_ left: Field, _ right: Field) -> (String, String) {
    if case .set(let one, _) = left, case .set(let other, _) = right {
      return (words(one.subtracting(other)), words(other.subtracting(one)))
    }
    return (words(left), words(right))
  }

  private static func words(_ field: Field) -> String {
    switch field {
    case .known(let text): text
    case .unknown: "not known"
    case .set(let elements, let isOpen): words(elements) + (isOpen ? " and more" : "")
    }
  }

  private static func words(_ elements: Set<String>) -> String {
    elements.isEmpty ? "–" : elements.sorted().joined(separator: ", ")
  }
}

extension TerraformNetwork {
  /// What each identifier stands for in Terraform's terms: the address of a resource, or of an attribute of one where EC2
  /// makes a thing by itself (`aws_vpc.main.default_security_group_id`).
  package var canonicalNames: [String: String] {
    sources.compactMapValues { sources in
      sources.first.map { $0.part.isEmpty ? $0.address.description : "\($0.address).\($0.part)" }
    }
  }
}
