import ArgumentParser
import ControlPlane
import EC2Shapes
import SQLiteStore

/// `ringfence backup FILE`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database as it is at this moment, while the server goes on.",
    discussion: """
      Writes FILE and FILE.key, which opens the access keys' secrets; keep the second as you keep a password. FILE has \
      its name only once it is whole and has been examined.

      EXIT STATUS
        0 done, 64 wrong usage, 65 the database is damaged, 66 there is none, 69 it cannot be used now, 78 FILE is there \
      already, or the database is not Ringfence's
      """
  )

  @OptionGroup var database: DatabaseOption

  @Argument(help: ArgumentHelp("Where to copy it.", valueName: "file"))
  var file: String

  @Flag(name: .long, help: "Replace a file that is there.")
  var replace = false

  func run() async throws {
    let store = try await database.open(isMade: false)
    let report = try await DatabaseOption.reporting { () async throws(StoreError) in
      let report = try await store.backup(to: file, replacing: replace)
      try await store.close()
      return report
    }
    Terminal.write("backed up \(database.path) at revision \(report.revision) to \(report.summary)\n")
  }
}

/// `ringfence restore FILE`
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the database, which no server may have open.",
    discussion: """
      The backup is examined in full before it takes its place, all at once.

      EXIT STATUS
        0 done, 64 wrong usage, 65 the backup is damaged, 69 it cannot be used now, 78 there is a database already, the \
      file is not a backup, or its key is missing
      """
  )

  @OptionGroup var database: DatabaseOption

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
  var file: String

  @Flag(name: .long, help: "Replace a database that is there.")
  var replace = false

  @Flag(name: .long, help: "Revoke every access key: for a backup whose .key file is lost.")
  var revokeKeys = false

  func run() async throws {
    let report = try await DatabaseOption.reporting { () async throws(StoreError) in
      try await SQLiteStore.restore(
        from: file,
        to: database.path,
        replacing: replace,
        keysRevoked: revokeKeys ? .now : nil
      )
    }
    Terminal.write("restored revision \(report.revision) from \(file) to \(report.summary)\n")
  }
}

extension CopyReport {
  fileprivate var summary: String { "\(path): \(recordCount) records, \(accessKeyCount) access keys" }
}
