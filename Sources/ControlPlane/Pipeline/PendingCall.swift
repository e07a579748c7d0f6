package import EC2Shapes

/// A mutating call on its way to the store.
struct PendingCall: Sendable {
  typealias Body = @Sendable (inout Transaction) throws(EC2Error) -> any XMLEncodable

  let caller: Caller
  let record: RecordedCall
  let body: Body
}

/// What a mutating call came to, and at which revision.
package struct CallOutcome: Sendable {
  package let response: any XMLEncodable
  package let revision: Revision
}
