import HCL
import PositionedJSON

extension JSONValue {
  /// As a value of Terraform's: arrays are tuples, for JSON does not tell lists from sets. O(size).
  ///
  /// The parser bounds how deep values nest, and with that the recursion.
  func terraformValue() throws(TerraformDocumentError) -> Value {
    switch kind {
    case .null: return Value(.null(.dynamic))
    case .true: return Value(.bool(true))
    case .false: return Value(.bool(false))
    case .string, .escapedString: return Value(.string(text))
    case .number: return Value(.number(try number()))
    case .array:
      var elements: [Value] = []
      for element in self.elements { elements.append(try element.terraformValue()) }
      return Value(.tuple(elements))
    case .object:
      var members: [String: Value] = [:]
      for (key, value) in self.members { members[key.text] = try value.terraformValue() }
      return Value(.object(members))
    }
  }

  private func number() throws(TerraformDocumentError) -> Number {
    if let integer { return Number(integer) }
    let literal = String(decoding: document.bytes[range], as: UTF8.self)
    if let number = Number(literal) { return number }
    throw TerraformDocumentError("\(literal) is a number that is too large to be read", at: self)
  }

  /// The elements of an array that is a member; none where there is no such array.
  func list(_ key: StaticString) -> [JSONValue] { member(key).map { Array($0.elements) } ?? [] }

  /// The members of an object that is a member.
  func pairs(_ key: StaticString) -> [(key: JSONValue, value: JSONValue)] {
    member(key).map { Array($0.members) } ?? []
  }

  // MARK: Demands

  func text(_ key: StaticString) throws(TerraformDocumentError) -> String {
    guard let value = member(key) else { throw TerraformDocumentError("\"\(key)\" is missing", at: self) }
    guard let text = value.string else {
      throw TerraformDocumentError("a string is expected here, and this is \(value.kind.words)", at: value)
    }
    return text
  }

  /// The address that is the text of a member.
  func resourceAddress(_ key: StaticString) throws(TerraformDocumentError) -> ResourceAddress {
    let text = try text(key)
    guard let address = ResourceAddress(parsing: text) else {
      throw TerraformDocumentError("\"\(text)\" is no address of a resource", at: member(key) ?? self)
    }
    return address
  }

  /// - Parameter major: the version that is read; a later minor version only adds to it.
  func checkFormat(_ key: StaticString, major: String, of what: String) throws(TerraformDocumentError) {
    let version = try text(key)
    guard version.split(separator: ".").first.map(String.init) == major else {
      throw TerraformDocumentError(
        "the format \(version) of this \(what) is not read; Terraform 1.1 to 1.x write format \(major).x",
        at: member(key) ?? self
      )
    }
  }

  /// The provider's name with its alias, from `registry.terraform.io/hashicorp/aws` and the like.
  static func localName(ofProvider source: String) -> String {
    source.split(separator: "/").last.map(String.init) ?? source
  }
}
