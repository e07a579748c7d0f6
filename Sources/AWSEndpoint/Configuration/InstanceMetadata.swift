import AWSSignature
import Foundation

/// The instance metadata service of EC2, version 2 (with session tokens), at its link-local address only.
///
/// Outside EC2 nothing answers there: that is no error, and costs one second.
struct InstanceMetadata: Sendable {
  let surroundings: Surroundings

  private static let base = "http://169.254.169.254/latest/"

  /// The credentials of the instance's role, or nil when there is no metadata service or no role.
  func credentials() async throws(EndpointError) -> FoundCredentials? {
    guard let token = await sessionToken() else { return nil }
    let path = "meta-data/iam/security-credentials/"
    guard let role = await text(path, token: token)?.split(whereSeparator: \.isNewline).first,
      let answer = await get(path + role, token: token)
    else { return nil }
    guard let decoded = try? JSONDecoder().decode(CredentialAnswer.self, from: Data(answer)),
      let credentials = decoded.credentials
    else {
      throw EndpointError(
        .credentials,
        "the instance metadata has no usable credentials for role \(role)",
        place: Self.base + path + role
      )
    }
    return FoundCredentials(credentials: credentials, source: "instance metadata (role \(role))")
  }

  /// The region that the instance is in, or nil when there is no metadata service.
  func region() async -> String? {
    guard let token = await sessionToken() else { return nil }
    return await text("meta-data/placement/region", token: token)?.trimmed
  }

  private func sessionToken() async -> String? {
    guard !surroundings.isTrue("AWS_EC2_METADATA_DISABLED") else { return nil }
    let header = HeaderField("X-aws-ec2-metadata-token-ttl-seconds", "300")
    return await send("PUT", "api/token", header).map { String(decoding: $0, as: UTF8.self) }
  }

  private func text(_ path: String, token: String) async -> String? {
    await get(path, token: token).map { String(decoding: $0, as: UTF8.self) }
  }

  private func get(_ path: String, token: String) async -> [UInt8]? {
    await send("GET", path, HeaderField("X-aws-ec2-metadata-token", token))
  }

  private func send(_ method: String, _ path: String, _ header: HeaderField) async -> [UInt8]? {
    guard let url = URL(string: Self.base + path) else { return nil }
    let request = HTTPRequest(
      method: method,
      url: url,
      headers: [header],
      timeout: .seconds(1),
      responseLimit: 1 << 16
    )
    guard let response = try? await surroundings.send(request), response.status == 200 else { return nil }
    return response.body
  }
}
