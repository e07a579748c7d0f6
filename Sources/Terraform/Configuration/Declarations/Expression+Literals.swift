import HCL

extension Expression {
  /// A string that is written out.
  var literalString: String? {
    guard case .literal(let value) = kind, case .string(let text) = value.content else { return nil }
    return text
  }

  var literalBool: Bool? {
    guard case .literal(let value) = kind else { return nil }
    switch value.content {
    case .bool(let bool): return bool
    case .string("true"): return true
    case .string("false"): return false
    default: return nil
    }
  }

  /// A word or a path as arguments such as `provider` and `ignore_changes` have it: `aws.west`, `tags["Name"]`; also
  /// quoted, as older configurations and JSON have it.
  var writtenPath: String? {
    switch kind {
    case .variable(let name): return name
    case .attribute(let base, let name): return base.writtenPath.map { "\($0).\(name)" }
    case .index(let base, let key):
      guard let base = base.writtenPath, case .literal(let value) = key.kind else { return nil }
      switch value.content {
      case .string(let name): return "\(base)[\"\(name)\"]"
      case .number(let number): return Int(exactly: number.double).map { "\(base)[\($0)]" }
      default: return nil
      }
    case .literal: return literalString
    case .parentheses(let inner), .templateWrap(let inner): return inner.writtenPath
    default: return nil
    }
  }

  /// The elements of a list that is written out.
  var writtenElements: [Expression]? {
    guard case .tuple(let elements) = kind else { return nil }
    return elements
  }
}

extension String {
  /// Whether Terraform takes it as a name.
  var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
    return unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "-" }
  }
}
