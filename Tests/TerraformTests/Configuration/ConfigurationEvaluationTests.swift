import HCL
import Testing

@testable import Terraform

@Suite("Evaluating a configuration")
struct ConfigurationEvaluationTests {
  @Test("gives attributes that are written, and keeps the origin of those that are not")
  func attributes() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
          tags       = { Name = "main" }
        }
        resource "aws_subnet" "a" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "${aws_vpc.main.cidr_block}"
        }
        data "aws_availability_zones" "available" { state = "available" }
        output "group" { value = aws_vpc.main.default_security_group_id }
        output "zone" { value = data.aws_availability_zones.available.names[0] }
        """
    )
    #expect(read.messages == [])
    let subnet = try #require(read.instance("aws_subnet.a"))
    #expect(subnet.values["vpc_id"]?.origin == .init(address: "aws_vpc.main", attribute: "id"))
    #expect(subnet.values["cidr_block"] == "10.0.0.0/16")
    #expect(read.outputs["group"]?.origin == .init(address: "aws_vpc.main", attribute: "default_security_group_id"))
    #expect(
      read.outputs["zone"]?.origin == .init(address: "data.aws_availability_zones.available", attribute: "names[0]")
    )
    #expect(read.instance("data.aws_availability_zones.available")?.values["state"] == "available")
  }

  @Test("evaluates groups that refer to each other, and shows the cycle in the graph")
  func mutualReferences() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_security_group" "a" {
          ingress {
            from_port       = 1
            security_groups = [aws_security_group.b.id]
          }
        }
        resource "aws_security_group" "b" {
          ingress {
            from_port       = aws_security_group.a.ingress[0].from_port + 1
            security_groups = [aws_security_group.a.id]
          }
        }
        """
    )
    #expect(read.messages == [])
    let b = try #require(read.instance("aws_security_group.b")?.values["ingress"]?[0])
    #expect(b["from_port"] == 2)
    #expect(b["security_groups"]?[0]?.origin == .init(address: "aws_security_group.a", attribute: "id"))
    let cycle = try #require(read.graph.cycles().first)
    #expect(cycle.nodes.map { read.graph.nodes[$0].address } == ["aws_security_group.a", "aws_security_group.b"])
    #expect(cycle.path.map(\.argument) == ["ingress", "ingress"])
    #expect(
      cycle.path.compactMap(\.range).map { read.sources.excerpt($0) } == [
        "aws_security_group.b.id", "aws_security_group.a.ingress[0].from_port",
      ]
    )
  }

  @Test("names the origins of what whole resources are asked for")
  func wholeResources() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_subnet" "private" {
          count      = 2
          cidr_block = "10.0.${count.index}.0/24"
        }
        resource "aws_subnet" "named" { for_each = { a = 1, b = 2 } }
        resource "aws_vpc" "main" {}
        output "ids" { value = aws_subnet.private[*].id }
        output "named" { value = [for key, subnet in aws_subnet.named : subnet.id] }
        output "one" { value = aws_subnet.named["a"].arn }
        output "blocks" { value = aws_subnet.private[*].cidr_block }
        output "splat" { value = aws_vpc.main[*].id }
        """
    )
    #expect(read.messages == [])
    func origins(_ name: String) -> [String] {
      (read.outputs[name]?.elements ?? []).map { $0.origin.map { "\($0.address).\($0.attribute)" } ?? "none" }
    }
    #expect(origins("ids") == ["aws_subnet.private[0].id", "aws_subnet.private[1].id"])
    #expect(origins("named") == ["aws_subnet.named[\"a\"].id", "aws_subnet.named[\"b\"].id"])
    #expect(read.outputs["one"]?.origin == .init(address: "aws_subnet.named[\"a\"]", attribute: "arn"))
    #expect(read.outputs["blocks"]?.elements == ["10.0.0.0/24", "10.0.1.0/24"])
    #expect(origins("splat") == ["aws_vpc.main.id"])
  }

  @Test("reports locals that need themselves, and goes on")
  func localCycle() {
    let read = TerraformConfiguration(
      reading: """
        locals {
          a = local.b
          b = local.a
          c = 1
        }
        output "c" { value = local.c }
        """
    )
    #expect(
      read.errors == [
        "error main.tf:2: Cycle: The value of local.a depends on itself. Take one of the references on the way out."
      ]
    )
    #expect(read.outputs["c"] == 1)
    #expect(read.graph.cycles().count == 1)
  }

  @Test("follows a chain of ten thousand locals")
  func longChain() {
    var text = "locals {\n  v0 = 1\n"
    for number in 1...10_000 { text += "  v\(number) = local.v\(number - 1) + 1\n" }
    let read = TerraformConfiguration(reading: text + "}\noutput \"last\" { value = local.v10000 }\n")
    #expect(read.messages == [])
    #expect(read.outputs["last"] == 10_001)
  }

  @Test("reports what is not declared")
  func undeclared() {
    let read = TerraformConfiguration(
      reading: """
        locals { a = 1 }
        resource "aws_vpc" "counted" { count = 2 }
        output "o" {
          value = [var.x, local.y, aws_vpc.z.id, data.aws_vpc.z.id, module.m.id, each.key, count.index, aws_vpc.counted.id]
        }
        """
    )
    #expect(
      read.errors.map { $0.split(separator: ": ")[1] } == [
        "Reference to undeclared input variable", "Reference to undeclared local value",
        "Reference to undeclared resource", "Reference to undeclared data resource",
        "Reference to undeclared module", "Reference to \"each\" in context without for_each",
        "Reference to \"count\" in non-counted context", "Missing resource instance key",
      ]
    )
  }

  @Test("says which instances are only known after apply, and reads one for all of them")
  func unknownInstances() throws {
    let read = TerraformConfiguration(
      reading: """
        data "aws_subnets" "all" {}
        resource "aws_vpc" "main" {}
        resource "aws_instance" "each" {
          for_each  = toset(data.aws_subnets.all.ids)
          subnet_id = each.value
        }
        resource "aws_instance" "counted" { count = length(data.aws_subnets.all.ids) }
        resource "aws_instance" "keys" {
          for_each = toset([aws_vpc.main.id])
        }
        module "m" {
          source = "./m"
          count  = length(data.aws_subnets.all.ids)
        }
        resource "aws_security_group" "g" {
          dynamic "ingress" {
            for_each = data.aws_subnets.all.ids
            content { from_port = 1 }
          }
          ingress { from_port = 2 }
        }
        output "ids" { value = aws_instance.each }
        output "m" { value = module.m[0].id }
        == m/main.tf
        resource "aws_vpc" "inner" {}
        output "id" { value = aws_vpc.inner.id }
        """
    )
    #expect(read.errors == [])
    #expect(
      Set(read.notRead.map { "\($0.reason) \($0.subject)" }) == [
        "instanceCount aws_instance.each", "instanceCount aws_instance.counted", "instanceCount aws_instance.keys",
        "instanceCount module.m", "blockCount aws_security_group.g.ingress",
      ]
    )
    let each = try #require(read.instance("aws_instance.each"))
    #expect(each.standsForUnknownCount && each.address.key == nil)
    #expect(each.values["subnet_id"]?.isKnown == false)
    #expect(read.instance("module.m.aws_vpc.inner")?.standsForUnknownCount == true)
    let ingress = try #require(read.instance("aws_security_group.g")?.values["ingress"])
    #expect(ingress.elements?.map(\.isKnown) == [false, true])
    #expect(ingress[0]?.marks.origins == [.init(address: "data.aws_subnets.all", attribute: "ids")])
    #expect(read.outputs["m"]?.marks.origins == [.init(address: "module.m", attribute: "id")])
  }

  @Test("expands dynamic blocks in their place, with iterators and inside of each other")
  func dynamicBlocks() throws {
    let read = TerraformConfiguration(
      reading: """
        variable "rules" { default = [{ port = 80, blocks = ["a", "b"] }, { port = 443, blocks = [] }] }
        resource "aws_security_group" "g" {
          ingress { from_port = 22 }
          dynamic "ingress" {
            for_each = var.rules
            iterator = rule
            content {
              from_port = rule.value.port
              to_port   = rule.key
              dynamic "inner" {
                for_each = rule.value.blocks
                content { text = "${inner.value} of ${rule.value.port}" }
              }
            }
          }
          dynamic "ingress" {
            for_each = { z = 1, y = 2 }
            content { description = "${ingress.key}${ingress.value}" }
          }
          ingress { from_port = 23 }
          dynamic "egress" {
            for_each = []
            content {}
          }
        }
        """
    )
    #expect(read.messages == [])
    let group = try #require(read.instance("aws_security_group.g"))
    let ingress = try #require(group.values["ingress"]?.elements)
    #expect(ingress.map { $0["from_port"] } == [22, 80, 443, nil, nil, 23])
    #expect(ingress[1]["inner"]?.elements?.map { $0["text"] } == ["a of 80", "b of 80"])
    #expect(ingress[1]["to_port"] == 0)
    #expect(ingress[3]["description"] == "y2")
    #expect(group.values["egress"]?.elements == [])
    let place = try #require(group.place)
    func line(_ path: String) -> Int? { place.parts[path].flatMap { read.sources.positions(of: $0)?.start.line } }
    #expect(line("ingress[0]") == 3)
    #expect(line("ingress[1]") == 4)
    #expect(line("ingress[2].from_port") == 8)
    #expect(line("ingress[1].inner[1].text") == 12)
    #expect(line("ingress[4].description") == 18)
    #expect(line("ingress[5].from_port") == 20)
    #expect(line("vpc_id") == nil)
  }

  @Test("passes providers into modules")
  func providers() {
    let read = TerraformConfiguration(
      reading: """
        provider "aws" { region = "eu-west-1" }
        provider "aws" {
          alias  = "west"
          region = "us-west-2"
        }
        resource "aws_vpc" "default" {}
        resource "aws_vpc" "west" { provider = aws.west }
        module "m" {
          source    = "./m"
          providers = { aws = aws.west, aws.other = aws }
        }
        module "inherits" { source = "./m/n" }
        == m/main.tf
        resource "aws_vpc" "default" {}
        resource "aws_vpc" "other" { provider = aws.other }
        module "n" { source = "./n" }
        == m/n/main.tf
        resource "aws_vpc" "inner" {}
        """
    )
    #expect(read.errors == [])
    #expect(
      Dictionary(uniqueKeysWithValues: read.instances.map { ($0.address.description, $0.provider) }) == [
        "aws_vpc.default": "aws", "aws_vpc.west": "aws.west", "module.m.aws_vpc.default": "aws.west",
        "module.m.aws_vpc.other": "aws", "module.m.module.n.aws_vpc.inner": "aws.west",
        "module.inherits.aws_vpc.inner": "aws",
      ]
    )
    #expect(read.providers.map(\.name) == ["aws", "aws.west"])
    #expect(read.providers.last?.values["region"] == "us-west-2")
  }

  @Test("keeps import, removed and moved blocks")
  func blocks() {
    let read = TerraformConfiguration(
      reading: """
        locals { groups = { a = "sg-1", b = "sg-2" } }
        resource "aws_security_group" "g" { for_each = local.groups }
        import {
          for_each = local.groups
          to       = aws_security_group.g[each.key]
          id       = each.value
        }
        import {
          to = module.m.aws_vpc.main
          id = "vpc-${1}"
        }
        removed {
          from = aws_security_group_rule.old
          lifecycle { destroy = false }
        }
        moved {
          from = aws_vpc.a
          to   = module.m.aws_vpc.main
        }
        module "m" { source = "./m" }
        == m/main.tf
        resource "aws_vpc" "main" {}
        removed { from = aws_subnet.gone }
        """
    )
    #expect(read.errors == [])
    #expect(
      read.imports.map { "\($0.to) \($0.id.stringValue ?? "?")" } == [
        "aws_security_group.g[\"a\"] sg-1", "aws_security_group.g[\"b\"] sg-2", "module.m.aws_vpc.main vpc-1",
      ]
    )
    #expect(
      read.removals.map { "\($0.from) \($0.destroys)" } == [
        "aws_security_group_rule.old false", "module.m.aws_subnet.gone true",
      ]
    )
    #expect(read.moves.map { "\($0.module)|\($0.from)|\($0.to)" } == ["|aws_vpc.a|module.m.aws_vpc.main"])
  }

  @Test("keeps references with their arguments, lifecycle and depends_on")
  func references() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_security_group" "g" {
          vpc_id = module.network.vpc_id
          dynamic "ingress" {
            for_each = var.ports
            content {
              from_port       = ingress.value
              security_groups = [for other in [aws_security_group.other] : other.id]
              cidr_blocks     = local.blocks["a"]
            }
          }
          depends_on = [aws_vpc.main, module.network]
          lifecycle {
            create_before_destroy = true
            ignore_changes        = [tags["Owner"], ingress]
          }
        }
        """
    )
    let group = try #require(read.instances.first)
    #expect(
      group.references.map { "\($0.argument) \($0.address) \($0.range.flatMap(read.sources.excerpt) ?? "")" } == [
        "vpc_id module.network.vpc_id module.network.vpc_id", "ingress var.ports var.ports",
        "ingress aws_security_group.other aws_security_group.other", "ingress local.blocks local.blocks[\"a\"]",
        "depends_on aws_vpc.main aws_vpc.main", "depends_on module.network module.network",
      ]
    )
    #expect(group.createsBeforeDestroying)
    #expect(group.ignoredChanges == ["tags[\"Owner\"]", "ingress"])
  }

  @Test("reads nothing outside of the configuration's folder")
  func filesOutside() {
    var files = MemoryFiles(
      """
      output "above" { value = file("../secret.txt") }
      output "absolute" { value = file("/etc/passwd") }
      output "linked" { value = file("linked/secret.txt") }
      output "inside" { value = file("${path.module}/text.txt") }
      module "shared" { source = "../shared" }
      output "shared" { value = module.shared.text }
      == text.txt
      inside
      == ../secret.txt
      secret
      == ../shared/main.tf
      output "text" { value = file("${path.module}/own.txt") }
      == ../shared/own.txt
      own
      == /etc/passwd
      secret
      == /secrets/secret.txt
      secret
      """
    )
    files.links["/infra/linked"] = "/secrets"
    let read = ConfigurationReader.read(folder: "/infra", files: files)
    #expect(read.outputs["inside"] == "inside\n")
    #expect(read.outputs["shared"] == "own\n")
    for name in ["above", "absolute", "linked"] { #expect(read.outputs[name]?.isKnown == false) }
    #expect(Set(read.notRead.map(\.subject)) == ["../secret.txt", "/etc/passwd", "linked/secret.txt"])
    #expect(read.diagnostics.map(\.summary) == Array(repeating: "File out of reach", count: 3))
  }

  @Test("warns of variables without values, and holds those with values against their rules")
  func variables() throws {
    let read = TerraformConfiguration(
      reading: """
        variable "vpc_id" { type = string }
        variable "port" {
          type = number
          validation {
            condition     = var.port < 65536
            error_message = "Port ${var.port} is too large."
          }
        }
        variable "list" { type = list(string) }
        variable "secret" {
          sensitive = true
          default   = "x"
        }
        resource "aws_security_group" "g" { vpc_id = var.vpc_id }
        output "secret" { value = var.secret }
        == terraform.tfvars
        port  = 70000
        other = 1
        list  = { a = 1 }
        """
    )
    #expect(read.instances.first?.values["vpc_id"]?.origin == .init(address: "var.vpc_id", attribute: ""))
    #expect(read.outputs["secret"]?.marks.isSensitive == true)
    #expect(read.notRead.map { "\($0.reason) \($0.subject)" } == ["variable var.vpc_id"])
    #expect(
      read.messages.map { $0.prefix(100).description }.sorted() == [
        "error main.tf:4: Invalid value for variable: var.port: Port 70000 is too large.",
        "error main.tf:9: Invalid value for input variable: The given value (from /infra/terraform.tfvars) is",
        "warning main.tf:1: No value for required variable: var.vpc_id has no value: what depends on it is no",
        "warning terraform.tfvars:2: Value for undeclared variable: /infra/terraform.tfvars gives a value for",
      ]
    )
  }

  @Test("says which arguments a module lacks, and which it does not have")
  func moduleArguments() {
    let read = TerraformConfiguration(
      reading: """
        module "m" {
          source = "./m"
          other  = 1
        }
        == m/main.tf
        variable "needed" {}
        output "needed" { value = var.needed }
        """
    )
    #expect(
      read.errors == [
        "error main.tf:3: Unsupported argument: An argument named \"other\" is not expected here: the module in m declares no such variable.",
        "error main.tf:1: Missing required argument: The argument \"needed\" is required by module.m, but no definition was found.",
      ]
    )
  }

  @Test("ends at too many instances")
  func tooMany() {
    var limits = ReadingLimits()
    limits.instances = 1_000
    let read = TerraformConfiguration(
      reading: "resource \"aws_vpc\" \"many\" { count = 1000000000 }",
      limits: limits
    )
    #expect(
      read.errors == [
        "error main.tf:1: Too many instances: aws_vpc.many would have 1000000000 instances; at most 1000 are read in all."
      ]
    )
  }
}
