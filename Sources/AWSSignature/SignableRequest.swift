import Crypto
import Foundation

/// One decoded name and value of a query string or form.
package struct QueryItem: Sendable, Hashable {
  /// The name.
  package var name: String
  /// The value.
  package var value: String

  /// A name with its value.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// The items of a raw query string (without `?`), percent-decoded. A name without `=` has the empty value, and `+`
  /// stands for itself, as every signer of Signature Version 4 treats it. Divided by bytes: to `Character`s, a separator
  /// with a combining mark after it would be none.
  package static func parse(rawQuery: some StringProtocol) -> [QueryItem] {
    guard !rawQuery.isEmpty else { return [] }
    return Array(rawQuery.utf8).split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map { pair in
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      return QueryItem(
        PercentEncoding.decode(String(decoding: pair[..<equals], as: UTF8.self)),
        PercentEncoding.decode(String(decoding: pair[equals...].dropFirst(), as: UTF8.self))
      )
    }
  }
}

/// One header field. Names compare without regard to case when they are signed.
package struct HeaderField: Sendable, Hashable {
  /// The name.
  package var name: String
  /// The value.
  package var value: String

  /// A name with its value.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The parts of an HTTP request that a signature covers.
package struct SignableRequest: Sendable, Hashable {
  /// The method, such as `POST`.
  package var method: String
  /// The path as it stands on the request line, percent-encoded, without the query. Empty means `/`.
  package var path: String
  /// The query, decoded.
  package var query: [QueryItem]
  /// The header fields, `host` among them.
  package var headers: [HeaderField]
  /// The lower-case hexadecimal SHA-256 of the body, or one of AWS's markers such as `UNSIGNED-PAYLOAD`.
  package var payloadHash: String

  /// A request from its parts.
  package init(
    method: String,
    path: String,
    query: [QueryItem] = [],
    headers: [HeaderField],
    payloadHash: String
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.payloadHash = payloadHash
  }

  /// The payload hash of a body: its SHA-256 in lower-case hexadecimal digits.
  package static func payloadHash(of body: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Array(body)))
  }

  /// Whether a header field of this name may be signed: not those that a proxy or the transport may rewrite. The
  /// signature's own `authorization` is never part of what it signs.
  static func isSignable(headerNamed name: String) -> Bool {
    !unsignableHeaders.contains(name.lowercased())
  }

  private static let unsignableHeaders: Set<String> = [
    "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
    "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
  ]
}
