import HCL

extension Value {
  /// The name of the attribute that says that an object has more attributes than those that are given; no attribute of a
  /// configuration is called so.
  static let openAttribute = ""

  /// A resource as an expression sees it: what is given of it, and all else unknown with the resource as its origin.
  static func openObject(_ values: [String: Value], of address: String) -> Value {
    var values = values
    values[openAttribute] = .unknown(.dynamic, origin: Origin(address: address, attribute: ""))
    return .object(values)
  }
}
