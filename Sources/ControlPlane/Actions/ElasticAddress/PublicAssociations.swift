import EC2Shapes
package import IPAddressing
package import VPCModel

/// An elastic address and its interface each know of the other, and the model knows the public address.
extension Transaction {
  /// Puts an elastic address before a private address that the interface has, in place of whatever public address was
  /// before it and wherever the elastic address was.
  ///
  /// - Returns: `eipassoc-…`. O(the interface's addresses).
  package mutating func associate(
    _ address: ElasticAddressRecord,
    with interfaceID: NetworkInterface.ID,
    at privateAddress: IPv4Address
  ) -> String {
    disassociate(address)
    if let present = state.networkInterfaces[interfaceID]?.publicAssociations.first(where: {
      $0.privateAddress == privateAddress
    }) {
      removePublicAssociation(present, from: interfaceID)
    }
    let id = makeID("eipassoc")
    guard var interface = state.networkInterfaces[interfaceID] else { return id }
    interface.add(
      .init(
        privateAddress: privateAddress,
        publicAddress: address.publicAddress,
        allocationID: address.allocationID,
        associationID: id
      )
    )
    put(interface)
    var address = address
    address.association = .init(
      id: id,
      networkInterfaceID: interfaceID,
      privateAddress: privateAddress,
      instanceID: interface.attachment?.instanceID
    )
    put(address)
    return id
  }

  /// Takes an elastic address away from its interface, where it has one; the account keeps the address.
  package mutating func disassociate(_ address: ElasticAddressRecord) {
    guard let association = address.association else { return }
    if let present = state.networkInterfaces[association.networkInterfaceID]?.publicAssociations.first(where: {
      $0.allocationID == address.allocationID
    }) {
      removePublicAssociation(present, from: association.networkInterfaceID)
    } else {
      var address = address
      address.association = nil
      put(address)
    }
  }

  /// Both sides of it.
  private mutating func removePublicAssociation(
    _ association: NetworkInterfaceRecord.PublicAssociation,
    from interfaceID: NetworkInterface.ID
  ) {
    freeElasticAddress(of: association)
    guard var interface = state.networkInterfaces[interfaceID] else { return }
    interface.forget(association)
    put(interface)
  }
}
