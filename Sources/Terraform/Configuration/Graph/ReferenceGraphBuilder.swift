import HCL

/// Draws the graph of a configuration's modules.
struct ReferenceGraphBuilder {
  private(set) var graph = ReferenceGraph()

  /// Depth of recursion: that of the modules, which is limited.
  mutating func add(_ module: ModuleTree, call: Int? = nil, providers: [String: String] = [:]) {
    let prefix = module.path.isEmpty ? "" : module.address + "."
    let declaration = module.declaration
    for provider in declaration.providers {
      let number = graph.insert(.init(.provider, prefix + provider.name))
      connect(number, provider.body.argumentReferences, in: module)
    }
    for resource in declaration.resources {
      let number = graph.insert(.init(resource.mode == .data ? .data : .resource, prefix + resource.key))
      connect(number, resource.references, in: module)
      if let call { graph.connect(number, to: call, argument: "", range: nil) }
      if let provider = provider(of: resource, in: module, passed: providers) {
        graph.connect(number, to: provider, argument: "", range: nil)
      }
    }
    for local in declaration.locals.values.sorted(by: { $0.name < $1.name }) {
      let number = graph.insert(.init(.local, "\(prefix)local.\(local.name)"))
      connect(number, local.expression, argument: local.name, in: module)
      if let call { graph.connect(number, to: call, argument: "", range: nil) }
    }
    for output in declaration.outputs.values.sorted(by: { $0.name < $1.name }) {
      let number = graph.insert(.init(.output, "\(prefix)output.\(output.name)"))
      if let value = output.value { connect(number, value, argument: "value", in: module) }
      for dependency in output.dependencies { connect(number, dependency, argument: "depends_on", in: module) }
      if let call { graph.connect(number, to: call, argument: "", range: nil) }
    }
    for name in declaration.variables.keys.sorted() {
      let number = graph.insert(.init(.variable, "\(prefix)var.\(name)"))
      if let call { graph.connect(number, to: call, argument: "", range: nil) }
    }
    for (name, declared) in declaration.calls.sorted(by: { $0.key < $1.key }) {
      add(declared, child: module.children[name], of: module, parentCall: call, providers: providers)
    }
  }

  private mutating func add(
    _ declaration: ModuleCallDeclaration,
    child: ModuleTree.Child?,
    of module: ModuleTree,
    parentCall: Int?,
    providers: [String: String]
  ) {
    let prefix = module.path.isEmpty ? "" : module.address + "."
    let address = "\(prefix)module.\(declaration.name)"
    let call = graph.insert(.init(.call, address))
    let whole = graph.insert(.init(.module, address))
    graph.connect(whole, to: call, argument: "", range: nil)
    if let parentCall { graph.connect(call, to: parentCall, argument: "", range: nil) }
    switch declaration.repetition {
    case .single: break
    case .count(let expression): connect(call, expression, argument: "count", in: module)
    case .forEach(let expression): connect(call, expression, argument: "for_each", in: module)
    }
    for dependency in declaration.dependencies { connect(call, dependency, argument: "depends_on", in: module) }
    for argument in declaration.arguments {
      let variable = graph.insert(.init(.variable, "\(address).var.\(argument.name)"))
      connect(variable, argument.expression, argument: argument.name, in: module)
    }
    guard case .loaded(let child)? = child else {
      // What is not here is taken to use everything that it is given.
      for argument in declaration.arguments {
        let variable = graph.insert(.init(.variable, "\(address).var.\(argument.name)"))
        graph.connect(whole, to: variable, argument: "", range: nil)
      }
      return
    }
    let firstNode = graph.nodes.count
    var passed: [String: String] = [:]
    for (inner, outer) in declaration.providers {
      passed[inner] = providers[outer] ?? prefix + outer
    }
    for (name, address) in providers where passed[name] == nil && !name.contains(".") { passed[name] = address }
    add(child, call: call, providers: passed)
    for number in firstNode..<graph.nodes.count {
      switch graph.nodes[number].kind {
      case .resource, .data, .output: graph.connect(whole, to: number, argument: "", range: nil)
      case .local, .variable, .call, .module, .provider: break
      }
    }
  }

  /// The node of a resource's provider, where a block configures it.
  private func provider(
    of resource: ResourceDeclaration,
    in module: ModuleTree,
    passed: [String: String]
  ) -> Int? {
    let prefix = module.path.isEmpty ? "" : module.address + "."
    let own = graph.number(of: .init(.provider, prefix + resource.providerName))
    return own ?? graph.number(of: .init(.provider, passed[resource.providerName] ?? resource.providerName))
  }

  private mutating func connect(_ from: Int, _ expression: Expression, argument: String, in module: ModuleTree) {
    for reference in expression.references {
      guard let address = reference.address else { continue }
      connect(from, address, argument: argument, range: reference.range, in: module)
    }
  }

  private mutating func connect(_ from: Int, _ references: [ResourceInstance.Reference], in module: ModuleTree) {
    for reference in references {
      connect(from, reference.address, argument: reference.argument, range: reference.range, in: module)
    }
  }

  private mutating func connect(
    _ from: Int,
    _ address: String,
    argument: String,
    range: SourceRange?,
    in module: ModuleTree
  ) {
    for node in targets(of: address, isOrder: argument == "depends_on", in: module) {
      graph.connect(from, to: graph.insert(node), argument: argument, range: range)
    }
  }

  /// The nodes that a reference depends on; none where it leads to nothing that is declared.
  private func targets(of address: String, isOrder: Bool, in module: ModuleTree) -> [ReferenceGraph.Node] {
    let declaration = module.declaration
    let prefix = module.path.isEmpty ? "" : module.address + "."
    let parts = address.split(separator: ".", maxSplits: 2).map(String.init)
    guard parts.count >= 2 else { return [] }
    switch parts[0] {
    case "var": return declaration.variables[parts[1]] == nil ? [] : [.init(.variable, prefix + address)]
    case "local": return declaration.locals[parts[1]] == nil ? [] : [.init(.local, prefix + address)]
    case "module":
      guard declaration.calls[parts[1]] != nil else { return [] }
      let call = "\(prefix)module.\(parts[1])"
      guard !isOrder, case .loaded(let child)? = module.children[parts[1]] else { return [.init(.module, call)] }
      if parts.count == 3 {
        return child.declaration.outputs[parts[2]] == nil ? [] : [.init(.output, "\(call).output.\(parts[2])")]
      }
      return child.declaration.outputs.keys.sorted().map { .init(.output, "\(call).output.\($0)") }
    case "data": return declaration.resourceNumbers[address] == nil ? [] : [.init(.data, prefix + address)]
    default: return declaration.resourceNumbers[address] == nil ? [] : [.init(.resource, prefix + address)]
    }
  }
}
