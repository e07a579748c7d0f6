package import VPCModel

/// Which network interface is whose database. EC2 marks an interface as RDS's and no more, so a database's
/// VPC, security groups, subnets and availability zone are held against the interface's.
package struct DatabaseMatching: Sendable {
  /// Only pairs that are the sole possibility from both sides.
  package private(set) var databases: [NetworkInterface.ID: DatabaseInstance] = [:]
  /// Every interface that could be the database's, by identifier.
  package private(set) var candidates: [DatabaseInstance.ID: [NetworkInterface.ID]] = [:]

  /// O(databases × RDS interfaces).
  package init(_ network: Network) {
    let interfaces = network.networkInterfaces.unordered.filter { $0.owner?.kind == .database }.sorted { $0.id < $1.id }
    var claims: [NetworkInterface.ID: [DatabaseInstance]] = [:]
    for database in network.databaseInstances.sorted {
      let matching = interfaces.filter { Self.matches($0, database) }.map(\.id)
      candidates[database.id] = matching
      for id in matching { claims[id, default: []].append(database) }
    }
    for (id, claimants) in claims {
      guard claimants.count == 1, let database = claimants.first, candidates[database.id] == [id] else { continue }
      databases[id] = database
    }
  }

  private static func matches(_ interface: NetworkInterface, _ database: DatabaseInstance) -> Bool {
    if let vpc = database.vpcID, vpc != interface.vpcID { return false }
    guard Set(database.groupIDs) == Set(interface.groupIDs) else { return false }
    if !database.subnetIDs.isEmpty, !database.subnetIDs.contains(interface.subnetID) { return false }
    if let zone = database.availabilityZone, let other = interface.availabilityZone, zone != other { return false }
    return true
  }
}
