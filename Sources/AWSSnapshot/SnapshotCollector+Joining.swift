import IPAddressing
import VPCModel

extension SnapshotCollector {
  /// Joins what the documents tell together. Every step is linear in what it joins, but for sorting.
  mutating func finish() -> (network: Network, diagnostics: [SnapshotDiagnostic]) {
    addEmbeddedInterfaces()
    joinRules()
    joinGroupAssociations()
    joinElasticAddresses()
    joinTasks()
    joinRoutesThroughInstances()
    if completeness.hasAllFlowLogs { network.takeFlowLogs(flowLogs) }
    network.incompleteKinds = completeness.incompleteKinds(of: network)
    return (network, log.finish())
  }

  /// `describe-network-interfaces` is the better source, being newer than what an instance repeats of it.
  private mutating func addEmbeddedInterfaces() {
    for (id, embedded) in embeddedInterfaces.sorted(by: { $0.key < $1.key })
    where !network.networkInterfaces.contains(id) {
      if let interface = embedded.interface {
        network.networkInterfaces.insert(interface)
      } else {
        completeness.markIncomplete(.networkInterface)
        log.add(file: embedded.file, path: embedded.path, embedded.problem, .leftOut(.networkInterface))
      }
    }
  }

  private mutating func joinRules() {
    for (groupID, listed) in listedRules.sorted(by: { $0.key < $1.key }) {
      guard var group = network.securityGroups[groupID] else {
        completeness.markIncomplete(.securityGroup)
        log.add(
          file: listed.file,
          "rules of security group \(groupID), which no output describes (its VPC is unknown)",
          .incomplete(.securityGroup)
        )
        continue
      }
      let isWhole = !listed.lacksSome && !listedRulesAreCutShort
      if groupsWithoutPermissions[groupID] != nil {
        guard isWhole else { continue }
        group.rules = listed.rules
        groupsWithoutPermissions[groupID] = nil
      } else {
        let contradictions = group.adoptIdentifiers(from: listed.rules, areAll: isWhole)
        for contradiction in contradictions {
          log.add(file: listed.file, contradiction, .contradiction)
        }
      }
      network.securityGroups.insert(group)
    }
    for (groupID, place) in groupsWithoutPermissions.sorted(by: { $0.key < $1.key }) {
      network.securityGroups[groupID] = nil
      completeness.markIncomplete(.securityGroup)
      log.add(
        file: place.file,
        path: place.path,
        "security group \(groupID) lacks IpPermissions or IpPermissionsEgress, so its rules are unknown",
        .leftOut(.securityGroup)
      )
    }
  }

  private mutating func joinGroupAssociations() {
    for association in groupAssociations where association.isInForce {
      guard var group = network.securityGroups[association.groupID],
        association.vpcID != group.vpcID, !group.associatedVPCIDs.contains(association.vpcID)
      else { continue }
      group.associatedVPCIDs.append(association.vpcID)
      network.securityGroups.insert(group)
    }
  }

  private mutating func joinElasticAddresses() {
    for (elastic, file) in elasticAddresses {
      guard var interface = network.networkInterfaces[elastic.interfaceID],
        let index = interface.privateIPv4Addresses.firstIndex(where: { $0.address == elastic.privateAddress })
      else { continue }
      if let known = interface.privateIPv4Addresses[index].publicAddress {
        guard known != elastic.publicAddress else { continue }
        log.add(
          file: file,
          "elastic IP address \(elastic.publicAddress) belongs to \(elastic.privateAddress) of \(interface.id),"
            + " which describes itself with \(known); that stands",
          .contradiction
        )
      } else {
        interface.privateIPv4Addresses[index].publicAddress = elastic.publicAddress
        network.networkInterfaces.insert(interface)
      }
    }
  }

  private mutating func joinTasks() {
    for task in tasks {
      for id in task.interfaceIDs { network.networkInterfaces[id]?.reportedOwner = task.owner }
    }
  }

  /// A route to an instance goes to its primary network interface.
  private mutating func joinRoutesThroughInstances() {
    for var table in network.routeTables.sorted {
      var isChanged = false
      for index in table.routes.indices {
        guard case .other(let text) = table.routes[index].target, text.hasPrefix("i-"),
          let interface = network.instances[Instance.ID(text)]?.networkInterfaceIDs.first
        else { continue }
        table.routes[index].target = .networkInterface(interface)
        isChanged = true
      }
      if isChanged { network.routeTables.insert(table) }
    }
  }
}

extension SecurityGroup {
  /// Takes identifiers, descriptions and tags for the rules of `describe-security-groups` from those of
  /// `describe-security-group-rules`, so that each rule stands once. Where the two differ the group's own
  /// permissions stand, being one consistent view.
  ///
  /// - Parameter areAll: whether the listed rules are all of the group's, so that a missing one says something.
  /// - Returns: the contradictions, in words. O(rules).
  fileprivate mutating func adoptIdentifiers(from listed: [SecurityGroupRule], areAll: Bool) -> [String] {
    var unmatched: [RuleProperties: SecurityGroupRule] = [:]
    for rule in listed { unmatched[RuleProperties(rule)] = rule }
    var contradictions: [String] = []
    for index in rules.indices {
      guard let twin = unmatched.removeValue(forKey: RuleProperties(rules[index])) else {
        if areAll {
          contradictions.append(
            "describe-security-groups has a rule that describe-security-group-rules lacks, and it stands: "
              + rules[index].id.text
          )
        }
        continue
      }
      rules[index].id = twin.id
      rules[index].summary = twin.summary ?? rules[index].summary
      rules[index].tags = twin.tags
      if case .securityGroup(var reference) = rules[index].peer, case .securityGroup(let other) = twin.peer {
        reference.complete(with: other)
        rules[index].peer = .securityGroup(reference)
      }
    }
    for rule in unmatched.values.sorted(by: { $0.id < $1.id }) {
      contradictions.append(
        "rule \(rule.id) of \(id) is not among the permissions that describe-security-groups prints, and is left out"
      )
    }
    return contradictions
  }
}

extension GroupReference {
  fileprivate mutating func complete(with other: Self) {
    vpcID = vpcID ?? other.vpcID
    ownerID = ownerID ?? other.ownerID
    peeringConnectionID = peeringConnectionID ?? other.peeringConnectionID
    peeringStatus = peeringStatus ?? other.peeringStatus
  }
}
