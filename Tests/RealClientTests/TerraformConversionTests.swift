import Findings
import Foundation
import HCL
import Terraform
import Testing
import VPCModel

@Suite(
  "Terraform: conversion",
  .enabled("Terraform, a mirror of its AWS provider or boto3 is missing") { await TerraformFolder.isPossible },
  .serialized
)
struct TerraformConversionTests {
  @Test(
    "to standalone rules applies without a change to any live rule, and has nothing left to do",
    .enabled(if: TerraformFolder.isCheck, "part of make terraform-check")
  )
  func standalone() async throws {
    try await RunningServer.with(["--ephemeral"]) { server in
      try await TerraformFolder.with(server) { folder in
        try folder.copy("convert")
        try await folder.terraform("init", "-input=false")
        try await folder.terraform("apply", "-input=false", "-auto-approve")
        let before = try await folder.network()

        let inline = ConfigurationReader.read(folder: folder.url.path)
        let conversion = StandaloneConversion(inline)
        #expect(conversion.refusals.map(\.reason) == [])
        for (path, text) in try conversion.edits.files(in: inline.sources) {
          try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let standalone = ConfigurationReader.read(folder: folder.url.path)
        let problems = standalone.diagnostics.map(\.detail)
        #expect(problems == [])
        let isSame = StandaloneConversion.isSameRules(inline, standalone)
        #expect(isSame)
        let imports = RuleImports(FateInput(configuration: standalone, state: try await folder.state(), live: before))
        #expect(imports.missing == [])
        #expect(imports.open.map(\.reason) == [])
        let rules = before.rulesByID.values.filter { rule in
          before.securityGroups[rule.groupID].map { group in
            inline.instances.contains { group.name == "default" || $0.argument("name")?.stringValue == group.name }
              && before.vpcs[group.vpcID]?.isDefault == false
          } ?? false
        }
        #expect(imports.imports.count == rules.count)
        try folder.write(imports.blocks, to: "imports.tf")
        try await folder.terraform("fmt", "-check", "-diff")

        let applied = try await folder.terraform("apply", "-input=false", "-auto-approve")
        #expect(applied.output.contains("\(imports.imports.count) imported, 0 added"), "\(applied.output)")
        #expect(applied.output.contains("0 destroyed"))
        let after = try await folder.network()
        #expect(after.rulesByID == before.rulesByID)
        let plan = try await folder.terraform("plan", "-input=false", "-detailed-exitcode", allowed: [0, 2])
        #expect(plan.status == 0, "\(plan.output)")
      }
    }
  }

  @Test("of as few groups as will do takes a circle away, which terraform validate then finds no more")
  func cycle() async throws {
    try await RunningServer.with(["--ephemeral"]) { server in
      try await TerraformFolder.with(server) { folder in
        try folder.copy("cycle")
        try await folder.terraform("init", "-input=false")
        let refused = try await folder.terraform("validate", allowed: [1])
        #expect(refused.errors.contains("Cycle:"), "\(refused.errors)")
        let configuration = ConfigurationReader.read(folder: folder.url.path)
        let cycles = GroupCycles(configuration)
        #expect(cycles.cycles.map(\.members.count) == [3])
        for member in cycles.cycles[0].members { #expect(refused.errors.contains(member)) }
        let finding = try #require(
          cycles.findings { extractions in
            try? StandaloneConversion(configuration, only: Set(extractions)).edits.unifiedDiff(
              in: configuration.sources
            )
          }.first
        )
        // The patch as a person would apply it.
        try folder.write(try #require(finding.fixes.first).text, to: "fix.patch")
        let patched = try await ClientProcess.run(
          "patch",
          [
            "--quiet", folder.url.appendingPathComponent("main.tf").path,
            folder.url.appendingPathComponent("fix.patch").path,
          ],
          seconds: 60
        )
        #expect(patched.status == 0, "\(patched.output)\(patched.errors)")
        try await folder.terraform("validate")
        #expect(GroupCycles(ConfigurationReader.read(folder: folder.url.path)).cycles.isEmpty)
      }
    }
  }
}
