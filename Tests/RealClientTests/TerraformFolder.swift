import AWSSnapshot
import Foundation
import Terraform
import VPCModel

/// A folder in which Terraform works against a server, and the server's network as it is.
struct TerraformFolder: Sendable {
  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  let url: URL
  private let settings: [String: String]
  private let server: RunningServer

  /// What Terraform, its AWS provider's mirror and boto3 are found by.
  static var isPossible: Bool {
    get async {
      guard await ClientProcess.pythonCanImport("boto3") else { return false }
      return (try? await ClientProcess.script("terraform_check.py", ["--find"], seconds: 60))?.status == 0
    }
  }

  /// Whether the tests are run that `make test` leaves out for the time that they take (`make terraform-check`).
  static var isCheck: Bool { ProcessInfo.processInfo.environment["RINGFENCE_TERRAFORM_CHECK"] == "1" }

  /// Gives `body` a new folder with a provider block, and takes it away however that ends.
  static func with(_ server: RunningServer, _ body: (TerraformFolder) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-terraform-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    let mirror = try await ClientProcess.run(
      "python3",
      ["-c", "import terraform_check; print(terraform_check.find()[1])"],
      environment: ["PYTHONPATH": ClientProcess.folder.appendingPathComponent("Python").path],
      seconds: 60
    )
    let path = mirror.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let cli = "provider_installation {\n  filesystem_mirror {\n    path = \"\(path)\"\n  }\n}\n"
    try cli.write(to: url.appendingPathComponent("cli.tfrc"), atomically: true, encoding: .utf8)
    let folder = TerraformFolder(
      url: url,
      settings: [
        "TF_CLI_CONFIG_FILE": url.appendingPathComponent("cli.tfrc").path, "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1", "AWS_ACCESS_KEY_ID": server.greeting.accessKeyId ?? "",
        "AWS_SECRET_ACCESS_KEY": server.greeting.secretAccessKey ?? "",
        "AWS_ENDPOINT_URL": server.greeting.endpoint, "AWS_REGION": "eu-central-1",
        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      ],
      server: server
    )
    try folder.write(
      """
      terraform {
        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = "~> 5.0"
          }
        }
      }

      provider "aws" {
        region = "eu-central-1"
      }

      """,
      to: "provider.tf"
    )
    try await body(folder)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  /// Copies the files of a folder of `Terraform` here, over those of the same names.
  func copy(_ name: String) throws {
    let source = ClientProcess.folder.appendingPathComponent("Terraform/\(name)")
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      try write(try String(contentsOf: source.appendingPathComponent(file), encoding: .utf8), to: file)
    }
  }

  /// Runs Terraform; a status that is not `allowed` is an error with all that it printed.
  @discardableResult
  func terraform(_ arguments: String..., allowed: Set<Int32> = [0]) async throws -> ClientProcess.Result {
    guard let command = arguments.first else { throw Failed(description: "no command") }
    let result = try await ClientProcess.run(
      "terraform",
      ["-chdir=\(url.path)", command, "-no-color"] + arguments.dropFirst(),
      environment: settings,
      seconds: 600
    )
    guard allowed.contains(result.status) else {
      throw Failed(description: "terraform \(arguments) ended with \(result.status)\n\(result.output)\(result.errors)")
    }
    return result
  }

  /// What a script of the folder `Python` prints, given the endpoint and the key first.
  func script(_ name: String, _ arguments: [String]) async throws -> String {
    let key = [server.greeting.endpoint, server.greeting.accessKeyId ?? "", server.greeting.secretAccessKey ?? ""]
    let result = try await ClientProcess.script(name, key + arguments, seconds: 300)
    guard result.status == 0 else { throw Failed(description: "\(name): \(result.output)\(result.errors)") }
    return result.output
  }

  /// The resources of the state.
  func state() async throws -> [ResourceInstance] {
    let text = try Data(contentsOf: url.appendingPathComponent("terraform.tfstate"))
    guard case .state(let state) = try TerraformDocument(parsing: Array(text)) else {
      throw Failed(description: "terraform.tfstate is not taken for a state")
    }
    return state.instances
  }

  /// The network behind the endpoint, by `ringfence snapshot`.
  func network() async throws -> Network {
    let output = url.appendingPathComponent("snapshot-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    let result = try await ClientProcess.run(
      RunningServer.executable.path,
      ["snapshot", "--output", output.path],
      environment: settings,
      seconds: 120
    )
    guard FileManager.default.fileExists(atPath: output.path) else {
      throw Failed(description: "ringfence snapshot: \(result.output)\(result.errors)")
    }
    return try SnapshotReader.read(path: output.path).network
  }
}

extension Network {
  /// Every rule's content by its identifier.
  var rulesByID: [String: SecurityGroupRule] {
    var rules: [String: SecurityGroupRule] = [:]
    for group in securityGroups.sorted {
      for rule in group.rules { rules[rule.id.text] = rule }
    }
    return rules
  }
}
