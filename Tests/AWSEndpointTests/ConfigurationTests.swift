import AWSEndpoint
import AWSSignature
import Foundation
import Testing

@Suite("Credentials, region and endpoint")
struct ConfigurationTests {
  private static let config = "/home/u/.aws/config"
  private static let credentials = "/home/u/.aws/credentials"
  private static let files = [
    config: """
    [default]
    region = eu-north-1
    [profile work]
    region = eu-south-1
    aws_access_key_id = CONFIGWORK
    aws_secret_access_key = s
    [profile both]
    region = eu-central-1
    aws_access_key_id = CONFIGBOTH
    aws_secret_access_key = s
    """,
    credentials: """
    [default]
    aws_access_key_id = FILEDEFAULT
    aws_secret_access_key = s
    aws_session_token = t
    [both]
    aws_access_key_id = FILEBOTH
    aws_secret_access_key = s
    """,
  ]
  private static let keys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"]

  private static func resolve(
    _ options: EndpointOptions = EndpointOptions(),
    _ environment: [String: String] = [:],
    files: [String: String] = files
  ) async throws -> EndpointConfiguration {
    try await .resolve(options, in: .fake(environment, files: files))
  }

  @Test(
    "The key comes from the first place that has one",
    arguments: [
      (nil, [:], "FILEDEFAULT"),
      (nil, ConfigurationTests.keys, "ENV"),
      (nil, ["AWS_PROFILE": "work"], "CONFIGWORK"),
      (nil, ["AWS_DEFAULT_PROFILE": "work"], "CONFIGWORK"),
      (nil, ["AWS_PROFILE": "both", "AWS_DEFAULT_PROFILE": "work"], "FILEBOTH"),
      // A profile in the environment does not outrank keys there; one on the command line does.
      (nil, ConfigurationTests.keys.merging(["AWS_PROFILE": "work"]) { $1 }, "ENV"),
      ("work", ConfigurationTests.keys, "CONFIGWORK"),
      ("both", [:], "FILEBOTH"),
      ("default", ["AWS_PROFILE": "work"], "FILEDEFAULT"),
      (nil, ["AWS_ACCESS_KEY_ID": ""], "FILEDEFAULT"),
    ] as [(String?, [String: String], String)]
  )
  func keyPrecedence(profile: String?, environment: [String: String], key: String) async throws {
    let found = try await Self.resolve(EndpointOptions(profile: profile), environment)
    #expect(found.credentials.accessKeyID == key)
    #expect(found.credentials.sessionToken == (key == "FILEDEFAULT" ? "t" : nil))
  }

  @Test(
    "The region comes from the first place that has one",
    arguments: [
      ([], nil, [:], ["eu-north-1"]),
      ([], "work", [:], ["eu-south-1"]),
      ([], nil, ["AWS_DEFAULT_REGION": "us-east-2"], ["us-east-2"]),
      ([], nil, ["AWS_DEFAULT_REGION": "us-east-2", "AWS_REGION": "us-west-1"], ["us-west-1"]),
      (["sa-east-1"], nil, ["AWS_REGION": "us-west-1"], ["sa-east-1"]),
      (["b-1", "a-1", "b-1"], nil, [:], ["b-1", "a-1"]),
    ] as [([String], String?, [String: String], [String])]
  )
  func regionPrecedence(
    flags: [String],
    profile: String?,
    environment: [String: String],
    regions: [String]
  ) async throws {
    let found = try await Self.resolve(EndpointOptions(profile: profile, regions: flags), environment)
    #expect(found.regions.map(\.name) == regions)
  }

  private static let endpointFiles = files.merging([
    config: """
    [default]
    region = eu-north-1
    endpoint_url = http://global:1
    services = local
    [profile plain]
    region = eu-north-1
    endpoint_url = http://plain:1
    aws_access_key_id = K
    aws_secret_access_key = s
    [profile off]
    region = eu-north-1
    ignore_configured_endpoint_urls = true
    endpoint_url = http://plain:1
    aws_access_key_id = K
    aws_secret_access_key = s
    [services local]
    ec2 =
      endpoint_url = http://service:1
    """
  ]) { $1 }

  @Test(
    "The endpoint comes from the first place that has one",
    arguments: [
      (nil, nil, [:], "http://service:1/", "http://global:1/"),
      (nil, "plain", [:], "http://plain:1/", "http://plain:1/"),
      (nil, nil, ["AWS_ENDPOINT_URL": "http://e:1"], "http://e:1/", "http://e:1/"),
      (
        nil, nil, ["AWS_ENDPOINT_URL": "http://e:1", "AWS_ENDPOINT_URL_EC2": "http://f:1"], "http://f:1/", "http://e:1/"
      ),
      (nil, nil, ["AWS_ENDPOINT_URL_RDS": "http://f:1"], "http://service:1/", "http://f:1/"),
      ("HTTP://X:1/p", nil, ["AWS_ENDPOINT_URL": "http://e:1"], "http://x:1/p", "http://x:1/p"),
      (
        nil, nil, ["AWS_ENDPOINT_URL": "http://e:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"],
        "https://ec2.eu-north-1.amazonaws.com/", "https://rds.eu-north-1.amazonaws.com/"
      ),
      (nil, "off", [:], "https://ec2.eu-north-1.amazonaws.com/", "https://rds.eu-north-1.amazonaws.com/"),
      (
        nil, "plain", ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_USE_FIPS_ENDPOINT": "true"],
        "https://ec2-fips.eu-north-1.amazonaws.com/", "https://rds-fips.eu-north-1.amazonaws.com/"
      ),
    ] as [(String?, String?, [String: String], String, String)]
  )
  func endpointPrecedence(
    flag: String?,
    profile: String?,
    environment: [String: String],
    ec2: String,
    rds: String
  ) async throws {
    let found = try await Self.resolve(
      EndpointOptions(profile: profile, endpointURL: flag),
      environment,
      files: Self.endpointFiles
    )
    #expect(found.regions.map(\.ec2.url.absoluteString) == [ec2])
    #expect(found.regions.map(\.rds.url.absoluteString) == [rds])
  }

  @Test("Files may be elsewhere, and ~ is the home directory")
  func otherFiles() async throws {
    let found = try await Self.resolve(
      EndpointOptions(),
      ["AWS_CONFIG_FILE": "~/c", "AWS_SHARED_CREDENTIALS_FILE": "/k"],
      files: [
        "/home/u/c": "[default]\nregion = a-1",
        "/k": "[default]\naws_access_key_id = K\naws_secret_access_key = s",
      ]
    )
    #expect(found.credentials.accessKeyID == "K")
    #expect(found.credentialsSource.contains("/k:2"))
    #expect(found.regions.map(\.name) == ["a-1"])
  }

  @Test(
    "What cannot be is refused with its place",
    arguments: [
      (["AWS_PROFILE": "absent"], "", "no profile absent"),
      (["AWS_ACCESS_KEY_ID": "K", "AWS_REGION": "a-1"], "", "AWS_SECRET_ACCESS_KEY is not"),
      (["AWS_REGION": "evil.example/"], "", "not the name of a region"),
      (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "ftp://x"], "", "not the URL"),
      (["AWS_REGION": "a-1", "AWS_ENDPOINT_URL": "http://u:p@x"], "", "not the URL"),
      ([:], "[default]\nregion = a-1\nrole_arn = r\nsource_profile = x", "/home/u/.aws/config:3"),
      ([:], "[default]\nregion = a-1\nsso_session = x", "/home/u/.aws/config:3"),
      ([:], "[default]\nregion = a-1\nservices = gone", "/home/u/.aws/config:3"),
      ([:], "[default]\nregion = a-1\nregion = b-1", "/home/u/.aws/config:3"),
      ([:], "[default]\nregion = a-1\naws_access_key_id = K", "no aws_secret_access_key"),
      ([:], "[default]", "no region found"),
      (["AWS_REGION": "a-1", "AWS_EC2_METADATA_DISABLED": "true"], "", "AWS_EC2_METADATA_DISABLED turns off"),
      (["AWS_REGION": "a-1"], "", "EC2 instance metadata\n"),
    ] as [([String: String], String, String)]
  )
  func refusals(environment: [String: String], config: String, mention: String) async {
    let error = await #expect(throws: EndpointError.self) {
      try await Self.resolve(EndpointOptions(), environment, files: [Self.config: config])
    }
    #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
  }

  @Test("A role is not assumed: the error names line and way out")
  func assumeRole() async {
    let error = await #expect(throws: EndpointError.self) {
      try await Self.resolve(
        EndpointOptions(profile: "x"),
        files: [Self.config: "[profile x]\nregion=a-1\nrole_arn = r"]
      )
    }
    #expect(error?.remedy?.contains("aws configure export-credentials --profile x") == true)
    #expect(error?.place == "/home/u/.aws/config:3")
  }
}
