// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the private IP addresses assigned to a network interface.
  package struct AssignedPrivateIpAddress: XMLEncodable, Equatable {
    package var privateIpAddress: String?

    package init(
      privateIpAddress: String? = nil
    ) {
      self.privateIpAddress = privateIpAddress
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("privateIpAddress", privateIpAddress)
    }
  }

  /// A security group connection tracking configuration that enables you to set the idle timeout for connection
  /// tracking on an Elastic network interface.
  package struct ConnectionTrackingConfiguration: XMLEncodable, Equatable {
    package var tcpEstablishedTimeout: Int?
    package var udpStreamTimeout: Int?
    package var udpTimeout: Int?

    package init(
      tcpEstablishedTimeout: Int? = nil, udpStreamTimeout: Int? = nil, udpTimeout: Int? = nil
    ) {
      self.tcpEstablishedTimeout = tcpEstablishedTimeout; self.udpStreamTimeout = udpStreamTimeout
      self.udpTimeout = udpTimeout
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("tcpEstablishedTimeout", tcpEstablishedTimeout)
      xml.element("udpStreamTimeout", udpStreamTimeout)
      xml.element("udpTimeout", udpTimeout)
    }
  }

  /// Describes an IPv4 prefix.
  package struct Ipv4PrefixSpecification: XMLEncodable, Equatable {
    package var ipv4Prefix: String?

    package init(
      ipv4Prefix: String? = nil
    ) {
      self.ipv4Prefix = ipv4Prefix
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv4Prefix", ipv4Prefix)
    }
  }

  /// Describes the IPv6 prefix.
  package struct Ipv6PrefixSpecification: XMLEncodable, Equatable {
    package var ipv6Prefix: String?

    package init(
      ipv6Prefix: String? = nil
    ) {
      self.ipv6Prefix = ipv6Prefix
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv6Prefix", ipv6Prefix)
    }
  }

  /// Describes a network interface.
  package struct NetworkInterface: XMLEncodable, Equatable {
    package var association: NetworkInterfaceAssociation?
    package var attachment: NetworkInterfaceAttachment?
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var connectionTrackingConfiguration: ConnectionTrackingConfiguration?
    package var denyAllIgwTraffic: Bool?
    package var description: String?
    package var groups: [GroupIdentifier]?
    package var interfaceType: String?
    package var ipv4Prefixes: [Ipv4PrefixSpecification]?
    package var ipv6Address: String?
    package var ipv6Addresses: [NetworkInterfaceIpv6Address]?
    package var ipv6Native: Bool?
    package var ipv6Prefixes: [Ipv6PrefixSpecification]?
    package var macAddress: String?
    package var networkInterfaceId: String?
    package var ownerId: String?
    package var privateDnsName: String?
    package var privateIpAddress: String?
    package var privateIpAddresses: [NetworkInterfacePrivateIpAddress]?
    package var publicDnsName: String?
    package var publicIpDnsNameOptions: PublicIpDnsNameOptions?
    package var requesterId: String?
    package var requesterManaged: Bool?
    package var sourceDestCheck: Bool?
    package var status: String?
    package var subnetId: String?
    package var tagSet: [Tag]?
    package var vpcId: String?

    package init(
      association: NetworkInterfaceAssociation? = nil, attachment: NetworkInterfaceAttachment? = nil,
      availabilityZone: String? = nil, availabilityZoneId: String? = nil,
      connectionTrackingConfiguration: ConnectionTrackingConfiguration? = nil, denyAllIgwTraffic: Bool? = nil,
      description: String? = nil, groups: [GroupIdentifier]? = nil, interfaceType: String? = nil,
      ipv4Prefixes: [Ipv4PrefixSpecification]? = nil, ipv6Address: String? = nil,
      ipv6Addresses: [NetworkInterfaceIpv6Address]? = nil, ipv6Native: Bool? = nil,
      ipv6Prefixes: [Ipv6PrefixSpecification]? = nil, macAddress: String? = nil, networkInterfaceId: String? = nil,
      ownerId: String? = nil, privateDnsName: String? = nil, privateIpAddress: String? = nil,
      privateIpAddresses: [NetworkInterfacePrivateIpAddress]? = nil, publicDnsName: String? = nil,
      publicIpDnsNameOptions: PublicIpDnsNameOptions? = nil, requesterId: String? = nil, requesterManaged: Bool? = nil,
      sourceDestCheck: Bool? = nil, status: String? = nil, subnetId: String? = nil, tagSet: [Tag]? = nil,
      vpcId: String? = nil
    ) {
      self.association = association; self.attachment = attachment; self.availabilityZone = availabilityZone
      self.availabilityZoneId = availabilityZoneId
      self.connectionTrackingConfiguration = connectionTrackingConfiguration
      self.denyAllIgwTraffic = denyAllIgwTraffic; self.description = description; self.groups = groups
      self.interfaceType = interfaceType; self.ipv4Prefixes = ipv4Prefixes; self.ipv6Address = ipv6Address
      self.ipv6Addresses = ipv6Addresses; self.ipv6Native = ipv6Native; self.ipv6Prefixes = ipv6Prefixes
      self.macAddress = macAddress; self.networkInterfaceId = networkInterfaceId; self.ownerId = ownerId
      self.privateDnsName = privateDnsName; self.privateIpAddress = privateIpAddress
      self.privateIpAddresses = privateIpAddresses; self.publicDnsName = publicDnsName
      self.publicIpDnsNameOptions = publicIpDnsNameOptions; self.requesterId = requesterId
      self.requesterManaged = requesterManaged; self.sourceDestCheck = sourceDestCheck; self.status = status
      self.subnetId = subnetId; self.tagSet = tagSet; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("association", association)
      xml.structure("attachment", attachment)
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.structure("connectionTrackingConfiguration", connectionTrackingConfiguration)
      xml.element("denyAllIgwTraffic", denyAllIgwTraffic)
      xml.element("description", description)
      xml.list("groupSet", groups)
      xml.element("interfaceType", interfaceType)
      xml.list("ipv4PrefixSet", ipv4Prefixes)
      xml.element("ipv6Address", ipv6Address)
      xml.list("ipv6AddressesSet", ipv6Addresses)
      xml.element("ipv6Native", ipv6Native)
      xml.list("ipv6PrefixSet", ipv6Prefixes)
      xml.element("macAddress", macAddress)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.element("ownerId", ownerId)
      xml.element("privateDnsName", privateDnsName)
      xml.element("privateIpAddress", privateIpAddress)
      xml.list("privateIpAddressesSet", privateIpAddresses)
      xml.element("publicDnsName", publicDnsName)
      xml.structure("publicIpDnsNameOptions", publicIpDnsNameOptions)
      xml.element("requesterId", requesterId)
      xml.element("requesterManaged", requesterManaged)
      xml.element("sourceDestCheck", sourceDestCheck)
      xml.element("status", status)
      xml.element("subnetId", subnetId)
      xml.list("tagSet", tagSet)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes association information for an Elastic IP address (IPv4 only), or a Carrier IP address (for a network
  /// interface which resides in a subnet in a Wavelength Zone).
  package struct NetworkInterfaceAssociation: XMLEncodable, Equatable {
    package var allocationId: String?
    package var associationId: String?
    package var carrierIp: String?
    package var customerOwnedIp: String?
    package var ipOwnerId: String?
    package var publicDnsName: String?
    package var publicIp: String?

    package init(
      allocationId: String? = nil, associationId: String? = nil, carrierIp: String? = nil,
      customerOwnedIp: String? = nil, ipOwnerId: String? = nil, publicDnsName: String? = nil, publicIp: String? = nil
    ) {
      self.allocationId = allocationId; self.associationId = associationId; self.carrierIp = carrierIp
      self.customerOwnedIp = customerOwnedIp; self.ipOwnerId = ipOwnerId; self.publicDnsName = publicDnsName
      self.publicIp = publicIp
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allocationId", allocationId)
      xml.element("associationId", associationId)
      xml.element("carrierIp", carrierIp)
      xml.element("customerOwnedIp", customerOwnedIp)
      xml.element("ipOwnerId", ipOwnerId)
      xml.element("publicDnsName", publicDnsName)
      xml.element("publicIp", publicIp)
    }
  }

  /// Describes a network interface attachment.
  package struct NetworkInterfaceAttachment: XMLEncodable, Equatable {
    package var attachTime: Timestamp?
    package var attachmentId: String?
    package var deleteOnTermination: Bool?
    package var deviceIndex: Int?
    package var instanceId: String?
    package var instanceOwnerId: String?
    package var networkCardIndex: Int?
    package var status: String?

    package init(
      attachTime: Timestamp? = nil, attachmentId: String? = nil, deleteOnTermination: Bool? = nil,
      deviceIndex: Int? = nil, instanceId: String? = nil, instanceOwnerId: String? = nil, networkCardIndex: Int? = nil,
      status: String? = nil
    ) {
      self.attachTime = attachTime; self.attachmentId = attachmentId; self.deleteOnTermination = deleteOnTermination
      self.deviceIndex = deviceIndex; self.instanceId = instanceId; self.instanceOwnerId = instanceOwnerId
      self.networkCardIndex = networkCardIndex; self.status = status
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attachTime", attachTime)
      xml.element("attachmentId", attachmentId)
      xml.element("deleteOnTermination", deleteOnTermination)
      xml.element("deviceIndex", deviceIndex)
      xml.element("instanceId", instanceId)
      xml.element("instanceOwnerId", instanceOwnerId)
      xml.element("networkCardIndex", networkCardIndex)
      xml.element("status", status)
    }
  }

  /// Describes an IPv6 address associated with a network interface.
  package struct NetworkInterfaceIpv6Address: XMLEncodable, Equatable {
    package var ipv6Address: String?
    package var isPrimaryIpv6: Bool?
    package var publicIpv6DnsName: String?

    package init(
      ipv6Address: String? = nil, isPrimaryIpv6: Bool? = nil, publicIpv6DnsName: String? = nil
    ) {
      self.ipv6Address = ipv6Address; self.isPrimaryIpv6 = isPrimaryIpv6; self.publicIpv6DnsName = publicIpv6DnsName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv6Address", ipv6Address)
      xml.element("isPrimaryIpv6", isPrimaryIpv6)
      xml.element("publicIpv6DnsName", publicIpv6DnsName)
    }
  }

  /// Describes the private IPv4 address of a network interface.
  package struct NetworkInterfacePrivateIpAddress: XMLEncodable, Equatable {
    package var association: NetworkInterfaceAssociation?
    package var primary: Bool?
    package var privateDnsName: String?
    package var privateIpAddress: String?

    package init(
      association: NetworkInterfaceAssociation? = nil, primary: Bool? = nil, privateDnsName: String? = nil,
      privateIpAddress: String? = nil
    ) {
      self.association = association; self.primary = primary; self.privateDnsName = privateDnsName
      self.privateIpAddress = privateIpAddress
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("association", association)
      xml.element("primary", primary)
      xml.element("privateDnsName", privateDnsName)
      xml.element("privateIpAddress", privateIpAddress)
    }
  }

  /// Public hostname type options.
  package struct PublicIpDnsNameOptions: XMLEncodable, Equatable {
    package var dnsHostnameType: String?
    package var publicDualStackDnsName: String?
    package var publicIpv4DnsName: String?
    package var publicIpv6DnsName: String?

    package init(
      dnsHostnameType: String? = nil, publicDualStackDnsName: String? = nil, publicIpv4DnsName: String? = nil,
      publicIpv6DnsName: String? = nil
    ) {
      self.dnsHostnameType = dnsHostnameType; self.publicDualStackDnsName = publicDualStackDnsName
      self.publicIpv4DnsName = publicIpv4DnsName; self.publicIpv6DnsName = publicIpv6DnsName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("dnsHostnameType", dnsHostnameType)
      xml.element("publicDualStackDnsName", publicDualStackDnsName)
      xml.element("publicIpv4DnsName", publicIpv4DnsName)
      xml.element("publicIpv6DnsName", publicIpv6DnsName)
    }
  }
}
