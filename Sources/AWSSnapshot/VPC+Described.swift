import IPAddressing
import PositionedJSON
import VPCModel

// An initialiser `init(described:)` reads one element of a `describe-*` output. What is absent in the
// element and has no default, or is of the wrong type, is thrown: a resource is taken whole or not at all.

extension VPC {
  /// An element of `Vpcs`.
  init(described element: JSONValue) throws(ElementProblem) {
    // A VPC's primary block is never disassociated; blocks added later may be, and stay listed for a while.
    let id: VPC.ID = try element.ownID("VpcId")
    var blocks = [try element.ipv4Prefix("CidrBlock")]
    let added = try element.associatedBlocks("CidrBlockAssociationSet", state: "CidrBlockState") {
      association throws(ElementProblem) in try association.ipv4Prefix("CidrBlock")
    }
    for block in added where !blocks.contains(block) { blocks.append(block) }
    self.init(
      id: id,
      ipv4CIDRs: blocks,
      ipv6CIDRs: try element.associatedIPv6Blocks(),
      isDefault: try element.optionalBoolean("IsDefault") ?? false,
      ownerID: try element.optionalText("OwnerId"),
      tags: try element.tags()
    )
  }
}

extension Subnet {
  /// An element of `Subnets`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("SubnetId"),
      vpcID: try element.id("VpcId"),
      ipv4CIDR: try element.optionalParsed("CidrBlock") { text throws(AddressParseError) in
        try IPv4Prefix(canonicalizing: text)
      },
      ipv6CIDRs: try element.associatedIPv6Blocks(),
      availabilityZone: try element.optionalText("AvailabilityZone"),
      mapsPublicAddressOnLaunch: try element.optionalBoolean("MapPublicIpOnLaunch") ?? false,
      ownerID: try element.optionalText("OwnerId"),
      tags: try element.tags()
    )
  }
}

extension JSONValue {
  fileprivate func associatedIPv6Blocks() throws(ElementProblem) -> [IPv6Prefix] {
    try associatedBlocks("Ipv6CidrBlockAssociationSet", state: "Ipv6CidrBlockState") {
      association throws(ElementProblem) in try association.ipv6Prefix("Ipv6CidrBlock")
    }
  }

  /// The blocks whose association is in force: `associated`, or of a state that the input leaves out.
  fileprivate func associatedBlocks<Block>(
    _ key: StaticString,
    state: StaticString,
    _ read: (JSONValue) throws(ElementProblem) -> Block
  ) throws(ElementProblem) -> [Block] {
    try objects(key) { association throws(ElementProblem) -> Block? in
      let state = try association.optionalObject(state)?.optionalText("State") ?? "associated"
      return state == "associated" ? try read(association) : nil
    }.compactMap(\.self)
  }
}
