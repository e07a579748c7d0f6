import AWSSignature
import Foundation

extension CredentialSearch {
  /// Credentials of a container (ECS task roles, EKS Pod Identity), when the environment names where to get them.
  ///
  /// The URL must be HTTPS, loopback or one of the container services' own addresses, so that a variable cannot send
  /// the authorization token to any host in the clear.
  func fromContainer() async throws(EndpointError) -> FoundCredentials? {
    let relative = surroundings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
    let full = surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
    guard let text = relative.map({ "http://169.254.170.2\($0)" }) ?? full else { return nil }
    let place = relative != nil ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" : "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    guard relative?.hasPrefix("/") ?? true, let url = URL(string: text), let host = url.host,
      url.scheme == "https" || url.scheme == "http"
    else {
      throw EndpointError(.credentials, "\"\(relative ?? text)\" is not a URL", place: place)
    }
    guard url.scheme == "https" || Self.isLocal(host: host) else {
      throw EndpointError(
        .credentials,
        "credentials are not fetched over plain HTTP from \(host)",
        remedy: "Use https, a loopback address, or \(Self.containerHosts.joined(separator: ", ")).",
        place: place
      )
    }
    var headers = [HeaderField("Accept", "application/json")]
    if let token = try authorizationToken() { headers.append(HeaderField("Authorization", token)) }
    let response: HTTPResponse
    do {
      response = try await surroundings.send(
        HTTPRequest(method: "GET", url: url, headers: headers, timeout: .seconds(5), responseLimit: 1 << 20)
      )
    } catch {
      throw EndpointError(error, url: url)
    }
    guard response.status == 200,
      let answer = try? JSONDecoder().decode(CredentialAnswer.self, from: Data(response.body)),
      let credentials = answer.credentials
    else {
      throw EndpointError(
        .credentials,
        "the container's credential service answered with status \(response.status) and no credentials",
        place: place
      )
    }
    return FoundCredentials(credentials: credentials, source: "the container's credential service (\(place))")
  }

  private func authorizationToken() throws(EndpointError) -> String? {
    var token = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    if let path = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      guard let bytes = try surroundings.readFile(path) else {
        throw EndpointError(
          .credentials,
          "there is no file \(path)",
          place: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
        )
      }
      token = String(decoding: bytes, as: UTF8.self)
    }
    // A line break would start another header field.
    guard token?.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) ?? true else {
      throw EndpointError(.credentials, "the authorization token is not a header value", place: "the environment")
    }
    return token
  }

  private static let containerHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

  private static func isLocal(host: String) -> Bool {
    let bare = host.filter { $0 != "[" && $0 != "]" }
    let octets = bare.split(separator: ".", omittingEmptySubsequences: false)
    let isLoopback = octets.count == 4 && octets.first == "127" && octets.allSatisfy { UInt8($0) != nil }
    return isLoopback || bare == "localhost" || bare == "::1" || containerHosts.contains(bare)
      || containerHosts.contains("[\(bare)]")
  }
}
