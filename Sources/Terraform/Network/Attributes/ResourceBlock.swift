import HCL

/// A resource's attributes, or those of a block in it, with their place.
struct ResourceBlock: Sendable {
  /// Of the resource, as Terraform writes it.
  let address: String
  /// The path to here: empty for the resource itself, `ingress[0]` for a block.
  let path: String
  /// Whether it is not known how many of the resource there are, if any.
  let isOfUnknownCount: Bool
  private let members: AttributeReading<[String: Value]>

  init(_ resource: ResourceInstance) {
    address = resource.address.description
    path = ""
    isOfUnknownCount = resource.standsForUnknownCount
    members = AttributeReading(members: resource.values)
  }

  private init(in parent: ResourceBlock, path: String, _ value: Value) {
    address = parent.address
    isOfUnknownCount = parent.isOfUnknownCount
    self.path = path
    members = AttributeReading(members: value)
  }

  /// The path of an attribute from the resource: `ingress[0].cidr_blocks`.
  func path(to name: String) -> String { path.isEmpty || name.isEmpty ? path + name : "\(path).\(name)" }

  /// Why nothing of a block is known.
  var notKnown: NotKnown? { members.notKnown }

  private func read<Known>(_ name: String, _ read: (Value?) -> AttributeReading<Known>) -> AttributeReading<Known> {
    switch members {
    case .absent: return .absent
    case .unknown(let reason): return .unknown(NotKnown(origins: reason.origins, fault: reason.fault))
    case .known(let members):
      let reading = read(members[name])
      // What the provider computes itself was not configured.
      if let origin = reading.notKnown?.origin, origin.address == address { return .absent }
      return reading
    }
  }

  func text(_ name: String) -> AttributeReading<String> { read(name) { AttributeReading<String>(text: $0) } }
  func flag(_ name: String) -> AttributeReading<Bool> { read(name) { AttributeReading<Bool>(flag: $0) } }
  func wholeNumber(_ name: String) -> AttributeReading<Int> { read(name) { AttributeReading<Int>(wholeNumber: $0) } }
  func elements(_ name: String) -> AttributeReading<[Value]> { read(name) { AttributeReading<[Value]>(elements: $0) } }
  func members(_ name: String) -> AttributeReading<[String: Value]> {
    read(name) { AttributeReading<[String: Value]>(members: $0) }
  }

  /// The texts of a list, each known or not.
  func texts(_ name: String) -> AttributeReading<[AttributeReading<String>]> {
    elements(name).map { elements in
      elements.map { AttributeReading<String>(text: $0) }.filter { !$0.isAbsent }
    }
  }

  /// The blocks of a type in the order of their places. A single object, as some providers have it, is one block.
  /// Unknown where it is not known how many there are.
  func blocks(_ name: String) -> AttributeReading<[ResourceBlock]> {
    read(name) { value in
      guard let value else { return .absent }
      if case .object = value.content {
        return .known([ResourceBlock(in: self, path: path(to: name) + "[0]", value)])
      }
      return AttributeReading<[Value]>(elements: value).map { elements in
        elements.enumerated().filter { _, element in
          if case .null = element.content { return false }
          return true
        }.map { ResourceBlock(in: self, path: "\(path(to: name))[\($0)]", $1) }
      }
    }
  }

  /// The only block of a type, or the first.
  func block(_ name: String) -> AttributeReading<ResourceBlock> {
    switch blocks(name) {
    case .absent: .absent
    case .known(let blocks): blocks.first.map(AttributeReading.known) ?? .absent
    case .unknown(let reason): .unknown(reason)
    }
  }

  var tags: [String: String] {
    // `tags_all` has the provider's default tags too, where it is known.
    var tags: [String: String] = [:]
    for name in ["tags", "tags_all"] {
      for (key, value) in members(name).known ?? [:] {
        if case .string(let text) = value.content { tags[key] = text }
      }
    }
    return tags
  }
}
