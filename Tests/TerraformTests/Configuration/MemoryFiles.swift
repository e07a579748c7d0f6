import HCL

@testable import Terraform

/// A configuration's files in memory.
struct MemoryFiles: ConfigurationFiles {
  /// Texts by absolute path.
  private(set) var texts: [String: String] = [:]
  /// Symbolic links by absolute path.
  var links: [String: String] = [:]

  /// From a text that holds files, each after a line `== path`; the first file, if it has no such line, is `main.tf`.
  init(_ text: String, in folder: String = "/infra") {
    var name = "main.tf"
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        name = String(line.dropFirst(3))
      } else {
        texts[PathText.joined(folder, name), default: ""] += line + "\n"
      }
    }
  }

  func names(in folder: String) throws(FileProblem) -> [String]? {
    let prefix = resolved(folder) + "/"
    var names: Set<String> = []
    for path in Array(texts.keys) + Array(links.keys) where path.hasPrefix(prefix) {
      names.insert(String(path.dropFirst(prefix.count).prefix { $0 != "/" }))
    }
    return names.isEmpty ? nil : Array(names)
  }

  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    guard let text = texts[resolved(path)] else { throw FileProblem("does not exist") }
    guard text.utf8.count <= limit else { throw FileProblem("has \(text.utf8.count) bytes; at most \(limit) are read") }
    return Array(text.utf8)
  }

  func realPath(of path: String) -> String? {
    let path = resolved(path)
    return texts.keys.contains { $0 == path || $0.hasPrefix(path + "/") } ? path : nil
  }

  private func resolved(_ path: String) -> String {
    let path = PathText.joined("/", path)
    for (link, target) in links where PathText.isInside(path, link) { return target + path.dropFirst(link.count) }
    return path
  }
}

extension TerraformConfiguration {
  /// What a text of files says, as ``MemoryFiles`` reads it.
  init(
    reading text: String,
    folder: String = "/infra",
    variables: VariableInputs = VariableInputs(),
    limits: ReadingLimits = ReadingLimits()
  ) {
    self = ConfigurationReader.read(
      folder: folder,
      variables: variables,
      files: MemoryFiles(text),
      limits: limits
    )
  }

  /// Diagnostics as `error main.tf:3: Summary: Detail`.
  var messages: [String] {
    diagnostics.map { diagnostic in
      var place = ""
      if let range = diagnostic.range, let path = sources.path(of: range), let position = sources.positions(of: range) {
        place = " \(path.replacing("/infra/", with: "")):\(position.start.line)"
      }
      return "\(diagnostic.severity)\(place): \(diagnostic.summary): \(diagnostic.detail)"
    }
  }

  var errors: [String] { messages.filter { $0.hasPrefix("error") } }

  func instance(_ address: String) -> ResourceInstance? { instances.first { $0.address.description == address } }
}
