import Crypto
import Foundation

/// Digests, and what is made of them.
enum HashFunctions {
  static let all: [String: Function] = {
    var functions: [String: Function] = [:]
    for digest in Digest.allCases {
      functions[digest.rawValue] = Function([.init("str", .string)], returns: .string) {
        arguments,
        _ throws(FunctionError) in digest.text(of: Array(arguments.text(0).utf8))
      }
    }
    functions["uuidv5"] = Function([.init("namespace", .string), .init("name", .string)], returns: .string, uuid)
    return functions
  }()

  /// A digest and how it is written, by the function's name.
  enum Digest: String, CaseIterable {
    case md5, sha1, sha256, sha512, base64sha256, base64sha512

    func text(of bytes: [UInt8]) -> Value {
      switch self {
      case .md5: .string(Hexadecimal.text(Insecure.MD5.hash(data: bytes)))
      case .sha1: .string(Hexadecimal.text(Insecure.SHA1.hash(data: bytes)))
      case .sha256: .string(Hexadecimal.text(SHA256.hash(data: bytes)))
      case .sha512: .string(Hexadecimal.text(SHA512.hash(data: bytes)))
      case .base64sha256: .string(Data(SHA256.hash(data: bytes)).base64EncodedString())
      case .base64sha512: .string(Data(SHA512.hash(data: bytes)).base64EncodedString())
      }
    }
  }

  /// RFC 4122, version 5: the SHA-1 of a namespace's bytes and a name.
  private static let uuid: Function.Body = { arguments, _ throws(FunctionError) in
    let namespaces = [
      "dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
      "oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
    ]
    let namespace = arguments.text(0)
    guard let bytes = Hexadecimal.uuid(namespaces[namespace] ?? namespace) else {
      throw FunctionError(
        "uuidv5() doesn't support namespace \(namespace): it is neither dns, url, oid, x500 nor a UUID",
        argument: 0
      )
    }
    var digest = Array(Insecure.SHA1.hash(data: bytes + Array(arguments.text(1).utf8)).prefix(16))
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    let text = Array(Hexadecimal.text(digest))
    return .string(
      [text[0..<8], text[8..<12], text[12..<16], text[16..<20], text[20..<32]].map { String($0) }
        .joined(separator: "-")
    )
  }
}

/// Bytes as digits.
enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The sixteen bytes of `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
  static func uuid(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
    let digits = parts.joined().utf8.compactMap(value)
    guard digits.count == 32 else { return nil }
    return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
