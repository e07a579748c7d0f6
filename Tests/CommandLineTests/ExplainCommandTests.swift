import Foundation
import Testing

@Suite("ringfence explain")
struct ExplainCommandTests {
  private let broken = "Examples/unreachable-database"
  private let fixed = "Examples/unreachable-database-fixed"

  @Test("names the rule that nearly matched, why it did not, and the fix, and exits with 1")
  func theStory() throws {
    let result = try RingfenceProcess.run(
      ["explain", "--network", broken, "app-task", "database", "--port", "5432"])
    #expect(result.status == 1)
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("DENIED"))
    #expect(result.output.contains("ENI_SG_RULES_MISMATCH"))
    #expect(result.output.contains("10.0.12.7 is outside 10.0.1.0/24"))
    #expect(result.output.contains("aws ec2 authorize-security-group-ingress"))
    #expect(result.output.contains("referenced_security_group_id"))
    #expect(
      result.output.split(separator: "\n").allSatisfy {
        $0.count <= 80 || $0.contains("'IpProtocol=") || $0.contains("SecurityGroupRuleId")
      }
    )
  }

  @Test("allows the same question on the fixed network, and exits with 0")
  func theFixedStory() throws {
    let result = try RingfenceProcess.run(
      ["explain", "--network", fixed, "app-task", "database", "--port", "5432"])
    #expect(result.status == 0)
    #expect(result.output.contains("ALLOWED"))
  }

  @Test("exits with 2 where the snapshot does not tell")
  func unknown() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringfence-partial-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: RingfenceProcess.root.appendingPathComponent(fixed), to: folder)
    try FileManager.default.removeItem(at: folder.appendingPathComponent("network-acls.json"))
    let result = try RingfenceProcess.run(
      ["explain", "--network", folder.path, "app-task", "database", "--port", "5432"])
    #expect(result.status == 2)
    #expect(result.output.contains("UNKNOWN"))
    #expect(result.output.contains("aws ec2 describe-network-acls"))
  }

  @Test("writes JSON that a program can read, the same bytes each time")
  func json() throws {
    let arguments = ["explain", "--network", broken, "app-task", "database", "--port", "5432", "--format", "json"]
    let result = try RingfenceProcess.run(arguments)
    #expect(result.status == 1)
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(value?["formatVersion"] as? Int == 1)
    #expect(value?["verdict"] as? String == "denied")
    #expect(try RingfenceProcess.run(arguments).output == result.output)
  }

  @Test("suggests the nearest name for one it does not know, and exits with 65")
  func unknownName() throws {
    let result = try RingfenceProcess.run(["explain", "--network", broken, "app-tsk", "database", "--port", "5432"])
    #expect(result.status == 65)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("app-task"))
  }

  @Test("refuses impossible ports and a missing snapshot with what to do")
  func badUse() throws {
    let port = try RingfenceProcess.run(["explain", "--network", broken, "app-task", "database", "--port", "99999"])
    #expect(port.status == 64)
    #expect(port.errors.contains("99999"))
    let missing = try RingfenceProcess.run(["explain", "--network", "Examples/missing", "a", "b", "--port", "1"])
    #expect(missing.status == 66)
    #expect(missing.errors.contains("Examples/missing"))
  }

  @Test("names file, line and column of damaged JSON, and exits with 65")
  func damagedJSON() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringfence-damaged-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("{\"Vpcs\": [\n  {\"VpcId\": \"vpc-1\",, }\n]}\n".utf8).write(to: file)
    let result = try RingfenceProcess.run(["explain", "--network", file.path, "a", "b", "--port", "1"])
    #expect(result.status == 65)
    #expect(result.errors.contains("\(file.lastPathComponent):2:"))
  }

  @Test("colours only where asked, or on a terminal")
  func colour() throws {
    let question = ["explain", "--network", broken, "app-task", "database", "--port", "5432"]
    #expect(try !RingfenceProcess.run(question).output.contains("\u{1B}["))
    #expect(try RingfenceProcess.run(question + ["--color", "always"]).output.contains("\u{1B}["))
  }
}
