import EC2Shapes
import VPCModel

/// Where a launch asks its instances to be.
struct LaunchPlacement {
  /// The name of the availability zone, `nil` where the subnet decides.
  var zone: String?
  /// `default` or `dedicated`, `nil` where the VPC decides.
  var tenancy: String?

  init(_ words: EC2.Placement?, _ transaction: Transaction) throws(EC2Error) {
    guard let words else { return }
    // Terraform's provider sends an empty name where none is configured.
    let (name, id) = (Self.given(words.availabilityZone), Self.given(words.availabilityZoneId))
    zone = try transaction.zone(name: name, id: id)?.name
    // No action makes a placement group.
    if let name = words.groupName ?? words.groupId, !name.isEmpty {
      throw EC2Error(
        code: "InvalidPlacementGroup.Unknown",
        message: "The Placement Group '\(name.prefix(255))' is unknown."
      )
    }
    guard let text = words.tenancy, !text.isEmpty else { return }
    guard ["default", "dedicated", "host"].contains(text) else {
      throw .invalidParameterValue(text, parameter: "tenancy", reason: "It must be default, dedicated or host.")
    }
    guard text != "host" else {
      throw EC2Error(code: "UnsupportedOperation", message: "Dedicated Hosts are not supported.")
    }
    tenancy = text
  }

  private static func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  /// Checks that the zone, where one is asked for, is the subnet's.
  func check(_ subnet: SubnetRecord) throws(EC2Error) {
    guard let zone, zone != subnet.subnet.availabilityZone else { return }
    throw .invalidParameterValue(
      zone,
      parameter: "availabilityZone",
      reason: "Subnet '\(subnet.recordID)' is in the availability zone \(subnet.subnet.availabilityZone ?? "")"
    )
  }
}
