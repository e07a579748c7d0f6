import Findings
import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("Circles among security groups")
struct GroupCyclesTests {
  private func read(_ text: String) -> TerraformConfiguration {
    ConfigurationReader.read(folder: "/infra", files: MemoryFiles(text))
  }

  private func group(_ name: String, from others: String...) -> String {
    let blocks = others.map { other in
      """
        ingress {
          protocol        = "tcp"
          from_port       = 443
          to_port         = 443
          security_groups = [\(other)]
        }

      """
    }
    return "resource \"aws_security_group\" \"\(name)\" {\n\(blocks.joined())}\n"
  }

  @Test("are spelled out with their places, and gone once the patch is applied")
  func two() throws {
    let text =
      group("a", from: "aws_security_group.b.id", "aws_security_group.c.id")
      + group("b", from: "aws_security_group.a.id") + group("c")
    let configuration = read(text)
    let cycles = GroupCycles(configuration)
    let cycle = try #require(cycles.cycles.first)
    #expect(cycles.cycles.count == 1)
    #expect(cycle.members == ["aws_security_group.a", "aws_security_group.b"])
    #expect(cycle.steps.map { $0.location?.startLine } == [6, 20])
    // b has one block, a two.
    #expect(cycle.extractions == [.init(group: "aws_security_group.b", direction: .ingress)])
    let findings = cycles.findings { extractions in
      try? StandaloneConversion(configuration, only: Set(extractions)).edits.unifiedDiff(in: configuration.sources)
    }
    #expect(findings.map(\.checkID) == ["terraform-cycle"])
    #expect(
      findings[0].fixes.first?.text.contains("+resource \"aws_vpc_security_group_ingress_rule\" \"b_tcp_443_from_a\"")
        == true
    )
    let conversion = StandaloneConversion(configuration, only: Set(cycle.extractions ?? []))
    let after = read(try conversion.edits.files(in: configuration.sources)[0].text)
    #expect(GroupCycles(after).cycles.isEmpty)
  }

  @Test("go through locals and modules, and through other resources")
  func indirect() throws {
    let text =
      group("a", from: "local.b") + group("b", from: "module.c.id")
        + """
        locals {
          b = aws_security_group.b.id
        }
        module "c" {
          source = "./c"
          peer   = aws_security_group.a.id
        }
        == c/main.tf
        variable "peer" {}
        resource "aws_security_group" "c" {
          ingress {
            protocol        = "-1"
            from_port       = 0
            to_port         = 0
            security_groups = [var.peer]
          }
        }
        output "id" {
          value = aws_security_group.c.id
        }
        """
    let cycle = try #require(GroupCycles(read(text)).cycles.first)
    #expect(cycle.members == ["aws_security_group.a", "aws_security_group.b", "module.c.aws_security_group.c"])
    #expect(cycle.extractions?.count == 1)
  }

  @Test("of one group alone are references to itself")
  func itself() throws {
    let cycles = GroupCycles(read(group("a", from: "aws_security_group.a.id")))
    #expect(cycles.findings().map(\.checkID) == ["terraform-self-reference-as-group"])
    #expect(cycles.findings()[0].locations.first?.startLine == 6)
  }

  @Test("that no block can break are said to be so")
  func unbreakable() throws {
    let text = """
      resource "aws_security_group" "a" {
        description = aws_security_group.b.id
      }
      resource "aws_security_group" "b" {
        description = aws_security_group.a.id
      }
      """
    let cycle = try #require(GroupCycles(read(text)).cycles.first)
    #expect(cycle.extractions == nil)
  }

  @Test("are not where groups only refer to one another one way")
  func none() {
    #expect(GroupCycles(read(group("a", from: "aws_security_group.b.id") + group("b"))).cycles.isEmpty)
  }
}
