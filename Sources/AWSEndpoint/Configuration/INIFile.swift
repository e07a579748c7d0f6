/// A file of sections of `name = value` lines, read as the AWS command line reads it (Python's `configparser` without
/// interpolation).
///
/// - Lines that begin with `#` or `;` are comments; there are none after a value.
/// - `=` or `:` ends the name, which has no case.
/// - A line indented further than its setting continues it. A setting whose value is only continuation lines holds
///   settings of its own, as in a `services` section.
/// - A section or a setting that comes twice is an error: which one is meant is not to be guessed.
struct INIFile: Sendable, Hashable {
  /// A setting and where it stands.
  struct Setting: Sendable, Hashable {
    var value: String
    /// The settings one level down.
    var nested: [String: Setting] = [:]
    /// The line it begins on, from 1.
    var line: Int
  }

  /// A section and where it begins.
  struct Section: Sendable, Hashable {
    var name: String
    var line: Int
    var settings: [String: Setting] = [:]
  }

  let path: String
  private(set) var sections: [Section] = []

  /// Reads the text of the file at `path`, which is only used in errors.
  init(parsing text: String, path: String) throws(EndpointError) {
    self.path = path
    var parser = Parser(path: path)
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      try parser.read(line, number: number)
    }
    try parser.finishSetting()
    sections = parser.sections
  }
}

extension INIFile {
  private struct Parser {
    let path: String
    var sections: [Section] = []
    /// The setting that lines further in would continue.
    private var setting: (name: String, indent: Int, lines: [(text: String, number: Int)])?

    init(path: String) {
      self.path = path
    }

    mutating func read(_ line: Substring, number: Int) throws(EndpointError) {
      let content = String(line).trimmed
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { return }
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      if let open = setting, indent > open.indent {
        setting?.lines.append((content, number))
        return
      }
      try finishSetting()
      if content.hasPrefix("["), let end = content.lastIndex(of: "]"), content.index(after: content.startIndex) < end {
        try open(section: String(content[content.index(after: content.startIndex)..<end]), number: number)
      } else {
        try open(setting: content, indent: indent, number: number)
      }
    }

    private mutating func open(section name: String, number: Int) throws(EndpointError) {
      if let earlier = sections.first(where: { $0.name == name }) {
        throw failure("the section [\(name)] is already on line \(earlier.line)", line: number)
      }
      sections.append(Section(name: name, line: number))
    }

    private mutating func open(setting content: String, indent: Int, number: Int) throws(EndpointError) {
      guard let end = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
        throw failure("neither a section, nor a setting (name = value)", line: number)
      }
      let name = String(content[..<end]).trimmed.lowercased()
      guard !name.isEmpty else { throw failure("a setting without a name", line: number) }
      guard let section = sections.last else {
        throw failure("a setting before the first section, such as [default]", line: number)
      }
      if let earlier = section.settings[name] {
        throw failure("\(name) is already set on line \(earlier.line)", line: number)
      }
      setting = (name, indent, [(String(content[content.index(after: end)...]).trimmed, number)])
    }

    /// Stores the open setting with the lines that continued it.
    mutating func finishSetting() throws(EndpointError) {
      guard let (name, _, lines) = setting, let first = lines.first, let section = sections.indices.last else {
        return
      }
      setting = nil
      var finished = Setting(value: lines.map(\.text).joined(separator: "\n"), line: first.number)
      if first.text.isEmpty {
        for (text, number) in lines.dropFirst() {
          guard let equals = text.firstIndex(of: "=") else {
            throw failure("not a setting of \(name) (name = value)", line: number)
          }
          finished.nested[String(text[..<equals]).trimmed] =
            Setting(value: String(text[text.index(after: equals)...]).trimmed, line: number)
        }
      }
      sections[section].settings[name] = finished
    }

    private func failure(_ message: String, line: Int) -> EndpointError {
      EndpointError(.configuration, message, place: "\(path):\(line)")
    }
  }
}
