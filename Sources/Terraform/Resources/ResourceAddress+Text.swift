extension ResourceAddress: CustomStringConvertible {
  /// As Terraform writes it: `module.app["a"].data.aws_security_group.web[0]`.
  package var description: String {
    var text = modules.map { "module.\($0.name)\($0.key.map(\.description) ?? "")." }.joined()
    if mode == .data { text += "data." }
    return text + "\(type).\(name)\(key.map(\.description) ?? "")"
  }

  /// Without instance keys, as expressions of the configuration name it: `module.app.aws_security_group.web`.
  package var withoutKeys: ResourceAddress {
    ResourceAddress(modules: modules.map { ModuleStep($0.name) }, mode: mode, type: type, name: name)
  }
}

extension ResourceAddress.InstanceKey: CustomStringConvertible {
  /// `[0]`, `["a"]`.
  package var description: String {
    switch self {
    case .index(let index): "[\(index)]"
    case .name(let name): "[\(Self.quoted(name))]"
    }
  }

  /// In double quotes, with what would end the string or begin a template escaped, as Terraform's addresses have it.
  private static func quoted(_ name: String) -> String {
    var text = "\""
    var rest = name.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "$" where rest.first == "{", "%" where rest.first == "{":
        text.unicodeScalars.append(scalar)
        text.unicodeScalars.append(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension ResourceAddress: LosslessStringConvertible {
  /// Reads an address of a resource or data source, of all its instances where it has no key; `nil` for anything else,
  /// the address of a module included. O(length).
  package init?(_ description: String) {
    guard let reference = ResourceReference(description), reference.path.isEmpty else { return nil }
    self = reference.resource
  }
}

/// A resource's address with a path into it: `aws_security_group.web[0].ingress[0].cidr_blocks`.
package struct ResourceReference: Hashable, Sendable, LosslessStringConvertible {
  package var resource: ResourceAddress
  /// What follows the address, without the leading dot; empty for the whole resource.
  package var path: String

  package init(_ resource: ResourceAddress, path: String = "") {
    self.resource = resource
    self.path = path
  }

  package var description: String {
    path.isEmpty ? resource.description : "\(resource)\(path.hasPrefix("[") ? "" : ".")\(path)"
  }

  /// `nil` for what names no resource: `module.app.group_id`, `var.name`, `each.value`. O(length).
  package init?(_ description: String) {
    var scanner = AddressScanner(description)
    var modules: [ResourceAddress.ModuleStep] = []
    guard var word = scanner.name() else { return nil }
    while word == "module" {
      guard scanner.skip("."), let name = scanner.name() else { return nil }
      guard let key = scanner.key() else { return nil }
      modules.append(ResourceAddress.ModuleStep(name, key.value))
      guard scanner.skip("."), let next = scanner.name() else { return nil }
      word = next
    }
    var mode = ResourceAddress.Mode.managed
    if word == "data" {
      mode = .data
      guard scanner.skip("."), let next = scanner.name() else { return nil }
      word = next
    }
    // What else an expression refers to looks alike; none of these words can be a resource's type.
    guard !["var", "local", "each", "count", "path", "terraform", "self", "output"].contains(word) else { return nil }
    guard scanner.skip("."), let name = scanner.name(), let key = scanner.key() else { return nil }
    resource = ResourceAddress(modules: modules, mode: mode, type: word, name: name, key: key.value)
    if scanner.isAtEnd {
      path = ""
    } else {
      guard scanner.skip(".") || scanner.peeks("[") else { return nil }
      path = scanner.rest
      if path.isEmpty { return nil }
    }
  }
}

/// Reads the parts of an address, one after the other.
private struct AddressScanner {
  private var remaining: Substring.UnicodeScalarView

  init(_ text: String) { remaining = text[...].unicodeScalars }

  var isAtEnd: Bool { remaining.isEmpty }
  var rest: String { String(remaining) }

  func peeks(_ scalar: Unicode.Scalar) -> Bool { remaining.first == scalar }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard remaining.first == scalar else { return false }
    remaining.removeFirst()
    return true
  }

  /// A name as HCL has it, which may hold hyphens; `nil` where none stands here.
  mutating func name() -> String? {
    let name = remaining.prefix { $0.properties.isIDContinue || $0 == "-" }
    guard let first = name.first, first.properties.isIDStart || first == "_" else { return nil }
    remaining = remaining[name.endIndex...]
    return String(name)
  }

  /// The key in brackets: a value that is `nil` where there are no brackets; `nil` itself where they hold no key.
  mutating func key() -> (value: ResourceAddress.InstanceKey?, Void)? {
    guard peeks("[") else { return (nil, ()) }
    let start = remaining
    remaining.removeFirst()
    if skip("\"") {
      guard let name = quoted(), skip("]") else { return nil }
      return (.name(name), ())
    }
    let digits = remaining.prefix { ("0"..."9").contains($0) }
    guard let index = Int(String(digits)) else {
      // `[*]` or `[count.index]`: no key of an instance, but a path into all of them.
      remaining = start
      return (nil, ())
    }
    remaining = remaining[digits.endIndex...]
    return skip("]") ? (.index(index), ()) : nil
  }

  /// Up to the closing quote, which is taken too.
  private mutating func quoted() -> String? {
    var text = String.UnicodeScalarView()
    while let scalar = remaining.popFirst() {
      switch scalar {
      case "\"": return String(text)
      case "\\":
        guard let escaped = remaining.popFirst() else { return nil }
        switch escaped {
        case "n": text.append("\n")
        case "r": text.append("\r")
        case "t": text.append("\t")
        case "\"", "\\": text.append(escaped)
        default: return nil
        }
      case "$" where remaining.starts(with: "${".unicodeScalars), "%" where remaining.starts(with: "%{".unicodeScalars):
        remaining.removeFirst()
        text.append(scalar)
      default: text.append(scalar)
      }
    }
    return nil
  }
}
