import ControlPlane
import Crypto
import Foundation

/// `FILE.key` beside a database `FILE`: a sealing key on each line, `ringfence-key-1` and 64 hexadecimal digits.
///
/// Only its owner may read it. There is one line but for the moment in which a restored database takes the place of
/// another: then there are both databases' keys, so that a crash leaves either with its own.
struct SealingKeyFile: Sendable {
  private static let marker = "ringfence-key-1"

  let path: String

  init(besides database: String) { path = database + ".key" }

  /// `nil` where there is no file.
  func read() throws(StoreError) -> [SealingKey]? {
    guard let mode = DurableFile.mode(path) else { return nil }
    guard mode & 0o077 == 0 else {
      throw .unsuitable(
        "\(path) may be read by others (mode \(String(mode, radix: 8))): chmod 600 it, and make new access keys "
          + "if others could have"
      )
    }
    guard let data = FileManager.default.contents(atPath: path) else { throw .unavailable("cannot read \(path)") }
    var keys: [SealingKey] = []
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, words[0] == Self.marker, let bytes = Self.bytes(words[1]), bytes.count == 32 else {
        throw .unsuitable("\(path) is not a file of sealing keys")
      }
      keys.append(SealingKey(SymmetricKey(data: bytes)))
    }
    return keys
  }

  /// At once, on the disk, for its owner alone.
  func write(_ keys: [SealingKey], replacing: Bool) throws {
    let lines = keys.map { key in
      let digits = key.symmetricKey.withUnsafeBytes { bytes in
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
      return "\(Self.marker) \(digits)\n"
    }
    try DurableFile.create(path, contents: Array(lines.joined().utf8), replacing: replacing)
  }

  private static func bytes(_ hexadecimal: Substring) -> [UInt8]? {
    let digits = hexadecimal.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
