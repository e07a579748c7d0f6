package import HCL

/// A security group, however it is named: the same group has the same key in every configuration.
package enum GroupKey: Hashable, Sendable {
  /// By the resource that manages it; of several configurations, the number of the one that does.
  case managed(configuration: Int, ResourceAddress)
  /// Known only by its id.
  case id(String)
  /// Looked up by its name by a data source, in a VPC as far as that is known.
  case named(String, vpc: String?)
  /// Known only by the attribute that will hold its id.
  case attribute(configuration: Int, Value.Origin)

  /// As a person would name it.
  package var words: String {
    switch self {
    case .managed(_, let address): address.description
    case .id(let id): id
    case .named(let name, _): "the group named \"\(name)\""
    case .attribute(_, let origin): "\(origin.address).\(origin.attribute)"
    }
  }
}
