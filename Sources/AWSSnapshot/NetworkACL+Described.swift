import IPAddressing
import PositionedJSON
import VPCModel

extension NetworkACL {
  /// An element of `NetworkAcls`.
  init(described element: JSONValue) throws(ElementProblem) {
    let id: NetworkACL.ID = try element.ownID("NetworkAclId")
    // An ACL without entries denies everything; one whose entries were not printed is unknown.
    try element.require("Entries")
    try element.require("Associations")
    self.init(
      id: id,
      vpcID: try element.id("VpcId"),
      isDefault: try element.optionalBoolean("IsDefault") ?? false,
      entries: try element.objects("Entries") { entry throws(ElementProblem) in try Entry(described: entry) },
      subnetIDs: try element.objects("Associations") { item throws(ElementProblem) in try item.id("SubnetId") },
      ownerID: try element.optionalText("OwnerId"),
      tags: try element.tags()
    )
  }
}

extension NetworkACL.Entry {
  fileprivate init(described element: JSONValue) throws(ElementProblem) {
    let number = try element.integer("RuleNumber")
    let actionText = try element.text("RuleAction")
    guard let action = NetworkACL.Action(rawValue: actionText) else {
      throw ElementProblem(element, "the action \"\(actionText)\" is neither allow nor deny")
    }
    let cidr: IPPrefix =
      switch (element.member("CidrBlock"), element.member("Ipv6CidrBlock")) {
      case (_?, nil): .v4(try element.ipv4Prefix("CidrBlock"))
      case (nil, _?): .v6(try element.ipv6Prefix("Ipv6CidrBlock"))
      default: throw ElementProblem(element, "an entry has one of CidrBlock and Ipv6CidrBlock")
      }
    self.init(
      number: number,
      direction: try element.boolean("Egress") ? .egress : .ingress,
      action: action,
      traffic: try TrafficSelector(aclEntry: element),
      cidr: cidr
    )
  }
}
