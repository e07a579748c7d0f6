import ArgumentParser
import ControlPlane
import EC2Shapes
import SQLiteStore

/// `ringfence keys create|list|revoke`
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Make, list and revoke the access keys that clients of the endpoint sign with.",
    discussion: """
      Works on the database, beside a running server too: it knows a new key at once and refuses a revoked one within \
      a second. A secret is shown when its key is made and never again.

      EXIT STATUS
        0 done, 64 wrong usage, 65 the database is damaged, 66 there is none, or no such key, 69 it cannot be used now, \
      78 it is not Ringfence's, or its sealing key is missing
      """,
    subcommands: [Create.self, List.self, Revoke.self]
  )

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key and show its secret, this once.")

    @OptionGroup var database: DatabaseOption

    @Option(name: .long, help: ArgumentHelp("The account it belongs to.", valueName: "twelve digits"))
    var account = "123456789012"

    @Flag(name: .long, help: "The key may describe, and change nothing.")
    var readOnly = false

    @Option(name: .long, help: "The IAM user that it stands for. (default: the account's root)")
    var user: String?

    @Option(name: .long, help: "What it is for, to recognise it in the list.")
    var purpose: String?

    @Option(name: .long, help: "The form of the answer.")
    var format = OutputFormat.text

    func validate() throws {
      guard account.utf8.count == 12, account.utf8.allSatisfy({ (48...57).contains($0) }) else {
        throw ValidationError("--account is twelve digits.")
      }
    }

    func run() async throws {
      let store = try await database.open(isMade: true)
      let key = try await DatabaseOption.reporting { () async throws(StoreError) in
        let key = try await store.accessKeys.create(
          accountID: account,
          userName: user,
          access: readOnly ? .readOnly : .readWrite,
          purpose: purpose,
          at: .now
        )
        try await store.close()
        return key
      }
      switch format {
      case .json: Terminal.write(try Listing.json(KeyWithSecret(key)))
      case .text:
        Terminal.write(
          """
          export AWS_ACCESS_KEY_ID=\(key.id)
          export AWS_SECRET_ACCESS_KEY=\(key.secret)

          """
        )
        Terminal.complain("note", "the secret is not shown again")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys, without their secrets.")

    @OptionGroup var database: DatabaseOption

    @Option(name: .long, help: "The form of the answer.")
    var format = OutputFormat.text

    func run() async throws {
      let store = try await database.open(isMade: false)
      let keys = try await DatabaseOption.reporting { () async throws(StoreError) in
        let keys = try await store.accessKeys.list()
        try await store.close()
        return keys
      }
      switch format {
      case .json: Terminal.write(try Listing.json(keys))
      case .text:
        let rows = keys.map { key in
          [
            key.id, key.accountID, key.userName ?? "(root)", key.access.rawValue, key.createdAt.seconds,
            key.revokedAt?.seconds ?? "-", key.purpose ?? "",
          ]
        }
        Terminal.write(Listing.table(["KEY", "ACCOUNT", "USER", "ACCESS", "CREATED", "REVOKED", "PURPOSE"], rows))
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key good for nothing, for ever.")

    @OptionGroup var database: DatabaseOption

    @Argument(help: "The key's identifier, AKIA….")
    var key: String

    func run() async throws {
      let store = try await database.open(isMade: false)
      let isRevoked = try await DatabaseOption.reporting { () async throws(StoreError) in
        let isRevoked = try await store.accessKeys.revoke(key, at: .now)
        try await store.close()
        return isRevoked
      }
      guard isRevoked else {
        Terminal.complain(
          "error",
          "\(key): there is no such key, or it was revoked before.\n`ringfence keys list` shows them."
        )
        throw ExitStatus.noInput.exitCode
      }
      Terminal.write("revoked \(key)\n")
    }
  }
}

/// A new key as `--format json` shows it, with AWS's names.
private struct KeyWithSecret: Encodable {
  let accessKeyId: String
  let secretAccessKey: String
  let accountId: String
  let access: Caller.Access

  init(_ key: AccessKey) {
    accessKeyId = key.id
    secretAccessKey = key.secret
    accountId = key.accountID
    access = key.access
  }
}
