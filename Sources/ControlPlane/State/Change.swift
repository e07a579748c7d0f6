/// One change to the state: a record put in place of what was there, or removed. Applying it twice is the same as once.
package enum Change: Sendable {
  case put(any Record)
  case remove(RecordReference)

  /// Which record changes.
  package var reference: RecordReference {
    switch self {
    case .put(let record): RecordReference(type(of: record).kind, record.recordID)
    case .remove(let reference): reference
    }
  }

  /// The record as it will be, `nil` where it is removed.
  package var record: (any Record)? {
    if case .put(let record) = self { return record }
    return nil
  }
}
