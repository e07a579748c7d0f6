import IPAddressing
package import VPCModel

/// Makes out what the two ends of a question mean.
///
/// Both are read together: a private address that exists in two VPCs is the one that the other end's VPC,
/// or one peered with it, can mean.
package struct EndpointResolver: Sendable {
  private let network: Network
  private let directory: EndpointDirectory
  private let names: ResourceNames
  let locator: AddressLocator

  /// O(size of the network).
  /// - Parameter aliases: further names of what is in the network.
  package init(_ network: Network, aliases: [EndpointAlias] = []) {
    self.network = network
    directory = EndpointDirectory(network, aliases: aliases)
    names = ResourceNames(network)
    locator = AddressLocator(network)
  }

  /// - Throws: ``EndpointError`` for a text that means nothing here, or more than one thing.
  package func resolve(source: String, destination: String) throws(EndpointError) -> (
    source: Endpoint, destination: Endpoint
  ) {
    let sources = try readings(of: source, role: .source)
    let destinations = try readings(of: destination, role: .destination)
    let (left, right) = narrow(sources, destinations)
    return (try only(left, of: source, .source), try only(right, of: destination, .destination))
  }

  /// One text by itself, read as either end of a question would be; an address is its owner's, where it has one.
  package func resolve(_ text: String) throws(EndpointError) -> Endpoint {
    let all = try readings(of: text, role: .interface)
    let owned = all.filter(\.isOwned)
    return try only(owned.isEmpty ? all : owned, of: text, .interface)
  }

  // MARK: Reading one text

  /// One thing that a text can mean, with the VPCs it lies in.
  private struct Reading {
    var endpoint: Endpoint
    var vpcIDs: Set<VPC.ID>
    /// Whether a known interface has the address.
    var isOwned = true
  }

  private func readings(of text: String, role: EndpointError.Role) throws(EndpointError) -> [Reading] {
    if let entries = directory.entries[text] { return try readings(of: entries, text: text, role: role) }
    if text.lowercased() == "internet" {
      return [Reading(endpoint: Endpoint(text: text, meaning: .internet, kind: "the internet"), vpcIDs: [])]
    }
    // Names may hold dots and slashes as addresses do: whatever is no name and begins like an address is one.
    guard let first = text.first, first == ":" || first.isHexDigit, text.contains(".") || text.contains(":") else {
      throw .unknown(text, role: role, suggestions: directory.suggestions(for: text))
    }
    do {
      if text.contains("/") {
        let block = try IPPrefix(canonicalizing: text)
        if !block.isHost {
          let notes = block.description == text ? [] : ["\(text) has host bits set; EC2 reads it as \(block)."]
          let endpoint = Endpoint(text: text, meaning: .block(block), kind: "CIDR block", notes: notes)
          return [Reading(endpoint: endpoint, vpcIDs: [])]
        }
        return readings(of: block.first, text: text)
      }
      return readings(of: try IPAddress(parsing: text), text: text)
    } catch {
      let suggestions = directory.suggestions(for: text)
      if !suggestions.isEmpty { throw .unknown(text, role: role, suggestions: suggestions) }
      throw .malformed(text, role: role, error)
    }
  }

  private func readings(
    of entries: [EndpointDirectory.Entry],
    text: String,
    role: EndpointError.Role
  ) throws(EndpointError) -> [Reading] {
    guard let tier = entries.map(\.tier).min() else { return [] }
    var best = entries.filter { $0.tier == tier }
    // An instance's name is often its interface's too: the wider of two entries takes in the narrower.
    if let widest = best.max(by: { $0.interfaceIDs.count < $1.interfaceIDs.count }) {
      let all = Set(widest.interfaceIDs)
      if best.allSatisfy({ !$0.isGuess && all.isSuperset(of: $0.interfaceIDs) }) { best = [widest] }
    }
    if let entry = best.first, best.count == 1 {
      if entry.isGuess, entry.interfaceIDs.count > 1 {
        let why = "EC2 does not tell which of these interfaces is the database's"
        throw .ambiguous(text, role: role, why: why, candidates: entry.interfaceIDs.map(candidate))
      }
      guard !entry.interfaceIDs.isEmpty else {
        throw .noInterfaces(text, role: role, kind: entry.kind, advice: advice(for: entry))
      }
    } else {
      let ids = Set(best.flatMap(\.interfaceIDs)).sorted()
      let groupsAlone = best.allSatisfy { $0.tier == .group || $0.tier == .subnet }
      let rows = groupsAlone || ids.isEmpty ? best.map(candidate) : ids.map(candidate)
      throw .ambiguous(text, role: role, why: "\(rows.count) resources have the name", candidates: rows)
    }
    let others = entries.filter { $0.tier != tier && $0.id != text }.map { "the \($0.kind) \($0.id)" }
    return best.map { entry in
      let notes = others.isEmpty ? [] : ["'\(text)' is also the name of \(others.joined(separator: " and "))."]
      let endpoint = Endpoint(
        text: text,
        meaning: .interfaces(entry.interfaceIDs, address: nil),
        kind: entry.kind,
        resourceID: entry.id,
        notes: notes
      )
      return Reading(endpoint: endpoint, vpcIDs: vpcIDs(of: entry.interfaceIDs))
    }
  }

  private func readings(of address: IPAddress, text: String) -> [Reading] {
    let owners = locator.owners(of: address)
    var readings = owners.map { interface in
      Reading(
        endpoint: Endpoint(
          text: text,
          meaning: .interfaces([interface.id], address: address),
          kind: "network interface",
          resourceID: interface.id.text
        ),
        vpcIDs: [interface.vpcID]
      )
    }
    let owned = Set(owners.map(\.vpcID))
    for host in locator.vacancies(of: address) where host.vpcID.map({ !owned.contains($0) }) ?? true {
      let endpoint = Endpoint(text: text, meaning: .address(host), kind: locator.words(for: host))
      readings.append(Reading(endpoint: endpoint, vpcIDs: Set([host.vpcID].compactMap { $0 }), isOwned: false))
    }
    return readings
  }

  // MARK: Choosing between readings

  private func narrow(_ left: [Reading], _ right: [Reading]) -> ([Reading], [Reading]) {
    guard left.count > 1 || right.count > 1 else { return (left, right) }
    let tests: [(Reading, Reading) -> Bool] = [
      { !$0.vpcIDs.isDisjoint(with: $1.vpcIDs) },
      { one, other in
        self.network.peeringConnections.unordered.contains { peering in
          one.vpcIDs.contains { mine in other.vpcIDs.contains { peering.connects(mine, $0) } }
        }
      },
      { $0.isOwned && $1.isOwned },
      { $0.isOwned || $1.isOwned },
    ]
    for test in tests {
      let keptLeft = left.filter { one in right.contains { test(one, $0) } }
      let keptRight = right.filter { other in left.contains { test($0, other) } }
      if !keptLeft.isEmpty, !keptRight.isEmpty { return (keptLeft, keptRight) }
    }
    return (left, right)
  }

  private func only(_ readings: [Reading], of text: String, _ role: EndpointError.Role) throws(EndpointError)
    -> Endpoint
  {
    guard let first = readings.first else {
      throw .unknown(text, role: role, suggestions: directory.suggestions(for: text))
    }
    guard readings.count > 1 else { return first.endpoint }
    let rows = readings.map { reading -> EndpointError.Candidate in
      if case .interfaces(let ids, _) = reading.endpoint.meaning, let id = ids.first { return candidate(id) }
      let vpc = reading.vpcIDs.first.map { names.full($0) } ?? ""
      return EndpointError.Candidate(id: vpc, name: "", owner: reading.endpoint.kind, address: text, subnet: "")
    }
    throw .ambiguous(text, role: role, why: "the address exists in \(readings.count) VPCs", candidates: rows)
  }

  private func vpcIDs(of ids: [NetworkInterface.ID]) -> Set<VPC.ID> {
    Set(ids.compactMap { network.networkInterfaces[$0]?.vpcID })
  }

  // MARK: Words

  private func candidate(_ id: NetworkInterface.ID) -> EndpointError.Candidate {
    guard let interface = network.networkInterfaces[id] else {
      return EndpointError.Candidate(id: id.text, name: "", owner: "", address: "", subnet: "")
    }
    let name = names.short(interface)
    return EndpointError.Candidate(
      id: id.text,
      name: name == id.text ? "" : name,
      owner: names.owner(interface) ?? "",
      address: interface.primaryAddress?.description ?? "",
      subnet: network.subnets[interface.subnetID].map(names.short) ?? interface.subnetID.text
    )
  }

  private func candidate(_ entry: EndpointDirectory.Entry) -> EndpointError.Candidate {
    let vpc = network.securityGroups[SecurityGroup.ID(entry.id)].map { names.full($0.vpcID) }
    let count = entry.interfaceIDs.count
    return EndpointError.Candidate(
      id: entry.id,
      name: "",
      owner: entry.kind,
      address: count == 1 ? "1 member" : "\(count) members",
      subnet: vpc ?? ""
    )
  }

  private func advice(for entry: EndpointDirectory.Entry) -> String {
    if entry.kind == "security group" || entry.kind == "subnet" {
      return network.isComplete(.networkInterface)
        ? "There is nobody to ask about; a CIDR block or an address can stand for a host to come."
        : "\(ResourceKind.networkInterface.describeCommand) supplies interfaces; or ask about an address."
    }
    return "\(ResourceKind.networkInterface.describeCommand) supplies interfaces; or ask about its address."
  }
}
