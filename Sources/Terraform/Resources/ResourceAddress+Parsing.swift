extension ResourceAddress {
  /// Reads an address as Terraform writes it, with or without instance keys; `nil` where it is not one of a resource.
  package init?(parsing text: String) {
    var reader = AddressReader(text)
    guard var first = reader.name() else { return nil }
    var modules: [ModuleStep] = []
    while first == "module" {
      guard reader.take("."), let name = reader.name() else { return nil }
      let key = reader.key()
      guard reader.take("."), let next = reader.name() else { return nil }
      modules.append(ModuleStep(name, key))
      first = next
    }
    var mode = Mode.managed
    if first == "data" {
      guard reader.take("."), let type = reader.name() else { return nil }
      (mode, first) = (.data, type)
    }
    guard reader.take("."), let name = reader.name() else { return nil }
    let key = reader.key()
    guard reader.isAtEnd else { return nil }
    self.init(modules: modules, mode: mode, type: first, name: name, key: key)
  }
}

/// Reads the parts of an address from left to right.
private struct AddressReader {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = Substring(text).unicodeScalars }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  mutating func name() -> String? {
    let part = rest.prefix { $0.properties.isXIDContinue || $0 == "-" }
    guard !part.isEmpty else { return nil }
    rest = rest[part.endIndex...]
    return String(part)
  }

  /// `[0]` or `["a"]`, where one follows; leaves what it can't read, so that the address is refused.
  mutating func key() -> ResourceAddress.InstanceKey? {
    let start = rest
    guard take("[") else { return nil }
    if take("\"") {
      var text = String.UnicodeScalarView()
      while let scalar = rest.popFirst(), scalar != "\"" {
        switch scalar {
        case "\\":
          guard let escaped = rest.popFirst() else { break }
          switch escaped {
          case "n": text.append("\n")
          case "r": text.append("\r")
          case "t": text.append("\t")
          default: text.append(escaped)
          }
        case "$", "%":
          text.append(scalar)
          if rest.first == scalar, rest.dropFirst().first == "{" { rest.removeFirst() }
        default: text.append(scalar)
        }
      }
      if take("]") { return .name(String(text)) }
    } else if let digits = name(), let index = Int(digits), index >= 0, take("]") {
      return .index(index)
    }
    rest = start
    return nil
  }
}
