import Findings
import ArgumentParser
import Foundation
import NetworkAnalysis

/// When to colour the output.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// What standard output and standard error are connected to, and the ways out to them.
enum Terminal {
  /// - Parameter width: what was asked for; otherwise the terminal's, at most 120, for long lines read badly;
  ///   80 where the output is no terminal.
  static func options(colour: ColourChoice, width: Int?) -> TextOptions {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    // NO_COLOR counts when it is not empty (no-color.org); a dumb terminal shows no colours.
    let isUnwanted = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let usesColour =
      switch colour {
      case .always: true
      case .never: false
      case .auto: isTerminal && !isUnwanted
      }
    return TextOptions(
      width: width ?? (isTerminal ? min(columns(environment) ?? 80, 120) : 80),
      usesColour: usesColour,
      usesUnicode: isUTF8(environment)
    )
  }

  /// Whether standard output is a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  private static func columns(_ environment: [String: String]) -> Int? {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap(Int.init)
  }

  /// By the variables that decide a process's character set, in their order of precedence (POSIX, "Environment
  /// Variables").
  private static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let upper = locale.uppercased()
    return upper.contains("UTF-8") || upper.contains("UTF8")
  }

  /// Writes to standard output. A reader that went away, such as `head`, is no error.
  static func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  /// Warns of several things. A damaged input can have thousands of them: the first tell what is wrong.
  static func warn(_ messages: [String], limit: Int = 20) {
    for message in messages.prefix(limit) { complain("warning", message) }
    if messages.count > limit { complain("warning", "and \(messages.count - limit) more like these") }
  }

  /// Writes lines to standard error, each message's first one after the program's name.
  static func complain(_ kind: String, _ message: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    var text = "ringfence: \(kind): \(lines.first ?? "")\n"
    for line in lines.dropFirst() { text += "  \(line)\n" }
    let safe = text.unicodeScalars.map { scalar -> String in
      let steers = scalar.properties.generalCategory == .control && scalar != "\n"
      return steers ? "?" : String(scalar)
    }.joined()
    try? FileHandle.standardError.write(contentsOf: Data(safe.utf8))
  }
}
