import HCL
import VPCModel

extension NetworkBuilder {
  /// Gives every resource its identifier, and finds out what else attributes of VPCs lead to.
  mutating func nameResources() {
    for instance in instances {
      let address = instance.address.description
      ids[address] = ResourceBlock(instance).text(Self.identifierAttribute(of: instance.address.type)).known ?? address
    }
    // What accepts or configures a peering connection has its identifier.
    for type in ["aws_vpc_peering_connection_accepter", "aws_vpc_peering_connection_options"] {
      for instance in managed[type] ?? [] {
        let block = ResourceBlock(instance)
        let connection = block.text("vpc_peering_connection_id")
        if let id = connection.known ?? connection.notKnown?.origin.flatMap({ ids[$0.address] }) {
          ids[block.address] = id
        }
      }
    }
    // A data source that looks up what Terraform manages too is the same thing.
    for instances in data.values {
      for instance in instances {
        let block = ResourceBlock(instance)
        guard let origin = block.text("id").notKnown?.origin, origin.attribute == "id" else { continue }
        if let id = ids[origin.address] { ids[block.address] = id }
      }
    }
    // Resources that stand for what EC2 made by itself take over its name.
    for (type, attributes) in Self.adopting {
      for instance in managed[type] ?? [] {
        let block = ResourceBlock(instance)
        guard let id = ids[block.address] else { continue }
        for attribute in attributes.own {
          if let origin = block.text(attribute).notKnown?.origin { aliases[origin] = id }
        }
        guard let vpc = block.text("vpc_id").notKnown?.origin, vpc.attribute == "id" else { continue }
        for attribute in attributes.ofVPC { aliases[Value.Origin(address: vpc.address, attribute: attribute)] = id }
      }
    }
  }

  private static let adopting: [String: (own: [String], ofVPC: [String])] = [
    "aws_default_security_group": ([], ["default_security_group_id"]),
    "aws_default_network_acl": (["default_network_acl_id"], []),
    "aws_default_route_table": (["default_route_table_id"], []),
  ]

  private static func identifierAttribute(of type: String) -> String {
    switch type {
    // Its `id` is a checksum.
    case "aws_security_group_rule": "security_group_rule_id"
    default: "id"
    }
  }

  /// The identifier that a reference means, where the reference was passed on whole.
  func identifier(_ origin: Value.Origin) -> String { identifier(origin, depth: 16) }

  private func identifier(_ origin: Value.Origin, depth: Int) -> String {
    if let alias = aliases[origin] { return alias }
    let owner = ids[origin.address]
    // What is outside the configuration is named by where it is to be had.
    if origin.attribute.isEmpty { return owner ?? origin.address }
    if let owner, Self.isIdentifier(origin) { return owner }
    // Another resource may have it from elsewhere.
    if depth > 0, let instance = instance(origin.address) {
      switch ResourceBlock(instance).text(origin.attribute) {
      case .known(let text): return text
      case .unknown(let reason):
        if let next = reason.origin, next != origin { return identifier(next, depth: depth - 1) }
      case .absent: break
      }
    }
    return origin.attribute == "id" ? origin.address : "\(origin.address).\(origin.attribute)"
  }

  /// Whether an attribute is the identifier of the resource that has it.
  private static func isIdentifier(_ origin: Value.Origin) -> Bool {
    switch origin.attribute {
    case "id": return true
    case "allocation_id": return origin.address.contains("aws_eip.")
    default: return false
    }
  }

  /// A text that is an identifier of EC2's.
  func resolve(_ reading: AttributeReading<String>) -> AttributeReading<String> {
    guard let origin = reading.notKnown?.origin else { return reading }
    return .known(identifier(origin))
  }

  /// The identifier that an attribute gives. What can't be told has one that nothing has, and is noted.
  mutating func id(_ block: ResourceBlock, _ attribute: String, effect: @autoclosure () -> String) -> String? {
    switch resolve(block.text(attribute)) {
    case .absent: return nil
    case .known(let id): return id
    case .unknown(let reason):
      note(block, attribute, reason, effect: effect())
      return placeholder(block, attribute)
    }
  }

  /// The identifiers in a list. `nil` where the list is not given.
  mutating func ids(_ block: ResourceBlock, _ attribute: String, effect: @autoclosure () -> String) -> [String]? {
    switch block.texts(attribute) {
    case .absent: return nil
    case .unknown(let reason):
      note(block, attribute, reason, effect: effect())
      return [placeholder(block, attribute)]
    case .known(let elements):
      var found: [String] = []
      for (index, element) in elements.enumerated() {
        switch resolve(element) {
        case .absent: break
        case .known(let id): found.append(id)
        case .unknown(let reason):
          note(block, attribute, reason, effect: effect())
          found.append(placeholder(block, "\(attribute)[\(index)]"))
        }
      }
      return found
    }
  }

  /// An identifier for what is not known: it says where the answer would come from, and leads nowhere.
  func placeholder(_ block: ResourceBlock, _ attribute: String) -> String {
    "\(block.address).\(block.path(to: attribute))"
  }

  /// The resource that a reference or a name leads to. O(1), after the first look-up of its types.
  /// - Parameter name: the attribute that holds what a text names it by.
  mutating func find(_ types: [String], _ reading: AttributeReading<String>, name: String) -> ResourceInstance? {
    switch reading {
    case .absent: return nil
    case .unknown(let reason):
      guard let origin = reason.origin, let number = numbers[origin.address] else { return nil }
      let instance = instances[number]
      return types.contains(instance.address.type) ? instance : nil
    case .known(let text):
      for type in types {
        let key = NameKey(type: type, attribute: name)
        let index = names[key] ?? indexNames(key)
        if let number = index[text] { return instances[number] }
      }
      return nil
    }
  }

  private mutating func indexNames(_ key: NameKey) -> [String: Int] {
    var index: [String: Int] = [:]
    for instance in managed[key.type] ?? [] {
      let block = ResourceBlock(instance)
      guard let number = numbers[block.address] else { continue }
      for text in [ids[block.address], block.text(key.attribute).known] {
        if let text { index[text] = number }
      }
    }
    names[key] = index
    return index
  }

  /// What resources of a type are looked up by.
  struct NameKey: Hashable {
    var type: String
    var attribute: String
  }

  // MARK: What is said about it

  func instance(_ address: String) -> ResourceInstance? { numbers[address].map { instances[$0] } }

  /// Something that is open, or faulty.
  mutating func note(_ block: ResourceBlock, _ attribute: String, _ reason: NotKnown, effect: String) {
    guard let resource = instance(block.address) else { return }
    let path = attribute.isEmpty ? block.path : block.path(to: attribute)
    let range = resource.place?.range(of: path)
    if let fault = reason.fault {
      diagnostics.append(
        Diagnostic(.error, "Invalid \(path) of \(block.address)", "\(fault); \(effect).", at: range)
      )
    }
    unresolved.insert(
      TerraformNetwork.Unresolved(
        address: resource.address,
        attribute: path,
        origins: reason.origins.sorted(),
        range: range,
        effect: effect
      )
    )
  }

  mutating func warn(_ block: ResourceBlock, _ attribute: String = "", _ summary: String, _ detail: String) {
    let path = attribute.isEmpty ? block.path : block.path(to: attribute)
    let range = instance(block.address)?.place?.range(of: path)
    diagnostics.append(Diagnostic(.warning, "\(summary): \(block.address)", detail, at: range))
  }

  /// Says where a part of the network comes from.
  mutating func record(_ id: String, from block: ResourceBlock, part: String? = nil, isIdentifier: Bool = true) {
    guard let address = instance(block.address)?.address else { return }
    let source = TerraformNetwork.Source(address, part: part ?? block.path)
    if !(sources[id]?.contains(source) ?? false) { sources[id, default: []].append(source) }
    if isIdentifier, !(identifiers[address]?.contains(id) ?? false) { identifiers[address, default: []].append(id) }
  }
}
