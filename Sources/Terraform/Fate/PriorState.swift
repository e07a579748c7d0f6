import HCL
import IPAddressing
import VPCModel

/// What Terraform believes before the apply, and what references come to by it.
struct PriorState {
  /// What a reference comes to.
  enum Resolution: Hashable {
    case absent
    case known(String)
    /// Of something that the apply makes: equal to nothing that is.
    case new
    case unknown([Value.Origin])
  }

  private(set) var instances: [ResourceAddress: ResourceInstance] = [:]
  /// Addresses as texts, as origins have them.
  private var byText: [String: ResourceAddress] = [:]
  /// Ids of configured resources that are matched to live ones without a state, or by import blocks.
  private(set) var adopted: [ResourceAddress: String] = [:]
  let isGiven: Bool
  /// Resources that will have another id after the apply.
  var replaced: Set<ResourceAddress> = []
  /// Addresses of state that `removed` blocks let go of without destroying.
  private(set) var forgotten: [ResourceInstance] = []

  /// O(instances).
  init(_ input: FateInput, notes: inout [String]) {
    isGiven = input.state != nil
    let configured = Set(input.configuration.instances.map(\.address))
    for var instance in input.state ?? [] {
      if !configured.contains(instance.address), let moved = Self.moved(instance.address, input.configuration.moves),
        configured.contains(moved)
      {
        instance.address = moved
      }
      let isForgotten = input.configuration.removals.contains { removal in
        guard !removal.destroys else { return false }
        let address = instance.address.configurationAddress
        return address == removal.from || address.hasPrefix(removal.from + ".")
      }
      if isForgotten, !configured.contains(instance.address) {
        forgotten.append(instance)
      } else {
        instances[instance.address] = instance
      }
    }
    for block in input.configuration.imports where instances[block.to] == nil {
      if case .known(let id) = block.id.text {
        adopted[block.to] = id
      } else {
        notes.append("the import of \(block.to) has an id that is known only after apply; it was left out")
      }
    }
    if !isGiven { adoptByName(input, &notes) }
    for instance in input.configuration.instances { byText[instance.address.description] = instance.address }
    for address in instances.keys { byText[address.description] = address }
    let lookUps = input.configuration.instances.filter {
      $0.address.mode == .data && instances[$0.address] == nil && Self.lookedUp.contains($0.address.type)
    }
    guard !lookUps.isEmpty else { return }
    let groups = Dictionary(grouping: input.live.securityGroups.sorted, by: \.name)
    let lists = Dictionary(grouping: input.live.prefixLists.sorted, by: \.name)
    for instance in lookUps { lookUp(instance, groups, lists) }
  }

  /// The live id of a configured resource.
  func id(of address: ResourceAddress) -> String? {
    instances[address]?.text("id").known ?? adopted[address]
  }

  func isKnown(_ address: ResourceAddress) -> Bool { instances[address] != nil || adopted[address] != nil }

  /// What an attribute of another resource is. O(1).
  func resolve(_ reading: Reading<Referent>) -> Resolution {
    switch reading {
    case .absent: .absent
    case .known(.id(let text)): .known(text)
    case .known(.attribute(let origin)): resolve(origin)
    case .unknown(let origins, let whole): whole.map(resolve) ?? .unknown(origins.sorted())
    }
  }

  func resolve(_ reading: Reading<String>) -> Resolution {
    switch reading {
    case .absent: .absent
    case .known(let text): .known(text)
    case .unknown(let origins, let whole): whole.map(resolve) ?? .unknown(origins.sorted())
    }
  }

  private func resolve(_ origin: Value.Origin) -> Resolution {
    guard let address = byText[origin.address] else { return .unknown([origin]) }
    if replaced.contains(address) { return ["id", "arn"].contains(origin.attribute) ? .new : .unknown([origin]) }
    if origin.attribute == "id", let id = id(of: address) { return .known(id) }
    if let instance = instances[address] {
      if case .known(let text)? = instance.argument(origin.attribute)?.text { return .known(text) }
      return .unknown([origin])
    }
    if adopted[address] != nil { return .unknown([origin]) }
    return isGiven && address.mode == .managed && origin.attribute == "id" ? .new : .unknown([origin])
  }

  /// Where `moved` blocks take an address.
  private static func moved(_ address: ResourceAddress, _ moves: [MovedBlock]) -> ResourceAddress? {
    let text = address.description
    for move in moves {
      let prefix = move.module.isEmpty ? "" : move.module + "."
      let (from, to) = (prefix + move.from, prefix + move.to)
      if text == from { return ResourceAddress(parsing: to) }
      if text.hasPrefix(from), let next = text.dropFirst(from.count).first, next == "." || next == "[" {
        return ResourceAddress(parsing: to + text.dropFirst(from.count))
      }
    }
    return nil
  }
}

// MARK: - Without a state

extension PriorState {
  /// Takes configured resources for the live ones of the same name: the best that there is without a state.
  private mutating func adoptByName(_ input: FateInput, _ notes: inout [String]) {
    var groups: [String: [SecurityGroup]] = [:]
    for group in input.live.securityGroups.sorted { groups[group.name, default: []].append(group) }
    var lists: [String: [PrefixList]] = [:]
    for list in input.live.prefixLists.sorted { lists[list.name, default: []].append(list) }
    let vpcs = input.live.vpcs.sorted
    for instance in input.configuration.instances where instance.address.mode == .managed {
      guard adopted[instance.address] == nil, instance.address.type == "aws_vpc" else { continue }
      let block = instance.text("cidr_block").known
      let matches = vpcs.filter { vpc in vpc.ipv4CIDRs.contains { $0.description == block } }
      if matches.count == 1 { adopted[instance.address] = matches[0].id.text }
    }
    for instance in input.configuration.instances where instance.address.mode == .managed {
      guard adopted[instance.address] == nil else { continue }
      switch instance.address.type {
      case "aws_security_group", "aws_default_security_group":
        let isDefault = instance.address.type == "aws_default_security_group"
        let name = isDefault ? "default" : instance.text("name").known
        let vpc = vpcID(instance.referent("vpc_id"))
        let matches =
          name.map { name in
            (groups[name] ?? []).filter { vpc == nil || $0.vpcID.text == vpc }
          } ?? []
        if matches.count == 1 {
          adopted[instance.address] = matches[0].id.text
        } else {
          let what = name.map { "the name \"\($0)\"" } ?? "a name that is known only after apply"
          notes.append(
            "\(instance.address) can't be matched to a live group: \(matches.count) have \(what)"
              + "; give the state file, or an import block with its id"
          )
        }
      case "aws_ec2_managed_prefix_list":
        let matches = instance.text("name").known.map { lists[$0] ?? [] } ?? []
        if matches.count == 1 { adopted[instance.address] = matches[0].id.text }
      default: break
      }
    }
    notes.append(
      "there is no state (--state): groups are taken for the live ones of their name and VPC, and rules for those that are"
        + " equal; a rule whose resource was taken out of the configuration looks like one made by hand"
    )
  }

  private func vpcID(_ reading: Reading<Referent>) -> String? {
    switch reading {
    case .known(.id(let id)): id
    case .known(.attribute(let origin)):
      ResourceAddress(parsing: origin.address).flatMap { origin.attribute == "id" ? adopted[$0] : nil }
    default: nil
    }
  }

  private static let lookedUp: Set<String> = [
    "aws_security_group", "aws_prefix_list", "aws_ec2_managed_prefix_list",
  ]

  /// What a data source will find, where its arguments name one live resource.
  private mutating func lookUp(
    _ instance: ResourceInstance,
    _ groups: [String: [SecurityGroup]],
    _ lists: [String: [PrefixList]]
  ) {
    switch instance.address.type {
    case "aws_security_group":
      if let id = instance.text("id").known {
        adopted[instance.address] = id
      } else if let name = instance.text("name").known {
        let vpc = resolve(instance.referent("vpc_id"))
        let matches = (groups[name] ?? []).filter { vpc == .absent || vpc == .known($0.vpcID.text) }
        if matches.count == 1 { adopted[instance.address] = matches[0].id.text }
      }
    case "aws_prefix_list", "aws_ec2_managed_prefix_list":
      if let name = instance.text("name").known {
        let matches = lists[name] ?? []
        if matches.count == 1 { adopted[instance.address] = matches[0].id.text }
      }
    default: break
    }
  }
}
