import ArgumentParser
import Foundation
import Terraform

/// The network that a question is about.
struct NetworkOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp(NetworkSource.help, valueName: "path-or-url"))
  var network = "."

  @OptionGroup var variables: VariableOptions

  func load() async throws -> LoadedNetwork { try await NetworkSource(network).load(variables.inputs) }
}

/// Values for the variables of a Terraform configuration, as Terraform takes them.
struct VariableOptions: ParsableArguments {
  @Option(
    name: .customLong("var"),
    help: ArgumentHelp("A Terraform variable's value. May be repeated.", valueName: "name=value")
  )
  var values: [String] = []

  @Option(
    name: .customLong("var-file"),
    help: ArgumentHelp(
      "A file of Terraform variables, beside terraform.tfvars and *.auto.tfvars. May be repeated; --var counts more.",
      valueName: "file"
    )
  )
  var files: [String] = []

  func validate() throws {
    for value in values where !value.contains("=") || value.hasPrefix("=") {
      throw ValidationError("--var '\(value)': give NAME=VALUE.")
    }
  }

  /// With `TF_VAR_…` of the environment.
  var inputs: VariableInputs {
    VariableInputs(
      environment: ProcessInfo.processInfo.environment,
      assignments: files.map { .file(path: $0) }
        + values.map { value in
          let name = value.prefix { $0 != "=" }
          return .text(name: String(name), text: String(value.dropFirst(name.count + 1)))
        }
    )
  }
}
