/// How texts and names are written in the native syntax.
public enum HCLString {
  /// A text in quotes, so that reading it gives the text back: escapes, and `$${` and `%%{` for what would begin a
  /// template.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$", "%":
        let beginsTemplate = index + 1 < scalars.count && scalars[index + 1] == "{"
        result += beginsTemplate ? "\(scalar)\(scalar)" : "\(scalar)"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: result += escape(scalar)
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Whether a text can stand without quotes as the name of an argument or as a key.
  public static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isIDStart || first == "_" else { return false }
    return text.unicodeScalars.allSatisfy { $0.properties.isIDContinue || $0 == "-" }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let isShort = digits.count <= 4
    return (isShort ? "\\u" : "\\U") + String(repeating: "0", count: (isShort ? 4 : 8) - digits.count) + digits
  }
}
