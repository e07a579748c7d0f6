import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the XML of a response into JSON, event by event: no tree is built, nothing recurses, and elements that the
/// table does not know cost nothing but their bytes.
struct ResponseDecoder {
  /// Why a response could not be read.
  struct Failure: Error, Sendable, Hashable {
    var message: String
    var line: Int
  }

  /// The deepest nesting read. The deepest of the tables is far below.
  static let deepest = 64

  let table: ShapeTable

  /// The members of one response of `action`.
  func decode(_ body: [UInt8], action: String) throws(Failure) -> [String: JSONValue] {
    guard let description = table.actions[action] else {
      throw Failure(message: "no table describes the responses of \(action)", line: 0)
    }
    if let objection = ParserSafety.objection(to: body) { throw Failure(message: objection, line: 1) }
    let reader = Reader(
      table: table,
      root: "\(action)Response",
      wrapper: description.wrapper,
      output: description.output
    )
    let parser = XMLParser(data: Data(body))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWellFormed = parser.parse()
    if let failure = reader.failure {
      throw Failure(message: failure, line: parser.lineNumber)
    }
    // The parser of some platforms takes a body that breaks off for a whole one.
    guard isWellFormed, reader.isClosed else {
      throw Failure(message: "the body is not well-formed XML", line: parser.lineNumber)
    }
    guard let result = reader.result else {
      throw Failure(message: "the response lacks <\(description.wrapper ?? "")>", line: parser.lineNumber)
    }
    return result
  }
}

/// The parser's delegate: a stack of the values that are open.
private final class Reader: NSObject, XMLParserDelegate {
  private struct Frame {
    /// The member of the enclosing structure that this value becomes; nil for an element of a list.
    var member: String?
    var kind: ShapeTable.Kind
    var members: [String: JSONValue] = [:]
    var elements: [JSONValue] = []
    var text: [UInt8] = []
  }

  private let table: ShapeTable
  private let root: String
  private let wrapper: String?
  private let output: String
  private var frames: [Frame] = []
  private var depth = 0
  /// How many elements deep the parser is inside one that the table does not know.
  private var ignored = 0
  private(set) var failure: String?
  /// Whether the root element has ended.
  private(set) var isClosed = false
  private(set) var result: [String: JSONValue]?

  init(table: ShapeTable, root: String, wrapper: String?, output: String) {
    self.table = table
    self.root = root
    self.wrapper = wrapper
    self.output = output
  }

  func parser(
    _ parser: XMLParser,
    didStartElement element: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    guard depth <= ResponseDecoder.deepest else {
      return fail(parser, "elements are nested more than \(ResponseDecoder.deepest) deep")
    }
    if ignored > 0 {
      ignored += 1
    } else if depth == 1 {
      guard element == root else {
        return fail(parser, "the response is <\(element.prefix(60))> where <\(root)> was expected")
      }
      if wrapper == nil { open(nil, .structure(output)) }
    } else if let frame = frames.last {
      switch frame.kind {
      case .structure(let name):
        if let member = table.structures[name]?[element] {
          open(member.name, member.kind)
        } else {
          ignored = 1
        }
      // Whatever a list's elements are called, each is one of its values.
      case .list(let kind): open(nil, kind)
      case .string, .integer, .number, .boolean, .timestamp: ignored = 1
      }
    } else if element == wrapper {
      open(nil, .structure(output))
    } else {
      ignored = 1
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    append(Array(string.utf8))
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    append(Array(block))
  }

  func parser(
    _ parser: XMLParser,
    didEndElement element: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    depth -= 1
    if depth == 0 { isClosed = true }
    if ignored > 0 {
      ignored -= 1
      return
    }
    guard let frame = frames.popLast() else { return }
    if frames.isEmpty {
      result = frame.members
      return
    }
    do throws(UnreadableValue) {
      guard let value = try value(of: frame) else { return }
      let parent = frames.count - 1
      if let member = frame.member {
        frames[parent].members[member] = value
      } else {
        frames[parent].elements.append(value)
      }
    } catch {
      fail(parser, "<\(element.prefix(60))> is not \(error.expected): \"\(error.text)\"")
    }
  }

  private func open(_ member: String?, _ kind: ShapeTable.Kind) {
    frames.append(Frame(member: member, kind: kind))
  }

  private func append(_ bytes: [UInt8]) {
    guard ignored == 0, let last = frames.indices.last else { return }
    switch frames[last].kind {
    case .structure, .list: return  // White space between elements.
    case .string, .integer, .number, .boolean, .timestamp: frames[last].text += bytes
    }
  }

  private func fail(_ parser: XMLParser, _ message: String) {
    if failure == nil { failure = message }
    parser.abortParsing()
  }

  private struct UnreadableValue: Error {
    var expected: String
    var text: String
  }

  /// The value of a closed element; nil for an empty one that has no value, as a number without digits.
  private func value(of frame: Frame) throws(UnreadableValue) -> JSONValue? {
    let text = String(decoding: frame.text, as: UTF8.self)
    switch frame.kind {
    case .structure: return .object(frame.members)
    case .list: return .array(frame.elements)
    case .string: return .string(text)
    case .boolean: return .boolean(text.trimmed.lowercased() == "true")
    case .timestamp: return text.trimmed.isEmpty ? nil : .string(Timestamps.asPrinted(text.trimmed))
    case .integer:
      if text.trimmed.isEmpty { return nil }
      guard let number = Int(text.trimmed) else {
        throw UnreadableValue(expected: "a whole number", text: String(text.prefix(60)))
      }
      return .integer(number)
    case .number:
      if text.trimmed.isEmpty { return nil }
      guard let number = Double(text.trimmed), number.isFinite else {
        throw UnreadableValue(expected: "a number", text: String(text.prefix(60)))
      }
      return .number(number)
    }
  }
}
