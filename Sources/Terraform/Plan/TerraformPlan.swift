package import HCL

/// What Terraform would do: the objects as they are, and as they will be.
package struct TerraformPlan: Sendable {
  /// Something that a plan does not tell for certain, and that is taken to be as people write it.
  package struct Assumption: Hashable, Sendable {
    package var address: ResourceAddress
    /// The path in the resource.
    package var attribute: String
    /// What it is taken to be.
    package var origins: [Value.Origin]
    /// Why that is not certain, as a sentence without its full stop.
    package var doubt: String
  }

  package var terraformVersion: String?
  package var changes: [ResourceChange]
  /// What was found to differ from what Terraform remembered.
  package var drift: [ResourceChange]
  /// Objects as they are, in the order of their addresses, with data sources that were read.
  package var before: [ResourceInstance]
  /// Objects as they will be; what is known only after apply is unknown, with the attribute that it will come from as its
  /// origin where the plan tells.
  package var after: [ResourceInstance]
  /// Sorted by address and attribute.
  package var assumptions: [Assumption]
  package var diagnostics: [Diagnostic]
  /// The region of each provider configuration that has one, by its name (`aws`, `aws.west`).
  package var regions: [String: String]
  /// Attributes that the configuration gives, by resource without instance keys.
  var configured: [String: Set<String>]

  /// The network as it is. O(size of the plan).
  package func networkBefore() -> TerraformNetwork {
    var options = NetworkBuilder.Options()
    options.regions = regions
    return NetworkBuilder.build(before, options: options)
  }

  /// The network as it will be. O(size of the plan).
  package func networkAfter() -> TerraformNetwork {
    var options = NetworkBuilder.Options()
    options.regions = regions
    options.withdrawn = NetworkBuilder.contributions(of: before, options: options)
    options.unmanaged = unmanagedAttributes
    var network = NetworkBuilder.build(after, options: options)
    network.diagnostics = diagnostics + network.diagnostics
    return network
  }

  /// The attributes in which resources repeat what others make, and that they do not manage themselves.
  private var unmanagedAttributes: [String: Set<String>] {
    var unmanaged: [String: Set<String>] = [:]
    for instance in after {
      guard let shared = NetworkBuilder.sharedAttributes[instance.address.type] else { continue }
      let given = configured[instance.address.configurationAddress] ?? []
      let left = shared.filter { !given.contains($0) }
      if !left.isEmpty { unmanaged[instance.address.description] = Set(left) }
    }
    return unmanaged
  }
}
