import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the XML of an error response, of EC2's form (`Response/Errors/Error`, `RequestID`) and of the Query protocol's
/// (`ErrorResponse/Error`, `RequestId`).
enum ServiceErrorDecoder {
  /// The error in `body`. A body of another form gives an error without code, its message the body's beginning.
  static func decode(_ body: [UInt8], status: Int, action: String) -> ServiceError {
    let reader = Reader()
    if ParserSafety.objection(to: body) == nil {
      let parser = XMLParser(data: Data(body))
      parser.shouldResolveExternalEntities = false
      parser.delegate = reader
      _ = parser.parse()
    }
    guard let code = reader.texts["Code"]?.trimmed, !code.isEmpty else {
      return ServiceError(
        code: "",
        message: excerpt(of: body),
        requestID: nil,
        httpStatus: status,
        action: action
      )
    }
    return ServiceError(
      code: printable(code, limit: 100),
      message: printable(reader.texts["Message"] ?? "", limit: 2000),
      requestID: (reader.texts["RequestID"] ?? reader.texts["RequestId"]).map { printable($0, limit: 100) },
      httpStatus: status,
      action: action
    )
  }

  /// The beginning of a body, fit for a message.
  private static func excerpt(of body: [UInt8]) -> String {
    let text = printable(String(decoding: body.prefix(300), as: UTF8.self), limit: 200)
    return text.isEmpty ? "the response has no body" : "the response is not the API's: \(text)"
  }

  /// `text` on one line without control characters, so that an endpoint cannot write to the terminal.
  static func printable(_ text: String, limit: Int) -> String {
    let words = text.unicodeScalars
      .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String(String.UnicodeScalarView($0)) }
    return String(words.joined(separator: " ").prefix(limit))
  }

  private final class Reader: NSObject, XMLParserDelegate {
    private static let wanted: Set<String> = ["Code", "Message", "RequestID", "RequestId"]

    /// The first text of each wanted element.
    private(set) var texts: [String: String] = [:]
    private var open: String?
    private var depth = 0

    func parser(
      _ parser: XMLParser,
      didStartElement element: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      depth += 1
      if depth > ResponseDecoder.deepest { return parser.abortParsing() }
      if Self.wanted.contains(element), texts[element] == nil {
        open = element
        texts[element] = ""
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if let open { texts[open, default: ""] += string }
    }

    func parser(
      _ parser: XMLParser,
      didEndElement element: String,
      namespaceURI: String?,
      qualifiedName: String?
    ) {
      depth -= 1
      if element == open { open = nil }
    }
  }
}
