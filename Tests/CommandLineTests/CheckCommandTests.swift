import Foundation
import Testing

@Suite("ringfence audit, reach, verify, diff, consolidate")
struct CheckCommandTests {
  private let broken = "Examples/unreachable-database"
  private let fixed = "Examples/unreachable-database-fixed"
  private let infrastructure = "Examples/terraform"

  @Test("audit tells findings worst first, with a fix, and fails from the severity that was asked for")
  func audit() throws {
    let result = try RingfenceProcess.run(["audit", broken])
    #expect(result.status == 1)
    #expect(result.output.contains("default-group-has-rules"))
    #expect(result.output.contains("aws ec2 revoke-security-group-ingress"))
    #expect(result.output.contains("(\(try checkCount()) checks)"))
    #expect(try RingfenceProcess.run(["audit", broken, "--fail-on", "high"]).status == 0)
    #expect(try RingfenceProcess.run(["audit", broken, "--fail-on", "worst"]).status == 64)
    let unknown = try RingfenceProcess.run(["audit", broken, "--checks", "no-such-check"])
    #expect(unknown.status == 64 && unknown.errors.contains("no-such-check"))
  }

  private func checkCount() throws -> Int {
    let list = try RingfenceProcess.run(["audit", "--list-checks", "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any]
    // Those of the suppressions themselves come on top.
    return ((value?["checks"] as? [Any])?.count ?? 0) + 2
  }

  @Test(
    "audit writes every format, into a file where one is named",
    arguments: ["json", "sarif", "markdown", "html", "junit"]
  )
  func formats(format: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "ringfence-audit-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try RingfenceProcess.run([
      "audit", broken, "--format", format, "--output", file.path, "--fail-on", "none",
    ])
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("default-group-has-rules"))
    switch format {
    case "json", "sarif":
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      #expect(format == "json" || value?["version"] as? String == "2.1.0")
    case "html": #expect(text.contains("<!DOCTYPE html>") || text.contains("<!doctype html>"))
    case "junit": #expect(text.contains("<testsuite"))
    default: #expect(text.contains("|") || text.contains("#"))
    }
  }

  @Test("audit takes what was accepted from a file, and says what is wrong with that file")
  func suppressions() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "ringfence-accepted-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try """
    suppressions:
      - check: default-group-has-rules
        resource: "*"
        reason: nothing is ever put into it
        expires: 9999-01-01
    """.write(to: file, atomically: true, encoding: .utf8)
    let result = try RingfenceProcess.run(["audit", broken, "--suppressions", file.path])
    #expect(result.status == 0)
    #expect(result.output.contains("1 suppressed"))
    try "suppressions:\n  - check: default-group-has-rules\n".write(to: file, atomically: true, encoding: .utf8)
    let faulty = try RingfenceProcess.run(["audit", broken, "--suppressions", file.path])
    #expect(faulty.status == 65 && faulty.errors.contains(":2:"))
    #expect(try RingfenceProcess.run(["audit", broken, "--suppressions", "no-such-file"]).status == 66)
  }

  @Test("audit of Terraform shows where it is written, and no command that the next apply would undo")
  func auditTerraform() throws {
    let result = try RingfenceProcess.run(["audit", infrastructure])
    #expect(result.output.contains("Examples/terraform/main.tf:"))
    #expect(!result.output.contains("aws ec2 "))
    #expect(result.output.contains("vpc_id = aws_vpc.main.id"))
  }

  @Test("reach tells who can reach a database once it is fixed, and that nobody could before")
  func reach() throws {
    let question = ["reach", "--to", "database", "--port", "5432", "--network"]
    let after = try RingfenceProcess.run(question + [fixed])
    #expect(after.status == 0)
    #expect(after.output.contains("app-task") || after.output.contains("app (all 2 interfaces)"))
    #expect(try RingfenceProcess.run(question + [broken]).status == 1)
    let json = try RingfenceProcess.run(question + [fixed, "--format", "json"])
    let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(value?["formatVersion"] as? Int == 1)
    #expect(try RingfenceProcess.run(question + [fixed, "--format", "dot"]).output.hasPrefix("digraph"))
    #expect(try RingfenceProcess.run(["reach", "--to", "no-such-thing", "--network", fixed]).status == 65)
  }

  @Test("diff tells what is gained, and fails as it was asked to")
  func diff() throws {
    let result = try RingfenceProcess.run(["diff", broken, fixed])
    #expect(result.status == 1)
    #expect(result.output.contains("Gained") && result.output.contains("tcp/5432"))
    #expect(try RingfenceProcess.run(["diff", broken, fixed, "--fail-on", "internet"]).status == 0)
    #expect(try RingfenceProcess.run(["diff", broken, broken]).status == 0)
    #expect(try RingfenceProcess.run(["diff", broken]).status == 64)
  }

  @Test("verify holds the example's policy, and names the place of a mistake in one")
  func verify() throws {
    let policy = "\(fixed)/policy.yaml"
    let held = try RingfenceProcess.run(["verify", policy, "--network", fixed])
    #expect(held.status == 0)
    let broken = try RingfenceProcess.run(["verify", policy, "--network", broken, "--format", "junit"])
    #expect(broken.status == 1)
    #expect(broken.output.contains("<failure"))
    let file = FileManager.default.temporaryDirectory.appending(path: "ringfence-policy-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try "version: 1\nassertions:\n  - name: a\n    alow: {}\n".write(to: file, atomically: true, encoding: .utf8)
    let faulty = try RingfenceProcess.run(["verify", file.path, "--network", fixed])
    #expect(faulty.status == 65 && faulty.errors.contains(":4:5") && faulty.errors.contains("allow"))
  }

  @Test("consolidate writes fewer rules, and says whether they fit")
  func consolidate() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ringfence-groups-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let blocks = (0..<4).map { "{\"CidrIp\": \"10.0.\($0).0/24\"}" }.joined(separator: ", ")
    try """
    {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "Description": "web",
      "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [\(blocks)]}],
      "IpPermissionsEgress": []}]}
    """.write(to: folder.appending(path: "groups.json"), atomically: true, encoding: .utf8)
    let question = ["consolidate", "--group", "web", "--network", folder.path]
    let text = try RingfenceProcess.run(question)
    #expect(text.status == 0)
    #expect(text.output.contains("4 → 1 rules") && text.output.contains("10.0.0.0/22"))
    #expect(text.output.contains("Optimal"))
    #expect(
      try RingfenceProcess.run(question + ["--format", "terraform"]).output.contains(
        "cidr_ipv4         = \"10.0.0.0/22\""
      )
    )
    #expect(try RingfenceProcess.run(question + ["--within", "1"]).status == 0)
    #expect(try RingfenceProcess.run(["consolidate", "--group", "nobody", "--network", folder.path]).status == 65)
  }
}
