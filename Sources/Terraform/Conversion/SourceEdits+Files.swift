package import HCL

extension SourceEdits {
  /// Path and new text of every file that changes, by path.
  package func files(in sources: SourceMap) throws(Problem) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    for source in self.sources {
      guard let path = sources.text(source)?.path else { continue }
      files.append((path, String(decoding: try newText(of: source, in: sources), as: UTF8.self)))
    }
    return files.sorted { $0.path < $1.path }
  }
}

extension SourceEdits {
  /// A file that was not there, as a unified diff. Git takes only `/dev/null` for the old file of a new one.
  package static func patch(adding text: String, at path: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let endsWithBreak = lines.last?.isEmpty ?? true
    if endsWithBreak { lines = lines.dropLast() }
    guard !lines.isEmpty else { return "" }
    let path = path.drop { $0 == "/" }
    return "--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1,\(lines.count) @@\n"
      + lines.map { "+\($0)\n" }.joined() + (endsWithBreak ? "" : "\\ No newline at end of file\n")
  }
}
