import HCL
import Testing

@testable import Terraform

@Suite("Conditions that a configuration sets itself")
struct CheckRuleTests {
  /// Of every kind: what holds, what certainly does not, and what only an apply decides. Each in a module of its own, for
  /// Terraform stops at what depends on a failure.
  private static let files = """
    module "variables" {
      source = "./variables"
      port   = 70000
      name   = "web"
    }
    module "resources" { source = "./resources" }
    module "outputs" { source = "./outputs" }
    == variables/main.tf
    variable "port" {
      type = number
      validation {
        condition     = var.port < 65536
        error_message = "Port ${var.port} is too large."
      }
      validation {
        condition     = var.port > 0
        error_message = "Holds."
      }
    }
    variable "name" {
      validation {
        condition     = can(regex("^db-", var.name))
        error_message = "Names begin with db-."
      }
    }
    == resources/main.tf
    locals { ports = { a = 80, b = 8080 } }
    resource "terraform_data" "other" { input = "x" }
    resource "terraform_data" "each" {
      for_each = local.ports
      input    = each.value
      lifecycle {
        precondition {
          condition     = each.value < 1024
          error_message = "${each.key} is not privileged."
        }
        precondition {
          condition     = terraform_data.other.id != "y"
          error_message = "Not known before the apply."
        }
      }
    }
    resource "terraform_data" "after" {
      count = 2
      input = "in-${count.index}"
      lifecycle {
        postcondition {
          condition     = self.input == "in-0"
          error_message = "The input is ${self.input}."
        }
        postcondition {
          condition     = self.id == "no"
          error_message = "Not known before the apply."
        }
        postcondition {
          condition     = self.triggers_replace == null
          error_message = "Holds."
        }
      }
    }
    resource "terraform_data" "none" {
      count = 0
      lifecycle {
        precondition {
          condition     = local.ports == 1
          error_message = "There is none of it."
        }
      }
    }
    == outputs/main.tf
    locals { two = 2 }
    output "bad" {
      value = 1
      precondition {
        condition     = tonumber("${local.two}") == 3
        error_message = "Two is not three."
      }
    }
    output "good" {
      value = 1
      precondition {
        condition     = "${local.two == 2}"
        error_message = "Holds."
      }
    }
    """

  private static let check = """
    check "everything" {
      assert {
        condition     = local.one + 1 == 3
        error_message = "Sums are ${upper("odd")}."
      }
      assert {
        condition     = terraform_data.root.id == "x"
        error_message = "Not known before the apply."
      }
      assert {
        condition     = local.one == 1
        error_message = "Holds."
      }
    }
    resource "terraform_data" "root" {}
    locals { one = 1 }
    """

  private static let expected = [
    "error variables/main.tf:13: Invalid value for variable: module.variables.var.name: Names begin with db-.",
    "error variables/main.tf:3: Invalid value for variable: module.variables.var.port: Port 70000 is too large.",
    "error outputs/main.tf:4: Module output value precondition failed: module.outputs.output.bad: Two is not three.",
    "error resources/main.tf:7: Resource precondition failed: module.resources.terraform_data.each[\"b\"]: b is not privileged.",
    "error resources/main.tf:21: Resource postcondition failed: module.resources.terraform_data.after[1]: The input is in-1.",
  ]

  @Test("that certainly do not hold are errors with their words and their place; what is not known may yet hold")
  func conditions() {
    #expect(TerraformConfiguration(reading: Self.files).messages.sorted() == Self.expected.sorted())
  }

  /// Terraform says nothing of resources where it has found fault with variables or outputs: one module at a time.
  @Test(
    "are what terraform plan fails on",
    .enabled(if: TerraformProgram.installed != nil),
    arguments: ["variables", "resources", "outputs"]
  )
  func againstTerraform(module: String) throws {
    var text = ["variables", "resources", "outputs"]
      .reduce(Self.files) { text, other in
        other == module ? text : text.replacing("source = \"./\(other)\"", with: "source = \"./empty\"")
      }
    if module != "variables" { text = text.replacing("  port   = 70000\n  name   = \"web\"\n", with: "") }
    text += "\n== empty/main.tf\n"
    let planned = try #require(TerraformProgram.installed).planDiagnostics(of: MemoryFiles(text))
    // Severity, summary and the words of the configuration; Terraform says more of variables and of what is not known.
    let known = planned.filter { !$0.contains("known") }.map { text -> String in
      let first = text.split(separator: "\n").first ?? ""
      return String(first.hasSuffix(".") ? first.dropLast() : first)
    }
    let own = TerraformConfiguration(reading: text).diagnostics.map { diagnostic -> String in
      let words = diagnostic.detail.split(separator: ": ", maxSplits: 1).last ?? ""
      return "\(diagnostic.severity): \(diagnostic.summary): \(words.dropLast())"
    }
    #expect(known.sorted() == own.sorted())
    #expect(!known.isEmpty)
  }

  @Test("of checks are what terraform plan warns of", .enabled(if: TerraformProgram.installed != nil))
  func checksAgainstTerraform() throws {
    let planned = try #require(TerraformProgram.installed).planDiagnostics(of: MemoryFiles(Self.check))
    #expect(planned.contains { $0.hasPrefix("warning: Check block assertion failed: Sums are ODD.") })
    #expect(planned.filter { $0.contains("Holds") } == [])
    #expect(
      TerraformConfiguration(reading: Self.check).messages == [
        "warning main.tf:2: Check block assertion failed: check.everything: Sums are ODD."
      ]
    )
  }

  @Test("of a module or a resource that there may be none of are not certain; secret messages are not shown")
  func uncertain() {
    let read = TerraformConfiguration(
      reading: """
        variable "key" {
          sensitive = true
          default   = "hunter2"
        }
        locals {
          no      = false
          nothing = null
        }
        resource "terraform_data" "a" {}
        resource "terraform_data" "perhaps" {
          count = terraform_data.a.id == "x" ? 1 : 0
          lifecycle {
            precondition {
              condition     = local.no
              error_message = "Perhaps there is none."
            }
          }
        }
        resource "terraform_data" "secret" {
          lifecycle {
            precondition {
              condition     = local.no
              error_message = "The key is ${var.key}."
            }
            precondition {
              condition     = local.nothing
              error_message = "Never said."
            }
            precondition {
              condition     = 1 == 2
              error_message = "Refers to nothing."
            }
          }
        }
        resource "aws_security_group" "filled" {
          name = null
          lifecycle {
            postcondition {
              condition     = self.name != null && self.description != "x"
              error_message = "The provider chooses a name."
            }
          }
        }
        output "filled" { value = aws_security_group.filled.name == null }
        """
    )
    let errors = read.messages.filter { $0.hasPrefix("error") }
    #expect(
      errors == [
        "error main.tf:30: Invalid precondition expression: The condition has to refer to something else in the "
          + "configuration, or it checks nothing.",
        "error main.tf:21: Resource precondition failed: terraform_data.secret: a condition does not hold; its "
          + "error_message is sensitive.",
        "error main.tf:26: Invalid condition result: terraform_data.secret: the condition is neither true nor false.",
      ]
    )
    #expect(read.outputs["filled"]?.isKnown == false)
  }
}
