package import Foundation

/// AWS Signature Version 4: header and query forms. No networking; a server verifies with the same pieces.
package enum SignatureV4 {
  /// The algorithm's name in headers, queries and strings to sign.
  package static let algorithm = "AWS4-HMAC-SHA256"

  /// The text whose HMAC is the signature.
  package static func stringToSign(
    _ request: CanonicalRequest,
    at timestamp: SigningTimestamp,
    scope: SigningScope
  ) -> String {
    [algorithm, timestamp.text, scope.text, request.hash].joined(separator: "\n")
  }

  /// `request` with the header fields of a signature: `X-Amz-Date`, `X-Amz-Security-Token` where the credentials
  /// have a token, and `Authorization`. Earlier fields of these names are replaced, so that a retry can sign anew.
  ///
  /// The request must carry a `Host` field.
  package static func sign(
    _ request: SignableRequest,
    with credentials: Credentials,
    region: String,
    service: String,
    at date: Date
  ) -> SignableRequest {
    let timestamp = SigningTimestamp(date)
    let scope = SigningScope(date: timestamp.day, region: region, service: service)
    var signed = request
    signed.headers.removeAll {
      ["x-amz-date", "x-amz-security-token", "authorization"].contains($0.name.lowercased())
    }
    signed.headers.append(HeaderField("X-Amz-Date", timestamp.text))
    if let token = credentials.sessionToken {
      signed.headers.append(HeaderField("X-Amz-Security-Token", token))
    }
    let canonical = CanonicalRequest(signed)
    let key = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: scope)
    let authorization = AuthorizationHeader(
      accessKeyID: credentials.accessKeyID,
      scope: scope,
      signedHeaderNames: canonical.signedHeaders.split(separator: ";").map(String.init),
      signature: key.signature(of: stringToSign(canonical, at: timestamp, scope: scope))
    )
    signed.headers.append(HeaderField("Authorization", authorization.value))
    return signed
  }

  /// `request` with the signature in its query, good for `expiresIn` seconds: the form of a presigned URL.
  ///
  /// The `X-Amz-…` items come after the request's own, `X-Amz-Signature` last.
  package static func presign(
    _ request: SignableRequest,
    with credentials: Credentials,
    region: String,
    service: String,
    at date: Date,
    expiresIn seconds: Int
  ) -> SignableRequest {
    let timestamp = SigningTimestamp(date)
    let scope = SigningScope(date: timestamp.day, region: region, service: service)
    var signed = request
    signed.query.removeAll { presignedItemNames.contains($0.name) }
    let signedHeaders = CanonicalRequest(request).signedHeaders
    signed.query += [
      QueryItem("X-Amz-Algorithm", algorithm),
      QueryItem("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
      QueryItem("X-Amz-Date", timestamp.text),
      QueryItem("X-Amz-Expires", String(seconds)),
      QueryItem("X-Amz-SignedHeaders", signedHeaders),
    ]
    if let token = credentials.sessionToken {
      signed.query.append(QueryItem("X-Amz-Security-Token", token))
    }
    let key = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: scope)
    let signature = key.signature(of: stringToSign(CanonicalRequest(signed), at: timestamp, scope: scope))
    signed.query.append(QueryItem("X-Amz-Signature", signature))
    return signed
  }

  private static let presignedItemNames: Set<String> = [
    "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
    "X-Amz-Security-Token", "X-Amz-Signature",
  ]
}
