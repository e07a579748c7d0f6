/// Writes XML into bytes. Names are `StaticString`s, so that what others sent can only ever become text.
///
/// Every function leaves out what is nil; an empty list is an empty element. Writing is linear in what is written.
///
/// The bytes are in memory of the writer's own: an array would look at its reference count and its capacity at each of
/// the half-dozen pieces of an element, which costs several times what copying the pieces does.
package struct XMLWriter: ~Copyable, Sendable {
  // Sound to send: nobody else has the pointer, and a writer cannot be copied.
  private nonisolated(unsafe) var start: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity: Int

  /// A writer with room for `capacity` bytes to begin with.
  package init(capacity: Int = 1_024) {
    self.capacity = max(64, capacity)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// What was written so far, in UTF-8; a copy.
  package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  // MARK: Memory

  /// Makes sure of room for so many bytes more.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = larger
  }

  /// Writes a byte for which there is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    start[count] = byte
    count += 1
  }

  /// Writes a name for which there is room.
  @inline(__always)
  private mutating func put(_ name: StaticString) {
    let size = name.utf8CodeUnitCount
    (start + count).update(from: name.utf8Start, count: size)
    count += size
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
    digits(value)
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
    digits(value)
    close(name)
  }

  /// An element with a time, in ISO 8601.
  package mutating func element(_ name: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    open(name)
    value.bytes.withUnsafeBufferPointer { append($0) }
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
    reserve(name.utf8CodeUnitCount + 2)
    put(UInt8(ascii: "<"))
    put(name)
    put(UInt8(ascii: ">"))
  }

  mutating func close(_ name: StaticString) {
    reserve(name.utf8CodeUnitCount + 3)
    put(UInt8(ascii: "<"))
    put(UInt8(ascii: "/"))
    put(name)
    put(UInt8(ascii: ">"))
  }

  /// Writes markup as it is.
  mutating func raw(_ markup: StaticString) {
    reserve(markup.utf8CodeUnitCount)
    put(markup)
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  mutating func append(_ verbatim: UnsafeBufferPointer<UInt8>) {
    guard let base = verbatim.baseAddress else { return }
    reserve(verbatim.count)
    (start + count).update(from: base, count: verbatim.count)
    count += verbatim.count
  }

  /// Markup that this writer wrote before.
  package mutating func verbatim(_ markup: String) {
    var markup = markup
    markup.withUTF8 { append($0) }
  }

  /// A number's digits: ASCII, with nothing to escape.
  private mutating func digits(_ number: some CustomStringConvertible) { verbatim(number.description) }
}
