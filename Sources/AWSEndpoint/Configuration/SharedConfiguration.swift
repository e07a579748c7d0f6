import Foundation

/// The two files that AWS tools share, with the profile in use.
struct SharedConfiguration: Sendable {
  /// A setting with the file and line that made it.
  struct Located: Sendable, Hashable {
    var value: String
    var place: String
  }

  /// The profile in use.
  let profile: String
  /// The files looked at, in the order read, for error messages.
  let paths: [String]
  private let config: INIFile?
  private let credentials: INIFile?

  /// Reads `AWS_CONFIG_FILE` (else `~/.aws/config`) and `AWS_SHARED_CREDENTIALS_FILE` (else `~/.aws/credentials`).
  /// Files that are not there count as empty; a profile that is asked for by name must be in one of them.
  init(profile requested: String?, _ surroundings: Surroundings) throws(EndpointError) {
    let configPath = surroundings.expanded(surroundings.variable("AWS_CONFIG_FILE") ?? "~/.aws/config")
    let credentialsPath = surroundings.expanded(
      surroundings.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "~/.aws/credentials"
    )
    paths = [configPath, credentialsPath]
    config = try Self.read(configPath, surroundings)
    credentials = try Self.read(credentialsPath, surroundings)
    let named = requested ?? surroundings.variable("AWS_PROFILE") ?? surroundings.variable("AWS_DEFAULT_PROFILE")
    profile = named ?? "default"
    guard named == nil || configSection != nil || credentialsSection != nil else {
      throw EndpointError(
        .configuration,
        "there is no profile \(profile) in \(paths.joined(separator: " or "))",
        remedy: "`aws configure list-profiles` shows the profiles there are."
      )
    }
  }

  private static func read(_ path: String, _ surroundings: Surroundings) throws(EndpointError) -> INIFile? {
    guard let bytes = try surroundings.readFile(path) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EndpointError(.configuration, "the file is not UTF-8 text", place: path)
    }
    return try INIFile(parsing: text, path: path)
  }

  /// A setting of the profile, from either file; where both have it, the credentials file's.
  func setting(_ name: String) -> Located? {
    credentialsSetting(name) ?? configSetting(name)
  }

  /// A setting of the profile in the config file.
  func configSetting(_ name: String) -> Located? {
    Self.located(configSection?.settings[name], config)
  }

  /// A setting of the profile in the credentials file.
  func credentialsSetting(_ name: String) -> Located? {
    Self.located(credentialsSection?.settings[name], credentials)
  }

  /// `endpoint_url` of `service` in the `services` section that the profile names.
  func serviceEndpoint(_ service: String) throws(EndpointError) -> Located? {
    guard let reference = setting("services") else { return nil }
    guard let section = section(kind: "services", named: reference.value) else {
      throw EndpointError(
        .configuration,
        "there is no section [services \(reference.value)]",
        place: reference.place
      )
    }
    return Self.located(section.settings[service]?.nested["endpoint_url"], config)
  }

  /// `[profile x]`; the default profile may also be `[default]`.
  private var configSection: INIFile.Section? {
    (profile == "default" ? config?.sections.first { $0.name == "default" } : nil)
      ?? section(kind: "profile", named: profile)
  }

  /// `[x]`: the credentials file has no prefix.
  private var credentialsSection: INIFile.Section? {
    credentials?.sections.first { $0.name == profile }
  }

  private func section(kind: String, named name: String) -> INIFile.Section? {
    config?.sections.first { $0.name.hasPrefix(kind) && ShellWords.split($0.name) == [kind, name] }
  }

  private static func located(_ setting: INIFile.Setting?, _ file: INIFile?) -> Located? {
    guard let setting, let file, !setting.value.isEmpty else { return nil }
    return Located(value: setting.value, place: "\(file.path):\(setting.line)")
  }
}
