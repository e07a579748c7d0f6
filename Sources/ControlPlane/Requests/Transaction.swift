package import EC2Shapes
package import VPCModel

/// What a mutating action works on: a copy of the state that sees its own changes, and the list of those changes.
///
/// An action that throws has changed nothing, since nobody else sees the copy. Time and randomness come in
/// from outside, so that an action is a function of its request and of this.
package struct Transaction: Scope {
  package private(set) var state: State
  package private(set) var changes: [Change] = []
  package let caller: Caller
  package let now: Timestamp
  private(set) var identifiers: IdentifierGenerator

  package init(state: State, caller: Caller, now: Timestamp, identifiers: IdentifierGenerator) {
    self.state = state
    self.caller = caller
    self.now = now
    self.identifiers = identifiers
  }

  package mutating func put(_ record: some Record) { apply(.put(record)) }

  package mutating func remove(_ record: some Record) {
    apply(.remove(RecordReference(type(of: record).kind, record.recordID)))
  }

  package mutating func remove(_ kind: RecordKind, _ id: String) { apply(.remove(RecordReference(kind, id))) }

  package mutating func apply(_ change: Change) {
    state.apply(change)
    changes.append(change)
  }

  /// A new identifier such as `sg-0123456789abcdef0`.
  package mutating func makeID(_ prefix: String) -> String { identifiers.makeID(prefix) }

  package mutating func makeID<Resource>(_ prefix: String, _: Resource.Type) -> ResourceID<Resource> {
    ResourceID(identifiers.makeID(prefix))
  }

  /// Any number, for addresses that EC2 chooses itself.
  package mutating func randomNumber(below bound: UInt64) -> UInt64 { identifiers.randomNumber(below: bound) }
}

/// Makes EC2's identifiers: a prefix and 17 hexadecimal digits.
package struct IdentifierGenerator: Sendable {
  private var source: any RandomNumberGenerator & Sendable

  package init(_ source: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) { self.source = source }

  package mutating func makeID(_ prefix: String) -> String {
    var digits = String(source.next() as UInt64, radix: 16)
    digits = String(repeating: "0", count: 16 - digits.count) + digits
    // EC2's seventeen digits begin with a zero.
    return "\(prefix)-0\(digits)"
  }

  package mutating func randomNumber(below bound: UInt64) -> UInt64 {
    bound == 0 ? 0 : source.next(upperBound: bound)
  }
}

extension RandomNumberGenerator {
  fileprivate mutating func next(upperBound: UInt64) -> UInt64 { UInt64.random(in: 0..<upperBound, using: &self) }
}
