import Findings
import Foundation
import HCL
import Terraform
import VPCModel

/// Configurations that commands judge: folders, or plans for what they will be.
enum TerraformInput {
  /// Reads a folder of configuration, or a plan. What is faulty is an error that ends the command; what was not read is
  /// the caller's to say (``unread(_:)``).
  static func configuration(_ path: String, _ inputs: VariableInputs) throws -> TerraformConfiguration {
    switch try FileKind(path: path) {
    case .configuration:
      let configuration = ConfigurationReader.read(folder: path, variables: inputs)
      try TerraformSource.report(configuration.diagnosticsBesideNotRead, configuration.sources)
      return configuration
    case .document(let bytes):
      guard case .plan(let plan) = try TerraformSource.parse(path, bytes) else {
        Terminal.complain("error", "\(path) is a state; a folder of configuration or a plan is needed here.")
        throw ExitStatus.badData.exitCode
      }
      return TerraformConfiguration(planned: plan)
    case .snapshot:
      Terminal.complain(
        "error",
        "\(path): neither a folder with Terraform configuration (*.tf, *.tf.json) nor a plan as JSON\n"
          + "(terraform show -json PLANFILE)."
      )
      throw ExitStatus.badData.exitCode
    }
  }

  /// The resources of a state, or those that a plan says there are.
  static func state(_ path: String) throws -> [ResourceInstance] {
    guard case .document(let bytes) = try FileKind(path: path) else {
      Terminal.complain("error", "\(path): no state (terraform.tfstate, terraform show -json) and no plan as JSON.")
      throw ExitStatus.badData.exitCode
    }
    switch try TerraformSource.parse(path, bytes) {
    case .state(let state): return state.instances
    case .plan(let plan): return plan.before
    }
  }

  /// The state that belongs to a configuration, where it is on this disk and nothing else was said; of a plan, what it
  /// says there is. Where the state is elsewhere, it is said how to get it.
  static func stateBeside(_ path: String, tellsOfBackend: Bool = false) throws -> [ResourceInstance]? {
    if case .document(let bytes) = try FileKind(path: path) {
      guard case .plan(let plan) = try TerraformSource.parse(path, bytes) else { return nil }
      return plan.before
    }
    switch StateLocation(besides: path, environment: ProcessInfo.processInfo.environment) {
    case .file(let path): return try state(path)
    case .backend(let type):
      if tellsOfBackend {
        Terminal.complain(
          "note",
          "the state is kept by the backend \"\(type)\". To take it into account:\nterraform -chdir=\(path) state pull"
            + " > state.json, and --state state.json"
        )
      }
      return nil
    case .nowhere: return nil
    }
  }

  /// Groups in use that a plan, or a configuration beside its state, would replace.
  static func replacements(_ path: String, _ configuration: TerraformConfiguration) throws -> [Finding] {
    let state: [ResourceInstance]
    let network: Network
    switch try FileKind(path: path) {
    case .document(let bytes):
      guard case .plan(let plan) = try TerraformSource.parse(path, bytes) else { return [] }
      state = plan.before
      network = plan.networkBefore().network
    case .configuration:
      guard let found = try stateBeside(path) else { return [] }
      state = found
      network = NetworkBuilder.build(found).network
    case .snapshot: return []
    }
    return Fate(FateInput(configuration: configuration, state: state, live: network)).findings
  }

  /// What was not read of a configuration, a sentence each.
  static func unread(_ configuration: TerraformConfiguration) -> [String] {
    configuration.notRead.map {
      TerraformSource.place($0.range, configuration.sources) + "\($0.subject): \($0.detail)"
    }
  }
}
