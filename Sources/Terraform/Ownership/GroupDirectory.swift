import HCL

/// Which group an id or an attribute means, across modules and configurations.
///
/// Besides the resources themselves it knows ids that a state or import blocks tell, groups that data sources look up by
/// id or by name, and the default groups of VPCs.
package struct GroupDirectory: Sendable {
  private struct Name: Hashable {
    var configuration: Int
    var origin: Value.Origin
  }

  private var managed: [Name: GroupKey] = [:]
  private var aliases: [Name: Referent] = [:]
  private var ids: [String: GroupKey] = [:]
  private var byName: [String: [(key: GroupKey, vpc: Reading<Referent>)]] = [:]
  private var lookups: [Name: (name: String, vpc: Reading<Referent>)] = [:]
  /// Ids of prefix lists, where something told them.
  private var prefixLists: [Name: String] = [:]
  /// Ids of managed groups, where something told them.
  package private(set) var knownIDs: [GroupKey: String] = [:]

  /// The ids that resources of a state have, by their addresses. O(resources).
  package static func ids(in state: [ResourceInstance]) -> [ResourceAddress: String] {
    Dictionary(state.compactMap { instance in instance.argument("id")?.stringValue.map { (instance.address, $0) } }) {
      first,
      _ in first
    }
  }

  /// - Parameter ids: for each configuration, what a state tells: addresses with ids.
  /// O(instances).
  package init(_ configurations: [TerraformConfiguration], ids: [[ResourceAddress: String]] = []) {
    for (number, configuration) in configurations.enumerated() {
      var told = number < ids.count ? ids[number] : [:]
      for block in configuration.imports {
        if case .known(let id) = block.id.text { told[block.to] = told[block.to] ?? id }
      }
      for instance in configuration.instances { add(instance, number, told[instance.address]) }
    }
  }

  private mutating func add(_ instance: ResourceInstance, _ number: Int, _ id: String?) {
    let name = Name(configuration: number, origin: instance.idOrigin)
    if ["aws_ec2_managed_prefix_list", "aws_prefix_list"].contains(instance.address.type) {
      prefixLists[name] = id ?? instance.text("id").known
    } else if instance.isSecurityGroup {
      let key = GroupKey.managed(configuration: number, instance.address)
      managed[name] = key
      if let id = id ?? instance.text("id").known {
        knownIDs[key] = id
        if self.ids[id] == nil { self.ids[id] = key }
      }
      if instance.address.type == "aws_default_security_group" {
        if case .known(.attribute(let vpc)) = instance.referent("vpc_id"), vpc.attribute == "id" {
          let origin = Value.Origin(address: vpc.address, attribute: "default_security_group_id")
          managed[Name(configuration: number, origin: origin)] = key
        }
      } else if case .known(let text) = instance.text("name") {
        byName[text, default: []].append((key, instance.referent("vpc_id")))
      }
    } else if instance.address.mode == .data, instance.address.type == "aws_security_group" {
      if case .known(let id) = instance.referent("id"), id != .attribute(instance.idOrigin) {
        aliases[name] = id
      } else if case .known(let text) = Self.nameLookedFor(instance) {
        lookups[name] = (text, instance.referent("vpc_id"))
      }
    }
  }

  /// `name = "…"` or `filter { name = "group-name", values = ["…"] }`.
  private static func nameLookedFor(_ instance: ResourceInstance) -> Reading<String> {
    let name = instance.text("name")
    if name.known != nil { return name }
    guard case .known(let filters)? = instance.argument("filter")?.reading else { return .absent }
    for filter in filters where filter.member("name")?.text == .known("group-name") {
      if case .known(let values)? = filter.member("values")?.reading, values.count == 1 { return values[0].text }
    }
    return .absent
  }

  /// The key of what a configuration's argument names; `nil` where it does not name one thing. O(1), for names O(groups
  /// of that name).
  package func key(of reading: Reading<Referent>, in configuration: Int) -> GroupKey? {
    guard case .known(let referent) = reading else { return nil }
    return key(of: referent, in: configuration, depth: 0)
  }

  /// The id of a prefix list whose attribute an argument names; `nil` where nothing told it. O(1).
  func prefixListID(_ origin: Value.Origin, in configuration: Int) -> String? {
    prefixLists[Name(configuration: configuration, origin: origin)]
  }

  package func key(of instance: ResourceInstance, in configuration: Int) -> GroupKey {
    let key = GroupKey.managed(configuration: configuration, instance.address)
    // Two resources that a state or imports give the same group: the first one's key stands for both.
    return knownIDs[key].flatMap { ids[$0] } ?? key
  }

  private func key(of referent: Referent, in configuration: Int, depth: Int) -> GroupKey? {
    switch referent {
    case .id(let text):
      let id = text.divided(at: "/").last ?? text
      return ids[id] ?? .id(id)
    case .attribute(let origin):
      let name = Name(configuration: configuration, origin: origin)
      if let key = managed[name] { return knownIDs[key].flatMap { ids[$0] } ?? key }
      if let alias = aliases[name], depth < 8 { return key(of: alias, in: configuration, depth: depth + 1) }
      if let lookup = lookups[name] { return found(lookup) }
      return .attribute(configuration: configuration, origin)
    }
  }

  /// The one managed group of a name, where the VPCs are not known to differ.
  private func found(_ lookup: (name: String, vpc: Reading<Referent>)) -> GroupKey {
    let matches = (byName[lookup.name] ?? []).filter { candidate in
      guard case .known(.id(let mine)) = lookup.vpc, case .known(.id(let theirs)) = candidate.vpc else { return true }
      return mine == theirs
    }
    if matches.count == 1 { return matches[0].key }
    var vpc: String?
    if case .known(.id(let id)) = lookup.vpc { vpc = id }
    return .named(lookup.name, vpc: vpc)
  }
}
