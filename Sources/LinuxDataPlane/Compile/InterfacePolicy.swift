import IPAddressing
import VPCModel

/// What interfaces with the same groups in the same VPC have in common.
struct InterfacePolicy: Hashable, Sendable {
  var vpcID: VPC.ID
  /// Sorted, none twice.
  var groupIDs: [SecurityGroup.ID]

  init(_ interface: NetworkInterface) {
    vpcID = interface.vpcID
    groupIDs = Set(interface.groupIDs).sorted()
  }

  /// The same in every process.
  var name: String {
    let text = "\(vpcID.text) " + groupIDs.map(\.text).joined(separator: ",")
    return "policy-" + Octets(FNV1a.hash(text.utf8)).hexadecimal
  }

  func chain(_ direction: TrafficDirection, _ family: IPFamily) -> String {
    "\(name)-\(direction.rawValue)\(family.digit)"
  }
}
