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
    let id = makeID("eipassoc")
    guard var interface = state.networkInterfaces[interfaceID] else { return id }
    if let present = interface.publicAssociations.first(where: { $0.privateAddress == privateAddress }) {
      if let other = present.allocationID.flatMap({ state.elasticAddresses[$0] }) {
        disassociate(other)
        interface = state.networkInterfaces[interfaceID] ?? interface
      } else {
        interface.setPublicAssociation(nil, of: privateAddress)
      }
    }
    interface.setPublicAssociation(
      .init(
        privateAddress: privateAddress,
        publicAddress: address.publicAddress,
        allocationID: address.allocationID,
        associationID: id
      ),
      of: privateAddress
    )
    put(interface)
    var address = address
    address.association = .init(id: id, networkInterfaceID: interfaceID, privateAddress: privateAddress)
    put(address)
    return id
  }

  /// Takes an elastic address away from its interface, where it has one; the account keeps the address.
  package mutating func disassociate(_ address: ElasticAddressRecord) {
    guard let association = address.association else { return }
    if var interface = state.networkInterfaces[association.networkInterfaceID] {
      interface.setPublicAssociation(nil, of: association.privateAddress)
      put(interface)
    }
    var address = address
    address.association = nil
    put(address)
  }
}

extension NetworkInterfaceRecord {
  /// Gives one private address another public one, or none; the model's view keeps step.
  mutating func setPublicAssociation(_ association: PublicAssociation?, of privateAddress: IPv4Address) {
    publicAssociations.removeAll { $0.privateAddress == privateAddress }
    if let association { publicAssociations.append(association) }
    for index in interface.privateIPv4Addresses.indices
    where interface.privateIPv4Addresses[index].address == privateAddress {
      interface.privateIPv4Addresses[index].publicAddress = association?.publicAddress
    }
  }
}
