import Crypto
import Foundation

/// A request in the one form that signer and verifier agree on.
///
/// The path is normalised and encoded a second time, as every service but S3 requires. See "Create a canonical
/// request" in the AWS IAM User Guide.
package struct CanonicalRequest: Sendable, Hashable {
  /// The canonical text: method, path, query, header fields, signed names and payload hash, one to a line.
  package let text: String
  /// The signed header names, lower-case, sorted, joined by `;`.
  package let signedHeaders: String

  /// The canonical form of `request`.
  ///
  /// - Parameter signedHeaderNames: the header fields to cover, as a verifier reads them from the request; nil takes
  ///   every field that may be signed, as a signer does. A name the request lacks contributes an empty value, so that
  ///   a signature claiming it cannot match by accident.
  package init(_ request: SignableRequest, signedHeaderNames: [String]? = nil) {
    var values: [String: [String]] = [:]
    for field in request.headers {
      values[field.name.lowercased(), default: []].append(Self.trimAll(field.value))
    }
    let names: [String] =
      if let signedHeaderNames {
        Set(signedHeaderNames.map { $0.lowercased() }).sorted()
      } else {
        values.keys.filter(SignableRequest.isSignable(headerNamed:)).sorted()
      }
    signedHeaders = names.joined(separator: ";")
    var lines = [
      request.method.uppercased(),
      Self.canonicalPath(request.path),
      Self.canonicalQuery(request.query),
    ]
    for name in names {
      lines.append("\(name):\((values[name] ?? []).joined(separator: ","))")
    }
    lines += ["", signedHeaders, request.payloadHash]
    text = lines.joined(separator: "\n")
  }

  /// The SHA-256 of the text in lower-case hexadecimal digits.
  package var hash: String {
    hexadecimal(SHA256.hash(data: Array(text.utf8)))
  }

  /// The path without `.`, `..` and empty segments, encoded once more.
  static func canonicalPath(_ path: String) -> String {
    guard !path.isEmpty else { return "/" }
    var kept: [String] = []
    for segment in path.utf8.split(separator: UInt8(ascii: "/")).map({ String(Substring($0)) }) where segment != "." {
      if segment == ".." {
        _ = kept.popLast()
      } else {
        kept.append(segment)
      }
    }
    let trailing = path.utf8.last == UInt8(ascii: "/") && !kept.isEmpty ? "/" : ""
    return PercentEncoding.encode("/" + kept.joined(separator: "/") + trailing, keepingSlash: true)
  }

  /// The query sorted by encoded name, then by encoded value.
  static func canonicalQuery(_ items: [QueryItem]) -> String {
    items
      .map { (name: PercentEncoding.encode($0.name), value: PercentEncoding.encode($0.value)) }
      .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
      .map { "\($0.name)=\($0.value)" }
      .joined(separator: "&")
  }

  /// A header value without white space at its ends and with runs of it reduced to one space.
  private static func trimAll(_ value: String) -> String {
    value.utf8
      .split { $0 == UInt8(ascii: " ") || (0x09...0x0d).contains($0) }
      .map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }
}
