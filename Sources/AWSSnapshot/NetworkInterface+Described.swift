import IPAddressing
import PositionedJSON
import VPCModel

extension NetworkInterface {
  /// An element of `NetworkInterfaces`, of `describe-network-interfaces` or inside an instance.
  ///
  /// - Parameters:
  ///   - instanceID: for an interface inside an instance, which its attachment does not name.
  ///   - zone: the instance's availability zone, which stands in for one the element lacks.
  init(described element: JSONValue, of instanceID: Instance.ID? = nil, zone: String? = nil) throws(ElementProblem) {
    let id: NetworkInterface.ID = try element.ownID("NetworkInterfaceId")
    // Without this list it is unknown what filters the interface; an empty one says that nothing does.
    try element.require("Groups")
    // Without any address it would silently be no member of its groups.
    let addressKeys: [StaticString] = ["PrivateIpAddress", "PrivateIpAddresses", "Ipv6Addresses"]
    if addressKeys.allSatisfy({ element.member($0) == nil }) { try element.require("PrivateIpAddresses") }
    self.init(
      id: id,
      vpcID: try element.id("VpcId"),
      subnetID: try element.id("SubnetId"),
      privateIPv4Addresses: try Self.privateAddresses(element),
      ipv6Addresses: try element.objects("Ipv6Addresses") { item throws(ElementProblem) in
        try item.ipv6Address("Ipv6Address")
      },
      ipv4Prefixes: try element.objects("Ipv4Prefixes") { item throws(ElementProblem) in
        try item.ipv4Prefix("Ipv4Prefix")
      },
      ipv6Prefixes: try element.objects("Ipv6Prefixes") { item throws(ElementProblem) in
        try item.ipv6Prefix("Ipv6Prefix")
      },
      groupIDs: try element.objects("Groups") { group throws(ElementProblem) in try group.id("GroupId") },
      sourceDestinationCheck: try element.optionalBoolean("SourceDestCheck") ?? true,
      summary: try element.optionalText("Description"),
      interfaceType: try element.optionalText("InterfaceType"),
      attachment: try element.optionalObject("Attachment").map { attachment throws(ElementProblem) in
        try Attachment(described: attachment, of: instanceID)
      },
      requesterID: try element.optionalText("RequesterId"),
      ownerID: try element.optionalText("OwnerId"),
      availabilityZone: try element.optionalText("AvailabilityZone") ?? zone,
      status: try element.optionalText("Status"),
      tags: try element.tags()
    )
  }

  private static func privateAddresses(_ element: JSONValue) throws(ElementProblem) -> [PrivateIPv4Address] {
    var addresses = try element.objects("PrivateIpAddresses") { item throws(ElementProblem) in
      PrivateIPv4Address(
        try item.ipv4Address("PrivateIpAddress"),
        isPrimary: try item.optionalBoolean("Primary") ?? false,
        publicAddress: try Self.publicAddress(item)
      )
    }
    // The primary address stands beside the list too; some tools print it alone.
    if let primary = try element.optionalIPv4Address("PrivateIpAddress") {
      let publicAddress = try Self.publicAddress(element)
      if let index = addresses.firstIndex(where: { $0.address == primary }) {
        addresses[index].publicAddress = addresses[index].publicAddress ?? publicAddress
      } else {
        addresses.insert(PrivateIPv4Address(primary, isPrimary: true, publicAddress: publicAddress), at: 0)
      }
    }
    return addresses
  }

  /// Absent for an association with a carrier's or a customer's own address.
  private static func publicAddress(_ element: JSONValue) throws(ElementProblem) -> IPv4Address? {
    try element.optionalObject("Association")?.optionalIPv4Address("PublicIp")
  }
}

extension NetworkInterface.Attachment {
  fileprivate init(described element: JSONValue, of instanceID: Instance.ID?) throws(ElementProblem) {
    self.init(
      instanceID: try element.optionalID("InstanceId") ?? instanceID,
      instanceOwnerID: try element.optionalText("InstanceOwnerId"),
      deviceIndex: try element.optionalInteger("DeviceIndex"),
      status: try element.optionalText("Status")
    )
  }
}

/// An element of `Addresses`: an elastic IP address that stands for a private one.
struct DescribedElasticAddress {
  var publicAddress: IPv4Address
  var privateAddress: IPv4Address
  var interfaceID: NetworkInterface.ID

  /// `nil` for an address that nothing uses.
  init?(described element: JSONValue) throws(ElementProblem) {
    let publicAddress = try element.optionalIPv4Address("PublicIp")
    guard let interfaceID: NetworkInterface.ID = try element.optionalID("NetworkInterfaceId"),
      let privateAddress = try element.optionalIPv4Address("PrivateIpAddress"), let publicAddress
    else { return nil }
    self.publicAddress = publicAddress
    self.privateAddress = privateAddress
    self.interfaceID = interfaceID
  }
}
