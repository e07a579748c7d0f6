import HCL
package import VPCModel

/// Who owns which rules: for each group and direction what its own resource says, and what resources beside it declare.
package struct Ownership: Sendable {
  /// A rule with the configuration that declares it.
  package struct Entry: Hashable, Sendable {
    /// Number of the configuration.
    package var configuration: Int
    package var rule: DeclaredRule
    package var content: RuleContent
  }

  /// One direction of a group.
  package struct Side: Hashable, Sendable {
    /// By each resource that manages the group; several only where two manage the same.
    package var authorities: [Authority] = []
    package var inline: [Entry] = []
    package var standalone: [Entry] = []
    /// `aws_vpc_security_group_rules_exclusive` of the group (provider 6.29): own every rule from outside of it.
    package var exclusive: [Manager] = []

    package var ownsDirection: Bool { authorities.contains { $0.says.ownsDirection } }
  }

  package struct Authority: Hashable, Sendable {
    package var manager: Manager
    package var says: RuleAuthority
  }

  /// A resource of one of the configurations.
  package struct Manager: Hashable, Sendable {
    package var configuration: Int
    /// Number among the configuration's instances.
    package var instance: Int
  }

  package struct Group: Sendable {
    package var key: GroupKey
    package var ingress = Side()
    package var egress = Side()

    package subscript(direction: TrafficDirection) -> Side {
      get { direction == .ingress ? ingress : egress }
      // In place: a copy for each rule would be quadratic.
      _modify { if direction == .ingress { yield &ingress } else { yield &egress } }
    }
  }

  package let configurations: [TerraformConfiguration]
  package let directory: GroupDirectory
  /// In the order in which the configurations first speak of them.
  package private(set) var groups: [Group] = []
  /// Rules of which it can't be told which group they belong to.
  package private(set) var homeless: [Entry] = []
  private var numbers: [GroupKey: Int] = [:]
  private var managers: [[ResourceAddress: Int]] = []

  /// - Parameter ids: for each configuration, the ids that a state tells of its resources.
  /// O(rules).
  package init(_ configurations: [TerraformConfiguration], ids: [[ResourceAddress: String]] = []) {
    self.configurations = configurations
    directory = GroupDirectory(configurations, ids: ids)
    for (number, configuration) in configurations.enumerated() {
      var places = [ResourceAddress: Int](minimumCapacity: configuration.instances.count)
      for (place, instance) in configuration.instances.enumerated() {
        places[instance.address] = place
        add(instance, Manager(configuration: number, instance: place))
      }
      managers.append(places)
    }
  }

  package subscript(key: GroupKey) -> Group? { numbers[key].map { groups[$0] } }

  package func instance(_ manager: Manager) -> ResourceInstance {
    configurations[manager.configuration].instances[manager.instance]
  }

  /// O(1).
  package func instance(at address: ResourceAddress, in configuration: Int) -> ResourceInstance? {
    managers[configuration][address].map { configurations[configuration].instances[$0] }
  }

  /// The resource that declares a rule.
  package func instance(of entry: Entry) -> ResourceInstance? {
    instance(at: entry.rule.address, in: entry.configuration)
  }

  private mutating func number(of key: GroupKey) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = groups.count
    groups.append(Group(key: key))
    return groups.count - 1
  }

  private mutating func add(_ instance: ResourceInstance, _ manager: Manager) {
    let configuration = manager.configuration
    if instance.isSecurityGroup {
      let group = number(of: directory.key(of: instance, in: configuration))
      for direction in TrafficDirection.allCases {
        groups[group][direction].authorities.append(
          Authority(manager: manager, says: RuleAuthority(of: instance, direction))
        )
      }
    }
    if instance.address.type == "aws_vpc_security_group_rules_exclusive", instance.address.mode == .managed {
      if let key = directory.key(of: instance.referent("security_group_id"), in: configuration) {
        let group = number(of: key)
        for direction in TrafficDirection.allCases { groups[group][direction].exclusive.append(manager) }
      }
    }
    guard DeclaredRule.resourceTypes.contains(instance.address.type) else { return }
    let rules = DeclaredRule.rules(of: instance)
    let ownKey = instance.isSecurityGroup ? directory.key(of: instance, in: configuration) : nil
    if let ownKey {
      // All blocks of a group are here: room for just so many, since there are as many sides as groups.
      let group = number(of: ownKey)
      for direction in TrafficDirection.allCases {
        let count = rules.count { $0.direction == direction }
        groups[group][direction].inline.reserveCapacity(groups[group][direction].inline.count + count)
      }
    }
    for rule in rules {
      let key = ownKey ?? directory.key(of: rule.group, in: configuration)
      let content = RuleContent(rule, group: key, in: configuration, directory)
      let entry = Entry(configuration: configuration, rule: rule, content: content)
      guard let key else {
        homeless.append(entry)
        continue
      }
      let group = number(of: key)
      if rule.style.isInline {
        groups[group][rule.direction].inline.append(entry)
      } else {
        groups[group][rule.direction].standalone.append(entry)
      }
    }
  }
}
