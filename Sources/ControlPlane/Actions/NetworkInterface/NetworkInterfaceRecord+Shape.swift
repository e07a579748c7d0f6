import EC2Shapes
import IPAddressing
import VPCModel

extension NetworkInterfaceRecord {
  /// What the API says of the interface.
  func shape(in state: State) -> EC2.NetworkInterface {
    let subnet = state.subnets[interface.subnetID]
    let primary = interface.privateIPv4Addresses.first(where: \.isPrimary)
    return EC2.NetworkInterface(
      association: primary.flatMap { association(before: $0.address, in: state) },
      attachment: attachment?.shape,
      availabilityZone: interface.availabilityZone,
      availabilityZoneId: subnet?.availabilityZoneID,
      connectionTrackingConfiguration: connectionTracking.map {
        EC2.ConnectionTrackingConfiguration(
          tcpEstablishedTimeout: $0.tcpEstablishedTimeout,
          udpStreamTimeout: $0.udpStreamTimeout,
          udpTimeout: $0.udpTimeout
        )
      },
      description: interface.summary ?? "",
      groups: groupShapes(in: state),
      interfaceType: interface.interfaceType,
      ipv4Prefixes: interface.ipv4Prefixes.isEmpty
        ? nil : interface.ipv4Prefixes.map { EC2.Ipv4PrefixSpecification(ipv4Prefix: $0.description) },
      ipv6Address: interface.ipv6Addresses.first?.description,
      ipv6Addresses: interface.ipv6Addresses.enumerated().map {
        EC2.NetworkInterfaceIpv6Address(
          ipv6Address: $0.element.description,
          isPrimaryIpv6: hasPrimaryIPv6Address && $0.offset == 0
        )
      },
      ipv6Native: isIPv6Native ? true : nil,
      ipv6Prefixes: interface.ipv6Prefixes.isEmpty
        ? nil : interface.ipv6Prefixes.map { EC2.Ipv6PrefixSpecification(ipv6Prefix: $0.description) },
      macAddress: macAddress,
      networkInterfaceId: interface.id.text,
      ownerId: location.accountID,
      privateDnsName: primary.map { HostNames.ofPrivate($0.address, region: location.region) },
      privateIpAddress: primary?.address.description,
      privateIpAddresses: interface.privateIPv4Addresses.map { address in
        EC2.NetworkInterfacePrivateIpAddress(
          association: association(before: address.address, in: state),
          primary: address.isPrimary,
          privateDnsName: HostNames.ofPrivate(address.address, region: location.region),
          privateIpAddress: address.address.description
        )
      },
      requesterId: interface.requesterID,
      requesterManaged: isRequesterManaged,
      sourceDestCheck: interface.sourceDestinationCheck,
      status: status,
      subnetId: interface.subnetID.text,
      tagSet: TagWords.shapes(tags),
      vpcId: interface.vpcID.text
    )
  }

  /// `available` or `in-use`.
  var status: String { attachment == nil ? "available" : "in-use" }

  /// Whether it has no IPv4 address since its subnet has none.
  var isIPv6Native: Bool { interface.privateIPv4Addresses.isEmpty && !interface.ipv6Addresses.isEmpty }

  func groupShapes(in state: State) -> [EC2.GroupIdentifier] {
    interface.groupIDs.map { EC2.GroupIdentifier(groupId: $0.text, groupName: state.securityGroups[$0]?.group.name) }
  }

  private func association(before address: IPv4Address, in state: State) -> EC2.NetworkInterfaceAssociation? {
    guard let association = publicAssociations.first(where: { $0.privateAddress == address }) else { return nil }
    return EC2.NetworkInterfaceAssociation(
      allocationId: association.allocationID,
      associationId: association.associationID,
      ipOwnerId: ipOwnerID(of: association),
      publicDnsName: publicDNSName(of: association, in: state),
      publicIp: association.publicAddress.description
    )
  }

  /// The account for an elastic address, `amazon` for one that came with the launch.
  func ipOwnerID(of association: PublicAssociation) -> String {
    association.allocationID == nil ? "amazon" : location.accountID
  }

  /// Only where the VPC gives host names.
  func publicDNSName(of association: PublicAssociation, in state: State) -> String? {
    guard state.vpcs[interface.vpcID]?.enableDNSHostnames == true else { return nil }
    return HostNames.ofPublic(association.publicAddress, region: location.region)
  }
}

extension NetworkInterfaceRecord.Attachment {
  var shape: EC2.NetworkInterfaceAttachment {
    EC2.NetworkInterfaceAttachment(
      attachTime: attachTime,
      attachmentId: id,
      deleteOnTermination: deleteOnTermination,
      deviceIndex: deviceIndex,
      instanceId: instanceID,
      instanceOwnerId: instanceOwnerID,
      networkCardIndex: networkCardIndex,
      status: status
    )
  }
}
