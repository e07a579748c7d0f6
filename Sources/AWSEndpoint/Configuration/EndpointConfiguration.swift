package import AWSSignature
import Foundation

/// What the command line says about credentials, regions and endpoint.
package struct EndpointOptions: Sendable, Hashable {
  /// `--profile`.
  package var profile: String?
  /// `--region`, as often as it was given.
  package var regions: [String]
  /// `--endpoint-url`.
  package var endpointURL: String?

  /// Options; what is nil or empty was not given.
  package init(profile: String? = nil, regions: [String] = [], endpointURL: String? = nil) {
    self.profile = profile
    self.regions = regions
    self.endpointURL = endpointURL
  }
}

/// Everything needed to call an endpoint: credentials, and the endpoints of each region.
package struct EndpointConfiguration: Sendable {
  /// One region and where its services answer.
  package struct Region: Sendable, Hashable {
    /// The name, such as `eu-west-1`.
    package let name: String
    /// Where EC2 answers.
    package let ec2: ServiceEndpoint
    /// Where RDS answers.
    package let rds: ServiceEndpoint
  }

  /// The key that signs requests.
  package let credentials: Credentials
  /// Where the credentials came from, for messages.
  package let credentialsSource: String
  /// The regions asked for, in order, each once.
  package let regions: [Region]

  /// Finds credentials, regions and endpoints where the AWS command line (version 2) does, in its precedence: flags,
  /// environment, shared files, container, instance metadata.
  ///
  /// A function of its two arguments alone. Throws `.configuration`, `.credentials` or `.region`, naming what was read
  /// or where it was looked for.
  package static func resolve(
    _ options: EndpointOptions,
    in surroundings: Surroundings = .live
  ) async throws(EndpointError) -> EndpointConfiguration {
    let shared = try SharedConfiguration(profile: options.profile, surroundings)
    let names = try await regionNames(options, shared, surroundings)
    var regions: [Region] = []
    for name in names {
      regions.append(
        Region(
          name: name,
          ec2: try endpoint("ec2", region: name, options, shared, surroundings),
          rds: try endpoint("rds", region: name, options, shared, surroundings)
        )
      )
    }
    let search = CredentialSearch(
      surroundings: surroundings,
      shared: shared,
      profileIsExplicit: options.profile != nil
    )
    let found = try await search.run()
    return EndpointConfiguration(
      credentials: found.credentials,
      credentialsSource: found.source,
      regions: regions
    )
  }

  private static func regionNames(
    _ options: EndpointOptions,
    _ shared: SharedConfiguration,
    _ surroundings: Surroundings
  ) async throws(EndpointError) -> [String] {
    var found = options.regions.map { (name: $0, place: "--region") }
    if found.isEmpty {
      for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] where found.isEmpty {
        if let value = surroundings.variable(name) { found = [(value, name)] }
      }
    }
    if found.isEmpty, let setting = shared.setting("region") { found = [(setting.value, setting.place)] }
    if found.isEmpty, let name = await InstanceMetadata(surroundings: surroundings).region() {
      found = [(name, "instance metadata")]
    }
    guard !found.isEmpty else {
      throw EndpointError(
        .region,
        "no region found; looked at --region, AWS_REGION, AWS_DEFAULT_REGION, "
          + "\(shared.paths.joined(separator: ", ")) (profile \(shared.profile)) and EC2 instance metadata",
        remedy: "Say which, for example AWS_REGION=eu-west-1, or --region eu-west-1 where the command takes it."
      )
    }
    var names: [String] = []
    for (name, place) in found where !names.contains(name) {
      // The name becomes part of a host name and the name of a folder.
      guard isRegionName(name) else {
        throw EndpointError(.region, "\"\(name)\" is not the name of a region", place: place)
      }
      names.append(name)
    }
    return names
  }

  private static func isRegionName(_ name: String) -> Bool {
    let isWord = name.utf8.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    return isWord && (1...63).contains(name.utf8.count) && !name.hasPrefix("-") && !name.hasSuffix("-")
  }

  private static func endpoint(
    _ service: String,
    region: String,
    _ options: EndpointOptions,
    _ shared: SharedConfiguration,
    _ surroundings: Surroundings
  ) throws(EndpointError) -> ServiceEndpoint {
    if let url = options.endpointURL { return try ServiceEndpoint(configured: url, origin: "--endpoint-url") }
    let ignoring = surroundings.isTrue(
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
      otherwise: shared.setting("ignore_configured_endpoint_urls")?.value
    )
    if !ignoring {
      for name in ["AWS_ENDPOINT_URL_\(service.uppercased())", "AWS_ENDPOINT_URL"] {
        if let url = surroundings.variable(name) { return try ServiceEndpoint(configured: url, origin: name) }
      }
      if let setting = try shared.serviceEndpoint(service) ?? shared.setting("endpoint_url") {
        return try ServiceEndpoint(configured: setting.value, origin: setting.place)
      }
    }
    return try ServiceEndpoint(
      service: service,
      region: region,
      fips: surroundings.isTrue("AWS_USE_FIPS_ENDPOINT", otherwise: shared.setting("use_fips_endpoint")?.value),
      dualStack: surroundings.isTrue(
        "AWS_USE_DUALSTACK_ENDPOINT",
        otherwise: shared.setting("use_dualstack_endpoint")?.value
      )
    )
  }
}
