// Written by Scripts/generate-describe-shapes.py from botocore 1.43.11. Do not edit.

extension ShapeTable {
  /// The responses of the EC2 actions that a snapshot fetches, API version 2016-11-15.
  static let ec2 = ShapeTable(
    apiVersion: "2016-11-15",
    text: """
      > DescribeVpcs DescribeVpcsResult token=NextToken next=NextToken limit=MaxResults size=1000 list=Vpcs
      > DescribeSubnets DescribeSubnetsResult token=NextToken next=NextToken limit=MaxResults size=1000 list=Subnets
      > DescribeNetworkInterfaces DescribeNetworkInterfacesResult token=NextToken next=NextToken limit=MaxResults
       size=1000 list=NetworkInterfaces
      > DescribeSecurityGroups DescribeSecurityGroupsResult token=NextToken next=NextToken limit=MaxResults size=1000
       list=SecurityGroups
      > DescribeSecurityGroupRules DescribeSecurityGroupRulesResult token=NextToken next=NextToken limit=MaxResults
       size=1000 list=SecurityGroupRules
      > DescribeSecurityGroupVpcAssociations DescribeSecurityGroupVpcAssociationsResult token=NextToken next=NextToken
       limit=MaxResults size=1000 list=SecurityGroupVpcAssociations
      > DescribeNetworkAcls DescribeNetworkAclsResult token=NextToken next=NextToken limit=MaxResults size=1000
       list=NetworkAcls
      > DescribeRouteTables DescribeRouteTablesResult token=NextToken next=NextToken limit=MaxResults size=100
       list=RouteTables
      > DescribeInternetGateways DescribeInternetGatewaysResult token=NextToken next=NextToken limit=MaxResults
       size=1000 list=InternetGateways
      > DescribeEgressOnlyInternetGateways DescribeEgressOnlyInternetGatewaysResult token=NextToken next=NextToken
       limit=MaxResults size=255 list=EgressOnlyInternetGateways
      > DescribeNatGateways DescribeNatGatewaysResult token=NextToken next=NextToken limit=MaxResults size=1000
       list=NatGateways
      > DescribeVpcPeeringConnections DescribeVpcPeeringConnectionsResult token=NextToken next=NextToken
       limit=MaxResults size=1000 list=VpcPeeringConnections
      > DescribeManagedPrefixLists DescribeManagedPrefixListsResult token=NextToken next=NextToken limit=MaxResults
       size=100 list=PrefixLists
      > GetManagedPrefixListEntries GetManagedPrefixListEntriesResult token=NextToken next=NextToken limit=MaxResults
       size=100 list=Entries
      > DescribePrefixLists DescribePrefixListsResult token=NextToken next=NextToken list=PrefixLists
      > DescribeVpcEndpoints DescribeVpcEndpointsResult token=NextToken next=NextToken limit=MaxResults size=1000
       list=VpcEndpoints
      > DescribeTransitGatewayVpcAttachments DescribeTransitGatewayVpcAttachmentsResult token=NextToken next=NextToken
       limit=MaxResults size=1000 list=TransitGatewayVpcAttachments
      > DescribeInstances DescribeInstancesResult token=NextToken next=NextToken limit=MaxResults size=1000
       list=Reservations
      > DescribeAddresses DescribeAddressesResult list=Addresses
      > DescribeFlowLogs DescribeFlowLogsResult token=NextToken next=NextToken list=FlowLogs
      DescribeVpcsResult
       nextToken:s vpcSet=Vpcs:[Vpc]
      DescribeSubnetsResult
       nextToken:s subnetSet=Subnets:[Subnet]
      DescribeNetworkInterfacesResult
       networkInterfaceSet=NetworkInterfaces:[NetworkInterface] nextToken:s
      DescribeSecurityGroupsResult
       nextToken:s securityGroupInfo=SecurityGroups:[SecurityGroup]
      DescribeSecurityGroupRulesResult
       nextToken:s securityGroupRuleSet=SecurityGroupRules:[SecurityGroupRule]
      DescribeSecurityGroupVpcAssociationsResult
       nextToken:s securityGroupVpcAssociationSet=SecurityGroupVpcAssociations:[SecurityGroupVpcAssociation]
      DescribeNetworkAclsResult
       networkAclSet=NetworkAcls:[NetworkAcl] nextToken:s
      DescribeRouteTablesResult
       nextToken:s routeTableSet=RouteTables:[RouteTable]
      DescribeInternetGatewaysResult
       internetGatewaySet=InternetGateways:[InternetGateway] nextToken:s
      DescribeEgressOnlyInternetGatewaysResult
       egressOnlyInternetGatewaySet=EgressOnlyInternetGateways:[EgressOnlyInternetGateway] nextToken:s
      DescribeNatGatewaysResult
       natGatewaySet=NatGateways:[NatGateway] nextToken:s
      DescribeVpcPeeringConnectionsResult
       nextToken:s vpcPeeringConnectionSet=VpcPeeringConnections:[VpcPeeringConnection]
      DescribeManagedPrefixListsResult
       nextToken:s prefixListSet=PrefixLists:[ManagedPrefixList]
      GetManagedPrefixListEntriesResult
       entrySet=Entries:[PrefixListEntry] nextToken:s
      DescribePrefixListsResult
       nextToken:s prefixListSet=PrefixLists:[PrefixList]
      DescribeVpcEndpointsResult
       nextToken:s vpcEndpointSet=VpcEndpoints:[VpcEndpoint]
      DescribeTransitGatewayVpcAttachmentsResult
       nextToken:s transitGatewayVpcAttachments:[TransitGatewayVpcAttachment]
      DescribeInstancesResult
       nextToken:s reservationSet=Reservations:[Reservation]
      DescribeAddressesResult
       addressesSet=Addresses:[Address]
      DescribeFlowLogsResult
       flowLogSet=FlowLogs:[FlowLog] nextToken:s
      Vpc
       blockPublicAccessStates:BlockPublicAccessStates cidrBlock:s cidrBlockAssociationSet:[VpcCidrBlockAssociation]
       dhcpOptionsId:s encryptionControl:VpcEncryptionControl instanceTenancy:s
       ipv6CidrBlockAssociationSet:[VpcIpv6CidrBlockAssociation] isDefault:b ownerId:s state:s tagSet=Tags:[Tag]
       vpcId:s
      Subnet
       assignIpv6AddressOnCreation:b availabilityZone:s availabilityZoneId:s availableIpAddressCount:i
       blockPublicAccessStates:BlockPublicAccessStates cidrBlock:s customerOwnedIpv4Pool:s defaultForAz:b
       enableDns64:b enableLniAtDeviceIndex:i ipv6CidrBlockAssociationSet:[SubnetIpv6CidrBlockAssociation]
       ipv6Native:b mapCustomerOwnedIpOnLaunch:b mapPublicIpOnLaunch:b outpostArn:s ownerId:s
       privateDnsNameOptionsOnLaunch:PrivateDnsNameOptionsOnLaunch state:s subnetArn:s subnetId:s tagSet=Tags:[Tag]
       type:s vpcId:s
      NetworkInterface
       associatedSubnetSet=AssociatedSubnets:[s] association:NetworkInterfaceAssociation
       attachment:NetworkInterfaceAttachment availabilityZone:s availabilityZoneId:s
       connectionTrackingConfiguration:ConnectionTrackingConfiguration denyAllIgwTraffic:b description:s
       groupSet=Groups:[GroupIdentifier] interfaceType:s ipv4PrefixSet=Ipv4Prefixes:[Ipv4PrefixSpecification]
       ipv6Address:s ipv6AddressesSet=Ipv6Addresses:[NetworkInterfaceIpv6Address] ipv6Native:b
       ipv6PrefixSet=Ipv6Prefixes:[Ipv6PrefixSpecification] macAddress:s networkInterfaceId:s
       operator:OperatorResponse outpostArn:s ownerId:s privateDnsName:s privateIpAddress:s
       privateIpAddressesSet=PrivateIpAddresses:[NetworkInterfacePrivateIpAddress] publicDnsName:s
       publicIpDnsNameOptions:PublicIpDnsNameOptions requesterId:s requesterManaged:b sourceDestCheck:b status:s
       subnetId:s tagSet:[Tag] vpcId:s
      SecurityGroup
       groupDescription=Description:s groupId:s groupName:s ipPermissions:[IpPermission]
       ipPermissionsEgress:[IpPermission] ownerId:s securityGroupArn:s tagSet=Tags:[Tag] vpcId:s
      SecurityGroupRule
       cidrIpv4:s cidrIpv6:s description:s fromPort:i groupId:s groupOwnerId:s ipProtocol:s isEgress:b prefixListId:s
       referencedGroupInfo:ReferencedSecurityGroup securityGroupRuleArn:s securityGroupRuleId:s tagSet=Tags:[Tag]
       toPort:i
      SecurityGroupVpcAssociation
       groupId:s groupOwnerId:s state:s stateReason:s vpcId:s vpcOwnerId:s
      NetworkAcl
       associationSet=Associations:[NetworkAclAssociation] entrySet=Entries:[NetworkAclEntry] default=IsDefault:b
       networkAclId:s ownerId:s tagSet=Tags:[Tag] vpcId:s
      RouteTable
       associationSet=Associations:[RouteTableAssociation] ownerId:s
       propagatingVgwSet=PropagatingVgws:[PropagatingVgw] routeTableId:s routeSet=Routes:[Route] tagSet=Tags:[Tag]
       vpcId:s
      InternetGateway
       attachmentSet=Attachments:[InternetGatewayAttachment] internetGatewayId:s ownerId:s tagSet=Tags:[Tag]
      EgressOnlyInternetGateway
       attachmentSet=Attachments:[InternetGatewayAttachment] egressOnlyInternetGatewayId:s tagSet=Tags:[Tag]
      NatGateway
       attachedApplianceSet=AttachedAppliances:[NatGatewayAttachedAppliance] autoProvisionZones:s autoScalingIps:s
       availabilityMode:s connectivityType:s createTime:t deleteTime:t failureCode:s failureMessage:s
       natGatewayAddressSet=NatGatewayAddresses:[NatGatewayAddress] natGatewayId:s
       provisionedBandwidth:ProvisionedBandwidth routeTableId:s state:s subnetId:s tagSet=Tags:[Tag] vpcId:s
      VpcPeeringConnection
       accepterVpcInfo:VpcPeeringConnectionVpcInfo expirationTime:t requesterVpcInfo:VpcPeeringConnectionVpcInfo
       status:VpcPeeringConnectionStateReason tagSet=Tags:[Tag] vpcPeeringConnectionId:s
      ManagedPrefixList
       addressFamily:s ipamPrefixListResolverSyncEnabled:b ipamPrefixListResolverTargetId:s maxEntries:i ownerId:s
       prefixListArn:s prefixListId:s prefixListName:s state:s stateMessage:s tagSet=Tags:[Tag] version:i
      PrefixListEntry
       cidr:s description:s
      PrefixList
       cidrSet=Cidrs:[s] prefixListId:s prefixListName:s
      VpcEndpoint
       creationTimestamp:t dnsEntrySet=DnsEntries:[DnsEntry] dnsOptions:DnsOptions failureReason:s
       groupSet=Groups:[SecurityGroupIdentifier] ipAddressType:s ipv4PrefixSet=Ipv4Prefixes:[SubnetIpPrefixes]
       ipv6PrefixSet=Ipv6Prefixes:[SubnetIpPrefixes] lastError:LastError networkInterfaceIdSet=NetworkInterfaceIds:[s]
       ownerId:s policyDocument:s privateDnsEnabled:b requesterManaged:b resourceConfigurationArn:s
       routeTableIdSet=RouteTableIds:[s] serviceName:s serviceNetworkArn:s serviceRegion:s state:s
       subnetIdSet=SubnetIds:[s] tagSet=Tags:[Tag] vpcEndpointId:s vpcEndpointType:s vpcId:s
      TransitGatewayVpcAttachment
       creationTime:t options:TransitGatewayVpcAttachmentOptions state:s subnetIds:[s] tagSet=Tags:[Tag]
       transitGatewayAttachmentId:s transitGatewayId:s vpcId:s vpcOwnerId:s
      Reservation
       groupSet=Groups:[GroupIdentifier] instancesSet=Instances:[Instance] ownerId:s requesterId:s reservationId:s
      Address
       allocationId:s associationId:s carrierIp:s customerOwnedIp:s customerOwnedIpv4Pool:s domain:s instanceId:s
       networkBorderGroup:s networkInterfaceId:s networkInterfaceOwnerId:s privateIpAddress:s publicIp:s
       publicIpv4Pool:s serviceManaged:s subnetId:s tagSet=Tags:[Tag]
      FlowLog
       creationTime:t deliverCrossAccountRole:s deliverLogsErrorMessage:s deliverLogsPermissionArn:s
       deliverLogsStatus:s destinationOptions:DestinationOptionsResponse flowLogId:s flowLogStatus:s logDestination:s
       logDestinationType:s logFormat:s logGroupName:s maxAggregationInterval:i resourceId:s tagSet=Tags:[Tag]
       trafficType:s
      BlockPublicAccessStates
       internetGatewayBlockMode:s
      VpcCidrBlockAssociation
       associationId:s cidrBlock:s cidrBlockState:VpcCidrBlockState
      VpcEncryptionControl
       mode:s resourceExclusions:VpcEncryptionControlExclusions state:s stateMessage:s tagSet=Tags:[Tag]
       vpcEncryptionControlId:s vpcId:s
      VpcIpv6CidrBlockAssociation
       associationId:s ipSource:s ipv6AddressAttribute:s ipv6CidrBlock:s ipv6CidrBlockState:VpcCidrBlockState
       ipv6Pool:s networkBorderGroup:s
      Tag
       key:s value:s
      SubnetIpv6CidrBlockAssociation
       associationId:s ipSource:s ipv6AddressAttribute:s ipv6CidrBlock:s ipv6CidrBlockState:SubnetCidrBlockState
      PrivateDnsNameOptionsOnLaunch
       enableResourceNameDnsAAAARecord:b enableResourceNameDnsARecord:b hostnameType:s
      NetworkInterfaceAssociation
       allocationId:s associationId:s carrierIp:s customerOwnedIp:s ipOwnerId:s publicDnsName:s publicIp:s
      NetworkInterfaceAttachment
       attachTime:t attachmentId:s deleteOnTermination:b deviceIndex:i enaQueueCount:i
       enaSrdSpecification:AttachmentEnaSrdSpecification instanceId:s instanceOwnerId:s networkCardIndex:i status:s
      ConnectionTrackingConfiguration
       tcpEstablishedTimeout:i udpStreamTimeout:i udpTimeout:i
      GroupIdentifier
       groupId:s groupName:s
      Ipv4PrefixSpecification
       ipv4Prefix:s
      NetworkInterfaceIpv6Address
       ipv6Address:s isPrimaryIpv6:b publicIpv6DnsName:s
      Ipv6PrefixSpecification
       ipv6Prefix:s
      OperatorResponse
       hiddenByDefault:b managed:b principal:s
      NetworkInterfacePrivateIpAddress
       association:NetworkInterfaceAssociation primary:b privateDnsName:s privateIpAddress:s
      PublicIpDnsNameOptions
       dnsHostnameType:s publicDualStackDnsName:s publicIpv4DnsName:s publicIpv6DnsName:s
      IpPermission
       fromPort:i ipProtocol:s ipRanges:[IpRange] ipv6Ranges:[Ipv6Range] prefixListIds:[PrefixListId] toPort:i
       groups=UserIdGroupPairs:[UserIdGroupPair]
      ReferencedSecurityGroup
       groupId:s peeringStatus:s userId:s vpcId:s vpcPeeringConnectionId:s
      NetworkAclAssociation
       networkAclAssociationId:s networkAclId:s subnetId:s
      NetworkAclEntry
       cidrBlock:s egress:b icmpTypeCode:IcmpTypeCode ipv6CidrBlock:s portRange:PortRange protocol:s ruleAction:s
       ruleNumber:i
      RouteTableAssociation
       associationState:RouteTableAssociationState gatewayId:s main:b publicIpv4Pool:s routeTableAssociationId:s
       routeTableId:s subnetId:s
      PropagatingVgw
       gatewayId:s
      Route
       carrierGatewayId:s coreNetworkArn:s destinationCidrBlock:s destinationIpv6CidrBlock:s destinationPrefixListId:s
       egressOnlyInternetGatewayId:s gatewayId:s instanceId:s instanceOwnerId:s ipAddress:s localGatewayId:s
       natGatewayId:s networkInterfaceId:s odbNetworkArn:s origin:s state:s transitGatewayId:s
       vpcPeeringConnectionId:s
      InternetGatewayAttachment
       state:s vpcId:s
      NatGatewayAttachedAppliance
       applianceArn:s attachmentState:s failureCode:s failureMessage:s modificationState:s type:s vpcEndpointId:s
      NatGatewayAddress
       allocationId:s associationId:s availabilityZone:s availabilityZoneId:s failureMessage:s isPrimary:b
       networkInterfaceId:s privateIp:s publicIp:s status:s
      ProvisionedBandwidth
       provisionTime:t provisioned:s requestTime:t requested:s status:s
      VpcPeeringConnectionVpcInfo
       cidrBlock:s cidrBlockSet:[CidrBlock] ipv6CidrBlockSet:[Ipv6CidrBlock] ownerId:s
       peeringOptions:VpcPeeringConnectionOptionsDescription region:s vpcId:s
      VpcPeeringConnectionStateReason
       code:s message:s
      DnsEntry
       dnsName:s hostedZoneId:s
      DnsOptions
       dnsRecordIpType:s privateDnsOnlyForInboundResolverEndpoint:b privateDnsPreference:s
       privateDnsSpecifiedDomainSet=PrivateDnsSpecifiedDomains:[s]
      SecurityGroupIdentifier
       groupId:s groupName:s
      SubnetIpPrefixes
       ipPrefixSet=IpPrefixes:[s] subnetId:s
      LastError
       code:s message:s
      TransitGatewayVpcAttachmentOptions
       applianceModeSupport:s dnsSupport:s ipv6Support:s securityGroupReferencingSupport:s
      Instance
       amiLaunchIndex:i architecture:s blockDeviceMapping=BlockDeviceMappings:[InstanceBlockDeviceMapping] bootMode:s
       capacityBlockId:s capacityReservationId:s
       capacityReservationSpecification:CapacityReservationSpecificationResponse clientToken:s cpuOptions:CpuOptions
       currentInstanceBootMode:s ebsOptimized:b
       elasticGpuAssociationSet=ElasticGpuAssociations:[ElasticGpuAssociation]
       elasticInferenceAcceleratorAssociationSet=ElasticInferenceAcceleratorAssociations:[ElasticInferenceAcceleratorAssociation]
       enaSupport:b enclaveOptions:EnclaveOptions hibernationOptions:HibernationOptions hypervisor:s
       iamInstanceProfile:IamInstanceProfile imageId:s instanceId:s instanceLifecycle:s instanceType:s ipv6Address:s
       kernelId:s keyName:s launchTime:t licenseSet=Licenses:[LicenseConfiguration]
       maintenanceOptions:InstanceMaintenanceOptions metadataOptions:InstanceMetadataOptionsResponse
       monitoring:Monitoring networkInterfaceSet=NetworkInterfaces:[InstanceNetworkInterface]
       networkPerformanceOptions:InstanceNetworkPerformanceOptions operator:OperatorResponse outpostArn:s
       placement:Placement platform:s platformDetails:s privateDnsName:s
       privateDnsNameOptions:PrivateDnsNameOptionsResponse privateIpAddress:s productCodes:[ProductCode]
       dnsName=PublicDnsName:s ipAddress=PublicIpAddress:s ramdiskId:s rootDeviceName:s rootDeviceType:s
       secondaryInterfaceSet=SecondaryInterfaces:[InstanceSecondaryInterface]
       groupSet=SecurityGroups:[GroupIdentifier] sourceDestCheck:b spotInstanceRequestId:s sriovNetSupport:s
       instanceState=State:InstanceState stateReason:StateReason reason=StateTransitionReason:s subnetId:s
       tagSet=Tags:[Tag] tpmSupport:s usageOperation:s usageOperationUpdateTime:t virtualizationType:s vpcId:s
      DestinationOptionsResponse
       fileFormat:s hiveCompatiblePartitions:b perHourPartition:b
      VpcCidrBlockState
       state:s statusMessage:s
      VpcEncryptionControlExclusions
       egressOnlyInternetGateway:VpcEncryptionControlExclusion elasticFileSystem:VpcEncryptionControlExclusion
       internetGateway:VpcEncryptionControlExclusion lambda:VpcEncryptionControlExclusion
       natGateway:VpcEncryptionControlExclusion virtualPrivateGateway:VpcEncryptionControlExclusion
       vpcLattice:VpcEncryptionControlExclusion vpcPeering:VpcEncryptionControlExclusion
      SubnetCidrBlockState
       state:s statusMessage:s
      AttachmentEnaSrdSpecification
       enaSrdEnabled:b enaSrdUdpSpecification:AttachmentEnaSrdUdpSpecification
      IpRange
       cidrIp:s description:s
      Ipv6Range
       cidrIpv6:s description:s
      PrefixListId
       description:s prefixListId:s
      UserIdGroupPair
       description:s groupId:s groupName:s peeringStatus:s userId:s vpcId:s vpcPeeringConnectionId:s
      IcmpTypeCode
       code:i type:i
      PortRange
       from:i to:i
      RouteTableAssociationState
       state:s statusMessage:s
      CidrBlock
       cidrBlock:s
      Ipv6CidrBlock
       ipv6CidrBlock:s
      VpcPeeringConnectionOptionsDescription
       allowDnsResolutionFromRemoteVpc:b allowEgressFromLocalClassicLinkToRemoteVpc:b
       allowEgressFromLocalVpcToRemoteClassicLink:b
      InstanceBlockDeviceMapping
       deviceName:s ebs:EbsInstanceBlockDevice
      CapacityReservationSpecificationResponse
       capacityReservationPreference:s capacityReservationTarget:CapacityReservationTargetResponse
      CpuOptions
       amdSevSnp:s coreCount:i nestedVirtualization:s threadsPerCore:i
      ElasticGpuAssociation
       elasticGpuAssociationId:s elasticGpuAssociationState:s elasticGpuAssociationTime:s elasticGpuId:s
      ElasticInferenceAcceleratorAssociation
       elasticInferenceAcceleratorArn:s elasticInferenceAcceleratorAssociationId:s
       elasticInferenceAcceleratorAssociationState:s elasticInferenceAcceleratorAssociationTime:t
      EnclaveOptions
       enabled:b
      HibernationOptions
       configured:b
      IamInstanceProfile
       arn:s id:s
      LicenseConfiguration
       licenseConfigurationArn:s
      InstanceMaintenanceOptions
       autoRecovery:s rebootMigration:s
      InstanceMetadataOptionsResponse
       httpEndpoint:s httpProtocolIpv6:s httpPutResponseHopLimit:i httpTokens:s instanceMetadataTags:s state:s
      Monitoring
       state:s
      InstanceNetworkInterface
       association:InstanceNetworkInterfaceAssociation attachment:InstanceNetworkInterfaceAttachment
       connectionTrackingConfiguration:ConnectionTrackingSpecificationResponse description:s
       groupSet=Groups:[GroupIdentifier] interfaceType:s ipv4PrefixSet=Ipv4Prefixes:[InstanceIpv4Prefix]
       ipv6AddressesSet=Ipv6Addresses:[InstanceIpv6Address] ipv6PrefixSet=Ipv6Prefixes:[InstanceIpv6Prefix]
       macAddress:s networkInterfaceId:s operator:OperatorResponse ownerId:s privateDnsName:s privateIpAddress:s
       privateIpAddressesSet=PrivateIpAddresses:[InstancePrivateIpAddress] sourceDestCheck:b status:s subnetId:s
       vpcId:s
      InstanceNetworkPerformanceOptions
       bandwidthWeighting:s
      Placement
       affinity:s availabilityZone:s availabilityZoneId:s groupId:s groupName:s hostId:s hostResourceGroupArn:s
       partitionNumber:i spreadDomain:s tenancy:s
      PrivateDnsNameOptionsResponse
       enableResourceNameDnsAAAARecord:b enableResourceNameDnsARecord:b hostnameType:s
      ProductCode
       productCode=ProductCodeId:s type=ProductCodeType:s
      InstanceSecondaryInterface
       attachment:InstanceSecondaryInterfaceAttachment interfaceType:s macAddress:s ownerId:s
       privateIpAddressSet=PrivateIpAddresses:[InstanceSecondaryInterfacePrivateIpAddress] secondaryInterfaceId:s
       secondaryNetworkId:s secondarySubnetId:s sourceDestCheck:b status:s
      InstanceState
       code:i name:s
      StateReason
       code:s message:s
      VpcEncryptionControlExclusion
       state:s stateMessage:s
      AttachmentEnaSrdUdpSpecification
       enaSrdUdpEnabled:b
      EbsInstanceBlockDevice
       associatedResource:s attachTime:t deleteOnTermination:b ebsCardIndex:i operator:OperatorResponse status:s
       volumeId:s volumeOwnerId:s
      CapacityReservationTargetResponse
       capacityReservationId:s capacityReservationResourceGroupArn:s
      InstanceNetworkInterfaceAssociation
       carrierIp:s customerOwnedIp:s ipOwnerId:s publicDnsName:s publicIp:s
      InstanceNetworkInterfaceAttachment
       attachTime:t attachmentId:s deleteOnTermination:b deviceIndex:i enaQueueCount:i
       enaSrdSpecification:InstanceAttachmentEnaSrdSpecification networkCardIndex:i status:s
      ConnectionTrackingSpecificationResponse
       tcpEstablishedTimeout:i udpStreamTimeout:i udpTimeout:i
      InstanceIpv4Prefix
       ipv4Prefix:s
      InstanceIpv6Address
       ipv6Address:s isPrimaryIpv6:b
      InstanceIpv6Prefix
       ipv6Prefix:s
      InstancePrivateIpAddress
       association:InstanceNetworkInterfaceAssociation primary:b privateDnsName:s privateIpAddress:s
      InstanceSecondaryInterfaceAttachment
       attachTime:t attachmentId:s deleteOnTermination:b deviceIndex:i networkCardIndex:i status:s
      InstanceSecondaryInterfacePrivateIpAddress
       privateIpAddress:s
      InstanceAttachmentEnaSrdSpecification
       enaSrdEnabled:b enaSrdUdpSpecification:InstanceAttachmentEnaSrdUdpSpecification
      InstanceAttachmentEnaSrdUdpSpecification
       enaSrdUdpEnabled:b
      """
  )
}
