import Findings
import IPAddressing
import VPCModel

/// A Terraform block, laid out as `terraform fmt` lays it out.
struct TerraformBlock {
  private enum Kind {
    case resource(type: String, label: String)
    /// A block in a resource: `ingress { … }`.
    case nested(String)
    /// An object in a list: `{ … },`.
    case element
  }

  private let kind: Kind
  private let scope: TerraformScope?
  private var arguments: [(name: String, value: String)] = []
  /// What has to be there for the block, a comment each.
  private var needs: [String] = []

  /// - Parameter label: any text; made into an identifier.
  init(_ type: String, label: String, in scope: TerraformScope? = nil) {
    kind = .resource(type: type, label: Self.identifier(label))
    self.scope = scope
  }

  /// A block of a type in a resource, or an object in the list that an attribute of that name holds.
  init(nested name: String, asElement: Bool = false, in scope: TerraformScope?) {
    kind = asElement ? .element : .nested(name)
    self.scope = scope
  }

  func string(_ name: String, _ value: String?) -> TerraformBlock {
    guard let value else { return self }
    return literal(name, Self.quoted(value))
  }

  /// An id: of what Terraform has not made yet, a reference to it.
  func id(_ name: String, _ id: String?) -> TerraformBlock {
    guard let id else { return self }
    let (value, needs) = Self.expression(id, scope)
    return literal(name, value).needing(needs)
  }

  func needing(_ needs: [String]) -> TerraformBlock {
    var copy = self
    copy.needs += needs.filter { !copy.needs.contains($0) }
    return copy
  }

  /// The expression for an identifier, and what has to be there for it.
  static func expression(_ id: String, _ scope: TerraformScope?) -> (value: String, needs: [String]) {
    if let written = scope?.reference(to: id) { return (written.expression, written.needs) }
    return (reference(to: id) ?? quoted(id), [])
  }

  /// The expression for an identifier that is a Terraform address (`aws_security_group.web`), or an attribute of one
  /// (`aws_vpc.main.default_security_group_id`); `nil` for EC2's, which have no dot.
  static func reference(to id: String) -> String? {
    guard let dot = id.firstIndex(of: "."), id.first?.isLetter ?? false, !id.contains(" "), !id.contains("/") else {
      return nil
    }
    let hasAttribute = id[id.index(after: dot)...].hasSuffix("_id")
    return hasAttribute ? id : id + ".id"
  }

  /// A number, a boolean or an expression, as it is.
  func literal(_ name: String, _ value: String?) -> TerraformBlock {
    guard let value else { return self }
    var copy = self
    copy.arguments.append((name, value))
    return copy
  }

  var text: String {
    let width = arguments.map(\.name.count).max() ?? 0
    let lines = arguments.map { argument in
      "  \(argument.name)\(String(repeating: " ", count: width - argument.name.count)) = \(argument.value)"
    }
    let (opening, end) =
      switch kind {
      case .resource(let type, let label): ("resource \"\(type)\" \"\(label)\" {", "}")
      case .nested(let name): ("\(name) {", "}")
      case .element: ("{", "},")
      }
    return (needs.map { "# \($0)" } + [opening] + lines + [end]).joined(separator: "\n")
  }

  /// Lower-case letters, digits and underscores, beginning with a letter or underscore.
  static func identifier(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        result.unicodeScalars.append(scalar)
      } else if result.last != "_", !result.isEmpty {
        result.append("_")
      }
    }
    while result.last == "_" { result.removeLast() }
    guard let first = result.first else { return "_" }
    return first.isNumber ? "_" + result : result
  }

  /// A quoted string of HCL: quotes, backslashes, control characters and template markers escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    var previous: Character?
    for character in text {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "{" where previous == "$" || previous == "%":
        // `$${` stands for `${`.
        result += previous == "$" ? "${" : "%{"
      default: result.append(character)
      }
      previous = character
    }
    return result + "\""
  }
}

extension RouteTable.Target {
  var terraformArgument: String? {
    switch self {
    case .internetGateway, .virtualPrivateGateway: "gateway_id"
    case .egressOnlyInternetGateway: "egress_only_gateway_id"
    case .natGateway: "nat_gateway_id"
    case .vpcPeeringConnection: "vpc_peering_connection_id"
    case .transitGateway: "transit_gateway_id"
    case .vpcEndpoint: "vpc_endpoint_id"
    case .networkInterface: "network_interface_id"
    case .local, .other: nil
    }
  }
}
