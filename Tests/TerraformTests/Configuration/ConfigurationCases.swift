/// Small configurations without a provider, by name: each is a module of which all outputs are compared.
enum ConfigurationCases {
  static let all: [String: String] = values.merging(modules) { $1 }.merging(files) { $1 }

  /// Locals, variables, resources, dynamic typing.
  private static let values: [String: String] = [
    "locals_across_files": """
    locals {
      a = "a-${local.b}"
      list = [local.a, local.c, upper(local.b)]
    }
    output "list" { value = local.list }
    output "joined" { value = join(",", local.list) }
    == other.tf
    locals { b = "b${local.c}" }
    locals { c = 3 }
    """,
    "variable_types": """
    variable "text" {
      type = string
      default = 5
    }
    variable "number" {
      type = number
      default = "12.50"
    }
    variable "flag" {
      type = bool
      default = "true"
    }
    variable "set" {
      type = set(string)
      default = ["b", "a", "b", 1]
    }
    variable "map" {
      type = map(number)
      default = { x = "1", y = 2 }
    }
    variable "tuple" {
      type = tuple([string, number, bool])
      default = [1, "2", "false"]
    }
    variable "anything" {
      type = any
      default = [1, "a"]
    }
    variable "list_of_any" {
      type = list(any)
      default = [1, "a", true]
    }
    variable "untyped" { default = { a = [1, 2], b = null } }
    output "text" { value = var.text }
    output "number" { value = var.number }
    output "flag" { value = var.flag }
    output "set" { value = var.set }
    output "map" { value = var.map }
    output "tuple" { value = var.tuple }
    output "anything" { value = var.anything }
    output "list_of_any" { value = var.list_of_any }
    output "untyped" { value = var.untyped }
    """,
    "optional_attributes": """
    variable "rules" {
      type = list(object({
        port        = number
        to_port     = optional(number)
        protocol    = optional(string, "tcp")
        cidr_blocks = optional(list(string), ["10.0.0.0/8"])
        tags        = optional(map(string), {})
        inner = optional(object({
          name  = optional(string, "inner")
          depth = optional(number, 1)
        }), {})
        other = optional(object({ a = optional(string, "a"), b = string }))
      }))
      default = [
        { port = 22 },
        { port = 443, to_port = 444, protocol = "udp", cidr_blocks = null, inner = { name = "x" } },
        { port = 80, cidr_blocks = ["0.0.0.0/0"], tags = { a = 1 }, other = { b = 2 } },
      ]
    }
    variable "map" {
      type = map(object({ enabled = optional(bool, true), size = optional(number) }))
      default = { a = {}, b = { enabled = false, size = 3 } }
    }
    variable "set" {
      type = set(object({ name = string, count = optional(number, 2) }))
      default = [{ name = "a" }, { name = "b", count = 3 }]
    }
    output "rules" { value = var.rules }
    output "map" { value = var.map }
    output "set" { value = var.set }
    """,
    "nullable": """
    module "given_null" {
      source       = "./inner"
      nullable     = null
      not_nullable = null
    }
    module "given_nothing" { source = "./inner" }
    output "given_null" { value = module.given_null }
    output "given_nothing" { value = module.given_nothing }
    == inner/main.tf
    variable "nullable" {
      type = string
      default = "default"
    }
    variable "not_nullable" {
      type = string
      default = "default"
      nullable = false
    }
    output "nullable" { value = var.nullable == null ? "was null" : var.nullable }
    output "not_nullable" { value = var.not_nullable }
    """,
    "resource_attributes": """
    resource "terraform_data" "one" { input = { a = 1, b = ["x"] } }
    resource "terraform_data" "two" {
      input            = terraform_data.one.input.b
      triggers_replace = [terraform_data.one.id]
    }
    output "input" { value = terraform_data.one.input }
    output "through" { value = terraform_data.two.input[0] }
    output "id" { value = terraform_data.one.id }
    output "id_in_text" { value = "id-${terraform_data.one.id}" }
    output "replaced" { value = length(terraform_data.two.triggers_replace) }
    """,
    "count": """
    variable "names" { default = ["a", "b", "c"] }
    resource "terraform_data" "this" {
      count = length(var.names)
      input = "${count.index}-${var.names[count.index]}"
    }
    resource "terraform_data" "none" {
      count = 0
      input = 1
    }
    resource "terraform_data" "text_count" {
      count = "2"
      input = count.index
    }
    output "all" { value = terraform_data.this[*].input }
    output "legacy" { value = terraform_data.this.*.input }
    output "first" { value = terraform_data.this[0].input }
    output "last" { value = terraform_data.this[length(terraform_data.this) - 1].input }
    output "none" { value = terraform_data.none[*].input }
    output "one" { value = one(terraform_data.none[*].input) }
    output "try" { value = try(terraform_data.none[0].input, "nothing") }
    output "element" { value = element(terraform_data.this, 4).input }
    output "texts" { value = [for each in terraform_data.text_count : each.input] }
    """,
    "for_each": """
    locals {
      map = { a = { size = 1 }, b = { size = 2 } }
    }
    resource "terraform_data" "map" {
      for_each = local.map
      input    = { key = each.key, size = each.value.size }
    }
    resource "terraform_data" "set" {
      for_each = toset(["x", "y"])
      input    = "${each.key}=${each.value}"
    }
    resource "terraform_data" "chained" {
      for_each = terraform_data.map
      input    = each.value.input.size * 10
    }
    output "a" { value = terraform_data.map["a"].input }
    output "sizes" { value = { for key, data in terraform_data.map : key => data.input.size } }
    output "values" { value = values(terraform_data.set)[*].input }
    output "keys" { value = keys(terraform_data.set) }
    output "chained" { value = [for data in values(terraform_data.chained) : data.input] }
    output "computed_key" { value = terraform_data.map[join("", ["b"])].input.size }
    """,
    "conditional_resource": """
    variable "create" { default = false }
    resource "terraform_data" "this" {
      count = var.create ? 1 : 0
      input = "made"
    }
    resource "terraform_data" "other" {
      count = var.create ? 0 : 1
      input = "other"
    }
    output "concat" { value = concat(terraform_data.this[*].input, terraform_data.other[*].input, [""])[0] }
    output "try" { value = try(terraform_data.this[0].input, terraform_data.other[0].input, null) }
    output "ternary" { value = var.create ? terraform_data.this[0].input : "not made" }
    output "join" { value = join("", terraform_data.other.*.input) }
    output "one" { value = one(terraform_data.other).input }
    output "can" { value = can(terraform_data.this[0].input) }
    """,
    "self_made_names": """
    variable "name" { default = "app" }
    variable "environment" { default = "prod" }
    locals {
      prefix = "${var.name}-${var.environment}"
      tags   = merge({ Name = local.prefix }, var.environment == "prod" ? { Critical = "yes" } : {})
    }
    resource "terraform_data" "x" { input = local.tags }
    output "tags" { value = terraform_data.x.input }
    output "formatted" { value = [for key, value in local.tags : format("%s=%s", key, value)] }
    """,
    "heredocs": """
    locals {
      names = ["a", "b"]
      text  = <<-EOT
        %{for name in local.names~}
        - ${name}
        %{endfor~}
        end
      EOT
    }
    output "text" { value = local.text }
    output "lines" { value = split("\\n", trimspace(local.text)) }
    """,
    "unknowns_in_collections": """
    resource "terraform_data" "a" { input = "a" }
    resource "terraform_data" "b" {
      count = 2
      input = count.index
    }
    locals {
      ids = concat([terraform_data.a.id], terraform_data.b[*].id)
      map = { a = terraform_data.a.id, known = "x" }
    }
    output "length" { value = length(local.ids) }
    output "map" { value = local.map }
    output "lookup" { value = lookup(local.map, "known", "none") }
    output "keys" { value = keys(local.map) }
    output "mixed" { value = [for index, id in local.ids : { index = index, id = id }] }
    output "compact" { value = compact(["", "x", null]) }
    output "text" { value = "${local.map.known}-${terraform_data.a.input}" }
    output "contains" { value = contains(["x", "y"], "y") }
    output "output" { value = terraform_data.a.output }
    """,
    "validation": """
    variable "port" {
      type    = number
      default = 443
      validation {
        condition     = var.port > 0 && var.port < 65536
        error_message = "A port is between 1 and 65535."
      }
      validation {
        condition     = contains([80, 443], var.port)
        error_message = "Only web ports."
      }
    }
    output "port" { value = var.port }
    """,
    "paths": """
    module "inner" { source = "./modules/inner" }
    output "inner" { value = module.inner }
    output "module" { value = basename(path.module) }
    output "root" { value = path.root }
    output "workspace" { value = terraform.workspace }
    == modules/inner/main.tf
    output "module" { value = path.module }
    output "root" { value = path.root }
    output "file" { value = trimspace(file("${path.module}/text.txt")) }
    output "template" { value = templatefile("${path.module}/text.tftpl", { names = ["a", "b"] }) }
    output "exists" { value = [fileexists("${path.module}/text.txt"), fileexists("${path.module}/none.txt")] }
    output "set" { value = fileset(path.module, "*.txt") }
    == modules/inner/text.txt
    A text.
    == modules/inner/text.tftpl
    %{ for name in names }<${name}>%{ endfor }
    """,
  ]
}
