/// An HTTP request as a value, in the bytes that came.
package struct WireRequest: Sendable {
  /// The method, such as `POST`.
  package var method: String
  /// The path as it stands on the request line, percent-encoded, without the query.
  package var path: [UInt8]
  /// The query as it stands on the request line, without `?`; empty when there is none.
  package var query: [UInt8]
  /// The header fields, `host` among them.
  package var headers: HeaderFields
  /// The whole body.
  package var body: [UInt8]

  /// A request from its parts.
  package init(method: String, path: [UInt8], query: [UInt8] = [], headers: HeaderFields, body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// A request whose path and query are still one text, as on the request line.
  package init(method: String, target: String, headers: HeaderFields, body: [UInt8] = []) {
    var target = target
    let (path, query) = target.withUTF8 { bytes -> ([UInt8], [UInt8]) in
      guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else { return (Array(bytes), []) }
      return (Array(bytes[..<mark]), Array(bytes[(mark + 1)...]))
    }
    self.init(method: method, path: path, query: query, headers: headers, body: body)
  }
}

/// An HTTP response as a value.
package struct WireResponse: Sendable, Hashable {
  /// The status.
  package var status: Int
  /// The value of `Content-Type`.
  package var contentType: String
  /// The methods that the path has, for `Allow` beside 405; otherwise nil.
  package var allow: String?
  /// The identifier of the request, for `x-amzn-requestid`.
  package var requestID: String
  /// The body.
  package var body: [UInt8]

  /// A response from its parts.
  package init(status: Int, contentType: String, allow: String? = nil, requestID: String, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.allow = allow
    self.requestID = requestID
    self.body = body
  }
}
