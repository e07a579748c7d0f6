/// The secret half and the public half of an AWS access key, with the session token of temporary credentials.
///
/// Its description, debug description and reflection show the access key identifier only, so a log line or a
/// failed expectation that prints one never spills the secret.
package struct Credentials: Sendable, Hashable {
  /// The public identifier of the key, such as `AKIAIOSFODNN7EXAMPLE`.
  package let accessKeyID: String
  /// The secret that signing keys are derived from.
  package let secretAccessKey: String
  /// The token that accompanies temporary credentials, or nil for a long-term key.
  package let sessionToken: String?

  /// Credentials from their parts. An empty session token counts as none, as it does for the AWS command line.
  package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    "Credentials(accessKeyID: \(accessKeyID), secret hidden\(sessionToken == nil ? "" : ", with session token"))"
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
