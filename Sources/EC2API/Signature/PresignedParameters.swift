/// The parameters of the signature in the query of a presigned URL, decoded.
struct PresignedParameters: Sendable {
  private(set) var values: [Name: [UInt8]] = [:]

  enum Name: String, CaseIterable, Sendable {
    case algorithm = "X-Amz-Algorithm"
    case credential = "X-Amz-Credential"
    case date = "X-Amz-Date"
    case expires = "X-Amz-Expires"
    case signedHeaders = "X-Amz-SignedHeaders"
    case signature = "X-Amz-Signature"
    case securityToken = "X-Amz-Security-Token"
  }

  /// Reads a raw query; nil when no parameter of a signature is in it. The names are compared as they are written: a
  /// client that encodes letters of them has no signature.
  init?(query: [UInt8]) throws(AuthenticationFailure) {
    guard !query.isEmpty else { return nil }
    for pair in query.split(separator: UInt8(ascii: "&")) where pair.starts(with: "X-Amz-".utf8) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = Name(rawValue: String(decoding: pair[..<equals], as: UTF8.self)) else { continue }
      let value = CanonicalForm.percentDecoded(pair[equals...].dropFirst())
      guard values.updateValue(value, forKey: name) == nil else {
        throw .incomplete("The query-string parameter '\(name.rawValue)' occurs more than once.")
      }
    }
    // A token or a date alone is no signature: both are also sent beside a signature in the header.
    guard values[.algorithm] != nil || values[.signature] != nil || values[.credential] != nil else { return nil }
  }

  subscript(name: Name) -> [UInt8] {
    get throws(AuthenticationFailure) {
      guard let value = values[name] else {
        throw .incomplete(
          "AWS query-string parameters must include '\(name.rawValue)'. Re-examine the query-string parameters."
        )
      }
      return value
    }
  }
}

extension SignatureClaim {
  init(_ parameters: PresignedParameters) throws(AuthenticationFailure) {
    guard try parameters[.algorithm].elementsEqual("AWS4-HMAC-SHA256".utf8) else {
      throw .incomplete("Unsupported AWS 'algorithm': only AWS4-HMAC-SHA256 is understood.")
    }
    guard let moment = SignatureMoment(basic: try parameters[.date]) else {
      throw .incomplete("X-Amz-Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601")
    }
    let digits = try parameters[.expires]
    guard !digits.isEmpty, digits.count <= 7, digits.allSatisfy({ (48...57).contains($0) }) else {
      throw .incomplete("X-Amz-Expires must be a whole number of seconds from 1 to \(Self.longestExpiry).")
    }
    let expires = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
    guard (1...Self.longestExpiry).contains(expires) else {
      throw .incomplete("X-Amz-Expires must be a whole number of seconds from 1 to \(Self.longestExpiry).")
    }
    try self.init(
      form: .query(expires: expires),
      credential: parameters[.credential],
      signedHeaders: parameters[.signedHeaders],
      signature: parameters[.signature],
      moment: moment
    )
  }
}
