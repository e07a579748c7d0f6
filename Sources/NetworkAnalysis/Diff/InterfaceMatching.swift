import VPCModel

/// Which interfaces of two networks are the same: by identifier; where the identifiers differ, as between a snapshot and a
/// Terraform configuration, by the name that people know them by; and where several have one name or none has, by what
/// they do: the same groups in the same subnet, by name.
struct InterfaceMatching: Sendable {
  /// What is taken for the same on both sides: one interface each, but for those matched by what they do.
  struct Party: Sendable {
    var before: [NetworkInterface.ID] = []
    var after: [NetworkInterface.ID] = []
  }
  private(set) var parties: [Party] = []
  private(set) var ofBefore: [NetworkInterface.ID: Int] = [:]
  private(set) var ofAfter: [NetworkInterface.ID: Int] = [:]

  /// O(n log n) in the interfaces.
  init(_ before: Network, _ after: Network, names: (before: ResourceNames, after: ResourceNames)) {
    var left: [NetworkInterface] = []
    for interface in before.networkInterfaces.sorted where !interface.isGateway {
      if after.networkInterfaces.contains(interface.id) {
        add([interface.id], [interface.id])
      } else {
        left.append(interface)
      }
    }
    var right = after.networkInterfaces.sorted.filter {
      !before.networkInterfaces.contains($0.id) && !$0.isGateway
    }
    match(&left, &right) { interface, isBefore in
      let name = isBefore ? names.before.short(interface) : names.after.short(interface)
      return name == interface.id.text ? nil : "\(vpcName(interface, isBefore, names)) \(name)"
    }
    // Those that are left are many of a kind, or without a name.
    var classes: [String: Party] = [:]
    for (interfaces, isBefore) in [(left, true), (right, false)] {
      for interface in interfaces {
        let own = isBefore ? names.before : names.after
        let network = isBefore ? before : after
        let groups = interface.groupIDs.map(own.short).sorted().joined(separator: ",")
        let subnet = network.subnets[interface.subnetID].map(own.short) ?? interface.subnetID.text
        let key = "\(vpcName(interface, isBefore, names)) \(subnet) \(groups)"
        if isBefore {
          classes[key, default: Party()].before.append(interface.id)
        } else {
          classes[key, default: Party()].after.append(interface.id)
        }
      }
    }
    for (_, party) in classes.sorted(by: { $0.key < $1.key }) {
      if party.before.isEmpty || party.after.isEmpty {
        for id in party.before { add([id], []) }
        for id in party.after { add([], [id]) }
      } else {
        add(party.before, party.after)
      }
    }
  }

  private mutating func add(_ before: [NetworkInterface.ID], _ after: [NetworkInterface.ID]) {
    for id in before { ofBefore[id] = parties.count }
    for id in after { ofAfter[id] = parties.count }
    parties.append(Party(before: before, after: after))
  }

  /// Pairs what has one key that is the only one on each side.
  private mutating func match(
    _ left: inout [NetworkInterface],
    _ right: inout [NetworkInterface],
    key: (NetworkInterface, _ isBefore: Bool) -> String?
  ) {
    var candidates: [String: Party] = [:]
    for interface in left {
      if let key = key(interface, true) { candidates[key, default: Party()].before.append(interface.id) }
    }
    for interface in right {
      if let key = key(interface, false) { candidates[key, default: Party()].after.append(interface.id) }
    }
    for (_, party) in candidates.sorted(by: { $0.key < $1.key })
    where party.before.count == 1 && party.after.count == 1 {
      add(party.before, party.after)
    }
    left.removeAll { ofBefore[$0.id] != nil }
    right.removeAll { ofAfter[$0.id] != nil }
  }
}

private func vpcName(
  _ interface: NetworkInterface,
  _ isBefore: Bool,
  _ names: (before: ResourceNames, after: ResourceNames)
) -> String {
  isBefore ? names.before.short(interface.vpcID) : names.after.short(interface.vpcID)
}
