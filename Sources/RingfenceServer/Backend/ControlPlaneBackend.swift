package import ControlPlane
package import EC2API
import EC2Shapes

/// The control plane behind the wire: EC2's actions, and STS's one that clients ask to learn who they are.
package struct ControlPlaneBackend: APIBackend {
  private let controlPlane: ControlPlane

  package init(_ controlPlane: ControlPlane) { self.controlPlane = controlPlane }

  package func answer(_ call: APICall) async -> APIAnswer {
    do throws(EC2Error) {
      switch call.service {
      case .ec2:
        let body = try await controlPlane.perform(call.parameters, caller: call.caller, requestID: call.requestID)
        return APIAnswer(body: body)
      case .sts: return try Self.identity(call)
      }
    } catch {
      return APIAnswer(error, of: call.service, requestID: call.requestID)
    }
  }

  /// GetCallerIdentity needs no permission and no state.
  private static func identity(_ call: APICall) throws(EC2Error) -> APIAnswer {
    guard let action = call.parameters.action else { throw .missingAction }
    guard action == GetCallerIdentityResponse.action else {
      throw .invalidAction(action, version: call.parameters.version)
    }
    let response = GetCallerIdentityResponse(
      userId: call.caller.userID,
      account: call.caller.accountID,
      arn: call.caller.arn
    )
    return APIAnswer(body: response.document(requestID: call.requestID))
  }
}
