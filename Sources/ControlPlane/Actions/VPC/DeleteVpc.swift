import EC2Shapes
import VPCModel

extension VPCActions {
  /// Takes the VPC's default group, default ACL, main route table and flow logs with it; everything else that hangs on it
  /// must be gone.
  static func deleteVpc(
    _ request: EC2.DeleteVpcRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    let id = record.vpc.id
    let state = transaction.state
    let now = transaction.now
    let group = state.defaultSecurityGroup(of: id)
    let acl = state.defaultNetworkACL(of: id)
    let table = state.mainRouteTable(of: id)
    var own: Set<RecordReference> = []
    if let group { own.insert(RecordReference(.securityGroup, group.recordID)) }
    if let acl { own.insert(RecordReference(.networkACL, acl.recordID)) }
    if let table { own.insert(RecordReference(.routeTable, table.recordID)) }
    guard state.holderKinds(of: id.text).allSatisfy({ !blocks($0, id, except: own, in: state, at: now) }) else {
      throw .dependencyViolation("The vpc '\(id)' has dependencies and cannot be deleted.")
    }
    if let group {
      for rule in state.rules(of: group.group.id) { transaction.remove(.securityGroupRule, rule.id.text) }
      transaction.remove(group)
    }
    if let acl { transaction.remove(acl) }
    if let table { transaction.remove(table) }
    for log in state.holders(of: id.text, .flowLog) { transaction.remove(.flowLog, log) }
    transaction.remove(record)
    return EmptyResponse()
  }

  /// Whether records of a kind keep the VPC from being deleted.
  private static func blocks(
    _ kind: RecordKind,
    _ id: VPC.ID,
    except own: Set<RecordReference>,
    in state: State,
    at now: Timestamp
  ) -> Bool {
    switch kind {
    case .securityGroup, .networkACL, .routeTable:
      // More than the one can only mean that another is among them.
      state.holderCount(of: id.text, kind) > 1
        || state.holders(of: id.text, kind).contains { !own.contains(RecordReference(kind, $0)) }
    case .flowLog: false
    case .instance:
      state.holders(of: id.text, .instance).contains { state.instances[$0]?.instance.state != "terminated" }
    case .vpcEndpoint:
      state.holders(of: id.text, .vpcEndpoint).contains { state.vpcEndpoints[$0]?.endpoint.state != "deleted" }
    case .vpcPeeringConnection:
      state.holders(of: id.text, .vpcPeeringConnection).contains { connection in
        guard let record = state.peeringConnections[connection] else { return false }
        return switch record.status(at: now) {
        case .active, .provisioning: true
        // A stranger's request must not keep anybody from deleting the VPC that it asks for.
        case .initiatingRequest, .pendingAcceptance: record.connection.requester.vpcID == id
        default: false
        }
      }
    default: true
    }
  }
}
