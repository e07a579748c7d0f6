import ArgumentParser
import ControlPlane
import EC2Shapes
import Foundation
import SQLiteStore

/// Which database a command works on.
struct DatabaseOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The database. (default: ringfence/ringfence.db under $XDG_STATE_HOME or ~/.local/state)",
      valueName: "file"
    )
  )
  var database: String?

  /// The file, made absolute by nobody: messages name it as it was given.
  var path: String { database ?? Self.defaultPath(ProcessInfo.processInfo.environment) }

  /// As the XDG base directory specification has it: what should outlive a restart, but is no one's document.
  static func defaultPath(_ environment: [String: String]) -> String {
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? "."
    return (state ?? "\(home)/.local/state") + "/ringfence/ringfence.db"
  }

  /// Opens the database.
  /// - Parameter isMade: whether to make one where there is none; otherwise its absence is an error.
  func open(isMade: Bool) async throws -> SQLiteStore {
    if isMade {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      do {
        try FileManager.default.createDirectory(
          atPath: folder,
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
      } catch {
        Terminal.complain("error", "\(folder): cannot be made: \(error.localizedDescription)")
        throw ExitStatus.cannotCreate.exitCode
      }
    } else if !FileManager.default.fileExists(atPath: path) {
      Terminal.complain(
        "error",
        "\(path): no such database.\n`ringfence serve` makes it; --database names another."
      )
      throw ExitStatus.noInput.exitCode
    }
    return try await Self.reporting { () async throws(StoreError) in try await SQLiteStore.open(path) }
  }

  /// Runs what uses a store; a failure of the store ends the command with what it says.
  static func reporting<Result>(_ body: () async throws(StoreError) -> Result) async throws -> Result {
    do {
      return try await body()
    } catch {
      Terminal.complain("error", error.description)
      throw error.exitStatus.exitCode
    }
  }
}

extension StoreError {
  var exitStatus: ExitStatus {
    switch self {
    case .conflict, .unavailable: .unavailable
    case .corrupt: .badData
    case .newerSchema, .unsuitable: .configuration
    }
  }
}

extension Timestamp {
  /// The system's clock.
  static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

  /// Without the milliseconds: `2026-11-24T02:39:03Z`.
  var seconds: String { description.prefix(19) + "Z" }
}
