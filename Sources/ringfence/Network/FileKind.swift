import Foundation

/// What the files are that a path names.
enum FileKind {
  /// A folder with Terraform configuration in it.
  case configuration
  /// A plan or a state, already read.
  case document([UInt8])
  /// Anything else: the AWS CLI's output.
  case snapshot

  /// Complains, and throws the exit status, where there is nothing at the path or it cannot be read.
  init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      Terminal.complain(
        "error",
        "\(path): no such file or folder.\nGive a folder of the AWS CLI's output or of Terraform configuration, a plan or"
          + " state as JSON, or the URL of an endpoint."
      )
      throw ExitStatus.noInput.exitCode
    }
    if isFolder.boolValue {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      self = names.contains { $0.hasSuffix(".tf") || $0.hasSuffix(".tf.json") } ? .configuration : .snapshot
      return
    }
    guard let bytes = FileManager.default.contents(atPath: path).map(Array.init) else {
      Terminal.complain("error", "\(path): it cannot be read.")
      throw ExitStatus.noInput.exitCode
    }
    self = Self.isTerraformDocument(path, bytes) ? .document(bytes) : .snapshot
  }

  /// Terraform says which version of it wrote a file, and of which format, before all else; the AWS CLI never does.
  private static func isTerraformDocument(_ path: String, _ bytes: [UInt8]) -> Bool {
    if path.hasSuffix(".tfstate") || bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return true }
    let head = String(decoding: bytes.prefix(512), as: UTF8.self)
    return ["\"format_version\"", "\"terraform_version\"", "\"@level\""].contains { head.contains($0) }
  }
}
