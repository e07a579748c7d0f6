import ControlPlane
import GRDB

/// The tables, and how a file of an earlier version comes to have them.
///
/// `PRAGMA application_id` says that the file is ours, `PRAGMA user_version` which of the ``migrations`` it has seen.
enum Schema {
  /// "rngf", in the file's header: `file(1)` and other programs can tell.
  static let applicationID: Int32 = 0x726E_6766

  /// What this version writes and the newest that it reads.
  static var version: Int { migrations.count }

  /// Each brings a file from the version of its index to the next. What has been released never changes here.
  private static let migrations: [String] = [
    """
    -- One row: where the store stands.
    CREATE TABLE status (
      singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
      revision INTEGER NOT NULL,
      -- Rows of record, for the check at start-up.
      record_count INTEGER NOT NULL,
      -- One more with each change of access_key.
      access_key_version INTEGER NOT NULL,
      -- Which key seals the secrets of access_key.
      sealing_key TEXT
    );
    INSERT INTO status VALUES (1, 0, 0, 0, NULL);

    -- What there is at the newest revision, numbered in the order of first put.
    CREATE TABLE record (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      body TEXT NOT NULL,
      account TEXT GENERATED ALWAYS AS (body ->> '$.location.accountID') VIRTUAL,
      region TEXT GENERATED ALWAYS AS (body ->> '$.location.region') VIRTUAL,
      UNIQUE (kind, id)
    );

    -- Every change that was ever committed; record follows from it.
    CREATE TABLE change (
      revision INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      -- The security group of a rule.
      parent TEXT,
      -- NULL where the record was removed.
      body TEXT,
      PRIMARY KEY (revision, ordinal)
    ) WITHOUT ROWID;
    CREATE INDEX change_by_id ON change (id);
    CREATE INDEX change_by_parent ON change (parent) WHERE parent IS NOT NULL;

    -- The audit trail. A call that was refused has the revision that it found.
    CREATE TABLE call (
      number INTEGER PRIMARY KEY,
      -- Milliseconds since 1970.
      time INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      is_refused INTEGER NOT NULL,
      request_id TEXT NOT NULL,
      account TEXT NOT NULL,
      region TEXT NOT NULL,
      access_key TEXT NOT NULL,
      action TEXT NOT NULL,
      parameters TEXT NOT NULL,
      error_code TEXT,
      error_message TEXT
    );
    CREATE UNIQUE INDEX call_by_revision ON call (revision) WHERE is_refused = 0;
    CREATE INDEX call_by_time ON call (time);
    CREATE INDEX call_by_action ON call (action, time);
    CREATE INDEX call_by_access_key ON call (access_key, time);

    -- Keys that callers sign with. A revoked one stays, without its secret: the audit trail names it.
    CREATE TABLE access_key (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      account TEXT NOT NULL,
      -- NULL for the account's root.
      user_name TEXT,
      access TEXT NOT NULL,
      purpose TEXT,
      created INTEGER NOT NULL,
      revoked INTEGER,
      sealed_secret BLOB,
      CHECK ((sealed_secret IS NULL) = (revoked IS NOT NULL))
    );
    """
  ]

  /// What a file is, as its header and table of contents say.
  enum Standing: Equatable {
    /// Nothing has been written.
    case empty
    /// Ours, at this version.
    case version(Int)
  }

  /// - Throws: ``StoreError/unsuitable(_:)`` for another program's database, ``StoreError/newerSchema(found:supported:)``.
  static func standing(_ db: Database, of path: String) throws -> Standing {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if application == 0, found == 0, tables == 0 { return .empty }
    guard application == applicationID else {
      throw StoreError.unsuitable("\(path) is another program's SQLite database")
    }
    guard found <= version else { throw StoreError.newerSchema(found: found, supported: version) }
    return .version(found)
  }

  /// Brings a database to ``version``, all at once. Two processes may try at the same time.
  static func migrate(_ db: Database, of path: String) throws {
    try db.inTransaction(.immediate) {
      let start =
        switch try standing(db, of: path) {
        case .empty: 0
        case .version(let number): number
        }
      guard start < version else { return .commit }
      for migration in migrations[max(0, start)...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
  }
}
