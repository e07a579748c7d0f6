package import ControlPlane
import Foundation
import GRDB

extension SQLiteStore {
  /// Reads every record in one snapshot and decodes on all cores.
  ///
  /// Records of one kind come in the order of first put; the kinds one after the other.
  package func load() async throws(StoreError) -> StoreContents {
    let (revision, chunks) = try await pool.snapshot { db in
      (try Status.revision(db), try RecordChunk.readAll(db))
    }
    do {
      let records = try await withThrowingTaskGroup(of: (Int, [StoredRecord]).self) { group in
        for (index, chunk) in chunks.enumerated() { group.addTask { (index, try chunk.decode()) } }
        var parts = [[StoredRecord]](repeating: [], count: chunks.count)
        for try await (index, part) in group { parts[index] = part }
        return parts.flatMap { $0 }
      }
      return StoreContents(revision: revision, records: records)
    } catch {
      // The decoder of a chunk does not know which record it was.
      try await pool.snapshot { db in try Self.readOneByOne(db) }
      throw StoreError(error)
    }
  }

  /// - Throws: ``StoreError/corrupt(_:)`` with the first record that cannot be read.
  static func readOneByOne(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT kind, id, body FROM record ORDER BY number")
    while let row = try rows.next() {
      let (kind, id, body): (String, String, String) = (row[0], row[1], row[2])
      guard let kind = RecordKind(rawValue: kind) else {
        throw StoreError.corrupt("record \(id) is of the unknown kind \(kind)")
      }
      _ = try RecordCoding.decode(kind, id: id, Data(body.utf8))
    }
  }
}

/// Records of one kind as one JSON array: one run of the decoder for many is faster than a run for each.
struct RecordChunk: Sendable {
  private static let recordsPerChunk = 2_000

  let kind: RecordKind
  private var json: [UInt8] = []
  private var count = 0

  private init(_ kind: RecordKind) { self.kind = kind }

  /// The record table, in chunks; those of a kind in order.
  static func readAll(_ db: Database) throws -> [RecordChunk] {
    var chunks: [RecordChunk] = []
    var open: [RecordKind: RecordChunk] = [:]
    var kinds: [String: RecordKind] = [:]
    let statement = try db.cachedStatement(sql: "SELECT kind, body FROM record ORDER BY number")
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      let name: String = row[0]
      let kind: RecordKind
      if let known = kinds[name] {
        kind = known
      } else {
        guard let found = RecordKind(rawValue: name) else {
          throw StoreError.corrupt("a record is of the unknown kind \(name)")
        }
        kinds[name] = found
        kind = found
      }
      try row.withUnsafeData(atIndex: 1) { body in open[kind, default: RecordChunk(kind)].append(body ?? Data()) }
      if let chunk = open[kind], chunk.count >= recordsPerChunk {
        chunks.append(chunk)
        open[kind] = nil
      }
    }
    return chunks + open.values.sorted { $0.kind < $1.kind }
  }

  private mutating func append(_ body: Data) {
    json.append(UInt8(ascii: count == 0 ? "[" : ","))
    json.append(contentsOf: body)
    count += 1
  }

  func decode() throws(StoreError) -> [StoredRecord] {
    try RecordCoding.decodeArray(kind, Data(json + [UInt8(ascii: "]")]))
  }
}
