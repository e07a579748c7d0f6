import VPCModel

/// What is to be told about a snapshot, kept short: a file that is wrong in one way is so a thousand times.
struct DiagnosticLog {
  /// How many diagnostics one file may have. It also bounds the work of finding their places.
  static let limit = 100

  private(set) var diagnostics: [SnapshotDiagnostic] = []
  private var counts: [String: Int] = [:]

  /// Adds a diagnostic unless its file has had its share. The place is worked out only when it is kept.
  mutating func add(
    file: String,
    path: @autoclosure () -> String = "",
    _ message: @autoclosure () -> String,
    _ consequence: SnapshotDiagnostic.Consequence
  ) {
    counts[file, default: 0] += 1
    guard counts[file, default: 0] <= Self.limit else { return }
    diagnostics.append(
      SnapshotDiagnostic(file: file, path: path(), message: message(), consequence: consequence)
    )
  }

  /// All diagnostics; what was kept back is counted in one more for its file.
  mutating func finish() -> [SnapshotDiagnostic] {
    for (file, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.limit {
      diagnostics.append(
        SnapshotDiagnostic(
          file: file,
          message: "\(count - Self.limit) more problems of such kinds",
          consequence: .ignored
        )
      )
    }
    return diagnostics
  }
}
