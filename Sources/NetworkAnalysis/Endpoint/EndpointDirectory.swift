import IPAddressing
import VPCModel

/// Every name and identifier by which people may speak of network interfaces.
struct EndpointDirectory: Sendable {
  /// Something with a name and with interfaces.
  struct Entry: Hashable, Sendable {
    /// Names of hosts come before names of groups, and these before names of subnets: who says `database`
    /// means the database. An identifier means what it identifies.
    enum Tier: Int, Hashable, Comparable, Sendable {
      case identifier, host, group, subnet
      static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
    var tier: Tier
    var kind: String
    var id: String
    var interfaceIDs: [NetworkInterface.ID]
    /// Set where EC2 does not tell which of the interfaces it is: only one of them is meant.
    var isGuess = false
    /// For an alias, the kinds of what it stands for, such as have interfaces.
    var targetKinds: Set<String>?

    /// Whether it is of a kind, or stands for something of it.
    func isKind(_ wanted: String) -> Bool { kind == wanted || targetKinds?.contains(wanted) ?? false }
  }

  private(set) var entries: [String: [Entry]] = [:]
  private let network: Network
  private let interfaces: [NetworkInterface]

  /// O(size of the network).
  /// - Parameter aliases: names that count like identifiers, and only where the network has no such name itself.
  init(_ network: Network, aliases: [EndpointAlias] = []) {
    self.network = network
    interfaces = network.networkInterfaces.sorted
    addInterfaces()
    addOwners()
    addInstancesAndDatabases()
    addGroupsAndSubnets()
    addGateways()
    addAliases(aliases)
  }

  /// All names and identifiers, sorted.
  var names: [String] { entries.keys.sorted() }

  /// Up to three names that were perhaps meant.
  func suggestions(for text: String) -> [String] {
    let limit = max(2, text.count / 3)
    var scored: [(distance: Int, name: String)] = []
    for name in entries.keys {
      if text.count >= 4, name.hasPrefix(text) {
        scored.append((0, name))
      } else if let distance = editDistance(text, name, limit: limit) {
        scored.append((distance, name))
      }
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  private mutating func add(_ name: String?, _ entry: Entry) {
    guard let name, !name.isEmpty, !(entries[name]?.contains(entry) ?? false) else { return }
    entries[name, default: []].append(entry)
  }

  private mutating func addInterfaces() {
    for interface in interfaces {
      var entry = Entry(
        tier: .identifier,
        kind: "network interface",
        id: interface.id.text,
        interfaceIDs: [interface.id]
      )
      add(interface.id.text, entry)
      entry.tier = .host
      add(interface.tags["Name"], entry)
    }
  }

  /// A service's interfaces form one entry for each name: a load balancer has one in every zone.
  private mutating func addOwners() {
    struct Key: Hashable, Comparable {
      var kind: InterfaceOwner.Kind
      var name: String
      static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
      }
    }
    var owned: [Key: [NetworkInterface.ID]] = [:]
    for interface in interfaces {
      // Instances are listed by describe-instances too; their entries must be the same.
      guard let owner = interface.owner, owner.kind != .instance else { continue }
      for name in Set(owner.names) { owned[Key(kind: owner.kind, name: name), default: []].append(interface.id) }
    }
    for (key, ids) in owned.sorted(by: { $0.key < $1.key }) {
      add(key.name, Entry(tier: .host, kind: key.kind.words, id: key.name, interfaceIDs: ids))
    }
  }

  private mutating func addInstancesAndDatabases() {
    var attached: [Instance.ID: Set<NetworkInterface.ID>] = [:]
    for interface in interfaces {
      if let id = interface.attachment?.instanceID { attached[id, default: []].insert(interface.id) }
    }
    for instance in network.instances.unordered {
      attached[instance.id, default: []].formUnion(
        instance.networkInterfaceIDs.filter { network.networkInterfaces.contains($0) }
      )
    }
    for (id, interfaceIDs) in attached.sorted(by: { $0.key < $1.key }) {
      var entry = Entry(tier: .identifier, kind: "instance", id: id.text, interfaceIDs: interfaceIDs.sorted())
      add(id.text, entry)
      entry.tier = .host
      add(network.instances[id]?.tags["Name"], entry)
    }
    let matching = DatabaseMatching(network)
    let sure = Dictionary(matching.databases.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    for database in network.databaseInstances.sorted {
      let found = sure[database.id].map { [$0] } ?? matching.candidates[database.id] ?? []
      let entry = Entry(
        tier: .host,
        kind: "RDS database",
        id: database.id.text,
        interfaceIDs: found,
        isGuess: sure[database.id] == nil
      )
      add(database.id.text, entry)
      add(database.tags["Name"], entry)
    }
  }

  private mutating func addGroupsAndSubnets() {
    var members: [SecurityGroup.ID: [NetworkInterface.ID]] = [:]
    var residents: [Subnet.ID: [NetworkInterface.ID]] = [:]
    for interface in interfaces {
      for group in Set(interface.groupIDs) { members[group, default: []].append(interface.id) }
      residents[interface.subnetID, default: []].append(interface.id)
    }
    for group in network.securityGroups.sorted {
      var entry = Entry(
        tier: .identifier,
        kind: "security group",
        id: group.id.text,
        interfaceIDs: members[group.id] ?? []
      )
      add(group.id.text, entry)
      entry.tier = .group
      add(group.name, entry)
      add(group.tags["Name"], entry)
    }
    for subnet in network.subnets.sorted {
      var entry = Entry(tier: .identifier, kind: "subnet", id: subnet.id.text, interfaceIDs: residents[subnet.id] ?? [])
      add(subnet.id.text, entry)
      entry.tier = .subnet
      add(subnet.tags["Name"], entry)
    }
  }

  private mutating func addAliases(_ aliases: [EndpointAlias]) {
    // Made of the network's own names: an alias of an alias means nothing.
    let known = entries
    for alias in aliases where known[alias.name] == nil {
      var interfaceIDs: Set<NetworkInterface.ID> = []
      var kinds: Set<String> = []
      for target in alias.targets {
        for entry in known[target] ?? [] {
          interfaceIDs.formUnion(entry.interfaceIDs)
          kinds.insert(entry.kind)
        }
      }
      var entry = Entry(tier: .identifier, kind: alias.kind, id: alias.name, interfaceIDs: interfaceIDs.sorted())
      entry.targetKinds = kinds
      add(alias.name, entry)
    }
  }

  private mutating func addGateways() {
    func known(_ ids: [NetworkInterface.ID]) -> [NetworkInterface.ID] {
      ids.filter { network.networkInterfaces.contains($0) }.sorted()
    }
    for gateway in network.natGateways.sorted {
      var entry = Entry(
        tier: .identifier,
        kind: "NAT gateway",
        id: gateway.id.text,
        interfaceIDs: known(gateway.networkInterfaceIDs)
      )
      add(gateway.id.text, entry)
      entry.tier = .host
      add(gateway.tags["Name"], entry)
    }
    for endpoint in network.vpcEndpoints.sorted {
      var entry = Entry(
        tier: .identifier,
        kind: "VPC endpoint",
        id: endpoint.id.text,
        interfaceIDs: known(endpoint.networkInterfaceIDs)
      )
      add(endpoint.id.text, entry)
      entry.tier = .host
      add(endpoint.tags["Name"], entry)
    }
  }
}
