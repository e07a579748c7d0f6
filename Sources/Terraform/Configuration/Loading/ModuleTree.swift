/// The modules of a configuration as they call each other; one node for each call, whatever its `count`.
final class ModuleTree: Sendable {
  enum Child: Sendable {
    case loaded(ModuleTree)
    /// Its source is not here, or faulty.
    case missing
  }

  /// Names of the calls that lead here; empty for the root module.
  let path: [String]
  let declaration: ModuleDeclaration
  let children: [String: Child]

  init(path: [String], declaration: ModuleDeclaration, children: [String: Child]) {
    self.path = path
    self.declaration = declaration
    self.children = children
  }

  /// `module.app.module.db`; empty for the root module.
  var address: String { path.map { "module.\($0)" }.joined(separator: ".") }
}
