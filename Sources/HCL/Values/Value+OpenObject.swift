extension Value {
  /// The name of the attribute that says that an object is open: that it has more attributes than those that are given,
  /// and where they come from. No attribute of a configuration is called so.
  public static let openAttribute = ""

  /// What is given of a resource; every other attribute is unknown, with the resource as its origin.
  /// - Parameter identityPrefix: what its `id` begins with, as far as that is known.
  public static func openObject(
    _ attributes: [String: Value],
    of address: String,
    identityPrefix: String = ""
  ) -> Value {
    var attributes = attributes
    let origin = Origin(address: address, attribute: "", identityPrefix: identityPrefix)
    attributes[openAttribute] = .unknown(.dynamic, origin: origin)
    return .object(attributes)
  }

  /// Whether the value is an object that has more attributes than those that are given.
  public var isOpenObject: Bool {
    if case .object(let attributes) = content { attributes[Self.openAttribute] != nil } else { false }
  }

  /// An attribute that an open object's attributes do not give; `nil` of an object that is not open.
  static func openAttribute(_ name: String, of attributes: [String: Value]) -> Value? {
    guard let rest = attributes[openAttribute], let origin = rest.origin else { return nil }
    return .unknown(.dynamic, origin: origin.part(name))
  }
}
