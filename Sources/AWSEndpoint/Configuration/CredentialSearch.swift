import AWSSignature
import Foundation

/// Credentials with where they came from.
struct FoundCredentials: Sendable {
  var credentials: Credentials
  /// For messages, such as `the environment variable AWS_ACCESS_KEY_ID`.
  var source: String
}

/// Looks for credentials where the AWS command line does, in its order.
///
/// Environment (not when a profile was asked for by flag), profile with a role (not supported), sign-in services (not
/// supported), credentials file, `credential_process`, config file, container, instance metadata.
struct CredentialSearch: Sendable {
  let surroundings: Surroundings
  let shared: SharedConfiguration
  /// Whether the profile comes from a flag, which outranks keys in the environment.
  let profileIsExplicit: Bool

  func run() async throws(EndpointError) -> FoundCredentials {
    if !profileIsExplicit, let found = try fromEnvironment() { return found }
    try refuseUnsupported()
    if let found = try keyPair("the credentials file", read: shared.credentialsSetting) { return found }
    if let setting = shared.setting("credential_process") { return try await fromProcess(setting) }
    if let found = try keyPair("the config file", read: shared.configSetting) { return found }
    if let found = try await fromContainer() { return found }
    let metadata = InstanceMetadata(surroundings: surroundings)
    if let found = try await metadata.credentials() { return found }
    throw nothingFound()
  }

  private func fromEnvironment() throws(EndpointError) -> FoundCredentials? {
    guard let identifier = surroundings.variable("AWS_ACCESS_KEY_ID") else { return nil }
    guard let secret = surroundings.variable("AWS_SECRET_ACCESS_KEY") else {
      throw EndpointError(
        .credentials,
        "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not",
        remedy: "Set both, or neither.",
        place: "the environment"
      )
    }
    return FoundCredentials(
      credentials: Credentials(
        accessKeyID: identifier,
        secretAccessKey: secret,
        sessionToken: surroundings.variable("AWS_SECURITY_TOKEN") ?? surroundings.variable("AWS_SESSION_TOKEN")
      ),
      source: "the environment variable AWS_ACCESS_KEY_ID"
    )
  }

  /// Refuses what the AWS command line can do and this cannot, rather than passing over to credentials that the
  /// command line would not use.
  private func refuseUnsupported() throws(EndpointError) {
    let kinds = [
      ("role_arn", "assuming a role"), ("web_identity_token_file", "web identity"),
      ("sso_session", "IAM Identity Center sign-in"), ("sso_start_url", "IAM Identity Center sign-in"),
      ("login_session", "console sign-in"),
    ]
    for (name, kind) in kinds {
      guard let setting = shared.setting(name) else { continue }
      throw unsupported("\(kind) (\(name) of profile \(shared.profile))", place: setting.place)
    }
    if surroundings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") != nil, surroundings.variable("AWS_ROLE_ARN") != nil,
      !profileIsExplicit
    {
      throw unsupported("web identity (AWS_WEB_IDENTITY_TOKEN_FILE)", place: "the environment")
    }
  }

  private func unsupported(_ what: String, place: String) -> EndpointError {
    // A profile on the command line outranks keys in the environment, so the flag has to go as well.
    EndpointError(
      .credentials,
      "\(what) is not supported",
      remedy: "Let the AWS command line do it: "
        + "eval \"$(aws configure export-credentials --profile \(shared.profile) --format env)\""
        + (profileIsExplicit ? ", then leave --profile out." : "."),
      place: place
    )
  }

  private func keyPair(
    _ source: String,
    read: (String) -> SharedConfiguration.Located?
  ) throws(EndpointError) -> FoundCredentials? {
    guard let identifier = read("aws_access_key_id") else { return nil }
    guard let secret = read("aws_secret_access_key") else {
      throw EndpointError(
        .credentials,
        "profile \(shared.profile) has aws_access_key_id and no aws_secret_access_key",
        place: identifier.place
      )
    }
    return FoundCredentials(
      credentials: Credentials(
        accessKeyID: identifier.value,
        secretAccessKey: secret.value,
        sessionToken: (read("aws_security_token") ?? read("aws_session_token"))?.value
      ),
      source: "\(source) (\(identifier.place))"
    )
  }

  private func fromProcess(_ setting: SharedConfiguration.Located) async throws(EndpointError) -> FoundCredentials {
    guard let words = ShellWords.split(setting.value), !words.isEmpty else {
      throw EndpointError(.credentials, "credential_process is not a command line", place: setting.place)
    }
    let result: Surroundings.ProcessOutput
    do {
      result = try await surroundings.runProcess(words)
    } catch {
      throw EndpointError(.credentials, "credential_process: \(error.message)", place: setting.place)
    }
    guard result.status == 0 else {
      let said = ServiceErrorDecoder.printable(result.errorOutput, limit: 500)
      throw EndpointError(
        .credentials,
        "credential_process ended with status \(result.status)\(said.isEmpty ? "" : ": \(said)")",
        place: setting.place
      )
    }
    guard let answer = try? JSONDecoder().decode(CredentialAnswer.self, from: Data(result.output)),
      answer.Version == 1, let credentials = answer.credentials
    else {
      throw EndpointError(
        .credentials,
        "credential_process printed no JSON with Version 1, AccessKeyId and SecretAccessKey",
        place: setting.place
      )
    }
    return FoundCredentials(credentials: credentials, source: "credential_process (\(setting.place))")
  }

  private func nothingFound() -> EndpointError {
    var places = ["the environment (AWS_ACCESS_KEY_ID)"]
    if profileIsExplicit { places = [] }
    places += shared.paths.map { "\($0) (profile \(shared.profile))" }
    places.append("a container's credentials (AWS_CONTAINER_CREDENTIALS_…)")
    places.append(
      surroundings.isTrue("AWS_EC2_METADATA_DISABLED")
        ? "not EC2 instance metadata, which AWS_EC2_METADATA_DISABLED turns off" : "EC2 instance metadata"
    )
    return EndpointError(
      .credentials,
      "no credentials found; looked in \(places.joined(separator: ", "))",
      remedy: "Run `aws configure`, or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. For an endpoint that does "
        + "not check them, such as an emulator, any values will do."
    )
  }
}

/// The JSON of credentials, as processes, containers and instance metadata give it.
struct CredentialAnswer: Decodable {
  // The names are those of the JSON.
  var Version: Int?
  var Code: String?
  var AccessKeyId: String?
  var SecretAccessKey: String?
  var SessionToken: String?
  var Token: String?

  /// The credentials, unless a part is missing.
  var credentials: Credentials? {
    guard let AccessKeyId, let SecretAccessKey, !AccessKeyId.isEmpty, !SecretAccessKey.isEmpty else { return nil }
    return Credentials(
      accessKeyID: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken ?? Token
    )
  }
}
