import IPAddressing
import VPCModel

/// Every route table of a VPC has a local route for each of the VPC's blocks.
extension Transaction {
  /// O(the routes of the VPC's tables).
  mutating func addLocalRoutes(to block: IPPrefix, in vpc: VPC.ID) {
    for id in state.holders(of: vpc.text, .routeTable) {
      guard var record = state.routeTables[id] else { continue }
      let destination = RouteTable.Destination.cidr(block)
      guard !record.table.routes.contains(where: { $0.destination == destination }) else { continue }
      let index = record.table.routes.firstIndex { $0.target != .local } ?? record.table.routes.count
      record.table.routes.insert(RouteTable.Route(destination, to: .local), at: index)
      record.routeOrigins[destination] = RouteOrigin.createRouteTable
      put(record)
    }
  }

  /// A local route goes with its block, even where it was given another target. O(the routes of the VPC's tables).
  mutating func removeLocalRoutes(to block: IPPrefix, in vpc: VPC.ID) {
    for id in state.holders(of: vpc.text, .routeTable) {
      guard var record = state.routeTables[id] else { continue }
      let destination = RouteTable.Destination.cidr(block)
      guard record.table.routes.contains(where: { $0.destination == destination }) else { continue }
      record.table.routes.removeAll { $0.destination == destination }
      record.routeOrigins[destination] = nil
      put(record)
    }
  }
}
