/// The address of a resource's instance, as Terraform writes it: `module.app["a"].aws_security_group.web[0]`.
package struct ResourceAddress: Hashable, Sendable {
  /// The key that `count` or `for_each` gives an instance.
  package enum InstanceKey: Hashable, Sendable {
    case index(Int)
    case name(String)
  }

  package enum Mode: Hashable, Sendable {
    case managed, data
  }

  package struct ModuleStep: Hashable, Sendable {
    package var name: String
    package var key: InstanceKey?

    package init(_ name: String, _ key: InstanceKey? = nil) {
      self.name = name
      self.key = key
    }
  }

  package var modules: [ModuleStep]
  package var mode: Mode
  /// `aws_security_group`
  package var type: String
  package var name: String
  package var key: InstanceKey?

  package init(
    modules: [ModuleStep] = [],
    mode: Mode = .managed,
    type: String,
    name: String,
    key: InstanceKey? = nil
  ) {
    self.modules = modules
    self.mode = mode
    self.type = type
    self.name = name
    self.key = key
  }
}
