import Foundation

/// The real Terraform, for comparison; nothing is fetched.
struct TerraformProgram {
  let path: String

  /// `nil` where Terraform is not installed.
  static let installed: TerraformProgram? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/terraform" }.first { FileManager.default.isExecutableFile(atPath: $0) }.map(Self.init)
  }()

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The changes of outputs that a plan of the files has, by name: `after`, `after_unknown`.
  func plannedOutputs(of files: MemoryFiles, arguments: [String] = [], environment: [String: String] = [:]) throws
    -> [String: [String: Any]]
  {
    try withFolder(files, environment) { folder, variables in
      _ = try run(["plan", "-input=false", "-no-color", "-out=plan"] + arguments, in: folder, variables)
      let shown = try run(["show", "-json", "plan"], in: folder, variables)
      let plan = try JSONSerialization.jsonObject(with: shown) as? [String: Any]
      return plan?["output_changes"] as? [String: [String: Any]] ?? [:]
    }
  }

  /// What `terraform plan` complains of: `error: summary: detail`, in alphabetical order.
  func planDiagnostics(of files: MemoryFiles) throws -> [String] {
    try withFolder(files, [:]) { folder, variables in
      let output = try run(["plan", "-input=false", "-json"], in: folder, variables, allowing: [0, 1])
      let messages = output.split(separator: UInt8(ascii: "\n")).compactMap { line -> String? in
        let message = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
        guard let diagnostic = message?["diagnostic"] as? [String: Any] else { return nil }
        let words = ["severity", "summary", "detail"].map { diagnostic[$0] as? String ?? "" }
        return words.joined(separator: ": ")
      }
      return messages.sorted()
    }
  }

  private func withFolder<Result>(
    _ files: MemoryFiles,
    _ environment: [String: String],
    _ work: (URL, [String: String]) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("terraform-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files.texts {
      let file = folder.appendingPathComponent(String(path.dropFirst("/infra/".count)))
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let settings = folder.appendingPathComponent("settings.tfrc.ignored")
    try Data("disable_checkpoint = true\n".utf8).write(to: settings)
    var variables = environment
    variables["TF_CLI_CONFIG_FILE"] = settings.path
    _ = try run(["init", "-input=false", "-no-color"], in: folder, variables)
    return try work(folder, variables)
  }

  private func run(
    _ arguments: [String],
    in folder: URL,
    _ variables: [String: String],
    allowing statuses: [Int32] = [0]
  ) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let (output, errors) = (folder.appendingPathComponent("out.log"), folder.appendingPathComponent("err.log"))
    for log in [output, errors] { FileManager.default.createFile(atPath: log.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard statuses.contains(process.terminationStatus) else {
      let text = try String(contentsOf: errors, encoding: .utf8) + String(contentsOf: output, encoding: .utf8)
      throw Failure(description: "terraform \(arguments.joined(separator: " ")): \(text)")
    }
    return try Data(contentsOf: output)
  }
}
