import PositionedJSON

/// Reads what `aws ec2 describe-…` and a few kindred commands print into a network.
///
/// A file is known by its top-level keys (`SecurityGroups`, `Subnets`, …), not by its name; one file may hold
/// several. A folder is read with all below it, so that regions and accounts can lie side by side.
///
/// Nothing is dropped in silence. What is not JSON, or not of the shape that the AWS CLI prints, refuses the
/// whole read (`SnapshotError`). A resource with a part that cannot be understood is left out whole, with a
/// diagnostic, and its kind becomes incomplete; a group short of one rule would give wrong verdicts, a
/// missing group gives none. Which kinds are incomplete besides is told at `SnapshotCompleteness`.
/// Keys that are not known are passed over: AWS adds some every month.
package enum SnapshotReader {
  /// The size up to which one file is read, 512 MiB: far beyond the greatest account, and it bounds memory.
  package static let maximumBytes = 512 << 20

  /// Reads one file, or a folder with all files below it except hidden ones.
  ///
  /// A file of a folder that holds no JSON, or none of the known keys, is listed among the sources as not used.
  /// Time is linear in the bytes; memory peaks at the network and about twice the largest file.
  package static func read(path: String) throws(SnapshotError) -> Snapshot {
    var collector = SnapshotCollector()
    var sources: [SnapshotSource] = []
    let files = try SnapshotFiles.list(at: path)
    for file in files {
      let bytes = try SnapshotFiles.read(file.path)
      sources.append(
        SnapshotSource(
          file: file.path,
          use: try read(
            bytes,
            name: file.path,
            folder: file.folder,
            isOneOfMany: !file.folder.isEmpty,
            into: &collector
          )
        )
      )
    }
    return try snapshot(collector, sources, path: path)
  }

  /// Reads one document in UTF-8 or UTF-16.
  /// - Parameter name: what to call it in messages; `pl-….json` tells whose entries a prefix list's are.
  package static func read(json bytes: [UInt8], name: String) throws(SnapshotError) -> Snapshot {
    var collector = SnapshotCollector()
    let use = try read(bytes, name: name, folder: "", isOneOfMany: false, into: &collector)
    return try snapshot(collector, [SnapshotSource(file: name, use: use)], path: name)
  }

  private static func snapshot(
    _ collector: consuming SnapshotCollector,
    _ sources: [SnapshotSource],
    path: String
  ) throws(SnapshotError) -> Snapshot {
    let isUsed = sources.contains { if case .used = $0.use { true } else { false } }
    guard isUsed else { throw .nothingUsed(path: path) }
    var collector = collector
    let (network, diagnostics) = collector.finish()
    return Snapshot(network: network, diagnostics: diagnostics, sources: sources)
  }

  private static func read(
    _ bytes: [UInt8],
    name: String,
    folder: String,
    isOneOfMany: Bool,
    into collector: inout SnapshotCollector
  ) throws(SnapshotError) -> SnapshotSource.Use {
    guard bytes.count <= maximumBytes else { throw .tooLarge(file: name, bytes: bytes.count, limit: maximumBytes) }
    guard let text = TextEncoding.utf8(from: bytes) else {
      throw .damaged(file: name, line: 1, column: 1, problem: "UTF-16 of an odd number of bytes")
    }
    if isOneOfMany {
      let first = text.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
      // A command that failed leaves an empty file behind; the kinds it should have supplied stay incomplete.
      guard let first else { return .notUsed(reason: "it is empty (did the command that wrote it fail?)") }
      // Notes and scripts may lie beside the outputs, but what begins like an output must be one.
      let isJSON = name.lowercased().hasSuffix(".json") || first == UInt8(ascii: "{")
      guard isJSON else { return .notUsed(reason: "it is not JSON") }
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: text)
    } catch {
      let (line, column) = error.position(in: text)
      throw .damaged(file: name, line: line, column: column, problem: error.problem)
    }
    return try collector.collect(document, file: name, folder: folder)
  }
}
