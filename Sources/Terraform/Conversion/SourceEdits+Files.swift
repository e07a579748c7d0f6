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
