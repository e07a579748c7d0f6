import HCL
import NetworkAnalysis
import Terraform
import VPCModel

/// A network, with what its source says beyond it.
struct LoadedNetwork {
  enum Origin {
    case snapshot
    case configuration(TerraformConfiguration)
    case plan(TerraformPlan)
    case state
  }

  var network: Network
  var origin: Origin
  /// Of a network that Terraform describes.
  var terraform: TerraformNetwork?

  /// The texts that places point into.
  var sources: SourceMap {
    if case .configuration(let configuration) = origin { return configuration.sources }
    return SourceMap()
  }

  /// Terraform addresses as further names of what they made.
  var aliases: [EndpointAlias] {
    guard let terraform else { return [] }
    return terraform.identifiers.map { address, identifiers in
      EndpointAlias(address.description, kind: address.type, targets: identifiers)
    }.sorted { $0.name < $1.name }
  }

  /// What was not read or is left open, a sentence each: with any, an answer is not the whole truth.
  var unread: [String] {
    guard let terraform else { return [] }
    var sentences: [String] = []
    if case .configuration(let configuration) = origin {
      sentences += configuration.notRead.map { part in
        TerraformSource.place(part.range, sources) + "\(part.subject): \(part.detail)"
      }
    }
    return sentences + terraform.unresolved.map { TerraformSource.words($0, sources) }
  }
}
