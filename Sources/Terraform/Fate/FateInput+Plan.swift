package import VPCModel

extension FateInput {
  /// From a plan: what it will do when it is applied to the network as it is. O(size of the plan).
  package init(plan: TerraformPlan, live: Network, account: String? = nil) {
    self.init(configuration: TerraformConfiguration(planned: plan), state: plan.before, live: live, account: account)
  }
}
