/// Why a text is not the import id of a resource: which part is wrong, and what belongs there.
package struct ImportIDError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `aws_security_group_rule`
  package var resourceType: String
  /// The whole text.
  package var input: String
  /// The part that is wrong, by the name that the form gives it (`PROTOCOL`); `nil` where the division into parts is.
  package var part: String?
  /// What stands in that part.
  package var found: String?
  /// What is wrong with it, and what would be right.
  package var reason: String
  /// How ids of this resource look: `SGID_TYPE_PROTOCOL_FROM_TO_SOURCE[_SOURCE]…`.
  package var form: String

  package init(
    resourceType: String,
    input: String,
    part: String? = nil,
    found: String? = nil,
    reason: String,
    form: String
  ) {
    self.resourceType = resourceType
    self.input = input
    self.part = part
    self.found = found
    self.reason = reason
    self.form = form
  }

  package var description: String {
    let place = part.map { part in " \(part)" + (found.map { " \"\(Self.printable($0))\"" } ?? "") + ":" } ?? ""
    return "import id \"\(Self.printable(input))\" of \(resourceType):\(place) \(reason); the form is \(form)"
  }

  /// Control characters as escapes, and no more than a line's worth.
  private static func printable(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(200) {
      shown += scalar.value < 0x20 || scalar.value == 0x7f ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return text.unicodeScalars.count > 200 ? shown + "…" : shown
  }
}
