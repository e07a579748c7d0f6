package import EC2Shapes
package import VPCModel

/// The answer to a call with a client token, given again to a repetition of the call.
package struct ClientTokenRecord: Record {
  package static var kind: RecordKind { .clientToken }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.clientTokens }

  package var action: String
  package var token: String
  package var location: Location
  /// Every other parameter: a token may not be used again with others.
  package var parameters: String
  /// The body that was answered, without the envelope.
  package var response: String
  package var createTime: Timestamp
  /// Always empty.
  package var tags: Tags

  package init(
    action: String,
    token: String,
    location: Location,
    parameters: String,
    response: String,
    createTime: Timestamp,
    tags: Tags = [:]
  ) {
    self.action = action
    self.token = token
    self.location = location
    self.parameters = parameters
    self.response = response
    self.createTime = createTime
    self.tags = tags
  }

  package var recordID: String { Self.recordID(location: location, action: action, token: token) }

  package var links: [String] { [] }

  package static func recordID(location: Location, action: String, token: String) -> String {
    "\(location)/\(action)/\(token)"
  }
}
