import Foundation

/// `terraform console`, asked many expressions at once.
struct TerraformConsole {
  /// What Terraform says of an expression.
  struct Answer: Equatable {
    /// As JSON; `nil` where the expression is an error.
    var json: String?
    var type: String?
  }

  let executable: String
  /// An empty folder of its own.
  let directory: URL

  /// `nil` where there is no Terraform on this machine.
  static func find() -> TerraformConsole? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in folders {
      let path = "\(folder)/terraform"
      guard FileManager.default.isExecutableFile(atPath: path) else { continue }
      let directory = FileManager.default.temporaryDirectory.appendingPathComponent("console-\(UUID().uuidString)")
      guard (try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)) != nil else {
        return nil
      }
      return TerraformConsole(executable: path, directory: directory)
    }
    return nil
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  /// The answers, in order. The console prints the last line's value alone, so that many expressions are put into one
  /// tuple; where something is in it that `try` does not catch, halves of it are asked until that stands alone.
  func ask(_ expressions: [String]) throws -> [Answer] {
    var answers = [Answer](repeating: Answer(), count: expressions.count)
    for batch in Self.batches(of: expressions) { try askJSON(expressions, batch, &answers) }
    let good = answers.indices.filter { answers[$0].json != nil }
    for batch in Self.batches(of: good.map { expressions[$0] }) {
      let places = batch.map { good[$0] }
      let text = try output(of: "type([\(places.map { "[\(expressions[$0])]" }.joined(separator: ", "))])\n")
      let types = Self.parts(ofTuple: Self.normalized(text))
      guard types.count == places.count else { continue }
      for (place, type) in zip(places, types) { answers[place].type = type }
    }
    return answers
  }

  private func askJSON(_ expressions: [String], _ batch: Range<Int>, _ answers: inout [Answer]) throws {
    let items = batch.map { "base64encode(try(jsonencode([\(expressions[$0])]), \"error\"))" }
    let lines = try output(of: "nonsensitive([\(items.joined(separator: ", "))])\n").split(separator: "\n")
      .map { $0.trimmingCharacters(in: [" ", ",", "\""]) }.filter { $0 != "[" && $0 != "]" }
    if lines.count == batch.count {
      for (index, line) in zip(batch, lines) {
        guard let data = Data(base64Encoded: line) else { continue }
        let text = String(decoding: data, as: UTF8.self)
        answers[index] = text == "error" ? Answer() : Answer(json: text)
      }
    } else if batch.count > 1 {
      let middle = batch.lowerBound + batch.count / 2
      try askJSON(expressions, batch.lowerBound..<middle, &answers)
      try askJSON(expressions, middle..<batch.upperBound, &answers)
    }
  }

  /// The console reads lines of 64 KiB at most.
  private static func batches(of expressions: [String]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var (start, bytes) = (0, 0)
    for (index, expression) in expressions.enumerated() {
      let size = expression.utf8.count + 60
      if bytes + size > 40_000 {
        batches.append(start..<index)
        (start, bytes) = (index, 0)
      }
      bytes += size
    }
    if start < expressions.count { batches.append(start..<expressions.count) }
    return batches
  }

  /// A type without blanks and commas at the ends.
  static func normalized(_ text: String) -> String {
    var result = ""
    for character in text where !character.isWhitespace {
      if ")]}".contains(character), result.last == "," { result.removeLast() }
      result.append(character)
    }
    return result
  }

  private static func parts(ofTuple text: String) -> [String] {
    guard text.hasPrefix("tuple(["), text.hasSuffix("])") else { return [] }
    var parts = [""]
    var depth = 0
    for character in text.dropFirst(7).dropLast(2) {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }

  private func output(of input: String) throws -> String {
    String(decoding: try run(["console", "-no-color"], input: input), as: UTF8.self)
  }

  /// What a Terraform command prints.
  func run(_ arguments: [String], input: String = "") throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    // Beside the folder, which has nothing in it but what the test puts there.
    let configuration = URL(fileURLWithPath: directory.path + ".rc")
    try Data().write(to: configuration)
    let file = URL(fileURLWithPath: directory.path + ".input")
    try Data(input.utf8).write(to: file)
    defer {
      try? FileManager.default.removeItem(at: configuration)
      try? FileManager.default.removeItem(at: file)
      // The console's lock.
      try? FileManager.default.removeItem(at: directory.appendingPathComponent("terraform.tfstate"))
    }
    var environment = ProcessInfo.processInfo.environment
    environment["TF_CLI_CONFIG_FILE"] = configuration.path
    environment["CHECKPOINT_DISABLE"] = "1"
    environment["HOME"] = directory.path
    process.environment = environment.filter { !$0.key.hasPrefix("TF_VAR") && $0.key != "TF_LOG" }
    let pipe = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }
}
