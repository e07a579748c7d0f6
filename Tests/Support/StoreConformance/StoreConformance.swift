package import ControlPlane

/// What every store must do, as checks that a backend's tests run one by one.
package struct StoreConformance: Sendable, CustomStringConvertible {
  /// How to get at one backend.
  package struct Backend: Sendable {
    /// An empty store that nobody else uses.
    package var make: @Sendable () async throws -> any Store
    /// A second way to the same contents, as another process has it.
    package var second: @Sendable (any Store) async throws -> any Store
    /// The same contents after the process that had them is gone.
    package var reopen: @Sendable (any Store) async throws -> any Store

    package init(
      make: @escaping @Sendable () async throws -> any Store,
      second: @escaping @Sendable (any Store) async throws -> any Store,
      reopen: @escaping @Sendable (any Store) async throws -> any Store
    ) {
      self.make = make
      self.second = second
      self.reopen = reopen
    }
  }

  /// A store that does not do what it must.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// What is checked.
  package let description: String
  /// - Throws: ``Failure``, or what the store threw.
  package let run: @Sendable (Backend) async throws -> Void

  init(_ description: String, _ run: @escaping @Sendable (Backend) async throws -> Void) {
    self.description = description
    self.run = run
  }

  package static let all = contents + commits + watching + sharing + history
}

func require(_ condition: Bool, _ words: @autoclosure () -> String) throws {
  guard condition else { throw StoreConformance.Failure(description: words()) }
}

func requireEqual<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
  try require(found == expected, "\(what): found \(found), expected \(expected)")
}

/// Records as values that can be compared.
func comparable(_ records: [any Record]) -> [AnyHashable] { records.map { AnyHashable($0) } }

/// Those of each kind, in order: kinds may come in any order.
func comparableByKind(_ records: [any Record]) -> [RecordKind: [AnyHashable]] {
  Dictionary(grouping: records) { type(of: $0).kind }.mapValues { comparable($0) }
}

func comparable(_ changes: [Change]) -> [AnyHashable] {
  changes.map { change in change.record.map { AnyHashable($0) } ?? AnyHashable(change.reference) }
}
