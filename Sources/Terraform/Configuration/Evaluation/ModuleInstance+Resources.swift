import HCL

extension ModuleInstance {
  /// The address of a resource's instance.
  func address(ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> ResourceAddress {
    let declared = declaration.resources[number]
    return ResourceAddress(modules: steps, mode: declared.mode, type: declared.type, name: declared.name, key: key)
  }

  /// An attribute or the blocks of a type: what the configuration says, else unknown with the resource as its origin.
  ///
  /// Two resources may refer to each other; where only what apply makes of them (`id`) is asked for, nothing needs
  /// evaluation. Where it is what each says of the other, it is unknown, and the graph tells of the cycle.
  func attribute(_ name: String, ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> Value {
    let declared = declaration.resources[number]
    guard declared.gives(name) else { return computed(name, ofResource: number, key) }
    if let whole = wholeInstances[InstanceNumber(resource: number, key: key)] { return whole.member(name) ?? .unknown }
    let memo = AttributeKey(instance: key, name: name)
    switch attributes[number]?[memo] {
    case .value(let value): return value
    case .pending:
      session.pendingReads += 1
      return computed(name, ofResource: number, key)
    case nil: break
    }
    attributes[number, default: [:]][memo] = .pending
    let node = EvaluationOrder.Node(module: self, kind: .attribute(number, key), name: name)
    let value = session.nested(subject: "\(qualified(declared.key)).\(name)", at: declared.header, node) {
      let scope = scope(ofResource: number, key)
      var body = BodyEvaluation(
        scope: scope,
        subject: qualified(declared.key),
        recordsPlaces: declared.places == nil
      )
      guard let result = body.value(named: name, of: session.body(of: declared)) else { return .unknown }
      if body.recordsPlaces { places[number, default: [:]][memo] = result.parts }
      return result.value
    }
    attributes[number, default: [:]][memo] = .value(value)
    return value
  }

  /// An attribute as others see it in a plan: what is given as null the provider fills in, where it fills in such
  /// attributes at all.
  func planned(_ name: String, ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> Value {
    let value = attribute(name, ofResource: number, key)
    guard value.isNull, ComputedAttributes.type(of: name) != .dynamic else { return value }
    return computed(name, ofResource: number, key)
  }

  func scope(ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> LocalScope {
    LocalScope(module: self, repetition: expansion(ofResource: number).scope(of: key))
  }

  /// What only the provider knows.
  func computed(_ name: String, ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> Value {
    let instance = InstanceNumber(resource: number, key: key)
    if let known = computed[instance]?[name] { return known }
    let origin = Value.Origin(
      address: address(ofResource: number, key).description,
      attribute: name,
      identityPrefix: declaration.resources[number].identityPrefix
    )
    let value = Value.unknown(ComputedAttributes.type(of: name), origin: origin)
    computed[instance, default: [:]][name] = value
    return value
  }

  /// Keeps an instance's values together instead of one by one, once all of them are there.
  func finish(_ number: Int, _ key: ResourceAddress.InstanceKey?, _ whole: Value) {
    wholeInstances[InstanceNumber(resource: number, key: key)] = whole
    if key == nil {
      attributes[number] = nil
    } else {
      for name in declaration.resources[number].givenNames {
        attributes[number]?[AttributeKey(instance: key, name: name)] = nil
      }
    }
  }

  /// An instance as an expression sees it. Of what is not given, every attribute is unknown: the object is open.
  func object(ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> Value {
    var values: [String: Value] = [:]
    for name in declaration.resources[number].givenNames { values[name] = planned(name, ofResource: number, key) }
    return .openObject(
      values,
      of: address(ofResource: number, key).description,
      identityPrefix: declaration.resources[number].identityPrefix
    )
  }
}

extension ResourceDeclaration {
  /// What EC2 begins the `id` of such resources with; empty where that is not known.
  var identityPrefix: String {
    switch type {
    // Imported by its VPC.
    case "aws_default_route_table": "rtb-"
    // An id of the provider's making.
    case "aws_vpc_dhcp_options_association": ""
    default: ImportID.identifierPrefixes[type] ?? ""
    }
  }

  /// Whether the configuration has an attribute or a block of a name.
  func gives(_ name: String) -> Bool { givenNames.contains(name) }
}

extension Block {
  /// The name that what the block says has among its parent's values: of a dynamic one, that of what it makes.
  var valueName: String { type == "dynamic" ? labels.first?.text ?? type : type }
}

/// Types of the attributes that providers fill in, by their names alone: a configuration comes without schemas.
enum ComputedAttributes {
  static func type(of name: String) -> ValueType {
    switch name {
    case "ids", "names", "zone_ids", "cidr_blocks", "group_names": .list(.string)
    case "id", "arn", "name", "owner_id", "cidr_block", "ipv6_cidr_block", "availability_zone", "private_ip",
      "public_ip", "dns_name", "region", "account_id", "description", "vpc_id", "name_prefix", "endpoint":
      .string
    default: name.hasSuffix("_id") || name.hasSuffix("_arn") ? .string : .dynamic
    }
  }
}
