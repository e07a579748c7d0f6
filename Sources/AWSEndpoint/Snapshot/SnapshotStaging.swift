import Foundation

/// A folder beside the destination where files wait until all of them are there.
struct SnapshotStaging: Sendable {
  /// Where the files go in the end.
  let destination: URL
  private let folder: URL
  /// The folder that was made for all this, to be taken away again where nothing came of it.
  private let madeRoot: URL?

  /// Makes the waiting folder in `root`, on the destination's file system, so that moving a file is one step.
  init(destination: URL, root: URL) throws(EndpointError) {
    self.destination = destination
    madeRoot = FileManager.default.fileExists(atPath: root.path) ? nil : root
    folder = root.appendingPathComponent(".ringfence-partial-\(UUID().uuidString)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.failure(error, "the folder cannot be made", root)
    }
  }

  /// Writes one document.
  func write(_ document: JSONValue, to name: String) throws(EndpointError) {
    let file = folder.appendingPathComponent(name)
    do {
      try Data(document.prettyPrinted).write(to: file)
    } catch {
      throw Self.failure(error, "cannot be written", file)
    }
  }

  /// Moves everything into place and removes what an earlier snapshot listed and this one lacks.
  ///
  /// The old `snapshot.json` goes first and the new one comes last: a folder without it was interrupted.
  func commit() throws(EndpointError) {
    let metadata = destination.appendingPathComponent(SnapshotMetadata.file)
    do {
      let files = FileManager.default
      try files.createDirectory(at: destination, withIntermediateDirectories: true)
      let earlier = (try? Data(contentsOf: metadata)).map(SnapshotMetadata.listedFiles(in:)) ?? []
      try? files.removeItem(at: metadata)
      let names = try files.contentsOfDirectory(atPath: folder.path).sorted()
      for name in names where name != SnapshotMetadata.file {
        try move(name)
      }
      for name in earlier.subtracting(names) {
        try? files.removeItem(at: destination.appendingPathComponent(name))
      }
      try move(SnapshotMetadata.file)
      try files.removeItem(at: folder)
    } catch {
      throw Self.failure(
        error,
        "the files could not all be put in place; some may be of an earlier snapshot",
        destination
      )
    }
  }

  /// Removes whatever still waits.
  func discard() {
    let files = FileManager.default
    try? files.removeItem(at: folder)
    if let madeRoot, (try? files.contentsOfDirectory(atPath: madeRoot.path))?.isEmpty == true {
      try? files.removeItem(at: madeRoot)
    }
  }

  private func move(_ name: String) throws {
    let target = destination.appendingPathComponent(name)
    let source = folder.appendingPathComponent(name)
    // rename(2) replaces the target in one step, which FileManager.moveItem does not.
    guard rename(source.path, target.path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  private static func failure(_ error: any Error, _ message: String, _ place: URL) -> EndpointError {
    EndpointError(.output, "\(message): \(error.localizedDescription)", place: place.path)
  }
}
