/// Writes XML into bytes. Names are `StaticString`s, so that what others sent can only ever become text.
///
/// Every function leaves out what is nil; an empty list is an empty element. Writing is linear in what is written.
package struct XMLWriter: Sendable {
  /// What was written so far, in UTF-8.
  package private(set) var bytes: [UInt8] = []

  /// A writer with room for `capacity` bytes.
  package init(capacity: Int = 1_024) {
    bytes.reserveCapacity(capacity)
  }

  // MARK: Scalars

  /// An element with a text.
  package mutating func element(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    open(name)
    text(value)
    close(name)
  }

  /// An element with a whole number.
  package mutating func element(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    open(name)
    bytes.append(contentsOf: value.description.utf8)
    close(name)
  }

  /// An element with `true` or `false`.
  package mutating func element(_ name: StaticString, _ value: Bool?) {
    guard let value else { return }
    open(name)
    raw(value ? "true" : "false")
    close(name)
  }

  /// An element with a number.
  package mutating func element(_ name: StaticString, _ value: Double?) {
    guard let value else { return }
    open(name)
    bytes.append(contentsOf: value.description.utf8)
    close(name)
  }

  /// An element with a time, in ISO 8601.
  package mutating func element(_ name: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    open(name)
    bytes.append(contentsOf: value.bytes)
    close(name)
  }

  // MARK: Structures and lists

  /// An element with a shape's members.
  package mutating func structure(_ name: StaticString, _ value: (some XMLEncodable)?) {
    guard let value else { return }
    open(name)
    value.encode(into: &self)
    close(name)
  }

  /// An element with an element for each shape.
  package mutating func list(_ name: StaticString, item: StaticString = "item", _ values: [some XMLEncodable]?) {
    guard let values else { return }
    open(name)
    for value in values {
      open(item)
      value.encode(into: &self)
      close(item)
    }
    close(name)
  }

  /// An element with an element for each text.
  package mutating func list(_ name: StaticString, item: StaticString = "item", _ values: [String]?) {
    guard let values else { return }
    open(name)
    for value in values { element(item, value) }
    close(name)
  }

  /// An element with an element for each whole number.
  package mutating func list(_ name: StaticString, item: StaticString = "item", _ values: [Int]?) {
    guard let values else { return }
    open(name)
    for value in values { element(item, value) }
    close(name)
  }

  /// An element with whatever `content` writes.
  package mutating func element(_ name: StaticString, content: (inout XMLWriter) -> Void) {
    open(name)
    content(&self)
    close(name)
  }

  // MARK: Pieces

  mutating func open(_ name: StaticString) {
    bytes.append(UInt8(ascii: "<"))
    raw(name)
    bytes.append(UInt8(ascii: ">"))
  }

  mutating func close(_ name: StaticString) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    raw(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes markup as it is.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func append(_ verbatim: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: verbatim)
  }
}

extension XMLWriter {
  /// Markup that this writer wrote before.
  package mutating func verbatim(_ markup: String) { append(contentsOf: markup.utf8) }

  private mutating func append(contentsOf utf8: String.UTF8View) {
    for byte in utf8 { append(byte) }
  }
}
