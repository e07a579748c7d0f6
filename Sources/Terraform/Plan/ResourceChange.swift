package import HCL

/// What a plan will do with one object.
package struct ResourceChange: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, Codable {
    case noOp = "no-op"
    case create, read, update, delete
    /// Replaced, the old object destroyed first.
    case deleteThenCreate = "delete, create"
    /// Replaced, the new object made first.
    case createThenDelete = "create, delete"
    /// Left as it is, and no longer managed.
    case forget
    /// Replaced by a new object, the old one left as it is.
    case createThenForget = "create, forget"

    package var isReplacement: Bool {
      self == .deleteThenCreate || self == .createThenDelete || self == .createThenForget
    }
  }

  package var address: ResourceAddress
  /// Where it was before a `moved` block.
  package var previousAddress: ResourceAddress?
  /// The key of an object that was replaced earlier and is still to be destroyed; nothing of it is managed any more.
  package var deposed: String?
  package var action: Action
  /// Terraform's word for why (`replace_because_cannot_update`, `delete_because_no_resource_config`), where it gives one.
  package var reason: String?
  /// `nil` where there is no object.
  package var before: Value?
  /// With what is only known after apply as unknown; `nil` where there will be no object.
  package var after: Value?
  /// The attributes for which it has to be replaced, as paths: `name`, `ingress[0].protocol`.
  package var replacedFor: [String]
  /// The identifier by which it is imported first.
  package var importedID: String?
}
