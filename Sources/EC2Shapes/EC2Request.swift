/// A shape that can be read from Query parameters.
package protocol QueryDecodable: Sendable {
  /// Reads the members of this shape below the place where `query` stands.
  init(from query: inout QueryStructure) throws(EC2Error)
}

/// A shape that can be written as the content of an XML element.
package protocol XMLEncodable: Sendable {
  /// Writes the members that are there, each as an element.
  func encode(into xml: inout XMLWriter)
}

/// The input of one action.
package protocol EC2Request: QueryDecodable {
  /// What the action answers.
  associatedtype Response: XMLEncodable
  /// The value of the parameter `Action`.
  static var action: String { get }
  /// Whether only to tell if the action would succeed; nil where absent or where the action has no such parameter.
  var dryRun: Bool? { get }
  /// The caller's token by which a repeated request is recognised; nil where absent or where the action has none.
  var clientToken: String? { get }
}

extension EC2Request {
  package var dryRun: Bool? { nil }
  package var clientToken: String? { nil }

  /// Reads a whole request.
  ///
  /// Throws `MissingParameter`, `InvalidParameterValue`, or, for a parameter that the action does not have,
  /// `UnknownParameter`.
  package init(parameters: QueryParameters) throws(EC2Error) {
    var query = QueryStructure(parameters)
    try self.init(from: &query)
    try query.finish()
  }
}

/// The answer of an action that has nothing to say but that it was done.
package struct EmptyResponse: XMLEncodable, Hashable {
  package init() {}

  package func encode(into xml: inout XMLWriter) {
    xml.element("return", true)
  }
}
