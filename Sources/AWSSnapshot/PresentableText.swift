/// Text that may go to a terminal or a log: what a file holds is quoted in messages, and could hold anything.
extension String {
  /// Control and formatting characters escaped, very long text cut short. O(length).
  var presentable: String {
    let limit = 600
    let scalars = unicodeScalars
    let escaped = Self(scalars.prefix(limit))
    return scalars.count > limit ? escaped + "…" : escaped
  }

  private init(_ scalars: Substring.UnicodeScalarView) {
    self = ""
    for scalar in scalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
        self += "\\u{\(String(scalar.value, radix: 16))}"
      default: unicodeScalars.append(scalar)
      }
    }
  }
}
