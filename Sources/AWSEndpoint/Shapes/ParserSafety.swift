/// What a body must be before Foundation's XML parser may see it.
///
/// On Linux that parser passes what libxml2 reports to Swift unchecked: it traps on a name that is not UTF-8, and reads
/// through a null pointer at a processing instruction without data, such as `<?r?>`. No response of AWS has either.
enum ParserSafety {
  /// Why the parser must not see the body, `nil` where it may.
  static func objection(to body: [UInt8]) -> String? {
    guard String(validating: body, as: UTF8.self) != nil else { return "the body is not UTF-8 text" }
    guard !body.containsASCII("<!DOCTYPE"), !body.containsASCII("<!ENTITY") else {
      return "the XML declares a document type, which no response of the service does"
    }
    // The declaration `<?xml … ?>` is none, and stands at the very beginning.
    let declaration = Array("<?xml ".utf8)
    let isDeclared = body.starts(with: declaration)
    guard !Array(body.dropFirst(isDeclared ? declaration.count : 0)).containsASCII("<?") else {
      return "the XML holds a processing instruction, which no response of the service does"
    }
    return nil
  }
}
