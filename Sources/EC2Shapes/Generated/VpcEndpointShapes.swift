// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a DNS entry.
  package struct DnsEntry: XMLEncodable, Equatable {
    package var dnsName: String?
    package var hostedZoneId: String?

    package init(
      dnsName: String? = nil, hostedZoneId: String? = nil
    ) {
      self.dnsName = dnsName; self.hostedZoneId = hostedZoneId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("dnsName", dnsName)
      xml.element("hostedZoneId", hostedZoneId)
    }
  }

  /// Describes the DNS options for an endpoint.
  package struct DnsOptions: XMLEncodable, Equatable {
    package var dnsRecordIpType: String?
    package var privateDnsOnlyForInboundResolverEndpoint: Bool?
    package var privateDnsPreference: String?
    package var privateDnsSpecifiedDomains: [String]?

    package init(
      dnsRecordIpType: String? = nil, privateDnsOnlyForInboundResolverEndpoint: Bool? = nil,
      privateDnsPreference: String? = nil, privateDnsSpecifiedDomains: [String]? = nil
    ) {
      self.dnsRecordIpType = dnsRecordIpType
      self.privateDnsOnlyForInboundResolverEndpoint = privateDnsOnlyForInboundResolverEndpoint
      self.privateDnsPreference = privateDnsPreference; self.privateDnsSpecifiedDomains = privateDnsSpecifiedDomains
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("dnsRecordIpType", dnsRecordIpType)
      xml.element("privateDnsOnlyForInboundResolverEndpoint", privateDnsOnlyForInboundResolverEndpoint)
      xml.element("privateDnsPreference", privateDnsPreference)
      xml.list("privateDnsSpecifiedDomainSet", privateDnsSpecifiedDomains)
    }
  }

  /// Information about the Private DNS name for interface endpoints.
  package struct PrivateDnsDetails: XMLEncodable, Equatable {
    package var privateDnsName: String?

    package init(
      privateDnsName: String? = nil
    ) {
      self.privateDnsName = privateDnsName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("privateDnsName", privateDnsName)
    }
  }

  /// Describes a security group.
  package struct SecurityGroupIdentifier: XMLEncodable, Equatable {
    package var groupId: String?
    package var groupName: String?

    package init(
      groupId: String? = nil, groupName: String? = nil
    ) {
      self.groupId = groupId; self.groupName = groupName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
    }
  }

  /// Describes a VPC endpoint service.
  package struct ServiceDetail: XMLEncodable, Equatable {
    package var acceptanceRequired: Bool?
    package var availabilityZoneIds: [String]?
    package var availabilityZones: [String]?
    package var baseEndpointDnsNames: [String]?
    package var managesVpcEndpoints: Bool?
    package var owner: String?
    package var payerResponsibility: String?
    package var privateDnsName: String?
    package var privateDnsNameVerificationState: String?
    package var privateDnsNames: [PrivateDnsDetails]?
    package var serviceId: String?
    package var serviceName: String?
    package var serviceRegion: String?
    package var serviceType: [ServiceTypeDetail]?
    package var supportedIpAddressTypes: [String]?
    package var tags: [Tag]?
    package var vpcEndpointPolicySupported: Bool?

    package init(
      acceptanceRequired: Bool? = nil, availabilityZoneIds: [String]? = nil, availabilityZones: [String]? = nil,
      baseEndpointDnsNames: [String]? = nil, managesVpcEndpoints: Bool? = nil, owner: String? = nil,
      payerResponsibility: String? = nil, privateDnsName: String? = nil, privateDnsNameVerificationState: String? = nil,
      privateDnsNames: [PrivateDnsDetails]? = nil, serviceId: String? = nil, serviceName: String? = nil,
      serviceRegion: String? = nil, serviceType: [ServiceTypeDetail]? = nil, supportedIpAddressTypes: [String]? = nil,
      tags: [Tag]? = nil, vpcEndpointPolicySupported: Bool? = nil
    ) {
      self.acceptanceRequired = acceptanceRequired; self.availabilityZoneIds = availabilityZoneIds
      self.availabilityZones = availabilityZones; self.baseEndpointDnsNames = baseEndpointDnsNames
      self.managesVpcEndpoints = managesVpcEndpoints; self.owner = owner
      self.payerResponsibility = payerResponsibility; self.privateDnsName = privateDnsName
      self.privateDnsNameVerificationState = privateDnsNameVerificationState; self.privateDnsNames = privateDnsNames
      self.serviceId = serviceId; self.serviceName = serviceName; self.serviceRegion = serviceRegion
      self.serviceType = serviceType; self.supportedIpAddressTypes = supportedIpAddressTypes; self.tags = tags
      self.vpcEndpointPolicySupported = vpcEndpointPolicySupported
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("acceptanceRequired", acceptanceRequired)
      xml.list("availabilityZoneIdSet", availabilityZoneIds)
      xml.list("availabilityZoneSet", availabilityZones)
      xml.list("baseEndpointDnsNameSet", baseEndpointDnsNames)
      xml.element("managesVpcEndpoints", managesVpcEndpoints)
      xml.element("owner", owner)
      xml.element("payerResponsibility", payerResponsibility)
      xml.element("privateDnsName", privateDnsName)
      xml.element("privateDnsNameVerificationState", privateDnsNameVerificationState)
      xml.list("privateDnsNameSet", privateDnsNames)
      xml.element("serviceId", serviceId)
      xml.element("serviceName", serviceName)
      xml.element("serviceRegion", serviceRegion)
      xml.list("serviceType", serviceType)
      xml.list("supportedIpAddressTypeSet", supportedIpAddressTypes)
      xml.list("tagSet", tags)
      xml.element("vpcEndpointPolicySupported", vpcEndpointPolicySupported)
    }
  }

  /// Describes the type of service for a VPC endpoint.
  package struct ServiceTypeDetail: XMLEncodable, Equatable {
    package var serviceType: String?

    package init(
      serviceType: String? = nil
    ) {
      self.serviceType = serviceType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("serviceType", serviceType)
    }
  }

  /// Prefixes of the subnet IP.
  package struct SubnetIpPrefixes: XMLEncodable, Equatable {
    package var ipPrefixes: [String]?
    package var subnetId: String?

    package init(
      ipPrefixes: [String]? = nil, subnetId: String? = nil
    ) {
      self.ipPrefixes = ipPrefixes; self.subnetId = subnetId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("ipPrefixSet", ipPrefixes)
      xml.element("subnetId", subnetId)
    }
  }

  /// Describes a VPC endpoint.
  package struct VpcEndpoint: XMLEncodable, Equatable {
    package var creationTimestamp: Timestamp?
    package var dnsEntries: [DnsEntry]?
    package var dnsOptions: DnsOptions?
    package var failureReason: String?
    package var groups: [SecurityGroupIdentifier]?
    package var ipAddressType: String?
    package var ipv4Prefixes: [SubnetIpPrefixes]?
    package var ipv6Prefixes: [SubnetIpPrefixes]?
    package var networkInterfaceIds: [String]?
    package var ownerId: String?
    package var policyDocument: String?
    package var privateDnsEnabled: Bool?
    package var requesterManaged: Bool?
    package var resourceConfigurationArn: String?
    package var routeTableIds: [String]?
    package var serviceName: String?
    package var serviceNetworkArn: String?
    package var serviceRegion: String?
    package var state: String?
    package var subnetIds: [String]?
    package var tags: [Tag]?
    package var vpcEndpointId: String?
    package var vpcEndpointType: String?
    package var vpcId: String?

    package init(
      creationTimestamp: Timestamp? = nil, dnsEntries: [DnsEntry]? = nil, dnsOptions: DnsOptions? = nil,
      failureReason: String? = nil, groups: [SecurityGroupIdentifier]? = nil, ipAddressType: String? = nil,
      ipv4Prefixes: [SubnetIpPrefixes]? = nil, ipv6Prefixes: [SubnetIpPrefixes]? = nil,
      networkInterfaceIds: [String]? = nil, ownerId: String? = nil, policyDocument: String? = nil,
      privateDnsEnabled: Bool? = nil, requesterManaged: Bool? = nil, resourceConfigurationArn: String? = nil,
      routeTableIds: [String]? = nil, serviceName: String? = nil, serviceNetworkArn: String? = nil,
      serviceRegion: String? = nil, state: String? = nil, subnetIds: [String]? = nil, tags: [Tag]? = nil,
      vpcEndpointId: String? = nil, vpcEndpointType: String? = nil, vpcId: String? = nil
    ) {
      self.creationTimestamp = creationTimestamp; self.dnsEntries = dnsEntries; self.dnsOptions = dnsOptions
      self.failureReason = failureReason; self.groups = groups; self.ipAddressType = ipAddressType
      self.ipv4Prefixes = ipv4Prefixes; self.ipv6Prefixes = ipv6Prefixes
      self.networkInterfaceIds = networkInterfaceIds; self.ownerId = ownerId; self.policyDocument = policyDocument
      self.privateDnsEnabled = privateDnsEnabled; self.requesterManaged = requesterManaged
      self.resourceConfigurationArn = resourceConfigurationArn; self.routeTableIds = routeTableIds
      self.serviceName = serviceName; self.serviceNetworkArn = serviceNetworkArn; self.serviceRegion = serviceRegion
      self.state = state; self.subnetIds = subnetIds; self.tags = tags; self.vpcEndpointId = vpcEndpointId
      self.vpcEndpointType = vpcEndpointType; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("creationTimestamp", creationTimestamp)
      xml.list("dnsEntrySet", dnsEntries)
      xml.structure("dnsOptions", dnsOptions)
      xml.element("failureReason", failureReason)
      xml.list("groupSet", groups)
      xml.element("ipAddressType", ipAddressType)
      xml.list("ipv4PrefixSet", ipv4Prefixes)
      xml.list("ipv6PrefixSet", ipv6Prefixes)
      xml.list("networkInterfaceIdSet", networkInterfaceIds)
      xml.element("ownerId", ownerId)
      xml.element("policyDocument", policyDocument)
      xml.element("privateDnsEnabled", privateDnsEnabled)
      xml.element("requesterManaged", requesterManaged)
      xml.element("resourceConfigurationArn", resourceConfigurationArn)
      xml.list("routeTableIdSet", routeTableIds)
      xml.element("serviceName", serviceName)
      xml.element("serviceNetworkArn", serviceNetworkArn)
      xml.element("serviceRegion", serviceRegion)
      xml.element("state", state)
      xml.list("subnetIdSet", subnetIds)
      xml.list("tagSet", tags)
      xml.element("vpcEndpointId", vpcEndpointId)
      xml.element("vpcEndpointType", vpcEndpointType)
      xml.element("vpcId", vpcId)
    }
  }
}
