import Foundation
import Testing

@Suite("Real clients", .serialized)
struct RealClientTests {
  @Test(
    "boto3's filters, paginators, waiters, errors, idempotency and signatures behave as with EC2",
    .enabled("python3 with boto3 is missing") { await ClientProcess.pythonCanImport("boto3") }
  )
  func boto3() async throws {
    try await RunningServer.with(["--ephemeral"]) { server in
      let key = [try #require(server.greeting.accessKeyId), try #require(server.greeting.secretAccessKey)]
      let result = try await ClientProcess.script(
        "boto_behaviour.py",
        [server.greeting.endpoint] + key,
        seconds: 300
      )
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
  }

  @Test(
    "Terraform applies, finds nothing left to do, changes, imports and destroys a network of every kind of resource",
    .enabled("Terraform, a mirror of its AWS provider or boto3 is missing") { await TerraformCheck.isPossible }
  )
  func terraform() async throws {
    let result = try await ClientProcess.script("terraform_check.py", [RunningServer.executable.path], seconds: 900)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    "what is read of configurations, plans, states and the endpoint agrees, before and after a change",
    .enabled("Terraform, a mirror of its AWS provider or boto3 is missing") { await TerraformCheck.isPossible }
  )
  func networks() async throws {
    let comparison = RunningServer.executable.deletingLastPathComponent().appendingPathComponent("NetworkComparison")
    let result = try await ClientProcess.script(
      "terraform_networks.py",
      [
        RunningServer.executable.path, comparison.path, "rules", "single-rules", "inline", "acl-rules", "three-tiers",
        "modules", "default-group", "untouched-defaults",
      ],
      seconds: 900
    )
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}

private enum TerraformCheck {
  /// Whether `terraform_check.py` finds what it needs, and boto3 to look behind Terraform's back.
  static var isPossible: Bool {
    get async {
      guard await ClientProcess.pythonCanImport("boto3") else { return false }
      return (try? await ClientProcess.script("terraform_check.py", ["--find"], seconds: 60))?.status == 0
    }
  }
}
