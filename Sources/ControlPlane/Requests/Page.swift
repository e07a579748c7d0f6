package import EC2Shapes

/// One page of a listing, and the token of the next.
package struct Page<Element: Sendable>: Sendable {
  package var elements: [Element]
  package var nextToken: String?

  package init(elements: [Element], nextToken: String? = nil) {
    self.elements = elements
    self.nextToken = nextToken
  }

  package func map<Result>(_ transform: (Element) -> Result) -> [Result] { elements.map(transform) }
}

/// What a request says about pages.
///
/// A token names the last element of the page before, so that pages neither repeat nor skip an element that was there
/// all the time, whatever is added or removed meanwhile.
package struct PageRequest: Hashable, Sendable {
  package var maxResults: Int?
  package var nextToken: String?
  /// What `maxResults` may be.
  package var limits: ClosedRange<Int>

  package init(maxResults: Int?, nextToken: String?, limits: ClosedRange<Int> = 5...1000) {
    self.maxResults = maxResults
    self.nextToken = nextToken
    self.limits = limits
  }

  /// Cuts a page out of elements that are sorted by their keys. O(log n + page).
  package func page<Element: Sendable>(of sorted: [Element], key: (Element) -> String) throws(EC2Error) -> Page<Element>
  {
    if let maxResults, !limits.contains(maxResults) {
      throw EC2Error(
        code: "InvalidParameterValue",
        message: "Value ( \(maxResults) ) for parameter maxResults is invalid. "
          + "Expecting a value between \(limits.lowerBound) and \(limits.upperBound)."
      )
    }
    var start = 0
    if let nextToken {
      guard let last = Self.decode(nextToken) else {
        throw EC2Error(code: "InvalidNextToken", message: "The token '\(nextToken.prefix(64))' is invalid")
      }
      var end = sorted.count
      while start < end {
        let middle = start + (end - start) / 2
        if key(sorted[middle]) <= last { start = middle + 1 } else { end = middle }
      }
    }
    let count = min(maxResults ?? .max, sorted.count - start)
    let elements = Array(sorted[start..<(start + count)])
    let isLast = start + count == sorted.count
    return Page(elements: elements, nextToken: isLast ? nil : elements.last.map { Self.encode(key($0)) })
  }

  // Hexadecimal, so that nobody takes it for an identifier and it needs no escaping anywhere.
  private static let mark = "rf1"

  private static func encode(_ key: String) -> String {
    mark + key.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  private static func decode(_ token: String) -> String? {
    guard token.hasPrefix(mark) else { return nil }
    let digits = Array(token.utf8.dropFirst(mark.utf8.count))
    guard !digits.isEmpty, digits.count.isMultiple(of: 2), digits.count <= 2048 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
