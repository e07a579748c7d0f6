import Foundation
import Testing

@Suite("ringfence terraform")
struct TerraformCommandTests {
  private let folder = "Examples/terraform"

  @Test("check finds the rule that an inline block deletes, with both places, and exits with 1")
  func check() throws {
    let result = try RingfenceProcess.run(["terraform", "check", folder])
    #expect(result.status == 1 && result.errors.isEmpty)
    #expect(result.output.contains("terraform-inline-and-standalone"))
    #expect(result.output.contains("\(folder)/main.tf:47:3") && result.output.contains("\(folder)/main.tf:55:1"))
    let sarif = try RingfenceProcess.run(["terraform", "check", folder, "--format", "sarif"])
    #expect(try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) is [String: Any])
  }

  @Test("check refuses what Terraform would refuse, with the line, and folders without configuration")
  func faulty() throws {
    try withConfiguration("resource \"aws_vpc\" \"main\" {\n  cidr_block = \n}\n") { folder in
      let result = try RingfenceProcess.run(["terraform", "check", folder])
      #expect(result.status == 65 && result.output.isEmpty)
      #expect(result.errors.contains("main.tf:2:"))
    }
    #expect(try RingfenceProcess.run(["terraform", "check", "Examples/missing"]).status == 66)
    #expect(try RingfenceProcess.run(["terraform", "check", "Examples/unreachable-database"]).status == 65)
  }

  @Test("check says what it could not read, and does not call that clean")
  func unread() throws {
    try withConfiguration("module \"network\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n") { folder in
      let result = try RingfenceProcess.run(["terraform", "check", folder])
      #expect(result.status == 1)
      #expect(result.output.contains("terraform-unread") && result.output.contains("module.network"))
      // Once: not beside the finding as a warning too.
      #expect(result.errors.isEmpty && !result.output.contains("Not judged"))
      #expect(try RingfenceProcess.run(["terraform", "check", folder, "--fail-on", "critical"]).status == 2)
    }
  }

  @Test("rules lists every rule with its owner and place")
  func rules() throws {
    let result = try RingfenceProcess.run(["terraform", "rules", folder])
    #expect(result.status == 0)
    #expect(result.output.contains("inline") && result.output.contains("tcp/9187"))
    #expect(result.output.contains("main.tf:55"))
    let json = try RingfenceProcess.run(["terraform", "rules", folder, "--format", "json"])
    #expect((try? JSONSerialization.jsonObject(with: Data(json.output.utf8))) != nil)
  }

  @Test("convert prints a patch that applies, after which there is nothing to find")
  func convert() throws {
    let text = try String(
      contentsOf: RingfenceProcess.root.appending(path: "\(folder)/main.tf"),
      encoding: .utf8
    )
    try withConfiguration(text) { folder in
      let printed = try RingfenceProcess.run(["terraform", "convert", folder])
      #expect(printed.status == 0)
      #expect(printed.output.contains("+resource \"aws_vpc_security_group_ingress_rule\""))
      #expect(printed.errors.contains("without --live"))
      #expect(try RingfenceProcess.run(["terraform", "check", folder]).status == 1)
      #expect(try RingfenceProcess.run(["terraform", "convert", folder, "--write"]).status == 0)
      let after = try RingfenceProcess.run(["terraform", "check", folder])
      #expect(after.status == 0, "\(after.output)")
    }
    let nobody = try RingfenceProcess.run(["terraform", "convert", folder, "--group", "aws_security_group.nobody"])
    #expect(nobody.status == 65)
  }

  @Test("fate reads the state of the selected workspace, and says how to get one that is elsewhere")
  func state() throws {
    let text = try String(
      contentsOf: RingfenceProcess.root.appending(path: "\(folder)/main.tf"),
      encoding: .utf8
    )
    try withConfiguration(text) { folder in
      let root = URL(fileURLWithPath: folder)
      let arguments = ["terraform", "fate", folder, "--live", "Examples/unreachable-database"]
      #expect(try RingfenceProcess.run(arguments).output.contains("there is no state"))
      let state = root.appending(path: "terraform.tfstate.d/blue")
      for made in [root.appending(path: ".terraform"), state] {
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
      }
      try "blue".write(to: root.appending(path: ".terraform/environment"), atomically: true, encoding: .utf8)
      try #"{"version": 4, "resources": []}"#
        .write(to: state.appending(path: "terraform.tfstate"), atomically: true, encoding: .utf8)
      #expect(try !RingfenceProcess.run(arguments).output.contains("there is no state"))
      try #"{"version": 3, "backend": {"type": "s3", "config": {"bucket": "b", "assume_role": {}}}}"#
        .write(to: root.appending(path: ".terraform/terraform.tfstate"), atomically: true, encoding: .utf8)
      let elsewhere = try RingfenceProcess.run(arguments)
      #expect(elsewhere.errors.contains("backend \"s3\"") && elsewhere.output.contains("there is no state"))
    }
  }

  @Test("import explains an import id, or what is wrong with it")
  func importIDs() throws {
    let good = try RingfenceProcess.run([
      "terraform", "import", "--explain-id", "sg-0a1b_ingress_tcp_22_22_10.0.0.0/8_self",
    ])
    #expect(good.status == 0 && good.output == "ingress rule of sg-0a1b: tcp 22-22 from 10.0.0.0/8, self\n")
    let bad = try RingfenceProcess.run(["terraform", "import", "--explain-id", "sg-0a1b_ingress_tcp_22"])
    #expect(bad.status == 65 && !bad.errors.isEmpty)
    #expect(try RingfenceProcess.run(["terraform", "import"]).status == 64)
  }

  @Test("Terraform addresses name what a question is about; fixes are Terraform's")
  func explain() throws {
    let result = try RingfenceProcess.run([
      "explain", "--network", folder, "aws_ecs_service.app", "aws_db_instance.main", "--port", "5432",
    ])
    #expect(result.status == 1)
    #expect(result.output.contains("is outside 10.0.1.0/24"))
    // The group has ingress blocks, beside which a rule of its own would be deleted: the fix is a block more.
    #expect(result.output.contains("# Add to resource \"aws_security_group\" \"database\""))
    #expect(result.output.contains("security_groups = [aws_security_group.app.id]"))
    #expect(!result.output.contains("aws_vpc_security_group_ingress_rule"))
    #expect(!result.output.contains("aws ec2 "))
    #expect(result.errors.contains("made up"))
  }

  private func withConfiguration(_ text: String, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ringfence-terraform-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: folder.appending(path: "main.tf"), atomically: true, encoding: .utf8)
    try body(folder.path)
  }
}
