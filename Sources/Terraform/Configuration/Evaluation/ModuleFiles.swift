import HCL
import Synchronization

/// What `file`, `templatefile` and their like may read: the root module's folder and that of the module that calls them,
/// and what is below, symbolic links resolved. Relative paths start in the root module's folder, where Terraform runs.
struct ModuleFiles: FileAccess {
  /// Of a walk through folders.
  private static let entryLimit = 100_000

  private let source: any ConfigurationFiles
  private let limit: Int
  private let refusals = Refusals()
  private let root: String
  /// Absolute and without symbolic links.
  private let allowed: [String]

  init(session: EvaluationSession, folder: String) {
    source = session.files
    root = session.root
    limit = session.limits.functionFileSize
    let folders = [session.root, PathText.joined(session.root, folder)]
    allowed = folders.compactMap { session.files.realPath(of: $0) }
  }

  var workingDirectory: String { source.realPath(of: root) ?? root }

  /// Whoever reads a configuration need not be at home.
  var homeDirectory: String? { nil }

  func contents(of path: String) throws(FileAccessError) -> [UInt8] {
    let place = try reachable(path)
    guard source.realPath(of: place) != nil else { throw FileAccessError("no file exists at \"\(path)\"") }
    do throws(FileProblem) {
      return try source.bytes(of: place, limit: limit)
    } catch {
      throw FileAccessError("the file \"\(path)\" \(error.reason)")
    }
  }

  func fileExists(at path: String) throws(FileAccessError) -> Bool {
    let place = try reachable(path)
    guard source.realPath(of: place) != nil else { return false }
    do throws(FileProblem) {
      return try source.names(in: place) == nil
    } catch {
      throw FileAccessError("\"\(path)\" \(error.reason)")
    }
  }

  func files(below path: String) throws(FileAccessError) -> [String] {
    let start = try reachable(path)
    var result: [String] = []
    var folders = [""]
    var seen: Set<String> = []
    var entries = 0
    while let folder = folders.popLast() {
      let place = folder.isEmpty ? start : "\(start)/\(folder)"
      guard let real = source.realPath(of: place), seen.insert(real).inserted, isAllowed(real) else { continue }
      do throws(FileProblem) {
        guard let names = try source.names(in: place) else { continue }
        for name in names {
          entries += 1
          guard entries <= Self.entryLimit else { throw FileProblem("holds more than \(Self.entryLimit) files") }
          let path = folder.isEmpty ? name : "\(folder)/\(name)"
          let inner = "\(start)/\(path)"
          guard let real = source.realPath(of: inner), isAllowed(real) else { continue }
          if try source.names(in: inner) == nil { result.append(path) } else { folders.append(path) }
        }
      } catch {
        throw FileAccessError("the folder \"\(path)\" \(error.reason)")
      }
    }
    return result.sorted()
  }

  /// Where a path leads, if that may be seen.
  private func reachable(_ path: String) throws(FileAccessError) -> String {
    let place = PathText.joined(root, path)
    // What is not there is judged by the folder that it would be in.
    var existing = place
    while source.realPath(of: existing) == nil, let slash = existing.lastIndex(of: "/"), slash != existing.startIndex {
      existing = String(existing[..<slash])
    }
    if let real = source.realPath(of: existing), isAllowed(real) { return place }
    refusals.paths.withLock { $0.append(path) }
    throw FileAccessError(
      "\"\(path)\" is outside of the configuration's folder, where nothing is read",
      isOutOfReach: true
    )
  }

  private func isAllowed(_ real: String) -> Bool { allowed.contains { PathText.isInside(real, $0) } }

  /// Paths that were asked for since the last time and are out of reach.
  func takeRefusals() -> [String] {
    refusals.paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
  }

  private final class Refusals: Sendable {
    let paths = Mutex<[String]>([])
  }
}
