import EC2Shapes
import IPAddressing
import VPCModel

extension Transaction {
  /// Turns the automatic public address of an interface on or off; it comes and goes at once where the interface is the
  /// first of a running instance.
  mutating func setAutomaticAddress(_ isWanted: Bool, of record: inout NetworkInterfaceRecord) throws(EC2Error) {
    record.wantsPublicAddress = isWanted
    if isWanted {
      guard let attachment = record.attachment, let id = attachment.instanceID,
        state.instances[id]?.instance.state == "running"
      else { return }
      try addAutomaticAddress(to: &record)
    } else {
      record.forgetAutomaticAddresses()
    }
  }

  /// Puts a public address of Amazon's before the primary address of an instance's first interface, where it wants one
  /// and has none. It belongs to nobody else while the record is in the state.
  mutating func addAutomaticAddress(to record: inout NetworkInterfaceRecord) throws(EC2Error) {
    guard record.wantsPublicAddress, record.attachment?.deviceIndex == 0,
      let primary = record.interface.privateIPv4Addresses.first(where: \.isPrimary), primary.publicAddress == nil
    else { return }
    record.add(.init(privateAddress: primary.address, publicAddress: try allocatePublicAddress()))
  }
}

extension NetworkInterfaceRecord {
  /// Takes the public addresses away that came with a launch or start.
  mutating func forgetAutomaticAddresses() {
    for association in publicAssociations where association.allocationID == nil { forget(association) }
  }
}
