/// The form in the header: `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, the parts in any order.
extension SignatureClaim {
  init(authorization: ArraySlice<UInt8>, headers: borrowing HeaderFields) throws(AuthenticationFailure) {
    let algorithm = "AWS4-HMAC-SHA256".utf8
    guard authorization.starts(with: algorithm) else {
      throw .incomplete("Unsupported AWS 'algorithm': only AWS4-HMAC-SHA256 is understood.")
    }
    var rest = authorization.dropFirst(algorithm.count)
    guard rest.first == 0x20 || rest.first == 0x09 else {
      throw .incomplete("Unsupported AWS 'algorithm': only AWS4-HMAC-SHA256 is understood.")
    }
    var credential: ArraySlice<UInt8>?
    var signedHeaders: ArraySlice<UInt8>?
    var signature: ArraySlice<UInt8>?
    while let first = rest.first {
      if first == 0x20 || first == 0x09 || first == UInt8(ascii: ",") {
        rest.removeFirst()
        continue
      }
      let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
      var part = rest[rest.startIndex..<end]
      rest = rest[end...]
      while part.last == 0x20 || part.last == 0x09 { part.removeLast() }
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
        throw .incomplete("A part of the header Authorization is no key=value pair (missing equal-sign).")
      }
      let (name, value) = (part[..<equals], part[(equals + 1)...])
      let isNew: Bool
      if name.elementsEqual("Credential".utf8) {
        isNew = credential == nil
        credential = value
      } else if name.elementsEqual("SignedHeaders".utf8) {
        isNew = signedHeaders == nil
        signedHeaders = value
      } else if name.elementsEqual("Signature".utf8) {
        isNew = signature == nil
        signature = value
      } else {
        throw .incomplete("The header Authorization has a part that is not known.")
      }
      guard isNew else { throw .incomplete("A part of the header Authorization occurs more than once.") }
    }
    guard let credential, let signedHeaders, let signature else {
      let missing = [
        credential == nil ? "Authorization header requires 'Credential' parameter." : nil,
        signature == nil ? "Authorization header requires 'Signature' parameter." : nil,
        signedHeaders == nil ? "Authorization header requires 'SignedHeaders' parameter." : nil,
      ]
      throw .incomplete(missing.compactMap(\.self).joined(separator: " "))
    }
    try self.init(
      form: .header,
      credential: Array(credential),
      signedHeaders: signedHeaders,
      signature: signature,
      moment: Self.moment(in: headers)
    )
  }

  /// The time of `X-Amz-Date`, or that of `Date` where there is none.
  private static func moment(in headers: borrowing HeaderFields) throws(AuthenticationFailure) -> SignatureMoment {
    if let date = headers.value(of: "x-amz-date") {
      guard headers.count(of: "x-amz-date") == 1, let moment = SignatureMoment(basic: date) else {
        throw .incomplete("Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601")
      }
      return moment
    }
    guard let date = headers.value(of: "date") else {
      throw .incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    }
    guard let moment = SignatureMoment(basic: date) ?? SignatureMoment(httpDate: date) else {
      throw .incomplete("Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601")
    }
    return moment
  }
}
