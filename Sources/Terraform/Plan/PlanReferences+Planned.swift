import HCL
import PositionedJSON

extension PlanReferences {
  /// A resource's values after the plan: what is known, and for the rest where it will come from.
  /// - Parameter unknown: `true` where a value is not known; for objects and lists, what of them is not.
  mutating func planned(_ after: JSONValue?, unknown: JSONValue?, of address: ResourceAddress)
    throws(TerraformDocumentError)
    -> Value
  {
    var members: [String: Value] = [:]
    if let after { for (key, value) in after.members { members[key.text] = try value.terraformValue() } }
    guard let unknown, unknown.kind == .object else { return Value(.object(members)) }
    let expressions = configuration(of: address)?.member("expressions")
    let given = Dictionary(
      (expressions.map { Array($0.members) } ?? []).map { ($0.key.text, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    let scope = scope(of: address)
    for (key, flag) in unknown.members where flag.kind != .false {
      let name = key.text
      let place = Place(address: address, path: name, name: name, isCollapsed: false)
      members[name] = merged(members[name], flag, given[name], scope, place)
    }
    return Value(.object(members))
  }

  /// Where a value stands.
  private struct Place {
    var address: ResourceAddress
    /// From the resource.
    var path: String
    /// The attribute's own name.
    var name: String
    /// Whether its expression is that of a whole list of blocks, which a plan does not tell apart.
    var isCollapsed: Bool
  }

  private mutating func merged(
    _ known: Value?,
    _ unknown: JSONValue,
    _ expression: JSONValue?,
    _ scope: Scope,
    _ place: Place
  ) -> Value {
    switch unknown.kind {
    case .true: return origin(expression, scope, place)
    case .array:
      guard case .tuple(var elements)? = known?.content else { return known ?? Value(.null(.dynamic)) }
      let flags = Array(unknown.elements)
      let expressions = expression.flatMap { $0.kind == .array ? Array($0.elements) : nil }
      let open = flags.filter { $0.kind == .true }.count
      var taken = 0
      for (index, flag) in flags.enumerated() where index < elements.count && flag.kind != .false {
        var inner = place
        inner.path += "[\(index)]"
        // The blocks of a nested type have expressions of their own; those of an attribute share one.
        let own = expressions.map { index < $0.count ? $0[index] : nil } ?? expression
        if expressions == nil { inner.isCollapsed = true }
        if flag.kind == .true {
          elements[index] = element(taken, of: open, own, scope, inner)
          taken += 1
        } else {
          elements[index] = merged(elements[index], flag, own, scope, inner)
        }
      }
      return Value(.tuple(elements))
    case .object:
      var members: [String: Value] = [:]
      if case .object(let held)? = known?.content { members = held }
      for (key, flag) in unknown.members where flag.kind != .false {
        var inner = place
        inner.name = key.text
        inner.path += ".\(key.text)"
        let isShared = expression?.member("references") != nil
        let own = isShared ? expression : expression?.members.first { $0.key.text == key.text }?.value
        members[key.text] = merged(members[key.text], flag, own, scope, inner)
      }
      return Value(.object(members))
    case .false, .null, .number, .string, .escapedString: return known ?? Value(.null(.dynamic))
    }
  }

  // MARK: Origins

  /// A value that is not known at all.
  private mutating func origin(_ expression: JSONValue?, _ scope: Scope, _ place: Place) -> Value {
    guard let expression, expression.member("references") != nil else { return own(place) }
    let resolution = narrowed(resolve(expression, in: scope), place)
    if Self.listNames.contains(place.name) { return list(resolution, place) }
    return scalar(resolution, place)
  }

  /// What the provider computes.
  private func own(_ place: Place) -> Value {
    let origin = Value.Origin(address: place.address.description, attribute: place.path)
    return Value(.unknown(.dynamic, origin), marks: [origin])
  }

  /// One of several elements of a list that are not known.
  private mutating func element(
    _ number: Int,
    of count: Int,
    _ expression: JSONValue?,
    _ scope: Scope,
    _ place: Place
  ) -> Value {
    guard let expression, expression.member("references") != nil else { return own(place) }
    let resolution = narrowed(resolve(expression, in: scope), place)
    let targets = expanded(resolution)
    guard targets.count == count, number < targets.count, !resolution.isOpen,
      let origin = origin(targets[number], place)
    else { return open(resolution, place) }
    if count > 1 || place.isCollapsed {
      assume(place, [origin], "a plan does not tell which element of the list is which")
    }
    return Value(.unknown(.dynamic, origin), marks: [origin])
  }

  private mutating func scalar(_ resolution: Resolution, _ place: Place) -> Value {
    guard !resolution.isOpen, resolution.targets.count == 1, var target = resolution.targets.first else {
      return open(resolution, place)
    }
    var doubt = resolution.usesPosition ? "a plan does not tell the order of the list that it is taken from" : nil
    if target.address.key == nil, hasInstances(target) {
      guard let key = place.address.key, hasInstance(target, key) else { return open(resolution, place) }
      if resolution.usesEachKey {
        doubt = "a plan does not tell what the expression makes of each.key"
      } else if resolution.usesCountIndex, haveEqualKeys(target.address, place.address) {
        doubt = "a plan does not tell what the expression makes of count.index"
      } else {
        return open(resolution, place)
      }
      target.address.key = key
    }
    guard let origin = origin(target, place) else { return open(resolution, place) }
    if let doubt {
      assume(place, [origin], doubt)
    } else if place.isCollapsed {
      assume(place, [origin], "a plan does not tell which block refers to it")
    }
    return Value(.unknown(.dynamic, origin), marks: [origin])
  }

  /// A list or set of which nothing is known is taken to hold what its expression refers to.
  private mutating func list(_ resolution: Resolution, _ place: Place) -> Value {
    let targets = expanded(resolution)
    guard !resolution.isOpen, !resolution.usesCountIndex, !resolution.usesEachKey, !targets.isEmpty else {
      if targets.count == 1, !resolution.isOpen { return Value(.tuple([scalar(resolution, place)])) }
      return open(resolution, place)
    }
    // Another resource's list, as a whole.
    if targets.count == 1, let target = targets.first, Self.listNames.contains(Self.lastName(target.path)) {
      return scalar(resolution, place)
    }
    var elements: [Value] = []
    var origins: [Value.Origin] = []
    for target in targets {
      guard let origin = origin(target, place) else { return open(resolution, place) }
      origins.append(origin)
      elements.append(Value(.unknown(.dynamic, origin), marks: [origin]))
    }
    if place.isCollapsed, targets.count > 1 { return open(resolution, place) }
    assume(place, origins, "a plan does not tell what else the list holds, nor whether it holds all that it refers to")
    return Value(.tuple(elements))
  }

  /// With the instances of resources that are referred to as a whole.
  private func expanded(_ resolution: Resolution) -> [Target] {
    guard !resolution.usesEachKey, !resolution.usesCountIndex else { return resolution.targets }
    return resolution.targets.flatMap { instances(of: $0) ?? [$0] }
  }

  /// What a target is for an attribute; `nil` where it can't be the value itself.
  private func origin(_ target: Target, _ place: Place) -> Value.Origin? {
    let path = target.path.isEmpty ? (Self.namesIdentifiers(place.name) ? "id" : "") : target.path
    guard !path.isEmpty, !path.contains("*") else { return nil }
    return Value.Origin(address: target.address.description, attribute: path)
  }

  /// Unknown, with all that may have gone into it.
  private func open(_ resolution: Resolution, _ place: Place) -> Value {
    let origins = expanded(resolution).map { target in
      origin(target, place) ?? Value.Origin(address: target.address.description, attribute: target.path)
    }
    return Value(.unknown(.dynamic, nil), marks: Value.Marks(origins: Set(origins)))
  }

  private mutating func assume(_ place: Place, _ origins: [Value.Origin], _ doubt: String) {
    assumptions.insert(
      TerraformPlan.Assumption(address: place.address, attribute: place.path, origins: origins.sorted(), doubt: doubt)
    )
  }

  // MARK: Names

  /// Leaves out what cannot be meant, where one expression stands for a whole block.
  private func narrowed(_ resolution: Resolution, _ place: Place) -> Resolution {
    guard place.isCollapsed, let allowed = Self.expected[place.name] else { return resolution }
    var resolution = resolution
    resolution.targets.removeAll { target in
      if allowed.types.contains(target.address.type), target.path.isEmpty || target.path == "id" { return false }
      return !allowed.paths.contains { Self.lastName(target.path) == $0 }
    }
    return resolution
  }

  private static func lastName(_ path: String) -> String {
    (path.split(separator: ".").last ?? "").prefix { $0 != "[" }.description
  }

  /// What attributes of blocks hold whose expressions a plan joins: identifiers of resources of a type, or an attribute.
  private static let expected: [String: (types: Set<String>, paths: Set<String>)] = [
    "security_groups": (
      ["aws_security_group", "aws_default_security_group"],
      ["security_group_id", "default_security_group_id", "cluster_security_group_id", "source_security_group_id"]
    ),
    "prefix_list_ids": (["aws_ec2_managed_prefix_list", "aws_prefix_list"], ["prefix_list_id"]),
    "destination_prefix_list_id": (["aws_ec2_managed_prefix_list", "aws_prefix_list"], ["prefix_list_id"]),
    "cidr_blocks": ([], ["cidr_block", "public_ip", "private_ip", "cidr_blocks"]),
    "cidr_block": ([], ["cidr_block", "public_ip", "private_ip"]),
    "ipv6_cidr_blocks": ([], ["ipv6_cidr_block", "ipv6_cidr_blocks"]),
    "ipv6_cidr_block": ([], ["ipv6_cidr_block"]),
    "gateway_id": (
      ["aws_internet_gateway", "aws_vpn_gateway"], ["internet_gateway_id", "vpn_gateway_id"]
    ),
    "nat_gateway_id": (["aws_nat_gateway"], ["nat_gateway_id"]),
    "egress_only_gateway_id": (["aws_egress_only_internet_gateway"], []),
    "transit_gateway_id": (["aws_ec2_transit_gateway"], ["transit_gateway_id"]),
    "vpc_peering_connection_id": (
      ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"], ["vpc_peering_connection_id"]
    ),
    "vpc_endpoint_id": (["aws_vpc_endpoint"], ["vpc_endpoint_id"]),
    "network_interface_id": (["aws_network_interface"], ["network_interface_id", "primary_network_interface_id"]),
  ]

  private static let listNames: Set<String> = [
    "security_groups", "vpc_security_group_ids", "security_group_ids", "subnet_ids", "subnets", "prefix_list_ids",
    "route_table_ids", "cidr_blocks", "ipv6_cidr_blocks", "vpc_zone_identifier", "client_subnets", "vpc_subnet_ids",
    "propagating_vgws",
  ]

  /// Whether an attribute holds identifiers, so that a resource without an attribute means its own.
  private static func namesIdentifiers(_ name: String) -> Bool {
    name.hasSuffix("_id") || name.hasSuffix("_ids")
      || ["security_groups", "subnets", "vpc_zone_identifier", "client_subnets", "instance", "propagating_vgws"]
        .contains(name)
  }
}
