/// What a request says of its own signature, before any of it is believed.
struct SignatureClaim: Sendable {
  /// Where the signature stands.
  enum Form: Hashable, Sendable {
    /// In the header field `Authorization`.
    case header
    /// In the query: a presigned URL, good for so many seconds.
    case query(expires: Int64)
  }

  let form: Form
  /// `AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request`, checked to have these five parts.
  let credential: [UInt8]
  /// The places of key, day, region, service in `credential`.
  let parts: [Range<Int>]
  /// The names of the signed header fields: lower case, ascending, each once.
  let signedHeaders: [[UInt8]]
  /// The 32 bytes of the signature.
  let signature: [UInt8]
  /// The time stamp.
  let moment: SignatureMoment

  var keyID: String { text(0) }
  var day: ArraySlice<UInt8> { credential[parts[1]] }
  var region: String { text(2) }
  var service: String { text(3) }

  /// Everything behind the key: `20150830/us-east-1/ec2/aws4_request`.
  var scope: ArraySlice<UInt8> { credential[parts[1].lowerBound...] }

  private func text(_ part: Int) -> String { String(decoding: credential[parts[part]], as: UTF8.self) }

  /// More names than any client signs; the limit keeps the sorting of hostile ones cheap.
  static let mostSignedHeaders = 64
  /// The week that AWS lets a presigned URL live, in seconds.
  static let longestExpiry: Int64 = 604_800

  /// Reads the claim of a request in either form.
  ///
  /// Throws `missing` when there is none, `incomplete` or `scope` when it has not the form it must have.
  init(of request: borrowing WireRequest) throws(AuthenticationFailure) {
    let presigned = try PresignedParameters(query: request.query)
    switch (request.headers.value(of: "authorization"), presigned) {
    case (nil, nil): throw .missing
    case (.some, .some): throw .incomplete("A request has one signature: in the header Authorization or in the query.")
    case (let header?, nil):
      guard request.headers.count(of: "authorization") == 1 else {
        throw .incomplete("The header Authorization occurs more than once.")
      }
      try self.init(authorization: header, headers: request.headers)
    case (nil, let parameters?): try self.init(parameters)
    }
  }

  init(
    form: Form,
    credential: [UInt8],
    signedHeaders: some Collection<UInt8>,
    signature: some Collection<UInt8>,
    moment: SignatureMoment
  ) throws(AuthenticationFailure) {
    self.form = form
    self.credential = credential
    self.moment = moment
    parts = try Self.parts(of: credential)
    self.signedHeaders = try Self.names(in: signedHeaders)
    guard let signature = Self.bytes(ofHex: signature) else {
      throw .incomplete("The signature must be 64 lower-case hexadecimal digits.")
    }
    self.signature = signature
  }

  private static func parts(of credential: [UInt8]) throws(AuthenticationFailure) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    parts.reserveCapacity(5)
    var start = 0
    for (place, byte) in credential.enumerated() where byte == UInt8(ascii: "/") {
      parts.append(start..<place)
      start = place + 1
      guard parts.count < 5 else { break }
    }
    parts.append(start..<credential.count)
    guard parts.count == 5, parts.allSatisfy({ !$0.isEmpty }) else {
      throw .incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term."
      )
    }
    // What is accepted here ends up in log lines and messages: nothing but what keys, regions and services are made of.
    let isPlain = credential.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isPlain, credential.count <= 256 else {
      throw .incomplete("Credential has a character that none of its elements may have, or is too long.")
    }
    guard credential[parts[4]].elementsEqual("aws4_request".utf8) else {
      throw .scope("Credential should be scoped with a valid terminator: 'aws4_request'.")
    }
    return parts
  }

  /// The names of `SignedHeaders`. AWS wants them sorted and every signer sorts them; whoever does not gets the canonical
  /// order, so that there is one canonical request for one set of names.
  private static func names(in list: some Collection<UInt8>) throws(AuthenticationFailure) -> [[UInt8]] {
    var names: [[UInt8]] = []
    names.reserveCapacity(8)
    var isAscending = true
    for piece in list.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: true) {
      guard names.count < mostSignedHeaders else {
        throw .incomplete("SignedHeaders has more than \(mostSignedHeaders) names.")
      }
      let name = piece.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
      if let last = names.last, !last.lexicographicallyPrecedes(name) { isAscending = false }
      names.append(name)
    }
    if !isAscending {
      names = Set(names).sorted { $0.lexicographicallyPrecedes($1) }
    }
    guard names.contains(where: { $0.elementsEqual("host".utf8) }) else {
      throw .incomplete("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
    }
    return names
  }

  private static func bytes(ofHex digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    var high: UInt8?
    for digit in digits {
      guard let value = hexValue(digit), !(65...90).contains(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
