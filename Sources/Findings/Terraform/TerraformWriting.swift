/// How a Terraform configuration writes what it manages, as far as a remedy has to fit in with it.
///
/// Identifiers are those of the network that was made of it: EC2's, or Terraform addresses.
package protocol TerraformWriting: Sendable {
  /// The resource that makes what has the identifier; `nil` where Terraform does not manage it.
  func resource(of id: String) -> WrittenResource?
  /// Where rules, entries or routes of a resource have to be written.
  /// - Parameter argument: `ingress`, `egress`, `route`.
  func keeping(of argument: String, in id: String) -> WrittenKeeping
  /// Everything that makes a rule, by the rule's identifier; empty where the input has no such places.
  func statements(ofRule id: String) -> [WrittenStatement]
  /// The expression for an identifier in a module; `nil` for what Terraform does not manage and that is to be written as
  /// a string.
  /// - Parameter module: as ``WrittenResource/module`` has it.
  func reference(to id: String, from module: String) -> WrittenReference?
}

/// A resource as a configuration writes it.
package struct WrittenResource: Hashable, Sendable {
  /// `module.app["a"].aws_security_group.web[0]`
  package var address: String
  /// The instance of the module that it is in: `module.app["a"]`; empty for the root module.
  package var module: String
  /// The first line of its block: `resource "aws_security_group" "web"`.
  package var header: String
  /// `main.tf:12`; absent for plans and states.
  package var place: String?
  /// How many instances its block makes, by `count`, `for_each`, or several calls of its module.
  package var instances: Int

  package init(address: String, module: String = "", header: String, place: String? = nil, instances: Int = 1) {
    self.address = address
    self.module = module
    self.header = header
    self.place = place
    self.instances = instances
  }

  /// `resource "aws_security_group" "web" (main.tf:12)`, with its module where it is in one.
  package var words: String {
    let inside = [place, module.isEmpty ? nil : module].compactMap { $0 }.joined(separator: ", ")
    return header + (inside.isEmpty ? "" : " (\(inside))")
  }
}

/// Where Terraform keeps what one resource holds of others: a group its rules, a network ACL its entries.
///
/// The AWS provider's documentation warns of both at once: blocks delete what resources of their own have made
/// (`aws_security_group`, `aws_network_acl`, `aws_route_table`, each in its first note).
package enum WrittenKeeping: Hashable, Sendable {
  /// Each is a resource of its own, or may be.
  case resources
  /// Blocks of the resource own them all.
  case blocks
  /// The same, in an attribute that holds a list of objects: `ingress = [{ … }]`.
  case list
}

/// A place that makes a rule.
package struct WrittenStatement: Hashable, Sendable {
  package var resource: WrittenResource
  /// `ingress block 2`; absent for a resource that is a rule.
  package var block: String?
  /// Of the line that names the source or destination: `main.tf:15`.
  package var place: String?
  /// That line, without the blanks around it.
  package var line: String?

  package init(resource: WrittenResource, block: String? = nil, place: String? = nil, line: String? = nil) {
    self.resource = resource
    self.block = block
    self.place = place
    self.line = line
  }
}

/// An expression, and what has to be there for it.
package struct WrittenReference: Hashable, Sendable {
  /// `aws_security_group.web.id`, `module.app.security_group_id`
  package var expression: String
  /// Outputs and variables that are still to be written, a sentence each.
  package var needs: [String]

  package init(_ expression: String, needs: [String] = []) {
    self.expression = expression
    self.needs = needs
  }
}
