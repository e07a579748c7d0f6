import Foundation
import HCL
import Terraform
import VPCModel

/// Networks of what Terraform reads and writes.
enum TerraformSource {
  /// The network that a folder of configuration describes. What Terraform would refuse is refused: complains, and throws
  /// the exit status.
  static func configuration(_ folder: String, _ inputs: VariableInputs) throws -> LoadedNetwork {
    let configuration = ConfigurationReader.read(folder: folder, variables: inputs)
    let terraform = NetworkBuilder.build(configuration.instances)
    let loaded = LoadedNetwork(
      network: terraform.network,
      origin: .configuration(configuration),
      terraform: terraform
    )
    try report(configuration.diagnosticsBesideNotRead + terraform.diagnostics, configuration.sources)
    return loaded
  }

  /// The network of a plan, as it will be, or of a state.
  static func document(_ path: String, _ bytes: [UInt8]) throws -> LoadedNetwork {
    let loaded: LoadedNetwork
    switch try parse(path, bytes) {
    case .plan(let plan):
      let terraform = plan.networkAfter()
      loaded = LoadedNetwork(network: terraform.network, origin: .plan(plan), terraform: terraform)
    case .state(let state):
      let terraform = state.network()
      loaded = LoadedNetwork(network: terraform.network, origin: .state, terraform: terraform)
    }
    try report(loaded.terraform?.diagnostics ?? [], SourceMap())
    return loaded
  }

  static func parse(_ path: String, _ bytes: [UInt8]) throws -> TerraformDocument {
    do {
      return try TerraformDocument(parsing: bytes)
    } catch {
      Terminal.complain("error", "\(path): \(error)")
      throw ExitStatus.badData.exitCode
    }
  }

  /// Says what is wrong, with its line; throws where Terraform would not go on.
  static func report(_ diagnostics: [Diagnostic], _ sources: SourceMap) throws {
    let errors = diagnostics.filter { $0.severity == .error }
    Terminal.warn(diagnostics.filter { $0.severity == .warning }.map { words($0, sources) })
    guard !errors.isEmpty else { return }
    for error in errors.prefix(20) { Terminal.complain("error", words(error, sources)) }
    if errors.count > 20 { Terminal.complain("error", "and \(errors.count - 20) more like these") }
    throw ExitStatus.badData.exitCode
  }

  private static func words(_ diagnostic: Diagnostic, _ sources: SourceMap) -> String {
    place(diagnostic.range, sources) + "\(diagnostic.summary): \(diagnostic.detail)"
  }

  /// `main.tf:12:3: `, or nothing.
  static func place(_ range: SourceRange?, _ sources: SourceMap) -> String {
    guard let range, let path = sources.path(of: range), let start = sources.positions(of: range)?.start else {
      return ""
    }
    return "\(path):\(start.line):\(start.column): "
  }

  static func words(_ open: TerraformNetwork.Unresolved, _ sources: SourceMap) -> String {
    let origins = open.origins.map { $0.attribute.isEmpty ? $0.address : "\($0.address).\($0.attribute)" }
    let cause = origins.isEmpty ? "is not known" : "depends on \(origins.joined(separator: ", "))"
    return place(open.range, sources) + "\(open.address) \(open.attribute) \(cause): \(open.effect)."
  }
}
