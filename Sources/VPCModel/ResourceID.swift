/// The identifier of one kind of resource, such as `sg-0123456789abcdef0` for a `SecurityGroup`.
///
/// The text is opaque: EC2's identifiers are a prefix and 8 or 17 hexadecimal digits, a Terraform
/// configuration names resources by their address before they exist. The phantom type keeps a subnet's
/// identifier from being used where a security group's is meant.
package struct ResourceID<Resource>: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  package let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral value: String) { self.text = value }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A resource that a `Network` holds in a table under its identifier.
package protocol Resource: Identifiable, Hashable, Sendable, Codable where ID == ResourceID<Self> {
  /// What kind of resource this is, for messages and for the completeness of a network.
  static var kind: ResourceKind { get }
  var tags: Tags { get set }
}

extension Resource {
  /// EC2's `Name` tag convention, where the resource carries tags.
  package func name(in tags: Tags) -> String? { tags["Name"] }
}

/// Tags of a resource, key to value.
package typealias Tags = [String: String]
