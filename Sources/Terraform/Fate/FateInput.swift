package import VPCModel

/// What a fate is told from.
package struct FateInput: Sendable {
  /// What shall be: a configuration, or a plan's values after it.
  package var configuration: TerraformConfiguration
  /// What Terraform believes to be: the resources of its state; `nil` where there is none to read.
  package var state: [ResourceInstance]?
  /// What is.
  package var live: Network
  /// The account that groups without a known owner belong to.
  package var account: String?

  package init(
    configuration: TerraformConfiguration,
    state: [ResourceInstance]?,
    live: Network,
    account: String? = nil
  ) {
    self.configuration = configuration
    self.state = state
    self.live = live
    self.account = account
  }
}
