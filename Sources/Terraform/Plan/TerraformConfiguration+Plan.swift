import HCL

extension TerraformConfiguration {
  /// A plan's resources as they will be, for whatever judges configurations: without places and references.
  package init(planned plan: TerraformPlan) {
    self.init(
      instances: plan.after,
      imports: [],
      removals: [],
      moves: [],
      outputs: [:],
      providers: [],
      sources: SourceMap(),
      diagnostics: plan.diagnostics,
      notRead: [],
      graph: ReferenceGraph()
    )
  }
}
