import HCL
import Testing
import VPCModel

@testable import Terraform

/// The patterns that the registry's module for security groups is written in: everything by count, lists of maps, a table
/// of named rules, `lookup` with defaults, `concat` of splats of which one is empty, a name or a prefix of one.
@Suite("A module of security groups as the registry has them")
struct SecurityGroupModuleTests {
  private static let module = """
    == groups/main.tf
    locals {
      this_sg_id = var.create_sg ? concat(aws_security_group.this.*.id, aws_security_group.prefixed.*.id, [""])[0] : var.security_group_id
    }
    resource "aws_security_group" "this" {
      count       = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0
      name        = var.name
      vpc_id      = var.vpc_id
      tags        = merge({ "Name" = format("%s", var.name) }, var.tags)
      timeouts { create = var.create_timeout }
    }
    resource "aws_security_group" "prefixed" {
      count       = var.create && var.create_sg && var.use_name_prefix ? 1 : 0
      name_prefix = "${var.name}-"
      vpc_id      = var.vpc_id
      lifecycle { create_before_destroy = true }
    }
    resource "aws_security_group_rule" "ingress_rules" {
      count             = var.create ? length(var.ingress_rules) : 0
      security_group_id = local.this_sg_id
      type              = "ingress"
      cidr_blocks       = var.ingress_cidr_blocks
      description       = var.rules[var.ingress_rules[count.index]][3]
      from_port         = var.rules[var.ingress_rules[count.index]][0]
      to_port           = var.rules[var.ingress_rules[count.index]][1]
      protocol          = element(var.rules[var.ingress_rules[count.index]], 2)
    }
    resource "aws_security_group_rule" "with_source" {
      count                    = var.create ? length(var.ingress_with_source_security_group_id) : 0
      security_group_id        = local.this_sg_id
      type                     = "ingress"
      source_security_group_id = var.ingress_with_source_security_group_id[count.index]["source_security_group_id"]
      description              = lookup(var.ingress_with_source_security_group_id[count.index], "description", "Ingress Rule")
      from_port = lookup(var.ingress_with_source_security_group_id[count.index], "from_port",
        var.rules[lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_")][0])
      to_port = lookup(var.ingress_with_source_security_group_id[count.index], "to_port",
        var.rules[lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_")][1])
    }
    resource "aws_security_group_rule" "with_cidr_blocks" {
      count             = var.create ? length(var.ingress_with_cidr_blocks) : 0
      security_group_id = local.this_sg_id
      type              = "ingress"
      cidr_blocks = split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks",
        join(",", var.ingress_cidr_blocks)))
      from_port = lookup(var.ingress_with_cidr_blocks[count.index], "from_port",
        var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][0])
    }
    resource "aws_security_group_rule" "computed" {
      count                    = var.create ? var.number_of_computed : 0
      security_group_id        = local.this_sg_id
      source_security_group_id = var.computed[count.index]["source_security_group_id"]
    }
    resource "aws_security_group_rule" "with_self" {
      count             = var.create ? length(var.ingress_with_self) : 0
      security_group_id = local.this_sg_id
      self              = lookup(var.ingress_with_self[count.index], "self", true)
    }
    output "security_group_id" {
      value = try(aws_security_group.this[0].id, aws_security_group.prefixed[0].id, "")
    }
    output "name" {
      value = concat(aws_security_group.this.*.name, aws_security_group.prefixed.*.name, [""])[0]
    }
    == groups/variables.tf
    variable "create" {
      type    = bool
      default = true
    }
    variable "create_sg" {
      type    = bool
      default = true
    }
    variable "use_name_prefix" {
      type    = bool
      default = true
    }
    variable "security_group_id" {
      type    = string
      default = null
    }
    variable "name" {
      type    = string
      default = null
    }
    variable "vpc_id" {
      type    = string
      default = null
    }
    variable "tags" {
      type    = map(string)
      default = {}
    }
    variable "create_timeout" { default = "10m" }
    variable "ingress_rules" {
      type    = list(string)
      default = []
    }
    variable "ingress_cidr_blocks" {
      type    = list(string)
      default = []
    }
    variable "ingress_with_cidr_blocks" {
      type    = list(map(string))
      default = []
    }
    variable "ingress_with_source_security_group_id" {
      type    = list(map(string))
      default = []
    }
    variable "ingress_with_self" {
      type    = list(map(string))
      default = []
    }
    variable "computed" {
      type    = list(map(string))
      default = []
    }
    variable "number_of_computed" {
      type    = number
      default = 0
    }
    variable "rules" {
      type = map(list(any))
      default = {
        http-80-tcp    = [80, 80, "tcp", "HTTP"]
        postgresql-tcp = [5432, 5432, "tcp", "PostgreSQL"]
        _              = ["", "", ""]
      }
    }
    """

  @Test("makes the rules that the module makes, with the origins of what is not known")
  func rules() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
        module "web" {
          source              = "./groups"
          name                = "web"
          vpc_id              = aws_vpc.main.id
          tags                = { Team = "a" }
          use_name_prefix     = false
          ingress_cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
          ingress_rules       = ["http-80-tcp"]
          ingress_with_cidr_blocks = [
            { rule = "postgresql-tcp", cidr_blocks = "10.1.0.0/16,10.2.0.0/16" },
            { from_port = 8080 },
          ]
          ingress_with_self = [{ rule = "http-80-tcp" }]
        }
        module "database" {
          source = "./groups"
          name   = "database"
          vpc_id = aws_vpc.main.id
          ingress_with_source_security_group_id = [
            { rule = "postgresql-tcp", source_security_group_id = module.web.security_group_id },
          ]
          computed           = [{ source_security_group_id = module.web.security_group_id }]
          number_of_computed = 1
        }
        module "off" {
          source    = "./groups"
          create    = false
          create_sg = false
        }
        output "names" { value = [module.web.name, module.database.name, module.off.name] }
        output "off" { value = module.off.security_group_id }
        \(Self.module)
        """
    )
    #expect(read.errors == [])
    #expect(read.notRead == [])
    let addresses = read.instances.map(\.address.description)
    #expect(
      addresses == [
        "aws_vpc.main", "module.database.aws_security_group.prefixed[0]",
        "module.database.aws_security_group_rule.computed[0]", "module.database.aws_security_group_rule.with_source[0]",
        "module.web.aws_security_group.this[0]", "module.web.aws_security_group_rule.ingress_rules[0]",
        "module.web.aws_security_group_rule.with_cidr_blocks[0]",
        "module.web.aws_security_group_rule.with_cidr_blocks[1]", "module.web.aws_security_group_rule.with_self[0]",
      ]
    )
    let group = Value.Origin(address: "module.web.aws_security_group.this[0]", attribute: "id")
    let web = try #require(read.instance("module.web.aws_security_group_rule.ingress_rules[0]")?.values)
    #expect(web["security_group_id"]?.origin == group)
    #expect(web["from_port"]?.converted(to: .number) == 80)
    #expect(web["protocol"] == "tcp")
    #expect(web["description"] == "HTTP")
    #expect(web["cidr_blocks"]?.elements == ["10.0.0.0/8", "192.168.0.0/16"])
    let first = try #require(read.instance("module.web.aws_security_group_rule.with_cidr_blocks[0]")?.values)
    #expect(first["cidr_blocks"]?.elements == ["10.1.0.0/16", "10.2.0.0/16"])
    #expect(first["from_port"]?.converted(to: .number) == 5432)
    let second = try #require(read.instance("module.web.aws_security_group_rule.with_cidr_blocks[1]")?.values)
    #expect(second["cidr_blocks"]?.elements == ["10.0.0.0/8", "192.168.0.0/16"])
    #expect(second["from_port"]?.converted(to: .number) == 8080)
    let database = try #require(read.instance("module.database.aws_security_group_rule.with_source[0]")?.values)
    #expect(database["source_security_group_id"]?.origin == group)
    #expect(
      database["security_group_id"]?.marks.origins == [
        .init(address: "module.database.aws_security_group.prefixed[0]", attribute: "id")
      ]
    )
    #expect(read.instance("module.database.aws_security_group.prefixed[0]")?.createsBeforeDestroying == true)
    #expect(read.outputs["off"] == "")
    #expect(read.outputs["names"]?[0] == "web")
  }
}

/// The newer pattern: maps of rules with optional attributes, one resource for each, a word for the group itself, presets
/// multiplied by sources, and an exclusive resource that lists them all.
@Suite("A module of security groups with maps of rules")
struct MapsOfRulesModuleTests {
  private static let module = """
    == group/main.tf
    resource "aws_security_group" "own" {
      count       = var.enabled ? 1 : 0
      name        = var.exact ? var.name : null
      name_prefix = var.exact ? null : "${var.name}-"
      vpc_id      = var.vpc
      lifecycle { create_before_destroy = true }
    }
    resource "aws_vpc_security_group_ingress_rule" "from" {
      for_each                     = { for name, rule in var.rules : name => rule if var.enabled }
      security_group_id            = aws_security_group.own[0].id
      cidr_ipv4                    = each.value.block
      referenced_security_group_id = each.value.group == "myself" ? aws_security_group.own[0].id : each.value.group
      ip_protocol                  = each.value.kind
      from_port                    = try(coalesce(each.value.first, each.value.last), null)
      to_port                      = try(coalesce(each.value.last, each.value.first), null)
      tags                         = merge({ Name = coalesce(each.value.title, each.key) }, each.value.tags)
    }
    resource "aws_vpc_security_group_rules_exclusive" "all" {
      count             = var.enabled ? 1 : 0
      security_group_id = aws_security_group.own[0].id
      ingress_rule_ids  = [for rule in aws_vpc_security_group_ingress_rule.from : rule.id]
      egress_rule_ids   = []
    }
    output "id" { value = try(aws_security_group.own[0].id, null) }
    variable "enabled" { default = true }
    variable "exact" { default = false }
    variable "name" { default = "" }
    variable "vpc" { default = null }
    variable "rules" {
      type = map(object({
        title = optional(string)
        block = optional(string)
        group = optional(string)
        kind  = optional(string, "tcp")
        first = optional(number)
        last  = optional(number)
        tags  = optional(map(string), {})
      }))
      default = {}
    }
    == preset/main.tf
    locals {
      by_group = { for pair in setproduct(keys(local.presets), keys(var.groups)) :
        "${pair[0]}-${pair[1]}" => merge(local.presets[pair[0]], { group = var.groups[pair[1]] }) }
      presets = { sql = { first = 5432 }, pool = { first = 6432, last = 6433 } }
    }
    variable "groups" {
      type    = map(string)
      default = {}
    }
    variable "vpc" {}
    module "group" {
      source = "../group"
      name   = "preset"
      vpc    = var.vpc
      rules  = merge(local.by_group, { own = { group = "myself", kind = "-1" } })
    }
    """

  @Test("knows whose members each rule allows, though no group has an id yet")
  func references() throws {
    let read = TerraformConfiguration(
      reading: """
        resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
        resource "aws_security_group" "app" {
          name   = "app"
          vpc_id = aws_vpc.main.id
        }
        resource "aws_security_group" "more" {
          for_each = toset(["a", "b"])
          name     = each.key
          vpc_id   = aws_vpc.main.id
        }
        module "database" {
          source = "./preset"
          vpc    = aws_vpc.main.id
          groups = merge({ app = aws_security_group.app.id }, { for name, group in aws_security_group.more : name => group.id })
        }
        module "off" {
          source  = "./group"
          enabled = false
          rules   = { a = { block = "10.0.0.0/8" } }
        }
        \(Self.module)
        """
    )
    #expect(read.errors == [])
    #expect(read.notRead == [])
    let owned = Ownership([read])
    let group = try #require(owned.groups.first { $0.key.words.contains("database") })
    let rules = group[.ingress].standalone.map { entry in
      guard case .name(let name)? = entry.rule.address.key else { return "\(entry.rule.address)" }
      return "\(name): \(entry.rule.peer.words)"
    }
    #expect(
      rules == [
        "own: module.database.module.group.aws_security_group.own[0]", "pool-a: aws_security_group.more[\"a\"]",
        "pool-app: aws_security_group.app", "pool-b: aws_security_group.more[\"b\"]",
        "sql-a: aws_security_group.more[\"a\"]", "sql-app: aws_security_group.app",
        "sql-b: aws_security_group.more[\"b\"]",
      ]
    )
    let built = NetworkBuilder.build(read.instances)
    #expect(built.unresolved.filter { $0.attribute == "referenced_security_group_id" } == [])
    #expect(owned.findings() == [])
  }
}

extension Value {
  /// For comparison with a number, of what a map of strings made a text.
  fileprivate func converted(to type: ValueType) -> Value? { try? self.converted(to: type) as Value }
}
