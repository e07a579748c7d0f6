extension ResourceAddress: CustomStringConvertible, Comparable {
  /// As Terraform writes it.
  package var description: String {
    var text = ""
    for step in modules { text += "module.\(step.name)\(step.key?.description ?? "")." }
    if mode == .data { text += "data." }
    return text + "\(type).\(name)\(key?.description ?? "")"
  }

  /// Without instance keys, from the root module: `module.app.aws_security_group.web`.
  package var configurationAddress: String {
    var text = ""
    for step in modules { text += "module.\(step.name)." }
    return text + resourceInModule
  }

  /// Without module and instance key: `aws_security_group.web`, `data.aws_vpc.main`.
  package var resourceInModule: String { (mode == .data ? "data." : "") + "\(type).\(name)" }

  /// Of the module instance that it is in: `module.app["a"]`; empty in the root module.
  package var moduleAddress: String { Self.moduleAddress(modules) }

  package static func moduleAddress(_ modules: [ModuleStep]) -> String {
    modules.map { "module.\($0.name)\($0.key?.description ?? "")" }.joined(separator: ".")
  }

  package static func < (left: Self, right: Self) -> Bool {
    if left.modules != right.modules { return left.modules.lexicographicallyPrecedes(right.modules) }
    if left.mode != right.mode { return left.mode == .managed }
    if left.type != right.type { return left.type < right.type }
    if left.name != right.name { return left.name < right.name }
    return InstanceKey.precedes(left.key, right.key)
  }
}

extension ResourceAddress.ModuleStep: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    left.name != right.name ? left.name < right.name : ResourceAddress.InstanceKey.precedes(left.key, right.key)
  }
}

extension ResourceAddress.InstanceKey: CustomStringConvertible {
  /// `[0]`, `["a"]`
  package var description: String {
    switch self {
    case .index(let index): "[\(index)]"
    case .name(let name): "[\"\(Self.escaped(name))\"]"
    }
  }

  /// As Terraform orders them: none, then numbers, then names.
  static func precedes(_ left: Self?, _ right: Self?) -> Bool {
    switch (left, right) {
    case (_, nil): false
    case (nil, _): true
    case (.index(let left)?, .index(let right)?): left < right
    case (.index?, .name?): true
    case (.name?, .index?): false
    case (.name(let left)?, .name(let right)?): left < right
    }
  }

  /// A string as HCL quotes it.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 || $0 == 0x24 || $0 == 0x25 }) else {
      return text
    }
    var result = ""
    var characters = Array(text.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "$", "%":
        result.unicodeScalars.append(scalar)
        if characters.first == "{" { result.unicodeScalars.append(scalar) }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
