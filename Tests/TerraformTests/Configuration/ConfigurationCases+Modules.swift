extension ConfigurationCases {
  /// Modules that call each other.
  static let modules: [String: String] = [
    "module_chain": """
    module "a" {
      source = "./a"
      value  = "root"
    }
    output "a" { value = module.a.value }
    == a/main.tf
    variable "value" {}
    module "b" {
      source = "../b"
      value  = "${var.value}/a"
    }
    output "value" { value = module.b.value }
    == b/main.tf
    variable "value" {}
    module "c" {
      source = "./c"
      value  = "${var.value}/b"
    }
    output "value" { value = module.c.value }
    == b/c/main.tf
    variable "value" {}
    output "value" { value = "${var.value}/c" }
    """,
    "module_between_modules": """
    module "network" {
      source = "./network"
      names  = ["x", "y"]
    }
    module "app" {
      source = "./app"
      ids    = module.network.named
      length = length(module.network.ids)
    }
    output "app" { value = module.app }
    == network/main.tf
    variable "names" { type = list(string) }
    resource "terraform_data" "subnet" {
      for_each = toset(var.names)
      input    = "subnet-${each.key}"
    }
    output "ids" { value = [for data in terraform_data.subnet : data.id] }
    output "named" { value = { for name, data in terraform_data.subnet : name => data.input } }
    == app/main.tf
    variable "ids" { type = map(string) }
    variable "length" { type = number }
    output "ids" { value = var.ids }
    output "sorted" { value = sort(values(var.ids)) }
    output "length" { value = var.length }
    """,
    "module_count": """
    module "m" {
      source = "./m"
      count  = 3
      index  = count.index
    }
    output "all" { value = module.m[*].doubled }
    output "first" { value = module.m[0].doubled }
    output "computed" { value = module.m[1 + 1].doubled }
    output "whole" { value = module.m }
    output "length" { value = length(module.m) }
    == m/main.tf
    variable "index" { type = number }
    output "doubled" { value = var.index * 2 }
    output "name" { value = "m${var.index}" }
    """,
    "module_for_each": """
    locals {
      apps = {
        web = { ports = [80, 443] }
        db  = { ports = [5432] }
      }
    }
    module "app" {
      source   = "./app"
      for_each = local.apps
      name     = each.key
      ports    = each.value.ports
    }
    output "web" { value = module.app["web"].rules }
    output "names" { value = { for key, app in module.app : key => app.name } }
    output "all_rules" { value = flatten([for app in module.app : app.rules]) }
    output "values" { value = values(module.app)[*].name }
    == app/main.tf
    variable "name" { type = string }
    variable "ports" { type = list(number) }
    resource "terraform_data" "rule" {
      for_each = { for port in var.ports : "${var.name}-${port}" => port }
      input    = { key = each.key, port = each.value }
    }
    output "rules" { value = [for rule in terraform_data.rule : rule.input] }
    output "name" { value = upper(var.name) }
    """,
    "modules_nested_for_each": """
    module "region" {
      source   = "./region"
      for_each = { eu = ["a", "b"], us = ["a"] }
      name     = each.key
      zones    = each.value
    }
    output "cells" { value = { for key, region in module.region : key => region.cells } }
    output "one" { value = module.region["eu"].first }
    == region/main.tf
    variable "name" {}
    variable "zones" {}
    module "zone" {
      source   = "./zone"
      for_each = toset(var.zones)
      name     = "${var.name}-${each.key}"
    }
    output "cells" { value = [for zone in module.zone : zone.cells] }
    output "first" { value = module.zone["a"].cells[0] }
    == region/zone/main.tf
    variable "name" {}
    module "cell" {
      source = "./cell"
      count  = 2
      name   = "${var.name}-${count.index}"
    }
    output "cells" { value = module.cell[*].name }
    == region/zone/cell/main.tf
    variable "name" {}
    output "name" { value = "cell ${var.name}" }
    """,
    "module_conditional": """
    module "off" {
      source = "./m"
      count  = 0
    }
    module "on" {
      source = "./m"
      count  = 1
    }
    output "off" { value = one(module.off[*].value) }
    output "on" { value = one(module.on[*].value) }
    output "try" { value = try(module.off[0].value, "off") }
    output "both" { value = concat(module.off[*].value, module.on[*].value) }
    == m/main.tf
    output "value" { value = "there" }
    """,
    "module_same_folder_twice": """
    module "a" {
      source = "./m"
      given  = { x = 1 }
    }
    module "b" {
      source = "./m"
      given  = { x = module.a.next }
    }
    output "b" { value = module.b.next }
    output "whole" { value = [module.a, module.b] }
    == m/main.tf
    variable "given" { type = object({ x = number }) }
    output "next" { value = var.given.x + 1 }
    """,
    "module_argument_conversion": """
    module "m" {
      source = "./m"
      set    = ["b", "a", "a"]
      object = { name = 1, extra = "dropped" }
      list   = toset(["z", "y"])
      map    = { a = 1, b = "x" }
    }
    output "m" { value = module.m }
    == m/main.tf
    variable "set" { type = set(string) }
    variable "object" { type = object({ name = string }) }
    variable "list" { type = list(string) }
    variable "map" { type = map(string) }
    output "set" { value = var.set }
    output "object" { value = var.object }
    output "list" { value = var.list }
    output "map" { value = var.map }
    output "types" { value = [for value in var.map : "<${value}>"] }
    """,
    "module_depends_on": """
    resource "terraform_data" "first" { input = 1 }
    module "m" {
      source     = "./m"
      depends_on = [terraform_data.first]
    }
    resource "terraform_data" "last" {
      input      = 3
      depends_on = [module.m]
    }
    output "value" { value = module.m.value }
    output "last" { value = terraform_data.last.input }
    == m/main.tf
    resource "terraform_data" "second" { input = 2 }
    output "value" {
      value      = terraform_data.second.input
      depends_on = [terraform_data.second]
    }
    """,
    "module_passes_resources": """
    resource "terraform_data" "a" { input = "a" }
    resource "terraform_data" "b" {
      for_each = toset(["x", "y"])
      input    = each.key
    }
    module "m" {
      source = "./m"
      one    = terraform_data.a
      many   = terraform_data.b
    }
    output "m" { value = module.m }
    == m/main.tf
    variable "one" { type = object({ id = string, input = string }) }
    variable "many" {}
    output "one" { value = var.one.input }
    output "one_id" { value = var.one.id }
    output "many" { value = [for data in var.many : data.input] }
    output "many_ids" { value = [for data in var.many : data.id] }
    output "keys" { value = keys(var.many) }
    """,
    "locals_of_modules": """
    module "m" {
      source  = "./m"
      enabled = { a = true, b = false }
    }
    locals { outputs = module.m }
    output "through_local" { value = local.outputs.enabled }
    output "indexed" { value = local.outputs["names"] }
    == m/main.tf
    variable "enabled" { type = map(bool) }
    locals { enabled = [for name, on in var.enabled : name if on] }
    output "enabled" { value = local.enabled }
    output "names" { value = join("+", keys(var.enabled)) }
    """,
  ]

  /// Kinds of files.
  static let files: [String: String] = [
    "overrides": """
    locals {
      a = "base"
      b = "base"
    }
    variable "v" {
      type = string
      default = "base"
    }
    resource "terraform_data" "x" {
      input            = "base"
      triggers_replace = "base"
      lifecycle { create_before_destroy = true }
    }
    module "m" {
      source = "./base"
      value  = "base"
    }
    output "o" { value = "base" }
    output "all" { value = [local.a, local.b, var.v, terraform_data.x.input, terraform_data.x.triggers_replace] }
    output "m" { value = module.m.value }
    == override.tf
    locals { a = "override" }
    variable "v" { default = "override" }
    resource "terraform_data" "x" {
      input = "override"
      lifecycle { ignore_changes = [input] }
    }
    == z_override.tf
    resource "terraform_data" "x" { triggers_replace = "z" }
    module "m" { source = "./other" }
    output "o" { value = "z" }
    == base/main.tf
    variable "value" {}
    output "value" { value = "base ${var.value}" }
    == other/main.tf
    variable "value" {}
    output "value" { value = "other ${var.value}" }
    """,
    "json_syntax": """
    locals { native = "native" }
    output "native" { value = [local.native, local.json, terraform_data.json.input] }
    == other.tf.json
    {
      "locals": { "json": "from ${local.native}", "list": ["${1 + 1}", "x", true, null] },
      "variable": { "v": { "type": "string", "default": "value" } },
      "resource": {
        "terraform_data": {
          "json": { "input": { "a": "${var.v}", "b": [1, 2] } },
          "counted": { "count": 2, "input": "${count.index}" }
        }
      },
      "module": { "m": { "source": "./m", "value": "${terraform_data.json.input.a}" } },
      "output": {
        "json": { "value": "${local.list}" },
        "m": { "value": "${module.m.value}" },
        "counted": { "value": "${terraform_data.counted[*].input}" }
      }
    }
    == m/main.tf.json
    {
      "variable": [{ "value": {} }],
      "output": { "value": { "value": "<${var.value}>" } }
    }
    """,
    "json_override": """
    locals { a = "native" }
    output "a" { value = local.a }
    == override.tf.json
    { "locals": { "a": "json override" } }
    """,
    "ignored_files": """
    output "a" { value = "read" }
    == .hidden.tf
    output "b" { value = "hidden" }
    == main.tf~
    output "c" { value = "backup" }
    == notes.txt
    Nothing.
    == sub/main.tf
    output "d" { value = "of another folder" }
    """,
    "other_blocks": """
    terraform {
      required_version = ">= 1.5"
    }
    resource "terraform_data" "new" { input = "x" }
    moved {
      from = terraform_data.old
      to   = terraform_data.new
    }
    removed {
      from = terraform_data.gone
      lifecycle { destroy = false }
    }
    check "input" {
      assert {
        condition     = terraform_data.new.input == "x"
        error_message = "It is not x."
      }
    }
    output "input" { value = terraform_data.new.input }
    output "checked" {
      value = "checked"
      precondition {
        condition     = terraform_data.new.input != null
        error_message = "Never."
      }
    }
    """,
    "provisioners": """
    resource "terraform_data" "x" {
      input = "x"
      provisioner "local-exec" {
        command = "echo ${self.id}"
        when    = destroy
      }
      connection { host = "x" }
      lifecycle {
        precondition {
          condition     = terraform_data.y.input != null
          error_message = "Never."
        }
        replace_triggered_by = [terraform_data.y]
      }
    }
    resource "terraform_data" "y" { input = "y" }
    output "x" { value = terraform_data.x.input }
    output "y" { value = terraform_data.y.input }
    """,
    "security_group_rules": """
    variable "rules" {
      default = {
        http-80-tcp  = [80, 80, "tcp", "HTTP"]
        https-443-tcp = [443, 443, "tcp", "HTTPS"]
        all-all      = [-1, -1, "-1", "All"]
        _            = ["", "", ""]
      }
    }
    variable "ingress_rules" { default = ["https-443-tcp", "http-80-tcp"] }
    variable "ingress_cidr_blocks" { default = ["10.0.0.0/8", "192.168.0.0/16"] }
    variable "ingress_with_cidr_blocks" {
      default = [{ rule = "all-all", cidr_blocks = "0.0.0.0/0" }, { from_port = 8080, to_port = 8090, protocol = 6 }]
    }
    resource "terraform_data" "rules" {
      count = length(var.ingress_rules)
      input = {
        from  = var.rules[var.ingress_rules[count.index]][0]
        proto = element(var.rules[var.ingress_rules[count.index]], 2)
        cidrs = var.ingress_cidr_blocks
        text  = var.rules[var.ingress_rules[count.index]][3]
      }
    }
    resource "terraform_data" "with_cidr_blocks" {
      count = length(var.ingress_with_cidr_blocks)
      input = {
        from = lookup(var.ingress_with_cidr_blocks[count.index], "from_port",
          var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][0])
        cidrs = compact(split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks",
          join(",", var.ingress_cidr_blocks))))
      }
    }
    output "rules" { value = terraform_data.rules[*].input }
    output "cidrs" { value = [for data in terraform_data.with_cidr_blocks : data.input.cidrs] }
    """,
  ]
}
