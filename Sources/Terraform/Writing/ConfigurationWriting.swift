package import Findings
package import HCL
import VPCModel

/// How a configuration, a plan or a state writes its resources. Places are looked up when they are asked for.
package struct ConfigurationWriting: TerraformWriting {
  private let network: TerraformNetwork
  private let sources: SourceMap
  /// `nil` where the input does not tell: then a module may have any.
  private let outputs: ModuleOutputs?
  /// Groups, network ACLs and route tables, which hold what may be a resource of its own too.
  private let holders: [ResourceAddress: ResourceInstance]
  /// How many instances each block makes, by its header.
  private let counts: [SourceRange: Int]
  /// Whether what a resource holds is what Terraform was given, and not only what there is.
  private let tellsOwnership: Bool

  private static let holderTypes: Set<String> = [
    "aws_security_group", "aws_default_security_group", "aws_network_acl", "aws_default_network_acl",
    "aws_route_table", "aws_default_route_table",
  ]

  /// Of a folder of configuration, or of what a plan says (`TerraformConfiguration(planned:)`). O(instances).
  package init(_ network: TerraformNetwork, _ configuration: TerraformConfiguration) {
    self.init(
      network,
      instances: configuration.instances,
      sources: configuration.sources,
      outputs: configuration.isOfPlan ? nil : configuration.moduleOutputs,
      tellsOwnership: true
    )
  }

  /// Of a state, which tells what there is and not who wrote it.
  package init(stateOf network: TerraformNetwork) {
    self.init(network, instances: [], sources: SourceMap(), outputs: nil, tellsOwnership: false)
  }

  private init(
    _ network: TerraformNetwork,
    instances: [ResourceInstance],
    sources: SourceMap,
    outputs: ModuleOutputs?,
    tellsOwnership: Bool
  ) {
    self.network = network
    self.sources = sources
    self.outputs = outputs
    self.tellsOwnership = tellsOwnership
    var holders: [ResourceAddress: ResourceInstance] = [:]
    var counts: [SourceRange: Int] = [:]
    for instance in instances where instance.address.mode == .managed {
      if Self.holderTypes.contains(instance.address.type) { holders[instance.address] = instance }
      if let place = instance.place { counts[place.header, default: 0] += 1 }
    }
    self.holders = holders
    self.counts = counts
  }

  // MARK: Resources

  package func resource(of id: String) -> WrittenResource? { address(of: id).map(written) }

  private func address(of id: String) -> ResourceAddress? {
    network.sources[id]?.first { $0.part.isEmpty }?.address
  }

  private func written(_ address: ResourceAddress) -> WrittenResource {
    let header = network.places[address]?.header
    return WrittenResource(
      address: address.description,
      module: address.moduleAddress,
      header: "\(address.mode == .data ? "data" : "resource") \"\(address.type)\" \"\(address.name)\"",
      place: header.flatMap(place),
      instances: max(1, header.flatMap { counts[$0] } ?? 1)
    )
  }

  private func place(_ range: SourceRange) -> String? {
    guard let path = sources.path(of: range), let start = sources.positions(of: range)?.start else { return nil }
    return "\(path):\(start.line)"
  }

  // MARK: Who keeps what

  package func keeping(of argument: String, in id: String) -> WrittenKeeping {
    guard let address = address(of: id) else { return .resources }
    guard tellsOwnership else { return keptInState(argument, in: id, address) }
    guard let instance = holders[address] else { return .resources }
    if let direction = TrafficDirection(rawValue: argument), instance.isSecurityGroup {
      switch RuleAuthority(of: instance, direction) {
      case .none, .ignored, .adopted, .unmanaged: return .resources
      case .emptied: return .list
      case .inline, .unknown: return form(argument, instance)
      }
    }
    let isGiven = (instance.argument(argument)?.reading ?? .absent) != .absent
    if isGiven, !instance.ignoresChanges(of: argument) { return form(argument, instance) }
    // The default ACL deletes every entry that it does not have, with or without blocks (documentation of
    // `aws_default_network_acl`); so does the default route table with its routes.
    let ownsAlways = ["aws_default_network_acl", "aws_default_route_table"].contains(address.type)
    return ownsAlways && !instance.ignoresChanges(of: argument) ? .blocks : .resources
  }

  /// Blocks are parts that hold parts, or have nothing of an attribute's: `ingress = […]` leads every path to itself.
  private func form(_ argument: String, _ instance: ResourceInstance) -> WrittenKeeping {
    guard let place = instance.place, let range = place.parts[argument], let text = sources.excerpt(range) else {
      return .blocks
    }
    let rest = text.drop { $0 != "=" && $0 != "{" && $0 != "\n" }
    return rest.first == "=" ? .list : .blocks
  }

  private func keptInState(_ argument: String, in id: String, _ address: ResourceAddress) -> WrittenKeeping {
    guard let direction = TrafficDirection(rawValue: argument),
      let group = network.network.securityGroups[SecurityGroup.ID(id)]
    else { return .resources }
    let origins = group.rules(direction).flatMap { network.sources[$0.id.text] ?? [] }.map(\.address)
    return !origins.isEmpty && origins.allSatisfy { $0 == address } ? .blocks : .resources
  }

  // MARK: Rules

  package func statements(ofRule id: String) -> [WrittenStatement] {
    (network.sources[id] ?? []).map { source in
      var attribute = source
      // Elements of a list have no place of their own: the attribute's line is the one to change.
      if source.part.hasSuffix("]"), !Self.isBlock(source.part) {
        attribute.part = String(source.part.prefix(upTo: source.part.lastIndex(of: "[") ?? source.part.endIndex))
      }
      let range = network.range(of: attribute)
      let first = source.part.prefix { $0 != "." }
      let name = first.prefix { $0 != "[" }
      let isInline = TrafficDirection(rawValue: String(name)) != nil
      let number = Int(first.dropFirst(name.count).dropFirst().prefix { $0.isNumber }) ?? 0
      return WrittenStatement(
        resource: written(source.address),
        block: isInline ? "\(name) block \(number + 1)" : nil,
        place: range.flatMap(place),
        line: range.flatMap { range in
          sources.positions(of: range).flatMap { sources.line($0.start.line, of: range.source) }
        }
        .map { String($0.drop { $0 == " " || $0 == "\t" }) }
      )
    }
  }

  /// `ingress[1]`
  private static func isBlock(_ part: String) -> Bool {
    TrafficDirection(rawValue: String(part.prefix { $0 != "[" })) != nil && !part.contains(".")
  }

  // MARK: References

  package func reference(to id: String, from module: String) -> WrittenReference? {
    guard let (address, attribute) = target(id) else { return nil }
    let from = ResourceAddress(parsing: module.isEmpty ? "a.b" : module + ".a.b")?.modules ?? []
    return reference(address, attribute, from: from)
  }

  /// The resource and the attribute that an identifier stands for.
  private func target(_ id: String) -> (address: ResourceAddress, attribute: String)? {
    if let address = address(of: id) { return (address, "id") }
    if let address = ResourceAddress(parsing: id) {
      return (address, "id")
    }
    guard let dot = id.lastIndex(of: "."),
      let address = ResourceAddress(parsing: String(id[..<dot]))
    else { return nil }
    return (address, String(id[id.index(after: dot)...]))
  }

  /// Only outputs can be referred to from outside of a module, and only variables bring something in.
  private func reference(
    _ address: ResourceAddress,
    _ attribute: String,
    from: [ResourceAddress.ModuleStep]
  ) -> WrittenReference {
    let local = "\(address.resourceInModule)\(address.key?.description ?? "").\(attribute)"
    let modules = address.modules
    let shared = zip(modules, from).prefix { $0 == $1 }.count
    var reference = WrittenReference(local)
    for depth in stride(from: modules.count, to: shared, by: -1) {
      let path = modules.prefix(depth).map(\.name)
      let known = outputs?.name(of: reference.expression, in: path)
      let name =
        known ?? outputs?.freeName(Self.outputName(address, attribute), in: path)
        ?? Self.outputName(address, attribute)
      if known == nil {
        reference.needs.append(
          "module \(path.joined(separator: ".")) needs an output for it"
            + (outputs == nil ? ", where it has none" : "")
            + ": output \"\(name)\" { value = \(reference.expression) }"
        )
      }
      let step = modules[depth - 1]
      reference.expression = "module.\(step.name)\(step.key?.description ?? "").\(name)"
    }
    for depth in stride(from: shared, to: from.count, by: 1) {
      let name = "\(address.name)_\(Self.outputName(address, attribute))"
      reference.needs.append(
        "module \(from.prefix(depth + 1).map(\.name).joined(separator: ".")) needs a variable for it:"
          + " \(name) = \(reference.expression) in its call"
      )
      reference.expression = "var.\(name)"
    }
    return reference
  }

  /// `security_group_id`, `vpc_default_security_group_id`
  private static func outputName(_ address: ResourceAddress, _ attribute: String) -> String {
    let type = address.type.hasPrefix("aws_") ? String(address.type.dropFirst(4)) : address.type
    return "\(type)_\(attribute)"
  }
}
