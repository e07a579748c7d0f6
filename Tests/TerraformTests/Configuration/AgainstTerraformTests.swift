import Foundation
import HCL
import Testing

@testable import Terraform

@Suite("Configurations against the real Terraform", .enabled(if: TerraformProgram.installed != nil))
struct AgainstTerraformTests {
  /// All as modules of one root, so that Terraform is started once.
  @Test("evaluates the outputs of configurations to what terraform plan makes of them")
  func agreesOnOutputs() throws {
    let cases = ConfigurationCases.all
    var text = ""
    for (name, files) in cases.sorted(by: { $0.key < $1.key }) {
      text += "== call_\(name)_.tf\nmodule \"\(name)\" {\n  source = \"./cases/\(name)\"\n}\n"
      text += "output \"\(name)\" {\n  value = module.\(name)\n}\n"
      for (path, content) in MemoryFiles(files).texts {
        text += "== \(path.replacing("/infra/", with: "cases/\(name)/"))\n\(content)"
      }
    }
    let files = MemoryFiles(text)
    let planned = try #require(TerraformProgram.installed).plannedOutputs(of: files)
    let read = ConfigurationReader.read(folder: "/infra", files: files)
    #expect(read.errors == [])
    var compared = 0
    for name in cases.keys.sorted() {
      let change = try #require(planned[name], "terraform has no output \(name)")
      let own = try #require(read.outputs[name])
      var comparison = PlannedComparison()
      comparison.compare(own, with: change["after"], unknown: change["after_unknown"], at: name)
      #expect(comparison.differences == [])
      compared += comparison.compared
    }
    #expect(cases.count >= 30)
    #expect(compared >= 200, "only \(compared) values were compared")
  }

  @Test("takes variables of the root module from the same places, in the same order")
  func agreesOnInputs() throws {
    let files = MemoryFiles(
      """
      variable "a" { default = "default" }
      variable "b" { default = "default" }
      variable "c" { default = "default" }
      variable "d" { default = "default" }
      variable "e" { default = "default" }
      variable "f" { default = "default" }
      variable "list" { type = list(string) }
      variable "text" {}
      variable "number" { type = number }
      variable "any" { type = any }
      output "all" {
        value = [var.a, var.b, var.c, var.d, var.e, var.f, var.list, var.text, var.number, var.any]
      }
      == terraform.tfvars
      b = "terraform.tfvars"
      c = "terraform.tfvars"
      d = "terraform.tfvars"
      e = "terraform.tfvars"
      f = "terraform.tfvars"
      == terraform.tfvars.json
      { "c": "terraform.tfvars.json", "d": "terraform.tfvars.json", "e": "json", "f": "json" }
      == a.auto.tfvars
      d = "a.auto.tfvars"
      e = "a.auto.tfvars"
      f = "a.auto.tfvars"
      == b.auto.tfvars.json
      { "e": "b.auto.tfvars.json", "f": "b.auto.tfvars.json" }
      == given.tfvars
      f = "given.tfvars"
      text = "given.tfvars"
      """
    )
    let arguments = ["-var", "f=first", "-var-file", "given.tfvars", "-var", "text=[1, \"x\"]", "-var", "number=007"]
    let environment = [
      "TF_VAR_a": "environment", "TF_VAR_b": "environment", "TF_VAR_list": "[\"x\", \"y\"]", "TF_VAR_other": "unused",
      "TF_VAR_any": "{ k = [1, true] }",
    ]
    let planned = try #require(TerraformProgram.installed)
      .plannedOutputs(of: files, arguments: arguments, environment: environment)
    let read = ConfigurationReader.read(
      folder: "/infra",
      variables: VariableInputs(
        environment: environment,
        assignments: [
          .text(name: "f", text: "first"), .file(path: "/infra/given.tfvars"),
          .text(name: "text", text: "[1, \"x\"]"), .text(name: "number", text: "007"),
        ]
      ),
      files: files
    )
    #expect(read.messages == [])
    var comparison = PlannedComparison()
    comparison.compare(
      try #require(read.outputs["all"]),
      with: planned["all"]?["after"],
      unknown: planned["all"]?["after_unknown"],
      at: "all"
    )
    #expect(comparison.differences == [])
    #expect(comparison.compared == 12)
  }
}

/// Holds a value against what a plan's JSON says.
private struct PlannedComparison {
  private(set) var differences: [String] = []
  /// Values without parts that were found the same.
  private(set) var compared = 0

  mutating func compare(_ own: Value, with planned: Any?, unknown: Any?, at path: String) {
    if unknown as? Bool == true {
      if own.isKnown { differences.append("\(path): \(own.content) is unknown to terraform") }
      return
    }
    let inner = unknown as? [String: Any] ?? [:]
    let elements = unknown as? [Any] ?? []
    switch (own.content, planned) {
    case (.object(let attributes), let planned as [String: Any]),
      (.map(_, let attributes), let planned as [String: Any]):
      let names = Set(attributes.keys).subtracting([Value.openAttribute]).union(planned.keys).union(inner.keys)
      for name in names.sorted() {
        let open: Value? = attributes[Value.openAttribute] == nil ? nil : Value.unknown
        guard let attribute: Value = attributes[name] ?? open else {
          differences.append("\(path).\(name) is missing")
          continue
        }
        // Of a resource as a whole, what is not given is null for Terraform and open here.
        if attributes[name] == nil, planned[name] is NSNull || inner[name] as? Bool == true { continue }
        guard planned[name] != nil || inner[name] != nil else {
          differences.append("\(path).\(name) is not there for terraform")
          continue
        }
        compare(attribute, with: planned[name], unknown: inner[name], at: "\(path).\(name)")
      }
    case (.list(_, let own), let planned as [Any]), (.set(_, let own), let planned as [Any]),
      (.tuple(let own), let planned as [Any]):
      guard own.count == planned.count else {
        differences.append("\(path) has \(own.count) elements, for terraform \(planned.count)")
        return
      }
      for (number, element) in own.enumerated() {
        let unknown = elements.indices.contains(number) ? elements[number] : nil
        compare(element, with: planned[number], unknown: unknown, at: "\(path)[\(number)]")
      }
    case (.string(let own), let planned as String) where own == planned: compared += 1
    case (.number(let own), let planned as NSNumber) where own.double == planned.doubleValue: compared += 1
    case (.bool(let own), let planned as NSNumber) where own == planned.boolValue: compared += 1
    case (.null, is NSNull), (.null, nil): compared += 1
    default: differences.append("\(path): \(own.content), for terraform \(planned.map { "\($0)" } ?? "nothing")")
    }
  }
}
