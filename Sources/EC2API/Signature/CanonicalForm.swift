import Crypto

/// The canonical request of Signature Version 4 as bytes, for a verifier that has to be fast.
///
/// `AWSSignature.CanonicalRequest` is the same in the obvious way, with strings; the tests hold the two together on random
/// requests. They part in one thing on purpose: a percent-encoded byte of the query that is no UTF-8 stays itself here and
/// becomes U+FFFD there, which no signer sends.
enum CanonicalForm {
  /// The canonical request: method, path, query, header fields, their names and the payload's hash, one to a line.
  ///
  /// `payloadHash` is in hexadecimal digits. Header names that the request lacks get an empty value, so that a signature
  /// claiming to cover them covers their absence. Linear in the request but for the sorting of the query.
  static func bytes(
    of request: borrowing WireRequest,
    signedHeaders: [[UInt8]],
    withoutSignature isPresigned: Bool,
    payloadHash: some Sequence<UInt8>
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(512 + request.headers.bytes.count + 2 * request.query.count)
    text.append(contentsOf: request.method.utf8)
    text.append(0x0A)
    append(path: request.path, to: &text)
    text.append(0x0A)
    append(query: request.query, withoutSignature: isPresigned, to: &text)
    text.append(0x0A)
    for name in signedHeaders {
      text.append(contentsOf: name)
      text.append(UInt8(ascii: ":"))
      append(values: name, of: request.headers, to: &text)
      text.append(0x0A)
    }
    text.append(0x0A)
    for (index, name) in signedHeaders.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ";")) }
      text.append(contentsOf: name)
    }
    text.append(0x0A)
    text.append(contentsOf: payloadHash)
    return text
  }

  /// The SHA-256 of `bytes` in lower-case hexadecimal digits.
  static func hexDigest(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hex(hash.finalize())
  }

  static func hex(_ digest: some Sequence<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(hexDigit(byte >> 4))
      text.append(hexDigit(byte & 0x0F))
    }
    return text
  }

  // MARK: Path

  /// The path without `.`, `..` and empty segments, percent-encoded once more, as every service but S3 wants it.
  private static func append(path: [UInt8], to text: inout [UInt8]) {
    guard path.count > 1 || path.first != UInt8(ascii: "/") else {
      text.append(UInt8(ascii: "/"))
      return
    }
    var kept: [ArraySlice<UInt8>] = []
    for segment in path.split(separator: UInt8(ascii: "/")) {
      if segment.elementsEqual(".".utf8) { continue }
      if segment.elementsEqual("..".utf8) {
        _ = kept.popLast()
      } else {
        kept.append(segment)
      }
    }
    text.append(UInt8(ascii: "/"))
    for (index, segment) in kept.enumerated() {
      if index > 0 { text.append(UInt8(ascii: "/")) }
      append(encoding: segment, to: &text)
    }
    if path.last == UInt8(ascii: "/"), !kept.isEmpty { text.append(UInt8(ascii: "/")) }
  }

  // MARK: Query

  /// The parameters sorted by encoded name, then by encoded value; without `X-Amz-Signature` when the signature is one of
  /// them. `+` stands for itself, as every signer treats it.
  private static func append(query: [UInt8], withoutSignature: Bool, to text: inout [UInt8]) {
    guard !query.isEmpty else { return }
    var pairs: [(name: [UInt8], value: [UInt8])] = []
    for pair in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      if withoutSignature, pair[..<equals].elementsEqual("X-Amz-Signature".utf8) { continue }
      var name: [UInt8] = []
      var value: [UInt8] = []
      append(encoding: percentDecoded(pair[..<equals]), to: &name)
      append(encoding: percentDecoded(pair[equals...].dropFirst()), to: &value)
      pairs.append((name, value))
    }
    pairs.sort { left, right in
      left.name == right.name
        ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
    }
    for (index, pair) in pairs.enumerated() {
      if index > 0 { text.append(UInt8(ascii: "&")) }
      text.append(contentsOf: pair.name)
      text.append(UInt8(ascii: "="))
      text.append(contentsOf: pair.value)
    }
  }

  /// `%XX` decoded; anything else, a stray `%` included, stands for itself.
  static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "%")) else { return Array(bytes) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(hexValue),
        let low = rest.dropFirst().first.flatMap(hexValue)
      {
        decoded.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }

  /// Percent-encoding with capital digits; RFC 3986's unreserved characters stay.
  private static func append(encoding bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        text.append(byte)
      default:
        text.append(UInt8(ascii: "%"))
        text.append(capitalHexDigit(byte >> 4))
        text.append(capitalHexDigit(byte & 0x0F))
      }
    }
  }

  private static func capitalHexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") &+ nibble : UInt8(ascii: "A") &+ (nibble &- 10)
  }

  // MARK: Header fields

  /// The values of all fields of this name, joined by commas, without white space at their ends and with runs of it
  /// reduced to one space.
  private static func append(values name: [UInt8], of headers: borrowing HeaderFields, to text: inout [UInt8]) {
    var isFirst = true
    for field in headers.fields where headers.bytes[field.name].elementsEqual(name) {
      if !isFirst { text.append(UInt8(ascii: ",")) }
      isFirst = false
      var isPending = false
      var hasContent = false
      for byte in headers.bytes[field.value] {
        if byte == 0x20 || (0x09...0x0D).contains(byte) {
          isPending = hasContent
          continue
        }
        if isPending { text.append(0x20) }
        isPending = false
        hasContent = true
        text.append(byte)
      }
    }
  }
}
