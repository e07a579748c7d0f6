import ControlPlane
import Foundation
import GRDB

extension StoreError {
  /// What an error of SQLite, of a file or of a cancelled task means to the user of a store.
  init(_ error: any Error) {
    switch error {
    case let error as StoreError:
      self = error
    case let error as DatabaseError:
      let reason = "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
      switch error.resultCode {
      case .SQLITE_CORRUPT: self = .corrupt(reason)
      case .SQLITE_NOTADB: self = .unsuitable("not a SQLite database, or its first page is damaged: \(reason)")
      default: self = .unavailable(reason)
      }
    case is CancellationError:
      self = .unavailable("the call was given up")
    default:
      self = .unavailable("\(error)")
    }
  }
}

extension DatabaseReader {
  /// Reads one snapshot, on one of SQLite's threads.
  func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await read(body)
    } catch {
      throw StoreError(error)
    }
  }
}

extension DatabaseWriter {
  /// Runs one transaction that holds the write lock from its beginning, on SQLite's thread for writing. What has begun
  /// is not given up when the caller is cancelled: he could not know how it ended.
  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
      asyncWriteWithoutTransaction { db in
        var value: Result<Value, any Error>?
        do {
          try db.inTransaction(.immediate) {
            value = .success(try body(db))
            return .commit
          }
        } catch {
          value = .failure(error)
        }
        continuation.resume(returning: value ?? .failure(StoreError.unavailable("the transaction did not run")))
      }
    }
    do {
      return try result.get()
    } catch {
      throw StoreError(error)
    }
  }
}

/// Runs blocking work on a thread of its own, off the cooperative pool.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws(StoreError) -> Value {
  let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
    DispatchQueue.global(qos: .userInitiated).async { continuation.resume(returning: Result { try body() }) }
  }
  do {
    return try result.get()
  } catch {
    throw StoreError(error)
  }
}
