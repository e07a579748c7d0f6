import HCL
import Testing

@testable import Terraform

@Suite("Configuration: large files")
struct LargeFileTests {
  @Test("say the same as small ones, of which the trees are kept", arguments: ConfigurationCases.all.keys.sorted())
  func same(name: String) throws {
    let text = try #require(ConfigurationCases.all[name])
    expectSame(text)
  }

  @Test("say the same of groups, rules in blocks that repeat, ignored changes and references in all directions")
  func groups() throws {
    let text = """
      variable "ports" { default = [22, 443] }
      resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
      resource "aws_security_group" "web" {
        for_each = toset(["a", "b"])
        name     = "web-${each.key}"
        vpc_id   = aws_vpc.main.id
        lifecycle {
          create_before_destroy = true
          ignore_changes        = [tags]
        }
        dynamic "ingress" {
          for_each = var.ports
          content {
            from_port   = ingress.value
            to_port     = ingress.value
            protocol    = "tcp"
            cidr_blocks = [aws_vpc.main.cidr_block]
          }
        }
        egress {
          from_port   = 0
          to_port     = 0
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
      resource "aws_security_group_rule" "self" {
        depends_on        = [aws_vpc.main]
        count             = length(var.ports)
        type              = "ingress"
        security_group_id = aws_security_group.web["a"].id
        from_port         = var.ports[count.index]
        to_port           = var.ports[count.index]
        protocol          = "tcp"
        description       = "like ${aws_security_group.web["b"].name}"
        self              = true
      }
      resource "aws_security_group_rule" "self" {
        type = "egress"
      }
      resource "aws_security_group" "faulty" {
        name = upper(
        ingress {
          from_port = 1
        }
      }
      """
    expectSame(text)
    let read = TerraformConfiguration(reading: text, limits: Self.nothingKept)
    let place = try #require(read.instance("aws_security_group_rule.self[1]")?.place)
    let range = try #require(place.parts["description"])
    #expect(read.sources.excerpt(range) == "description       = \"like ${aws_security_group.web[\"b\"].name}\"")
    #expect(place.parts["depends_on"] == nil)
  }

  private static var nothingKept: ReadingLimits {
    var limits = ReadingLimits()
    limits.keptTreeSize = 0
    return limits
  }

  private func expectSame(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let small = TerraformConfiguration(reading: text)
    let large = TerraformConfiguration(reading: text, limits: Self.nothingKept)
    #expect(large.instances == small.instances, sourceLocation: sourceLocation)
    #expect(large.outputs == small.outputs, sourceLocation: sourceLocation)
    #expect(large.imports == small.imports, sourceLocation: sourceLocation)
    #expect(large.notRead == small.notRead, sourceLocation: sourceLocation)
    #expect(large.messages.sorted() == small.messages.sorted(), sourceLocation: sourceLocation)
    #expect(large.graph.nodes == small.graph.nodes, sourceLocation: sourceLocation)
    #expect(Set(large.graph.edges) == Set(small.graph.edges), sourceLocation: sourceLocation)
  }
}
