import HCL

/// Reads a folder of Terraform configuration, with the modules that it calls as far as they are on this disk, and
/// evaluates it. No provider, no network, no credentials.
///
/// - A module's local source may lead anywhere (`../shared`), as for Terraform. Functions that read files may read only in
///   the root module's folder and in the folder of the module that they are in, symbolic links resolved.
/// - What can't be read or told is in ``TerraformConfiguration/notRead``, and has a diagnostic.
package enum ConfigurationReader {
  /// - Parameters:
  ///   - folder: The root module's.
  ///   - variables: What is given for its variables, beside what its `terraform.tfvars` and `*.auto.tfvars` say.
  ///   - workspace: What `terraform.workspace` is.
  /// - Complexity: O(what is in the files + what their expressions make).
  package static func read(
    folder: String,
    variables: VariableInputs = VariableInputs(),
    workspace: String = "default",
    files: any ConfigurationFiles = DiskFiles(),
    limits: ReadingLimits = ReadingLimits()
  ) -> TerraformConfiguration {
    var loader = ModuleLoader(files: files, root: folder, limits: limits)
    guard let tree = loader.load() else {
      return TerraformConfiguration(
        instances: [],
        imports: [],
        removals: [],
        moves: [],
        outputs: [:],
        providers: [],
        sources: loader.sources,
        diagnostics: loader.diagnostics,
        notRead: loader.notRead,
        graph: ReferenceGraph()
      )
    }
    let session = EvaluationSession(loader: loader, workspace: workspace)
    var inputs = InputReader(session: session, variables: tree.declaration.variables)
    let arguments = inputs.read(variables)
    var walk = ConfigurationWalk(session: session)
    let root = ModuleInstance(session: session, tree: tree, arguments: arguments)
    walk.visit(root)
    var builder = ReferenceGraphBuilder()
    builder.add(tree)
    return TerraformConfiguration(
      instances: walk.takeInstances(),
      imports: walk.imports,
      removals: walk.removals,
      moves: walk.moves,
      outputs: walk.outputs,
      providers: walk.providers,
      sources: session.sources,
      diagnostics: session.diagnostics,
      notRead: session.notRead,
      graph: builder.graph,
      moduleOutputs: ModuleOutputs(tree)
    )
  }
}
