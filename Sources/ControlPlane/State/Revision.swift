/// The number of a commit: zero before the first, one more with each. What a client of a store compares and sets.
package struct Revision: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package var number: Int64

  package init(_ number: Int64) { self.number = number }

  /// Nothing has been committed.
  package static let zero = Revision(0)

  package var next: Revision { advanced(by: 1) }

  package func advanced(by count: Int) -> Revision { Revision(number &+ Int64(count)) }

  package var description: String { String(number) }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  package init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
