extension Explanation {
  /// The same without commands of the AWS CLI: for a network that Terraform describes, whose resources may have no ids yet
  /// and whose next apply would undo what a command changes.
  package func withoutCommands() -> Explanation {
    var result = self
    for path in result.paths.indices {
      for fix in result.paths[path].fixes.indices {
        result.paths[path].fixes[fix].command = nil
        result.paths[path].fixes[fix].alternative = nil
      }
    }
    return result
  }
}
