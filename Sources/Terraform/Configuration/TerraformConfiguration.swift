package import HCL

/// What a folder of Terraform configuration says, evaluated as far as it can be without a plan.
package struct TerraformConfiguration: Sendable {
  /// Resources and data sources of all modules, in the order of their addresses.
  package var instances: [ResourceInstance]
  package var imports: [ImportBlock]
  package var removals: [RemovedBlock]
  package var moves: [MovedBlock]
  /// Of the root module, by name.
  package var outputs: [String: Value]
  package var providers: [ProviderConfiguration]
  package var sources: SourceMap
  package var diagnostics: [Diagnostic]
  /// What the answer is incomplete by; empty where everything was read.
  package var notRead: [NotRead]
  package var graph: ReferenceGraph
  /// Whether it is what a plan says, which tells of no places, references and `lifecycle` settings.
  package var isOfPlan = false
  /// Of called modules. Empty for a plan, which does not tell.
  package var moduleOutputs = ModuleOutputs()
  /// What a plan does to each resource; `nil` for a configuration. What it does not speak of stays as it is.
  package var plannedActions: [ResourceAddress: ResourceChange.Action]?

  /// Whether something was wrong enough that Terraform would refuse the configuration.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The root module's folder as it was given, by a resource that is written there; `nil` where there is none, and for
  /// the folder that is worked in.
  var rootFolder: String? {
    let place = instances.lazy.filter(\.address.modules.isEmpty).compactMap(\.place).first
    guard let path = place.flatMap({ sources.path(of: $0.block) }), let slash = path.lastIndex(of: "/") else {
      return nil
    }
    return String(path[..<slash])
  }

  /// Errors, and those warnings that are about more than something that was not read: of that ``notRead`` tells.
  package var diagnosticsBesideNotRead: [Diagnostic] {
    let said = Set(notRead.map(\.detail))
    return diagnostics.filter { $0.severity == .error || !said.contains($0.detail) }
  }
}

/// A part of a configuration that could not be read or judged, so that what depends on it is left open.
package struct NotRead: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, Codable {
    /// A module whose source is not on this disk.
    case moduleSource
    /// A `count` or `for_each` that is only known after apply.
    case instanceCount
    /// A dynamic block's `for_each` that is only known after apply.
    case blockCount
    /// A root module's variable without a value.
    case variable
    /// A file that a function reads and that is outside of the configuration's folder.
    case file
    /// A file or block that is faulty.
    case fault
  }

  package var reason: Reason
  /// A Terraform address (`module.vpc`, `var.region`), or a file's path.
  package var subject: String
  /// What was not read, and what to do so that it is.
  package var detail: String
  package var range: SourceRange?

  package init(_ reason: Reason, _ subject: String, _ detail: String, at range: SourceRange? = nil) {
    self.reason = reason
    self.subject = subject
    self.detail = detail
    self.range = range
  }
}

/// `import { to = …, id = … }`, once for each of its `for_each`.
package struct ImportBlock: Hashable, Sendable {
  package var to: ResourceAddress
  /// A string; may be unknown.
  package var id: Value
  package var range: SourceRange
}

/// `removed { from = …, lifecycle { destroy = … } }`
package struct RemovedBlock: Hashable, Sendable {
  /// Of a resource or of a module, without instance keys, from the root module.
  package var from: String
  /// Whether what it was is destroyed and not only forgotten.
  package var destroys: Bool
  package var range: SourceRange
}

/// `moved { from = …, to = … }`
package struct MovedBlock: Hashable, Sendable {
  /// Of the module that the block is in, without instance keys; empty for the root module.
  package var module: String
  /// As written, from that module.
  package var from: String
  package var to: String
  package var range: SourceRange
}

/// A `provider` block with what it is given.
package struct ProviderConfiguration: Hashable, Sendable {
  /// Of the module that the block is in, without instance keys; empty for the root module.
  package var module: String
  /// `aws`, `aws.west`
  package var name: String
  /// An object.
  package var values: Value
  package var range: SourceRange
}
