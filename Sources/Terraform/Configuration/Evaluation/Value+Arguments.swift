import HCL

extension Value {
  /// Of an argument that is to be true or false; `nil` where it is not known or neither.
  var asBool: Bool? { (try? converted(to: .bool))?.boolValue }

  /// Of an argument that is to be a text.
  var asString: String? { (try? converted(to: .string))?.stringValue }
}
