import Crypto
import Foundation

/// The key of one scope, derived from a secret access key; it signs and verifies, and its description shows nothing.
package struct SigningKey: Sendable {
  private let key: SymmetricKey

  /// Derives the key: `HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")`.
  package init(secretAccessKey: String, scope: SigningScope) {
    var key = SymmetricKey(data: Array("AWS4\(secretAccessKey)".utf8))
    for part in [scope.date, scope.region, scope.service, "aws4_request"] {
      key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
    self.key = key
  }

  /// The signature of `stringToSign`: 64 lower-case hexadecimal digits.
  package func signature(of stringToSign: String) -> String {
    hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(stringToSign.utf8), using: key))
  }

  /// Whether `signature` is that of `stringToSign`, in a time that does not depend on where they differ.
  package func verify(signature: String, of stringToSign: String) -> Bool {
    ConstantTime.equal(Array(signature.utf8), Array(self.signature(of: stringToSign).utf8))
  }

  /// The key's bytes, for comparison with published examples.
  var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "SigningKey(hidden)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Comparison of secrets.
package enum ConstantTime {
  /// Whether two byte strings are equal, in a time that depends only on their lengths. Different lengths are told
  /// at once: the length of a signature is no secret.
  package static func equal(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    guard first.count == second.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(first, second) {
      difference |= one ^ other
    }
    return difference == 0
  }
}
