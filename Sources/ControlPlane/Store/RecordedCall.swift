package import EC2Shapes

/// A mutating call as the audit trail keeps it.
package struct RecordedCall: Codable, Hashable, Sendable {
  /// A name and value as they came over the wire.
  package struct Parameter: Codable, Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var time: Timestamp
  package var requestID: String
  package var location: Location
  /// Of the key that signed the call.
  package var accessKeyID: String
  package var action: String
  package var parameters: [Parameter]
  /// EC2's error code, `nil` for a call that succeeded.
  package var errorCode: String?
  package var errorMessage: String?

  package init(
    time: Timestamp,
    requestID: String,
    location: Location,
    accessKeyID: String,
    action: String,
    parameters: [Parameter],
    errorCode: String? = nil,
    errorMessage: String? = nil
  ) {
    self.time = time
    self.requestID = requestID
    self.location = location
    self.accessKeyID = accessKeyID
    self.action = action
    self.parameters = parameters
    self.errorCode = errorCode
    self.errorMessage = errorMessage
  }
}

/// A call of the audit trail with the revisions around it.
package struct HistoryEntry: Codable, Hashable, Sendable {
  package var call: RecordedCall
  package var revisionBefore: Revision
  /// The same as before for a call that was refused.
  package var revisionAfter: Revision
  /// What it put or removed.
  package var changed: [String]

  package init(call: RecordedCall, revisionBefore: Revision, revisionAfter: Revision, changed: [String]) {
    self.call = call
    self.revisionBefore = revisionBefore
    self.revisionAfter = revisionAfter
    self.changed = changed
  }
}

/// Which calls of the audit trail to read.
package struct HistoryQuery: Hashable, Sendable {
  /// Calls that changed this resource (or, for a security group, one of its rules).
  package var resourceID: String?
  package var action: String?
  package var accessKeyID: String?
  package var since: Timestamp?
  package var until: Timestamp?
  package var includesRefused = true
  package var limit = 100

  package init() {}
}
