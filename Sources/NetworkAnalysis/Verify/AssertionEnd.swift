import ConnectivityPolicy
import Findings
import IPAddressing
import VPCModel

/// All that the texts of one end stand for.
struct AssertionEnd {
  /// Interfaces with all their addresses.
  var interfaceIDs: Set<NetworkInterface.ID> = []
  /// The interfaces' addresses, as hosts on the axis.
  var interfaceHosts = HostSet.empty
  /// Addresses of any interfaces within the blocks.
  var blockHosts = HostSet.empty
  /// Addresses that were asked about as such; interfaces' own among them are `hosts`.
  var addresses = IPAddressSet.empty
  /// Interfaces of unknown address that are meant.
  var unplaced: Set<NetworkInterface.ID> = []
  /// Interfaces of unknown address that may have one of the blocks' addresses.
  var perhapsUnplaced: Set<NetworkInterface.ID> = []
  var notes: [String] = []

  var hosts: HostSet { interfaceHosts.union(blockHosts) }
}

/// Why a text of an end stands for nothing that could be tested.
struct AssertionEndProblem: Error, Hashable {
  var pattern: EndpointPattern
  var message: String
}

/// Finds what ends stand for.
struct AssertionEndDirectory: Sendable {
  private let network: Network
  private let directory: EndpointDirectory
  private let names: ResourceNames
  private let databases: [NetworkInterface.ID: DatabaseInstance]
  private let axis: HostAxis
  private let unknown: UnknownAddresses
  /// VPCs by all that they are called.
  private let vpcs: [String: Set<VPC.ID>]

  /// O(size of the network).
  /// - Parameter aliases: further names of what is in the network.
  init(
    _ network: Network,
    _ axis: HostAxis,
    _ names: ResourceNames,
    _ unknown: UnknownAddresses,
    aliases: [EndpointAlias]
  ) {
    self.network = network
    self.unknown = unknown
    self.axis = axis
    self.names = names
    directory = EndpointDirectory(network, aliases: aliases)
    vpcs = Self.vpcs(network, aliases)
    databases = DatabaseMatching(network).databases
  }

  private static func vpcs(_ network: Network, _ aliases: [EndpointAlias]) -> [String: Set<VPC.ID>] {
    var vpcs: [String: Set<VPC.ID>] = [:]
    for vpc in network.vpcs.unordered {
      vpcs[vpc.id.text, default: []].insert(vpc.id)
      if let name = vpc.tags["Name"] { vpcs[name, default: []].insert(vpc.id) }
    }
    for alias in aliases {
      for id in alias.targets.map({ VPC.ID($0) }) where network.vpcs[id] != nil {
        vpcs[alias.name, default: []].insert(id)
      }
    }
    return vpcs
  }

  /// - Throws: the first text that stands for nobody: an assertion about it would test nothing.
  func end(_ patterns: [EndpointPattern]) throws(AssertionEndProblem) -> AssertionEnd {
    var end = AssertionEnd()
    for pattern in patterns { try add(pattern, to: &end) }
    return end
  }

  private func add(_ pattern: EndpointPattern, to end: inout AssertionEnd) throws(AssertionEndProblem) {
    switch pattern.meaning {
    case .internet:
      let own = IPAddressSet(network.vpcs.unordered.flatMap(\.cidrs))
      end.addresses.formUnion(AddressScope.internet.subtracting(own))
    case .anywhere:
      end.addresses = .all
      end.blockHosts = axis.all
      end.unplaced = unknown.ids
    case .block(let block):
      end.addresses.formUnion(IPAddressSet(block))
      end.blockHosts = end.blockHosts.union(axis.hosts(in: block))
      end.perhapsUnplaced.formUnion(unknown.perhaps(in: block))
      if axis.isDivided(by: block) {
        end.notes.append("\(block) divides a delegated prefix, whose piece is judged as a whole.")
      }
    case .tag(let key, let value):
      let ids = network.networkInterfaces.unordered.filter { interface in
        tags(of: interface).contains { $0[key].map(value.matches) ?? false }
      }.map(\.id)
      guard !ids.isEmpty else { throw AssertionEndProblem(pattern: pattern, message: noTag(key, value)) }
      try add(ids, pattern, to: &end)
    case .named(let kind, let name):
      try add(try interfaces(named: name, kind, pattern, notes: &end.notes), pattern, to: &end)
    }
  }

  private func add(
    _ ids: [NetworkInterface.ID],
    _ pattern: EndpointPattern,
    to end: inout AssertionEnd
  ) throws(AssertionEndProblem) {
    let hosts = HostSet(ids.flatMap { axis.hostsOfInterface[$0] ?? [] })
    let unplaced = unknown.ids.intersection(ids)
    guard !hosts.isEmpty || !unplaced.isEmpty else {
      throw AssertionEndProblem(pattern: pattern, message: "none of what it matches has an address")
    }
    end.unplaced.formUnion(unplaced)
    end.interfaceIDs.formUnion(unplaced.isEmpty ? ids : ids.filter { !unplaced.contains($0) })
    end.interfaceHosts = end.interfaceHosts.union(hosts)
  }

  // MARK: Tags

  private func tags(of interface: NetworkInterface) -> [Tags] {
    [interface.tags] + [names.instance(of: interface)?.tags, databases[interface.id]?.tags].compactMap { $0 }
  }

  private func noTag(_ key: String, _ value: NamePattern) -> String {
    var values: Set<String> = []
    var keys: Set<String> = []
    for interface in network.networkInterfaces.unordered {
      for tags in tags(of: interface) {
        keys.formUnion(tags.keys)
        if let known = tags[key] { values.insert(known) }
      }
    }
    if values.isEmpty {
      let near = nearest(key, keys)
      return "no interface, and no instance or database of one, has a tag '\(key)'"
        + (near.map { "; did you mean '\($0)'?" } ?? "")
    }
    let shown = values.sorted().prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    return "no interface has the tag \(key)=\(value); values of '\(key)' are \(shown)\(values.count > 8 ? ", …" : "")"
  }

  private func nearest(_ text: String, _ choices: Set<String>) -> String? {
    choices.sorted().compactMap { choice in
      editDistance(text, choice, limit: max(1, text.count / 3)).map { ($0, choice) }
    }
    .min { $0.0 < $1.0 }?.1
  }

  // MARK: Names

  private func interfaces(
    named name: NamePattern,
    _ kind: EndpointPattern.Kind?,
    _ pattern: EndpointPattern,
    notes: inout [String]
  ) throws(AssertionEndProblem) -> [NetworkInterface.ID] {
    let hasWildcards = name.text.contains("*") || name.text.contains("?")
    var matching: [EndpointDirectory.Entry] = []
    if hasWildcards {
      for text in directory.names where name.matches(text) { matching += entries(text, kind) }
    } else {
      matching = entries(name.text, kind)
    }
    var ids = Set(matching.flatMap(\.interfaceIDs))
    if let guess = matching.first(where: { $0.isGuess && $0.interfaceIDs.count > 1 }) {
      let candidates = guess.interfaceIDs.map(\.text).joined(separator: ", ")
      throw AssertionEndProblem(
        pattern: pattern,
        message: "EC2 does not tell which interface is that of the database '\(guess.id)': name one of \(candidates)"
      )
    }
    var isKnown = !matching.isEmpty
    if kind == .vpc || kind == nil && matching.allSatisfy({ $0.targetKinds == [] }) {
      let named = Set(vpcs.filter { name.matches($0.key) }.flatMap(\.value))
      if !named.isEmpty {
        isKnown = true
        matching = []
        ids = Set(network.networkInterfaces.unordered.filter { named.contains($0.vpcID) }.map(\.id))
      }
    }
    guard isKnown else { throw AssertionEndProblem(pattern: pattern, message: unknown(name, kind)) }
    guard !ids.isEmpty else {
      let what = matching.first.map { "the \($0.kind) \($0.id)" } ?? "a VPC"
      let advice =
        network.isComplete(.networkInterface)
        ? "an assertion about it would test nothing"
        : "\(ResourceKind.networkInterface.describeCommand) supplies interfaces"
      throw AssertionEndProblem(pattern: pattern, message: "it is \(what), without a network interface: \(advice)")
    }
    let empty = matching.filter(\.interfaceIDs.isEmpty).map { "\($0.kind) \($0.id)" }
    if !empty.isEmpty {
      notes.append("'\(pattern.text)' also matches what has no network interface: \(empty.joined(separator: ", ")).")
    }
    return ids.sorted()
  }

  /// What a name is the name of: hosts before groups before subnets, as in `explain`.
  private func entries(_ text: String, _ kind: EndpointPattern.Kind?) -> [EndpointDirectory.Entry] {
    let all = directory.entries[text] ?? []
    switch kind {
    case nil:
      guard let tier = all.map(\.tier).min() else { return [] }
      return all.filter { $0.tier == tier }
    case .group: return all.filter { $0.isKind("security group") }
    case .subnet: return all.filter { $0.isKind("subnet") }
    case .interface: return all.filter { $0.isKind("network interface") }
    case .instance: return all.filter { $0.isKind("instance") }
    case .vpc: return []
    }
  }

  private func unknown(_ name: NamePattern, _ kind: EndpointPattern.Kind?) -> String {
    let what = kind.map { "no \($0 == .vpc ? "VPC" : $0.rawValue)" } ?? "nothing"
    let suggestions = directory.suggestions(for: name.text)
    let near = suggestions.isEmpty ? "" : "; did you mean \(suggestions.map { "'\($0)'" }.joined(separator: " or "))?"
    return "\(what) in the network has this name or id" + near
  }
}
