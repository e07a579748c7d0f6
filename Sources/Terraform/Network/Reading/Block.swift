import HCL

/// A resource's attributes, or those of a block in it, with their place.
struct Block: Sendable {
  /// Of the resource, as Terraform writes it.
  let address: String
  /// The path to here: empty for the resource itself, `ingress[0]` for a block.
  let path: String
  private let members: Reading<[String: Value]>

  init(_ resource: ResourceInstance) {
    address = resource.address.description
    path = ""
    members = Reading(members: resource.values)
  }

  private init(address: String, path: String, _ value: Value) {
    self.address = address
    self.path = path
    members = Reading(members: value)
  }

  /// The path of an attribute from the resource: `ingress[0].cidr_blocks`.
  func path(to name: String) -> String { path.isEmpty || name.isEmpty ? path + name : "\(path).\(name)" }

  /// Why nothing of a block is known.
  var notKnown: NotKnown? { members.notKnown }

  private func read<Known>(_ name: String, _ read: (Value?) -> Reading<Known>) -> Reading<Known> {
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

  func text(_ name: String) -> Reading<String> { read(name) { Reading<String>(text: $0) } }
  func flag(_ name: String) -> Reading<Bool> { read(name) { Reading<Bool>(flag: $0) } }
  func wholeNumber(_ name: String) -> Reading<Int> { read(name) { Reading<Int>(wholeNumber: $0) } }
  func elements(_ name: String) -> Reading<[Value]> { read(name) { Reading<[Value]>(elements: $0) } }
  func members(_ name: String) -> Reading<[String: Value]> { read(name) { Reading<[String: Value]>(members: $0) } }

  /// The texts of a list, each known or not.
  func texts(_ name: String) -> Reading<[Reading<String>]> {
    elements(name).map { elements in
      elements.map { Reading<String>(text: $0) }.filter { !$0.isAbsent }
    }
  }

  /// The blocks of a type in the order of their places. A single object, as some providers have it, is one block.
  /// Unknown where it is not known how many there are.
  func blocks(_ name: String) -> Reading<[Block]> {
    read(name) { value in
      guard let value else { return .absent }
      if case .object = value.content { return .known([Block(address: address, path: path(to: name) + "[0]", value)]) }
      return Reading<[Value]>(elements: value).map { elements in
        elements.enumerated().filter { _, element in
          if case .null = element.content { return false }
          return true
        }.map { Block(address: address, path: "\(path(to: name))[\($0)]", $1) }
      }
    }
  }

  /// The only block of a type, or the first.
  func block(_ name: String) -> Reading<Block> {
    switch blocks(name) {
    case .absent: .absent
    case .known(let blocks): blocks.first.map(Reading.known) ?? .absent
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
