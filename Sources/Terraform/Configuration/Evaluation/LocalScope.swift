import HCL

/// Where an expression stands: its module, the instance that it is evaluated for, the dynamic blocks around it.
struct LocalScope {
  let module: ModuleInstance
  var repetition: RepetitionScope = .none
  /// Iterators of dynamic blocks, by name.
  var bindings: [String: Value] = [:]
}
