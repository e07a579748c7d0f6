package import HCL

/// One instance of a resource or data source, from whatever described it: configuration, plan or state.
package struct ResourceInstance: Hashable, Sendable {
  package var address: ResourceAddress
  /// The provider's local name with its alias, as in `aws.west`; `aws` without one.
  package var provider: String
  /// An object: attributes, and blocks as lists of objects in the order they are written (a block that holds one at most
  /// is a list too). What was not given is missing or null; what is only known after apply is unknown, with this
  /// resource as its origin.
  package var values: Value
  /// Where it is written, and where each of its attributes and blocks is; none for plans and states.
  package var place: Place?
  /// What it refers to, in `depends_on` or any expression, as static addresses (`aws_security_group.web`,
  /// `module.app.group_id`, without instance keys), with where.
  package var references: [Reference]
  /// `lifecycle { create_before_destroy = true }`
  package var createsBeforeDestroying: Bool
  /// Paths that `lifecycle { ignore_changes }` names; `["all"]` for all.
  package var ignoredChanges: [String]
  /// Whether it stands for all instances of a `count` or `for_each` (its own or a module's) that is only known after
  /// apply: there may be none, one or many.
  package var standsForUnknownCount: Bool

  package struct Reference: Hashable, Sendable {
    /// From the module that the resource is in: a resource, a data source, `var.x`, `local.x`, `module.x`, `module.x.y`.
    package var address: String
    /// Which argument it stands in: `ingress`, `security_group_id`, `depends_on`.
    package var argument: String
    package var range: SourceRange?

    package init(address: String, argument: String, range: SourceRange? = nil) {
      self.address = address
      self.argument = argument
      self.range = range
    }
  }

  package struct Place: Hashable, Sendable {
    /// The block's header.
    package var header: SourceRange
    /// The whole block.
    package var block: SourceRange
    /// Of what a dynamic block or an attribute made, the place that made it.
    package var parts: PlaceParts

    package init(header: SourceRange, block: SourceRange, parts: PlaceParts = [:]) {
      self.header = header
      self.block = block
      self.parts = parts
    }
  }

  package init(
    address: ResourceAddress,
    provider: String = "aws",
    values: Value,
    place: Place? = nil,
    references: [Reference] = [],
    createsBeforeDestroying: Bool = false,
    ignoredChanges: [String] = [],
    standsForUnknownCount: Bool = false
  ) {
    self.address = address
    self.provider = provider
    self.values = values
    self.place = place
    self.references = references
    self.createsBeforeDestroying = createsBeforeDestroying
    self.ignoredChanges = ignoredChanges
    self.standsForUnknownCount = standsForUnknownCount
  }
}
