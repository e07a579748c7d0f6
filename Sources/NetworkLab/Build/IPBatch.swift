/// Many commands of `ip` by one process.
enum IPBatch {
  /// Runs the lines in the calling thread's network namespace; ends at the first that fails.
  ///
  /// - Parameter options: for all of them, such as `-6`.
  static func run(_ lines: [String], options: [String] = []) throws(LabError) {
    guard !lines.isEmpty else { return }
    let command = ChildCommand(
      program: "ip",
      arguments: options + ["-batch", "-"],
      input: lines.joined(separator: "\n") + "\n"
    )
    let result = try command.run()
    guard result.status != 0 else { return }
    throw error(result, lines)
  }

  /// `ip` says the number of the line: the user wants to know what it said.
  static func error(_ result: ChildCommand.Result, _ lines: [String]) -> LabError {
    var messages = result.errors.split(separator: "\n").map(String.init)
    var failed = ""
    if let index = messages.firstIndex(where: { $0.hasPrefix("Command failed -:") }) {
      let number = Int(messages[index].dropFirst("Command failed -:".count)) ?? 0
      if lines.indices.contains(number - 1) { failed = ": ip \(lines[number - 1])" }
      messages.remove(at: index)
    }
    let reason = messages.isEmpty ? "exit status \(result.status)" : messages.joined(separator: "; ")
    let isForbidden = reason.contains("Operation not permitted") || reason.contains("Permission denied")
    return LabError(
      isForbidden ? .notPermitted : .command,
      "ip failed\(failed): \(reason)" + (isForbidden ? " (a lab takes root: use sudo)" : "")
    )
  }
}
