package import EC2Shapes

/// One action of the API: its name, whether it changes anything, and what it does.
package struct Action: Sendable {
  /// A call whose parameters have been read, ready to be run, again where another writer was first.
  package enum Prepared: Sendable {
    case read(@Sendable (ReadScope) throws(EC2Error) -> any XMLEncodable)
    case write(@Sendable (inout Transaction) throws(EC2Error) -> any XMLEncodable)
  }

  /// What the action does with a request.
  package enum TypedBody<Request: EC2Request>: Sendable {
    case read(@Sendable (Request, ReadScope) throws(EC2Error) -> Request.Response)
    case write(@Sendable (Request, inout Transaction) throws(EC2Error) -> Request.Response)
  }

  package struct Call: Sendable {
    package let run: Prepared
    package let isDryRun: Bool
    package let clientToken: String?
  }

  package let name: String
  package let isMutating: Bool
  /// Reads the parameters; unknown ones are refused.
  package let prepare: @Sendable (QueryParameters) throws(EC2Error) -> Call
  /// A `TypedBody` of the action's request.
  package let typedBody: any Sendable

  /// An action that changes nothing.
  package static func read<Request: EC2Request>(
    _ body: @escaping @Sendable (Request, ReadScope) throws(EC2Error) -> Request.Response
  ) -> Action {
    Action(
      name: Request.action,
      isMutating: false,
      prepare: { (parameters) throws(EC2Error) in
        let request = try Request(parameters: parameters)
        return Call(
          run: .read { (scope) throws(EC2Error) in try body(request, scope) },
          isDryRun: request.dryRun ?? false,
          clientToken: nil
        )
      },
      typedBody: TypedBody<Request>.read(body)
    )
  }

  /// An action that changes something.
  package static func write<Request: EC2Request>(
    _ body: @escaping @Sendable (Request, inout Transaction) throws(EC2Error) -> Request.Response
  ) -> Action {
    Action(
      name: Request.action,
      isMutating: true,
      prepare: { (parameters) throws(EC2Error) in
        let request = try Request(parameters: parameters)
        return Call(
          run: .write { (transaction) throws(EC2Error) in try body(request, &transaction) },
          isDryRun: request.dryRun ?? false,
          clientToken: request.clientToken
        )
      },
      typedBody: TypedBody<Request>.write(body)
    )
  }
}
