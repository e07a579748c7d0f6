import IPAddressing
import PositionedJSON
import VPCModel

/// Why one element of a document cannot be read, and where in it.
struct ElementProblem: Error {
  /// The value at fault, or the object in which one is missing.
  var value: JSONValue
  /// The key that is missing from the object.
  var missingKey: String?
  var message: String
  /// Whether the document is refused: the element has no identifier, so it is nothing that AWS prints.
  var refusesDocument = false

  init(_ value: JSONValue, missing key: StaticString) {
    self.value = value
    self.missingKey = key.description
    self.message = "is missing"
  }

  init(_ value: JSONValue, _ message: String) {
    self.value = value
    self.message = message
  }

  init(_ value: JSONValue, expected: String) {
    self.init(value, "expected \(expected), found \(value.kind.words)")
  }

  /// As `SecurityGroups[3].GroupId`. O(siblings along the way).
  var path: String {
    let path = value.document.path(to: value.index)
    guard let missingKey else { return path }
    return path.isEmpty ? missingKey : "\(path).\(missingKey)"
  }
}

// A key that is absent and one that is null mean the same throughout: AWS prints neither.

extension JSONValue {
  /// The value itself, given that it is an object.
  func asObject() throws(ElementProblem) -> JSONValue {
    guard kind == .object else { throw ElementProblem(self, expected: "an object") }
    return self
  }

  func optionalText(_ key: StaticString) throws(ElementProblem) -> String? {
    guard let value = member(key) else { return nil }
    guard let text = value.string else { throw ElementProblem(value, expected: "a string") }
    return text
  }

  /// As `optionalText`, with the empty string read as absent too.
  func optionalNonemptyText(_ key: StaticString) throws(ElementProblem) -> String? {
    guard let text = try optionalText(key), !text.isEmpty else { return nil }
    return text
  }

  func text(_ key: StaticString) throws(ElementProblem) -> String {
    guard let text = try optionalText(key) else { throw ElementProblem(self, missing: key) }
    return text
  }

  func optionalInteger(_ key: StaticString) throws(ElementProblem) -> Int? {
    guard let value = member(key) else { return nil }
    guard let number = value.integer else {
      throw value.kind == .number
        ? ElementProblem(value, "expected a whole number") : ElementProblem(value, expected: "a whole number")
    }
    return number
  }

  func integer(_ key: StaticString) throws(ElementProblem) -> Int {
    guard let number = try optionalInteger(key) else { throw ElementProblem(self, missing: key) }
    return number
  }

  func optionalBoolean(_ key: StaticString) throws(ElementProblem) -> Bool? {
    guard let value = member(key) else { return nil }
    guard let boolean = value.boolean else { throw ElementProblem(value, expected: "a boolean") }
    return boolean
  }

  func boolean(_ key: StaticString) throws(ElementProblem) -> Bool {
    guard let boolean = try optionalBoolean(key) else { throw ElementProblem(self, missing: key) }
    return boolean
  }

  func optionalObject(_ key: StaticString) throws(ElementProblem) -> JSONValue? {
    try member(key)?.asObject()
  }

  func object(_ key: StaticString) throws(ElementProblem) -> JSONValue {
    guard let value = try optionalObject(key) else { throw ElementProblem(self, missing: key) }
    return value
  }

  /// Insists on a key that AWS always prints and a query may leave out, where absence must not read as none.
  func require(_ key: StaticString) throws(ElementProblem) {
    if member(key) == nil { throw ElementProblem(self, missing: key) }
  }

  /// Applies a reading to each element of the array under a key; an absent array has none.
  func list<Element>(
    _ key: StaticString,
    _ read: (JSONValue) throws(ElementProblem) -> Element
  ) throws(ElementProblem) -> [Element] {
    guard let value = member(key) else { return [] }
    guard value.kind == .array else { throw ElementProblem(value, expected: "an array") }
    var list: [Element] = []
    for element in value.elements { list.append(try read(element)) }
    return list
  }

  /// As `list`, for an array of objects.
  func objects<Element>(
    _ key: StaticString,
    _ read: (JSONValue) throws(ElementProblem) -> Element
  ) throws(ElementProblem) -> [Element] {
    try list(key) { element throws(ElementProblem) in try read(element.asObject()) }
  }

  /// An array of strings.
  func texts(_ key: StaticString) throws(ElementProblem) -> [String] {
    try list(key) { element throws(ElementProblem) in
      guard let text = element.string else { throw ElementProblem(element, expected: "a string") }
      return text
    }
  }
}

// MARK: - What the texts mean

extension JSONValue {
  /// The element's own identifier. Without it the element is nothing that AWS prints.
  func ownID<Resource>(_ key: StaticString) throws(ElementProblem) -> ResourceID<Resource> {
    do throws(ElementProblem) {
      let text = try text(key)
      if let value = member(key), text.isEmpty { throw ElementProblem(value, "the identifier is empty") }
      return ResourceID(text)
    } catch {
      var problem = error
      problem.refusesDocument = true
      throw problem
    }
  }

  func optionalID<Resource>(_ key: StaticString) throws(ElementProblem) -> ResourceID<Resource>? {
    try optionalNonemptyText(key).map { ResourceID($0) }
  }

  func id<Resource>(_ key: StaticString) throws(ElementProblem) -> ResourceID<Resource> {
    guard let id: ResourceID<Resource> = try optionalID(key) else { throw ElementProblem(self, missing: key) }
    return id
  }

  /// The text under a key, read as an address or a block.
  func parsed<Value>(
    _ key: StaticString,
    _ parse: (String) throws(AddressParseError) -> Value
  ) throws(ElementProblem) -> Value {
    guard let value = try optionalParsed(key, parse) else { throw ElementProblem(self, missing: key) }
    return value
  }

  func optionalParsed<Value>(
    _ key: StaticString,
    _ parse: (String) throws(AddressParseError) -> Value
  ) throws(ElementProblem) -> Value? {
    guard let text = try optionalNonemptyText(key), let value = member(key) else { return nil }
    do {
      return try parse(text)
    } catch {
      throw ElementProblem(value, error.description)
    }
  }

  func ipv4Prefix(_ key: StaticString) throws(ElementProblem) -> IPv4Prefix {
    try parsed(key) { text throws(AddressParseError) in try IPv4Prefix(canonicalizing: text) }
  }

  func ipv6Prefix(_ key: StaticString) throws(ElementProblem) -> IPv6Prefix {
    try parsed(key) { text throws(AddressParseError) in try IPv6Prefix(canonicalizing: text) }
  }

  func prefix(_ key: StaticString) throws(ElementProblem) -> IPPrefix {
    try parsed(key) { text throws(AddressParseError) in try IPPrefix(canonicalizing: text) }
  }

  func ipv4Address(_ key: StaticString) throws(ElementProblem) -> IPv4Address {
    try parsed(key) { text throws(AddressParseError) in try IPv4Address(parsing: text) }
  }

  func optionalIPv4Address(_ key: StaticString) throws(ElementProblem) -> IPv4Address? {
    try optionalParsed(key) { text throws(AddressParseError) in try IPv4Address(parsing: text) }
  }

  func ipv6Address(_ key: StaticString) throws(ElementProblem) -> IPv6Address {
    try parsed(key) { text throws(AddressParseError) in try IPv6Address(parsing: text) }
  }

  /// The tags under `Tags` or, as for network interfaces and databases, `TagSet` or `TagList`.
  func tags() throws(ElementProblem) -> [String: String] {
    var tags: [String: String] = [:]
    for key: StaticString in ["Tags", "TagSet", "TagList"] {
      let pairs = try objects(key) { tag throws(ElementProblem) in
        (key: try tag.text("Key"), value: try tag.optionalText("Value") ?? "")
      }
      for pair in pairs { tags[pair.key] = pair.value }
    }
    return tags
  }
}
