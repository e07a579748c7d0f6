import Foundation
import Terraform
import Testing
import VPCModel

@Suite(
  "Terraform: import",
  .enabled("Terraform, a mirror of its AWS provider or boto3 is missing") { await TerraformFolder.isPossible },
  .serialized
)
struct TerraformImportTests {
  @Test(
    "takes in what is written for live groups in each style, changes no rule, and has nothing left to do",
    .enabled(if: TerraformFolder.isCheck, "part of make terraform-check")
  )
  func groups() async throws {
    try await RunningServer.with(["--ephemeral"]) { server in
      try await TerraformFolder.with(server) { folder in
        let styles = GroupImport.Style.allCases
        let made = try await folder.script("live_groups.py", styles.map(\.rawValue))
        let vpcs = try JSONDecoder().decode([String: String].self, from: Data(made.utf8))
        let before = try await folder.network()
        var taken: Set<String> = []
        var count = 0
        for style in styles {
          let vpc = VPC.ID(try #require(vpcs[style.rawValue]))
          let groups = before.securityGroups.sorted.filter { $0.vpcID == vpc }
          #expect(groups.count == 4)
          let written = GroupImport(groups, of: before, style: style, takenNames: taken)
          #expect(written.notes.isEmpty)
          taken.formUnion(written.resources.map(\.address))
          count += written.resources.count
          try folder.write(written.configuration, to: "\(style.rawValue).tf")
          try folder.write(written.importBlocks, to: "\(style.rawValue)-imports.tf")
          for resource in written.resources {
            let id = try ImportID(parsing: resource.importID.description, for: resource.importID.resourceType)
            #expect(id == resource.importID)
          }
        }
        try await folder.terraform("init", "-input=false")
        try await folder.terraform("fmt", "-check", "-diff")
        let applied = try await folder.terraform("apply", "-input=false", "-auto-approve")
        #expect(applied.output.contains("\(count) imported, 0 added"), "\(applied.output)")
        #expect(applied.output.contains("0 destroyed"))
        let after = try await folder.network()
        #expect(after.rulesByID == before.rulesByID)
        let plan = try await folder.terraform("plan", "-input=false", "-detailed-exitcode", allowed: [0, 2])
        #expect(plan.status == 0, "\(plan.output)")
      }
    }
  }
}
