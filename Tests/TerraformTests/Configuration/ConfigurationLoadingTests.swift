import HCL
import Testing

@testable import Terraform

@Suite("Reading a configuration's files")
struct ConfigurationLoadingTests {
  @Test("says where a duplicate was declared first")
  func duplicates() {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" {}
        locals { a = 1 }
        == other.tf

        resource "aws_vpc" "main" {}
        locals { a = 2 }
        variable "x" {}
        variable "x" {}
        """
    )
    #expect(
      read.errors == [
        "error other.tf:2: Duplicate resource \"aws_vpc\" \"main\": It is declared already in this module, at /infra/main.tf:1. Rename or remove one of the two.",
        "error other.tf:3: Duplicate local value \"a\": It is declared already in this module, at /infra/main.tf:2. Rename or remove one of the two.",
        "error other.tf:5: Duplicate variable \"x\": It is declared already in this module, at /infra/other.tf:4. Rename or remove one of the two.",
      ]
    )
    #expect(read.instances.count == 1)
  }

  @Test("refuses blocks that there are not, and wrong labels")
  func unknownBlocks() {
    let read = TerraformConfiguration(
      reading: """
        resources "aws_vpc" "main" {}
        resource "aws_vpc" {}
        variable "a" "b" {}
        resource "aws_vpc" "1st" {}
        stray = 1
        """
    )
    #expect(
      read.errors.map { $0.split(separator: ":")[2] } == [
        " Unsupported argument", " Unsupported block type", " Missing name for resource",
        " Extraneous label for variable", " Invalid resource name",
      ]
    )
  }

  @Test("fails where there is no folder, and where a folder holds no configuration")
  func nothingToRead() {
    let missing = ConfigurationReader.read(folder: "/nowhere", files: MemoryFiles("x", in: "/infra"))
    #expect(missing.errors == ["error: Unreadable module directory: There is no folder /nowhere."])
    #expect(missing.notRead.map(\.reason) == [.fault])
    let empty = TerraformConfiguration(reading: "== readme.txt\nNothing.")
    #expect(
      empty.errors == [
        "error: Unreadable module directory: The folder /infra holds no Terraform configuration (*.tf, *.tf.json)."
      ]
    )
  }

  @Test("says which override overrides nothing")
  func overridesOfNothing() {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" { depends_on = [] }
        == override.tf
        resource "aws_vpc" "other" {}
        locals { a = 1 }
        resource "aws_vpc" "main" { depends_on = [aws_vpc.other] }
        moved {
          from = aws_vpc.a
          to   = aws_vpc.b
        }
        """
    )
    #expect(
      read.errors.prefix(4).map { $0.split(separator: ":", maxSplits: 3)[2] } == [
        " Missing base resource \"aws_vpc\" \"other\" to override", " Missing base local value \"a\" to override",
        " Unsupported override", " Unsupported override",
      ]
    )
  }

  @Test("reads a module that terraform init fetched where its manifest says, and tells of one that is not here")
  func manifest() throws {
    let read = TerraformConfiguration(
      reading: """
        module "here" {
          source  = "terraform-aws-modules/vpc/aws"
          version = "5.0.0"
        }
        module "gone" { source = "git::https://example.com/gone.git" }
        module "outside" { source = "example/outside/aws" }
        output "id" { value = module.here.vpc_id }
        output "inner" { value = module.here.endpoints }
        output "gone" { value = module.gone.id }
        == .terraform/modules/modules.json
        {"Modules":[{"Key":"","Source":"","Dir":"."},
         {"Key":"here","Source":"registry.terraform.io/terraform-aws-modules/vpc/aws","Version":"5.0.0","Dir":".terraform/modules/here"},
         {"Key":"here.endpoints","Source":"example","Dir":".terraform/modules/here.endpoints"},
         {"Key":"outside","Source":"example","Dir":"../outside"}]}
        == .terraform/modules/here/main.tf
        module "endpoints" { source = "example/endpoints/aws" }
        output "vpc_id" { value = "vpc-1" }
        output "endpoints" { value = module.endpoints.name }
        == .terraform/modules/here.endpoints/main.tf
        output "name" { value = "endpoints" }
        == ../outside/main.tf
        output "name" { value = "outside" }
        """
    )
    #expect(read.errors == [])
    #expect(read.outputs["id"] == "vpc-1")
    #expect(read.outputs["inner"] == "endpoints")
    #expect(read.notRead.map(\.subject) == ["module.gone", "module.outside"])
    #expect(read.notRead.allSatisfy { $0.reason == .moduleSource && $0.range != nil })
    let gone = try #require(read.outputs["gone"])
    #expect(gone.origin == Value.Origin(address: "module.gone", attribute: "id"))
    #expect(read.messages.count == 2)
  }

  @Test("lets local modules be outside of the root's folder")
  func modulesAbove() {
    let read = TerraformConfiguration(
      reading: """
        module "shared" { source = "../shared" }
        output "path" { value = module.shared.path }
        == ../shared/main.tf
        output "path" { value = path.module }
        """
    )
    #expect(read.errors == [])
    #expect(read.outputs["path"] == "../shared")
  }

  @Test("ends at modules that call themselves, and at too many or too deep ones")
  func recursion() {
    let read = TerraformConfiguration(
      reading: """
        module "a" { source = "./a" }
        == a/main.tf
        module "b" { source = "../b" }
        == b/main.tf
        module "a" { source = "../a" }
        """
    )
    #expect(
      read.errors == [
        "error b/main.tf:1: Module calls itself: module.a.module.b.module.a calls the module in /infra/a, which calls it in turn."
      ]
    )
    var text = "module \"a\" { source = \"./m0\" }\nmodule \"b\" { source = \"./m0\" }\n"
    for number in 0..<20 {
      text += "== m\(number)/main.tf\n"
      if number < 19 {
        text += "module \"a\" { source = \"../m\(number + 1)\" }\nmodule \"b\" { source = \"../m\(number + 1)\" }\n"
      } else {
        text += "output \"x\" { value = 1 }\n"
      }
    }
    var limits = ReadingLimits()
    limits.moduleCalls = 100
    let many = TerraformConfiguration(reading: text, limits: limits)
    #expect(many.errors.contains { $0.contains("Too many modules: More than 100 modules are called") })
    limits.moduleDepth = 5
    limits.moduleCalls = 1000
    let deep = TerraformConfiguration(reading: text, limits: limits)
    #expect(deep.errors.contains { $0.contains("is nested deeper than 5 modules") })
  }

  @Test("goes on after a faulty file, and says that it is one")
  func faultyFile() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
        == bad.tf
        resource "aws_subnet" "a" { cidr_block = }
        resource "aws_subnet" "b" { cidr_block = "10.0.1.0/24" }
        """
    )
    #expect(read.hasErrors)
    #expect(read.notRead.map(\.subject) == ["/infra/bad.tf"])
    #expect(read.instance("aws_vpc.main") != nil)
    #expect(read.instance("aws_subnet.b")?.values["cidr_block"] == "10.0.1.0/24")
  }

  @Test("refuses files larger than its limit")
  func sizes() {
    var limits = ReadingLimits()
    limits.fileSize = 10
    let read = TerraformConfiguration(reading: "locals { a = 1 }", limits: limits)
    #expect(read.errors == ["error: Failed to read file: The file /infra/main.tf has 17 bytes; at most 10 are read."])
    #expect(read.notRead.map(\.subject) == ["/infra/main.tf"])
  }
}
