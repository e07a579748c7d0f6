import Findings
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

  /// How Terraform writes it, where it does. O(resources).
  var writing: (any TerraformWriting)? {
    guard let terraform else { return nil }
    switch origin {
    case .configuration(let configuration): return ConfigurationWriting(terraform, configuration)
    case .plan(let plan): return ConfigurationWriting(terraform, TerraformConfiguration(planned: plan))
    case .state: return ConfigurationWriting(stateOf: terraform)
    case .snapshot: return nil
    }
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

  /// What is taken to be so without being known to be, a sentence each; questions are answered all the same.
  var assumptions: [String] {
    guard let terraform else { return [] }
    var sentences: [String] = []
    if case .plan(let plan) = origin {
      sentences += plan.assumptions.map { assumption in
        let origins = assumption.origins.map { "\($0.address).\($0.attribute)" }.joined(separator: ", ")
        return "\(assumption.address) \(assumption.attribute) is taken to be \(origins): \(assumption.doubt)"
      }
    }
    if !terraform.synthetic.isEmpty {
      let count = terraform.synthetic.count
      sentences.append(
        "the addresses of \(count) network interface\(count == 1 ? " are" : "s are") made up, each from its subnet's block:"
          + " AWS chooses them on apply"
      )
    }
    return sentences
  }
}
