// Written by Scripts/generate-describe-shapes.py from botocore 1.43.11. Do not edit.

extension ShapeTable {
  /// The responses of the RDS actions that a snapshot fetches, API version 2014-10-31.
  static let rds = ShapeTable(
    apiVersion: "2014-10-31",
    text: """
      > DescribeDBInstances DBInstanceMessage wrapper=DescribeDBInstancesResult token=Marker next=Marker
       limit=MaxRecords size=100 list=DBInstances
      DBInstanceMessage
       DBInstances:[DBInstance] Marker:s
      DBInstance
       ActivityStreamEngineNativeAuditFieldsIncluded:b ActivityStreamKinesisStreamName:s ActivityStreamKmsKeyId:s
       ActivityStreamMode:s ActivityStreamPolicyStatus:s ActivityStreamStatus:s
       AdditionalStorageVolumes:[AdditionalStorageVolumeOutput] AllocatedStorage:i AssociatedRoles:[DBInstanceRole]
       AutoMinorVersionUpgrade:b AutomaticRestartTime:t AutomationMode:s AvailabilityZone:s
       AwsBackupRecoveryPointArn:s BackupRetentionPeriod:i BackupTarget:s CACertificateIdentifier:s
       CertificateDetails:CertificateDetails CharacterSetName:s CopyTagsToSnapshot:b CustomIamInstanceProfile:s
       CustomerOwnedIpEnabled:b DBClusterIdentifier:s DBInstanceArn:s
       DBInstanceAutomatedBackupsReplications:[DBInstanceAutomatedBackupsReplication] DBInstanceClass:s
       DBInstanceIdentifier:s DBInstanceStatus:s DBName:s DBParameterGroups:[DBParameterGroupStatus]
       DBSecurityGroups:[DBSecurityGroupMembership] DBSubnetGroup:DBSubnetGroup DBSystemId:s DatabaseInsightsMode:s
       DbInstancePort:i DbiResourceId:s DedicatedLogVolume:b DeletionProtection:b DomainMemberships:[DomainMembership]
       EnabledCloudwatchLogsExports:[s] Endpoint:Endpoint Engine:s EngineLifecycleSupport:s EngineVersion:s
       EnhancedMonitoringResourceArn:s IAMDatabaseAuthenticationEnabled:b InstanceCreateTime:t Iops:i
       IsStorageConfigUpgradeAvailable:b KmsKeyId:s LatestRestorableTime:t LicenseModel:s ListenerEndpoint:Endpoint
       MasterUserSecret:MasterUserSecret MasterUsername:s MaxAllocatedStorage:i MonitoringInterval:i
       MonitoringRoleArn:s MultiAZ:b MultiTenant:b NcharCharacterSetName:s NetworkType:s
       OptionGroupMemberships:[OptionGroupMembership] PendingModifiedValues:PendingModifiedValues PercentProgress:s
       PerformanceInsightsEnabled:b PerformanceInsightsKMSKeyId:s PerformanceInsightsRetentionPeriod:i
       PreferredBackupWindow:s PreferredMaintenanceWindow:s ProcessorFeatures:[ProcessorFeature] PromotionTier:i
       PubliclyAccessible:b ReadReplicaDBClusterIdentifiers:[s] ReadReplicaDBInstanceIdentifiers:[s]
       ReadReplicaSourceDBClusterIdentifier:s ReadReplicaSourceDBInstanceIdentifier:s ReplicaMode:s
       ResumeFullAutomationModeTime:t SecondaryAvailabilityZone:s StatusInfos:[DBInstanceStatusInfo]
       StorageEncrypted:b StorageEncryptionType:s StorageThroughput:i StorageType:s StorageVolumeStatus:s
       TagList:[Tag] TdeCredentialArn:s Timezone:s UpgradeRolloutOrder:s
       VpcSecurityGroups:[VpcSecurityGroupMembership]
      AdditionalStorageVolumeOutput
       AllocatedStorage:i IOPS:i MaxAllocatedStorage:i StorageThroughput:i StorageType:s StorageVolumeStatus:s
       VolumeName:s
      DBInstanceRole
       FeatureName:s RoleArn:s Status:s
      CertificateDetails
       CAIdentifier:s ValidTill:t
      DBInstanceAutomatedBackupsReplication
       DBInstanceAutomatedBackupsArn:s
      DBParameterGroupStatus
       DBParameterGroupName:s ParameterApplyStatus:s
      DBSecurityGroupMembership
       DBSecurityGroupName:s Status:s
      DBSubnetGroup
       DBSubnetGroupArn:s DBSubnetGroupDescription:s DBSubnetGroupName:s SubnetGroupStatus:s Subnets:[Subnet]
       SupportedNetworkTypes:[s] VpcId:s
      DomainMembership
       AuthSecretArn:s DnsIps:[s] Domain:s FQDN:s IAMRoleName:s OU:s Status:s
      Endpoint
       Address:s HostedZoneId:s Port:i
      MasterUserSecret
       KmsKeyId:s SecretArn:s SecretStatus:s
      OptionGroupMembership
       OptionGroupName:s Status:s
      PendingModifiedValues
       AdditionalStorageVolumes:[AdditionalStorageVolume] AllocatedStorage:i AutomationMode:s BackupRetentionPeriod:i
       CACertificateIdentifier:s DBInstanceClass:s DBInstanceIdentifier:s DBSubnetGroupName:s DedicatedLogVolume:b
       Engine:s EngineVersion:s IAMDatabaseAuthenticationEnabled:b Iops:i LicenseModel:s MasterUserPassword:s
       MultiAZ:b MultiTenant:b PendingCloudwatchLogsExports:PendingCloudwatchLogsExports Port:i
       ProcessorFeatures:[ProcessorFeature] ResumeFullAutomationModeTime:t StorageThroughput:i StorageType:s
      ProcessorFeature
       Name:s Value:s
      DBInstanceStatusInfo
       Message:s Normal:b Status:s StatusType:s
      Tag
       Key:s Value:s
      VpcSecurityGroupMembership
       Status:s VpcSecurityGroupId:s
      Subnet
       SubnetAvailabilityZone:AvailabilityZone SubnetIdentifier:s SubnetOutpost:Outpost SubnetStatus:s
      AdditionalStorageVolume
       AllocatedStorage:i IOPS:i MaxAllocatedStorage:i StorageThroughput:i StorageType:s VolumeName:s
      PendingCloudwatchLogsExports
       LogTypesToDisable:[s] LogTypesToEnable:[s]
      AvailabilityZone
       Name:s
      Outpost
       Arn:s
      """
  )
}
