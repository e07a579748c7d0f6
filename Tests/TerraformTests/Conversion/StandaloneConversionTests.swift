import Findings
import HCL
import Testing
import VPCModel

@testable import Terraform

@Suite("Inline rules as resources of their own")
struct StandaloneConversionTests {
  private func read(_ text: String) -> TerraformConfiguration {
    ConfigurationReader.read(folder: "/infra", files: MemoryFiles(text))
  }

  /// The file after the conversion; both configurations must declare the same rules.
  private func converted(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> (
    String, StandaloneConversion
  ) {
    let before = read(text)
    let conversion = StandaloneConversion(before)
    let after = conversion.files(before).first ?? text
    let problems = read(after).diagnostics.map(\.detail)
    #expect(problems.isEmpty, "\(after)", sourceLocation: sourceLocation)
    let isSame = StandaloneConversion.isSameRules(before, read(after))
    #expect(isSame, "\(after)", sourceLocation: sourceLocation)
    return (after, conversion)
  }

  @Test("one resource for each peer, with the comments that were above the block")
  func plain() {
    let (after, conversion) = converted(
      """
      resource "aws_security_group" "web" {
        name = "web"

        # Anyone may look.
        ingress {
          description = "https"
          protocol    = "tcp"
          from_port   = 443
          to_port     = 443
          cidr_blocks = ["0.0.0.0/0", var.office]
        }

        ingress {
          protocol        = "TCP"
          from_port       = 80
          to_port         = 88
          security_groups = [aws_security_group.app.id]
          self            = true
        }

        egress {
          protocol    = "-1"
          from_port   = 0
          to_port     = 0
          cidr_blocks = ["0.0.0.0/0"]
        }

        tags = { Name = "web" }
      }

      resource "aws_security_group" "app" {
        name = "app"
      }

      variable "office" {
        default = "192.0.2.0/24"
      }
      """
    )
    #expect(
      after == """
        resource "aws_security_group" "web" {
          name = "web"

          tags = { Name = "web" }
        }

        # Anyone may look.
        resource "aws_vpc_security_group_ingress_rule" "web_tcp_443_from_anywhere" {
          security_group_id = aws_security_group.web.id
          description       = "https"
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }

        resource "aws_vpc_security_group_ingress_rule" "web_tcp_443_from_office" {
          security_group_id = aws_security_group.web.id
          description       = "https"
          cidr_ipv4         = var.office
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }

        resource "aws_vpc_security_group_ingress_rule" "web_tcp_80_88_from_app" {
          security_group_id            = aws_security_group.web.id
          referenced_security_group_id = aws_security_group.app.id
          ip_protocol                  = "tcp"
          from_port                    = 80
          to_port                      = 88
        }

        resource "aws_vpc_security_group_ingress_rule" "web_tcp_80_88_from_itself" {
          security_group_id            = aws_security_group.web.id
          referenced_security_group_id = aws_security_group.web.id
          ip_protocol                  = "tcp"
          from_port                    = 80
          to_port                      = 88
        }

        resource "aws_vpc_security_group_egress_rule" "web_all_to_anywhere" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = "-1"
        }

        resource "aws_security_group" "app" {
          name = "app"
        }

        variable "office" {
          default = "192.0.2.0/24"
        }

        """
    )
    #expect(conversion.converted.map(\.resources.count) == [4, 1])
    #expect(conversion.refusals.isEmpty)
  }

  @Test("lists that are worked out, dynamic blocks, count and for_each keep their rules")
  func worked() {
    let (after, conversion) = converted(
      """
      locals {
        blocks = ["10.0.0.0/8", "192.168.0.0/16"]
        rules  = { web = { port = 443, from = ["10.1.0.0/16", "10.2.0.0/16"] }, ssh = { port = 22, from = ["10.3.0.0/16"] } }
      }

      resource "aws_security_group" "list" {
        ingress {
          protocol    = "tcp"
          from_port   = 443
          to_port     = 443
          cidr_blocks = local.blocks
        }
      }

      resource "aws_security_group" "dynamic" {
        dynamic "ingress" {
          for_each = local.rules
          content {
            description = ingress.key
            protocol    = "tcp"
            from_port   = ingress.value.port
            to_port     = ingress.value["port"]
            cidr_blocks = ingress.value.from
          }
        }

        dynamic "egress" {
          for_each = [80, 443]
          iterator = port
          content {
            protocol    = "tcp"
            from_port   = port.value
            to_port     = port.value
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      }

      resource "aws_security_group" "counted" {
        count = 2
        ingress {
          protocol    = "tcp"
          from_port   = 8000 + count.index
          to_port     = 8000 + count.index
          cidr_blocks = ["10.0.0.0/8"]
        }
      }

      resource "aws_security_group" "each" {
        for_each = { a = 1, b = 2 }
        ingress {
          protocol  = "udp"
          from_port = each.value
          to_port   = each.value
          self      = true
        }
      }
      """
    )
    #expect(conversion.refusals.isEmpty, "\(conversion.refusals)")
    #expect(after.contains("for_each = toset(local.blocks)"))
    #expect(!after.contains("dynamic \"ingress\""))
    let addresses = read(after).instances.map(\.address.description)
    #expect(
      addresses.contains(#"aws_vpc_security_group_ingress_rule.dynamic_tcp_from_rules["web 10.2.0.0/16"]"#),
      "\(addresses)"
    )
    #expect(addresses.contains(#"aws_vpc_security_group_egress_rule.dynamic_tcp_to_anywhere["1"]"#), "\(addresses)")
  }

  @Test("what can't be rewritten without a guess is left whole, and said")
  func refused() {
    let text = """
      resource "aws_security_group" "argument" {
        ingress = [{ protocol = "tcp", from_port = 1, to_port = 1, cidr_blocks = ["10.0.0.0/8"] }]
      }

      resource "aws_security_group" "counted" {
        count = 2
        ingress {
          protocol    = "tcp"
          from_port   = 1
          to_port     = 1
          cidr_blocks = [for block in ["10.0.0.0/8"] : block]
        }
      }

      """
    let (after, conversion) = converted(text)
    #expect(after == text)
    #expect(conversion.refusals.map(\.group) == ["aws_security_group.argument", "aws_security_group.counted"])
    #expect(conversion.refusals.map { $0.location?.startLine } == [2, 11])
  }

  @Test("equal blocks become one resource, and are left to the author where what makes them equal is worked out")
  func equalBlocks() {
    let block = """
        ingress {
          protocol    = "tcp"
          from_port   = 1
          to_port     = 1
          cidr_blocks = ["10.0.0.0/8"]
        }
      """
    let (after, conversion) = converted(
      "resource \"aws_security_group\" \"web\" {\n\(block)\n\(block)\n}\n"
    )
    #expect(conversion.converted.map(\.resources.count) == [1], "\(after)")
    let dynamic = """
      variable "blocks" { default = { a = "10.9.0.0/16", b = "10.9.0.0/16" } }

      resource "aws_security_group" "web" {
        dynamic "ingress" {
          for_each = var.blocks
          content {
            protocol    = "tcp"
            from_port   = 1
            to_port     = 1
            cidr_blocks = [ingress.value]
          }
        }
      }

      """
    let (same, refused) = converted(dynamic)
    #expect(same == dynamic)
    #expect(refused.refusals.count == 1)
    #expect(refused.refusals.first?.reason.contains("tcp/1 from 10.9.0.0/16 more than once") == true)
    let (_, apart) = converted(dynamic.replacing("b = \"10.9", with: "b = \"10.8"))
    #expect(apart.refusals.isEmpty)
  }

  @Test("only what was asked for is rewritten, and the patch says where")
  func selection() throws {
    let text = """
      resource "aws_security_group" "web" {
        ingress {
          protocol    = "tcp"
          from_port   = 1
          to_port     = 1
          cidr_blocks = ["10.0.0.0/8"]
        }
        egress {
          protocol    = "tcp"
          from_port   = 1
          to_port     = 1
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
      """
    let configuration = read(text)
    let conversion = StandaloneConversion(
      configuration,
      only: [.init(group: "aws_security_group.web", direction: .egress)]
    )
    let patch = try conversion.edits.unifiedDiff(in: configuration.sources)
    #expect(
      patch.hasPrefix("--- a//infra/main.tf\n+++ b//infra/main.tf\n@@ -5,"),
      "\(patch)"
    )
    #expect(patch.contains("-  egress {"))
    #expect(!patch.contains("-  ingress {"))
  }
}

extension StandaloneConversion {
  /// The new texts of a configuration's files.
  fileprivate func files(_ configuration: TerraformConfiguration) -> [String] {
    (try? edits.files(in: configuration.sources))?.map(\.text) ?? []
  }
}
