import AWSEndpoint

extension EndpointError {
  var exitStatus: ExitStatus {
    switch code {
    case .configuration, .credentials, .region: .configuration
    case .connection, .timeout, .tooLarge, .malformedResponse: .unavailable
    case .service(let error): error.isAboutCredentials ? .noPermission : .unavailable
    case .essentialActionsMissing: .noPermission
    case .output: .cannotCreate
    case .cancelled: .unavailable
    }
  }
}
