import Foundation
package import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The attachments of this machine, one JSON file for each interface in one folder: how the commands that make them
/// and the process that enforces them speak with each other.
///
/// Files are replaced whole, so that a reader never sees half of one. What is no attachment is reported and skipped:
/// one bad file must not keep the others from being enforced.
package struct AttachmentDirectory: Sendable {
  /// Gone after a reboot, as the devices are.
  package static let standardPath = "/run/ringfence/attachments"

  package let path: String
  private let report: @Sendable (AttachmentProblem) -> Void

  /// - Parameter report: is told of each file that is skipped, each time it is read.
  package init(
    path: String = Self.standardPath,
    report: @escaping @Sendable (AttachmentProblem) -> Void = { _ in }
  ) {
    self.path = path
    self.report = report
  }

  // MARK: Reading

  /// Every attachment, by interface; none where there is no folder. O(attachments).
  package func all() throws(AttachmentError) -> [Attachment] {
    let reading = try read()
    reading.problems.forEach(report)
    return reading.attachments
  }

  /// What the folder holds, and what of it could not be used.
  package func read() throws(AttachmentError) -> (attachments: [Attachment], problems: [AttachmentProblem]) {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return ([], []) }
      throw AttachmentError(step: "read", path: path, code: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".json") { names.append(name) }
    }
    var attachments: [Attachment] = []
    var problems: [AttachmentProblem] = []
    for name in names.sorted() {
      // Removed since the folder was read: not there, and no problem.
      guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else { continue }
      do {
        let attachment = try JSONDecoder().decode(Attachment.self, from: data)
        if let reason = problem(of: attachment, in: name) {
          problems.append(AttachmentProblem(path: "\(path)/\(name)", reason: reason))
        } else {
          attachments.append(attachment)
        }
      } catch {
        problems.append(AttachmentProblem(path: "\(path)/\(name)", reason: Self.words(error)))
      }
    }
    return (attachments.sorted { $0.interfaceID < $1.interfaceID }, problems)
  }

  private func problem(of attachment: Attachment, in name: String) -> String? {
    if name != Self.fileName(attachment.interfaceID) {
      return "it is about \(attachment.interfaceID), whose file is \(Self.fileName(attachment.interfaceID))"
    }
    // dev_valid_name of Linux: 15 bytes, no slash, colon or space, not . or ..
    let device = attachment.device
    let isName = (1...15).contains(device.utf8.count) && device != "." && device != ".."
    let hasOthers = device.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 <= 32 }
    return isName && !hasOthers ? nil : "'\(device)' cannot be the name of a network device"
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "it has no \(key.stringValue)"
    case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "it is no JSON object" : "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is not valid"
    default: "it cannot be read: \(error)"
    }
  }

  // MARK: Writing

  /// Makes an attachment known, in the place of an earlier one of the same interface.
  package func put(_ attachment: Attachment) throws(AttachmentError) {
    try makeFolder()
    let file = "\(path)/\(Self.fileName(attachment.interfaceID))"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let temporary = "\(path)/.\(UUID().uuidString)"
    do {
      try encoder.encode(attachment).write(to: URL(fileURLWithPath: temporary))
    } catch {
      unlink(temporary)
      throw AttachmentError(step: "write", path: file, code: errno)
    }
    guard rename(temporary, file) == 0 else {
      let code = errno
      unlink(temporary)
      throw AttachmentError(step: "write", path: file, code: code)
    }
  }

  /// - Returns: whether there was one.
  @discardableResult
  package func remove(_ id: NetworkInterface.ID) throws(AttachmentError) -> Bool {
    let file = "\(path)/\(Self.fileName(id))"
    if unlink(file) == 0 { return true }
    guard errno == ENOENT else { throw AttachmentError(step: "remove", path: file, code: errno) }
    return false
  }

  func makeFolder() throws(AttachmentError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755]
      )
    } catch {
      throw AttachmentError(step: "make", path: path, code: errno)
    }
  }

  /// The identifier, its other characters than letters, digits, `-` and `_` as `%` and two hexadecimal digits: no
  /// identifier names a file outside the folder.
  static func fileName(_ id: NetworkInterface.ID) -> String {
    var name = ""
    for byte in id.text.utf8.prefix(80) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return name + ".json"
  }
}

/// A file of the folder that is no attachment.
package struct AttachmentProblem: Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path) is skipped: \(reason). Remove it, or attach the interface again." }
}

/// Why attachments could not be read or written.
package struct AttachmentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `read`, `write`, …
  package let step: String
  package let path: String
  /// `errno`.
  package let code: Int32

  package var description: String {
    let hint = code == EACCES || code == EPERM ? " (it takes root: use sudo)" : ""
    return "cannot \(step) \(path): \(String(cString: strerror(code)))\(hint)"
  }
}
