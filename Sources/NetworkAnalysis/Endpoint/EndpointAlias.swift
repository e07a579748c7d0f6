/// A further name for things of a network: a Terraform address, for one.
package struct EndpointAlias: Hashable, Sendable {
  package var name: String
  /// What it names, in words: `Terraform resource`.
  package var kind: String
  /// Identifiers or names that the network knows; those without interfaces add none.
  package var targets: [String]

  package init(_ name: String, kind: String, targets: [String]) {
    self.name = name
    self.kind = kind
    self.targets = targets
  }
}
