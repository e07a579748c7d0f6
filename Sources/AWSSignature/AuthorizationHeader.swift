/// The value of the `Authorization` header field of a signed request.
package struct AuthorizationHeader: Sendable, Hashable {
  /// The access key identifier the signer claims.
  package let accessKeyID: String
  /// The scope of the signing key.
  package let scope: SigningScope
  /// The signed header names, lower-case, in the order given.
  package let signedHeaderNames: [String]
  /// The signature, as the sender wrote it.
  package let signature: String

  /// A header from its parts.
  package init(accessKeyID: String, scope: SigningScope, signedHeaderNames: [String], signature: String) {
    self.accessKeyID = accessKeyID
    self.scope = scope
    self.signedHeaderNames = signedHeaderNames
    self.signature = signature
  }

  /// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, in any order of the three parts, or returns
  /// nil when the value has another form or misses one of them.
  package init?(parsing value: String) {
    guard value.hasPrefix("\(SignatureV4.algorithm) ") else { return nil }
    var parts: [Substring: Substring] = [:]
    for part in value.dropFirst(SignatureV4.algorithm.count).split(separator: ",") {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = pair.first, let content = pair.dropFirst().first else { return nil }
      guard parts.updateValue(content, forKey: name) == nil else { return nil }
    }
    guard let credential = parts["Credential"], let slash = credential.firstIndex(of: "/"),
      let scope = SigningScope(parsing: credential[credential.index(after: slash)...]),
      let names = parts["SignedHeaders"], let signature = parts["Signature"]
    else { return nil }
    self.init(
      accessKeyID: String(credential[..<slash]),
      scope: scope,
      signedHeaderNames: names.split(separator: ";").map { $0.lowercased() },
      signature: String(signature)
    )
  }

  /// The header field's value.
  package var value: String {
    "\(SignatureV4.algorithm) Credential=\(accessKeyID)/\(scope.text), "
      + "SignedHeaders=\(signedHeaderNames.joined(separator: ";")), Signature=\(signature)"
  }
}
