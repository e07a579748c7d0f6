import EC2Shapes
package import VPCModel

/// Routes outlive their targets, and drop packets then.
extension Transaction {
  /// Turns every route to a target that no longer carries traffic into a blackhole: a peering or a gateway that is
  /// deleted, an internet gateway or an interface that is detached.
  ///
  /// - Parameter target: the target's identifier. O(the tables that lead to it and their routes).
  package mutating func blackholeRoutes(to target: String) { markRoutes(to: target, in: nil, isBlackhole: true) }

  /// Lets routes to a target carry traffic: a peering that was accepted, an internet gateway or an interface that is
  /// attached (again).
  ///
  /// - Parameter vpcID: where given, only tables of this VPC.
  package mutating func activateRoutes(to target: String, in vpcID: VPC.ID? = nil) {
    markRoutes(to: target, in: vpcID, isBlackhole: false)
  }

  private mutating func markRoutes(to target: String, in vpcID: VPC.ID?, isBlackhole: Bool) {
    for id in state.holders(of: target, .routeTable) {
      guard var record = state.routeTables[id], vpcID == nil || record.table.vpcID == vpcID else { continue }
      var isChanged = false
      for index in record.table.routes.indices where record.table.routes[index].target.text == target {
        if record.table.routes[index].isBlackhole != isBlackhole { isChanged = true }
        record.table.routes[index].isBlackhole = isBlackhole
      }
      if isChanged { put(record) }
    }
  }
}
