package import EC2Shapes
package import VPCModel

/// What an action sees: the state, who calls, and when.
package protocol Scope {
  var state: State { get }
  var caller: Caller { get }
  var now: Timestamp { get }
}

extension Scope {
  package var location: Location { caller.location }

  /// The limits of the caller's location.
  package var quotas: Quotas { state.regions[location.description]?.quotas ?? Quotas() }

  /// A record of the caller's location under an identifier that the caller gave.
  ///
  /// - Throws: what EC2 says of an identifier that is malformed or unknown. O(log n).
  package func require<Element: IdentifiedRecord>(_ type: Element.Type, _ id: String?, _ parameter: String)
    throws(EC2Error) -> Element
  {
    guard let id, !id.isEmpty else { throw .missingParameter(parameter) }
    guard let record = find(type, id) else { throw type.identifierWords.error(for: id) }
    return record
  }

  /// The record, where the caller's location sees it. O(log n).
  package func find<Element: Record>(_: Element.Type, _ id: String) -> Element? {
    guard let record = state[keyPath: Element.table][id], sees(record) else { return nil }
    return record
  }

  /// Whether calls from the caller's location see the record.
  package func sees(_ record: some Record) -> Bool {
    record.audience.contains { $0 == location || $0 == location.ofAWS }
  }
}

/// What a reading action sees.
package struct ReadScope: Scope, Sendable {
  package let state: State
  package let caller: Caller
  package let now: Timestamp

  package init(state: State, caller: Caller, now: Timestamp) {
    self.state = state
    self.caller = caller
    self.now = now
  }
}
