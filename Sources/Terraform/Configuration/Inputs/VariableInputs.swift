/// What a caller gives for a configuration's variables.
package struct VariableInputs: Sendable {
  package enum Assignment: Sendable {
    /// `-var NAME=TEXT`
    case text(name: String, text: String)
    /// `-var-file PATH`
    case file(path: String)
  }

  /// Of which `TF_VAR_NAME` count.
  package var environment: [String: String]
  /// In the order given: later ones count.
  package var assignments: [Assignment]

  package init(environment: [String: String] = [:], assignments: [Assignment] = []) {
    self.environment = environment
    self.assignments = assignments
  }
}
