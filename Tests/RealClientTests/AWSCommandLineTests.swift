import Foundation
import Testing

/// The AWS CLI and Ringfence's own commands against a server that keeps its state.
@Suite("The AWS CLI", .enabled(if: ClientProcess.exists("aws"), "the AWS CLI is missing"), .serialized)
struct AWSCommandLineTests {
  private let folder: URL
  private var database: String { folder.appendingPathComponent("state.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test("makes a network, asks why two interfaces can't talk, and finds all of it after a restart and a restore")
  func wholeStory() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var groupID = ""
    var settings: [String: String] = [:]
    try await RunningServer.with(["--database", database]) { server in
      settings = [
        "AWS_ENDPOINT_URL": server.greeting.endpoint, "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": try #require(server.greeting.accessKeyId),
        "AWS_SECRET_ACCESS_KEY": try #require(server.greeting.secretAccessKey),
        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      ]
      groupID = try await makeAndExplain(settings)
      try await refusals(settings)
      try await readOnlyKey(settings)
      try await recordAndBackup(settings, groupID: groupID)
    }
    // What was answered is there again, and so is the key.
    try await RunningServer.with(["--database", database]) { server in
      #expect(server.greeting.accessKeyId == nil)
      try await expectRules(["443"], groupID, settings, server)
    }
    let restored = folder.appendingPathComponent("restored.sqlite").path
    let backup = folder.appendingPathComponent("backup.sqlite").path
    let restore = try await RunningServer.ringfence("restore", backup, "--database", restored)
    #expect(restore.status == 0, "\(restore.errors)")
    try await RunningServer.with(["--database", restored]) { server in
      try await expectRules(["443"], groupID, settings, server)
    }
  }

  /// The network of the README; its web group's identifier.
  private func makeAndExplain(_ settings: [String: String]) async throws -> String {
    let vpc = try await aws(settings, "create-vpc", "--cidr-block", "10.0.0.0/16", query: "Vpc.VpcId")
    let subnet = try await aws(
      settings,
      ["create-subnet", "--vpc-id", vpc, "--cidr-block", "10.0.1.0/24"],
      query: "Subnet.SubnetId"
    )
    var groups: [String] = []
    for name in ["app", "db"] {
      let group = try await aws(
        settings,
        ["create-security-group", "--group-name", name, "--description", name, "--vpc-id", vpc],
        query: "GroupId"
      )
      _ = try await aws(
        settings,
        [
          "create-network-interface", "--subnet-id", subnet, "--groups", group, "--tag-specifications",
          "ResourceType=network-interface,Tags=[{Key=Name,Value=\(name)-server}]",
        ],
        query: "NetworkInterface.NetworkInterfaceId"
      )
      groups.append(group)
    }
    #expect(try await explain(settings).status == 1)
    let rule = [
      "--group-id", groups[1], "--ip-permissions",
      "IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{GroupId=\(groups[0])}]",
    ]
    _ = try await aws(settings, ["authorize-security-group-ingress"] + rule, query: "Return")
    let explanation = try await explain(settings)
    #expect(explanation.status == 0, "\(explanation.output)\(explanation.errors)")
    #expect(explanation.output.contains("ALLOWED"))
    _ = try await aws(settings, ["revoke-security-group-ingress"] + rule, query: "Return")
    #expect(try await explain(settings).status == 1)

    _ = try await aws(
      settings,
      [
        "authorize-security-group-ingress", "--group-id", groups[0], "--protocol", "tcp", "--port", "443", "--cidr",
        "0.0.0.0/0",
      ],
      query: "Return"
    )
    let named = try await aws(
      settings,
      ["describe-security-groups", "--filters", "Name=vpc-id,Values=\(vpc)", "Name=group-name,Values=a*"],
      query: "SecurityGroups[].GroupName"
    )
    #expect(named == "app")
    return groups[0]
  }

  private func refusals(_ settings: [String: String]) async throws {
    let unknown = try await ClientProcess.run(
      "aws",
      ["ec2", "describe-security-groups", "--group-ids", "sg-0123456789abcdef0"],
      environment: settings,
      seconds: 60
    )
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("(InvalidGroup.NotFound)"), "\(unknown.errors)")
    var wrong = settings
    wrong["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    let unsigned = try await ClientProcess.run("aws", ["ec2", "describe-vpcs"], environment: wrong, seconds: 60)
    #expect(unsigned.errors.contains("(AuthFailure)") || unsigned.errors.contains("(SignatureDoesNotMatch)"))
  }

  /// A key made beside the running server works at once, and changes nothing.
  private func readOnlyKey(_ settings: [String: String]) async throws {
    struct Key: Decodable {
      var accessKeyId: String
      var secretAccessKey: String
    }
    let made = try await RunningServer.ringfence(
      "keys",
      "create",
      "--read-only",
      "--database",
      database,
      "--format",
      "json"
    )
    #expect(made.status == 0, "\(made.errors)")
    let key = try JSONDecoder().decode(Key.self, from: Data(made.output.utf8))
    var reader = settings
    reader["AWS_ACCESS_KEY_ID"] = key.accessKeyId
    reader["AWS_SECRET_ACCESS_KEY"] = key.secretAccessKey
    #expect(try await !aws(reader, "describe-security-groups", query: "SecurityGroups[].GroupId").isEmpty)
    let refused = try await ClientProcess.run(
      "aws",
      ["ec2", "create-vpc", "--cidr-block", "10.9.0.0/16"],
      environment: reader,
      seconds: 60
    )
    #expect(refused.errors.contains("(UnauthorizedOperation)"), "\(refused.errors)")
    #expect(try await RunningServer.ringfence("keys", "list", "--database", database).output.contains(key.accessKeyId))
    #expect(try await RunningServer.ringfence("keys", "revoke", key.accessKeyId, "--database", database).status == 0)
  }

  /// The history beside the running server, and a backup of which later changes are no part.
  private func recordAndBackup(_ settings: [String: String], groupID: String) async throws {
    let history = try await RunningServer.ringfence("history", "--database", database)
    #expect(history.status == 0, "\(history.errors)")
    for action in ["CreateVpc", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"] {
      #expect(history.output.contains(action), "\(history.output)")
    }
    let backup = try await RunningServer.ringfence(
      "backup",
      folder.appendingPathComponent("backup.sqlite").path,
      "--database",
      database
    )
    #expect(backup.status == 0, "\(backup.errors)")
  }

  private func expectRules(
    _ ports: [String],
    _ groupID: String,
    _ settings: [String: String],
    _ server: RunningServer
  ) async throws {
    var settings = settings
    settings["AWS_ENDPOINT_URL"] = server.greeting.endpoint
    let found = try await aws(
      settings,
      ["describe-security-groups", "--group-ids", groupID],
      query: "SecurityGroups[0].IpPermissions[].FromPort"
    )
    #expect(found.split(separator: "\t").map(String.init) == ports)
  }

  private func explain(_ settings: [String: String]) async throws -> ClientProcess.Result {
    try await ClientProcess.run(
      RunningServer.executable.path,
      ["explain", "--network", settings["AWS_ENDPOINT_URL"] ?? "", "app-server", "db-server", "--port", "5432"],
      environment: settings,
      seconds: 120
    )
  }

  private func aws(_ settings: [String: String], _ arguments: String..., query: String) async throws -> String {
    try await aws(settings, arguments, query: query)
  }

  /// What a command that must succeed prints.
  private func aws(_ settings: [String: String], _ arguments: [String], query: String) async throws -> String {
    let result = try await ClientProcess.run(
      "aws",
      ["ec2"] + arguments + ["--query", query, "--output", "text"],
      environment: settings,
      seconds: 60
    )
    #expect(result.status == 0, "aws ec2 \(arguments.joined(separator: " ")): \(result.errors)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
