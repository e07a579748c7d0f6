/// The header fields of a request: one run of bytes and the places of names and values in it, so that a request with ten
/// fields costs two allocations, and a signature is computed over exactly the bytes that came.
package struct HeaderFields: Sendable {
  struct Field: Sendable {
    /// The name, in lower case.
    var name: Range<Int>
    /// The value as it came.
    var value: Range<Int>
  }

  private(set) var bytes: [UInt8] = []
  private(set) var fields: [Field] = []

  /// No fields yet, with room for `count` of them in `size` bytes.
  package init(count: Int = 16, size: Int = 1_024) {
    fields.reserveCapacity(count)
    bytes.reserveCapacity(size)
  }

  /// Fields from texts.
  package init(_ fields: [(name: String, value: String)]) {
    self.init(count: fields.count)
    for field in fields { append(name: field.name.utf8, value: field.value.utf8) }
  }

  /// Adds a field behind the others. Names of several fields may be equal.
  package mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
    let start = bytes.count
    for byte in name {
      bytes.append((65...90).contains(byte) ? byte | 0x20 : byte)
    }
    let middle = bytes.count
    bytes.append(contentsOf: value)
    fields.append(Field(name: start..<middle, value: middle..<bytes.count))
  }

  /// The value of the first field of this name (in lower case), or nil.
  func value(of name: StaticString) -> ArraySlice<UInt8>? {
    for field in fields where field.name.count == name.utf8CodeUnitCount && self.name(field, is: name) {
      return bytes[field.value]
    }
    return nil
  }

  /// How many fields have this name (in lower case).
  func count(of name: StaticString) -> Int {
    fields.count { $0.name.count == name.utf8CodeUnitCount && self.name($0, is: name) }
  }

  private func name(_ field: Field, is name: StaticString) -> Bool {
    bytes[field.name].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }
}
