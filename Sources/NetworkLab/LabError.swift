import Foundation
package import LinuxDataPlane

/// Why a lab could not be built, found or removed: what, where, and what to do.
package struct LabError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// Not root, or without the capabilities.
    case notPermitted
    /// A program that the lab needs is not installed.
    case missingProgram
    /// A command failed, or did not end in time.
    case command
    case file
    case namespace
    /// There is a lab already.
    case alreadyUp
    /// Another process is at work on the lab.
    case busy
    /// There is no lab.
    case notUp
    case unknownMachine
    /// The network has no interface that could be a machine.
    case empty
    case cancelled
  }

  package let code: Code
  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  init(_ error: NamespaceError) {
    self.init(error.code == EPERM ? .notPermitted : .namespace, error.description)
  }

  package init(_ error: AttachmentError) {
    self.init(error.code == EACCES || error.code == EPERM ? .notPermitted : .file, error.description)
  }

  /// For a system call on a file that failed just now.
  static func file(_ step: String, _ path: String, code: Int32) -> LabError {
    let isForbidden = code == EACCES || code == EPERM
    let hint = isForbidden ? " (a lab takes root: use sudo)" : ""
    return LabError(
      isForbidden ? .notPermitted : .file,
      "cannot \(step) \(path): \(String(cString: strerror(code)))\(hint)"
    )
  }

  static let cancelled = LabError(.cancelled, "interrupted: everything that was made is removed")
}
