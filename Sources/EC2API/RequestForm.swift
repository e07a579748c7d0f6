import EC2Shapes

/// The outer form of a request to a Query API.
enum RequestForm {
  /// The bytes of the parameters: the query of a GET; the body of a POST, behind what its query may say.
  ///
  /// Throws 404 for any path but the root, 405 for other methods, 415 for a body that is no form.
  static func parameters(of request: borrowing WireRequest) throws(EC2Error) -> [UInt8] {
    guard request.path.isEmpty || request.path.elementsEqual("/".utf8) else {
      throw EC2Error(code: "NotFound", message: "There is nothing here. The API is served at the path /.", status: 404)
    }
    switch request.method {
    case "GET":
      // A body would be signed but not read: better to say so than to drop parameters.
      guard request.body.isEmpty else {
        throw EC2Error.malformedQueryString("A GET request has its parameters in the query, not in a body")
      }
      return request.query
    case "POST":
      if !request.body.isEmpty, let type = request.headers.value(of: "content-type"), !isForm(type) {
        throw EC2Error(
          code: "UnsupportedMediaType",
          message: "The body must be application/x-www-form-urlencoded in UTF-8.",
          status: 415
        )
      }
      guard !request.query.isEmpty else { return request.body }
      guard !request.body.isEmpty else { return request.query }
      return request.query + [UInt8(ascii: "&")] + request.body
    default:
      throw EC2Error(
        code: "MethodNotAllowed",
        message: "The method is not allowed against this resource: the API knows GET and POST.",
        status: 405
      )
    }
  }

  /// Whether a `Content-Type` is that of a form, in UTF-8 where it names a character set.
  static func isForm(_ value: some Collection<UInt8>) -> Bool {
    let lowered = value.filter { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: "\"") }
      .map { (65...90).contains($0) ? $0 | 0x20 : $0 }
    let parts = lowered.split(separator: UInt8(ascii: ";"))
    guard let type = parts.first, type.elementsEqual("application/x-www-form-urlencoded".utf8) else { return false }
    return parts.dropFirst().allSatisfy { part in
      !part.starts(with: "charset=".utf8) || part.elementsEqual("charset=utf-8".utf8)
        || part.elementsEqual("charset=utf8".utf8)
    }
  }
}
