package import HCL

/// What Terraform remembers of the resources that it manages.
package struct TerraformState: Sendable {
  package var terraformVersion: String?
  /// Resources and data sources of all modules, in the order of their addresses.
  package var instances: [ResourceInstance]
  /// Objects that were replaced and are still to be destroyed, by the addresses of what replaced them.
  package var deposed: [ResourceAddress: Int]
  package var diagnostics: [Diagnostic]

  /// The network that the state describes. O(size of the state).
  package func network(options: NetworkBuilder.Options = NetworkBuilder.Options()) -> TerraformNetwork {
    var network = NetworkBuilder.build(instances, options: options)
    network.diagnostics = diagnostics + network.diagnostics
    return network
  }

  mutating func noteDeposed() {
    for (address, count) in deposed.sorted(by: { $0.key < $1.key }) {
      diagnostics.append(
        Diagnostic(
          .warning,
          "Object that is still to be destroyed: \(address)",
          "\(count == 1 ? "An object" : "\(count) objects") that this one replaced may still exist, and is not part of the"
            + " network."
        )
      )
    }
  }
}
