// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the Amazon EBS features supported by the instance type.
  package struct EbsInfo: XMLEncodable, Equatable {
    package var ebsOptimizedInfo: EbsOptimizedInfo?
    package var ebsOptimizedSupport: String?
    package var encryptionSupport: String?
    package var nvmeSupport: String?

    package init(
      ebsOptimizedInfo: EbsOptimizedInfo? = nil, ebsOptimizedSupport: String? = nil, encryptionSupport: String? = nil,
      nvmeSupport: String? = nil
    ) {
      self.ebsOptimizedInfo = ebsOptimizedInfo; self.ebsOptimizedSupport = ebsOptimizedSupport
      self.encryptionSupport = encryptionSupport; self.nvmeSupport = nvmeSupport
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("ebsOptimizedInfo", ebsOptimizedInfo)
      xml.element("ebsOptimizedSupport", ebsOptimizedSupport)
      xml.element("encryptionSupport", encryptionSupport)
      xml.element("nvmeSupport", nvmeSupport)
    }
  }

  /// Describes the optimized EBS performance for supported instance types.
  package struct EbsOptimizedInfo: XMLEncodable, Equatable {
    package var baselineBandwidthInMbps: Int?
    package var baselineIops: Int?
    package var baselineThroughputInMBps: Double?
    package var maximumBandwidthInMbps: Int?
    package var maximumIops: Int?
    package var maximumThroughputInMBps: Double?

    package init(
      baselineBandwidthInMbps: Int? = nil, baselineIops: Int? = nil, baselineThroughputInMBps: Double? = nil,
      maximumBandwidthInMbps: Int? = nil, maximumIops: Int? = nil, maximumThroughputInMBps: Double? = nil
    ) {
      self.baselineBandwidthInMbps = baselineBandwidthInMbps; self.baselineIops = baselineIops
      self.baselineThroughputInMBps = baselineThroughputInMBps; self.maximumBandwidthInMbps = maximumBandwidthInMbps
      self.maximumIops = maximumIops; self.maximumThroughputInMBps = maximumThroughputInMBps
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("baselineBandwidthInMbps", baselineBandwidthInMbps)
      xml.element("baselineIops", baselineIops)
      xml.element("baselineThroughputInMBps", baselineThroughputInMBps)
      xml.element("maximumBandwidthInMbps", maximumBandwidthInMbps)
      xml.element("maximumIops", maximumIops)
      xml.element("maximumThroughputInMBps", maximumThroughputInMBps)
    }
  }

  /// Describes an image.
  package struct Image: XMLEncodable, Equatable {
    package var architecture: String?
    package var blockDeviceMappings: [BlockDeviceMapping]?
    package var bootMode: String?
    package var creationDate: String?
    package var deprecationTime: String?
    package var description: String?
    package var enaSupport: Bool?
    package var hypervisor: String?
    package var imageId: String?
    package var imageLocation: String?
    package var imageOwnerAlias: String?
    package var imageType: String?
    package var imdsSupport: String?
    package var name: String?
    package var ownerId: String?
    package var platform: String?
    package var platformDetails: String?
    package var `public`: Bool?
    package var rootDeviceName: String?
    package var rootDeviceType: String?
    package var state: String?
    package var tags: [Tag]?
    package var virtualizationType: String?

    package init(
      architecture: String? = nil, blockDeviceMappings: [BlockDeviceMapping]? = nil, bootMode: String? = nil,
      creationDate: String? = nil, deprecationTime: String? = nil, description: String? = nil, enaSupport: Bool? = nil,
      hypervisor: String? = nil, imageId: String? = nil, imageLocation: String? = nil, imageOwnerAlias: String? = nil,
      imageType: String? = nil, imdsSupport: String? = nil, name: String? = nil, ownerId: String? = nil,
      platform: String? = nil, platformDetails: String? = nil, `public`: Bool? = nil, rootDeviceName: String? = nil,
      rootDeviceType: String? = nil, state: String? = nil, tags: [Tag]? = nil, virtualizationType: String? = nil
    ) {
      self.architecture = architecture; self.blockDeviceMappings = blockDeviceMappings; self.bootMode = bootMode
      self.creationDate = creationDate; self.deprecationTime = deprecationTime; self.description = description
      self.enaSupport = enaSupport; self.hypervisor = hypervisor; self.imageId = imageId
      self.imageLocation = imageLocation; self.imageOwnerAlias = imageOwnerAlias; self.imageType = imageType
      self.imdsSupport = imdsSupport; self.name = name; self.ownerId = ownerId; self.platform = platform
      self.platformDetails = platformDetails; self.public = `public`; self.rootDeviceName = rootDeviceName
      self.rootDeviceType = rootDeviceType; self.state = state; self.tags = tags
      self.virtualizationType = virtualizationType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("architecture", architecture)
      xml.list("blockDeviceMapping", blockDeviceMappings)
      xml.element("bootMode", bootMode)
      xml.element("creationDate", creationDate)
      xml.element("deprecationTime", deprecationTime)
      xml.element("description", description)
      xml.element("enaSupport", enaSupport)
      xml.element("hypervisor", hypervisor)
      xml.element("imageId", imageId)
      xml.element("imageLocation", imageLocation)
      xml.element("imageOwnerAlias", imageOwnerAlias)
      xml.element("imageType", imageType)
      xml.element("imdsSupport", imdsSupport)
      xml.element("name", name)
      xml.element("imageOwnerId", ownerId)
      xml.element("platform", platform)
      xml.element("platformDetails", platformDetails)
      xml.element("isPublic", `public`)
      xml.element("rootDeviceName", rootDeviceName)
      xml.element("rootDeviceType", rootDeviceType)
      xml.element("imageState", state)
      xml.list("tagSet", tags)
      xml.element("virtualizationType", virtualizationType)
    }
  }

  /// Describes the instance type.
  package struct InstanceTypeInfo: XMLEncodable, Equatable {
    package var autoRecoverySupported: Bool?
    package var bareMetal: Bool?
    package var burstablePerformanceSupported: Bool?
    package var currentGeneration: Bool?
    package var dedicatedHostsSupported: Bool?
    package var ebsInfo: EbsInfo?
    package var freeTierEligible: Bool?
    package var hibernationSupported: Bool?
    package var hypervisor: String?
    package var instanceStorageSupported: Bool?
    package var instanceType: String?
    package var memoryInfo: MemoryInfo?
    package var networkInfo: NetworkInfo?
    package var nitroEnclavesSupport: String?
    package var nitroTpmSupport: String?
    package var placementGroupInfo: PlacementGroupInfo?
    package var processorInfo: ProcessorInfo?
    package var supportedBootModes: [String]?
    package var supportedInRegion: Bool?
    package var supportedRootDeviceTypes: [String]?
    package var supportedUsageClasses: [String]?
    package var supportedVirtualizationTypes: [String]?
    package var vCpuInfo: VCpuInfo?

    package init(
      autoRecoverySupported: Bool? = nil, bareMetal: Bool? = nil, burstablePerformanceSupported: Bool? = nil,
      currentGeneration: Bool? = nil, dedicatedHostsSupported: Bool? = nil, ebsInfo: EbsInfo? = nil,
      freeTierEligible: Bool? = nil, hibernationSupported: Bool? = nil, hypervisor: String? = nil,
      instanceStorageSupported: Bool? = nil, instanceType: String? = nil, memoryInfo: MemoryInfo? = nil,
      networkInfo: NetworkInfo? = nil, nitroEnclavesSupport: String? = nil, nitroTpmSupport: String? = nil,
      placementGroupInfo: PlacementGroupInfo? = nil, processorInfo: ProcessorInfo? = nil,
      supportedBootModes: [String]? = nil, supportedInRegion: Bool? = nil, supportedRootDeviceTypes: [String]? = nil,
      supportedUsageClasses: [String]? = nil, supportedVirtualizationTypes: [String]? = nil, vCpuInfo: VCpuInfo? = nil
    ) {
      self.autoRecoverySupported = autoRecoverySupported; self.bareMetal = bareMetal
      self.burstablePerformanceSupported = burstablePerformanceSupported; self.currentGeneration = currentGeneration
      self.dedicatedHostsSupported = dedicatedHostsSupported; self.ebsInfo = ebsInfo
      self.freeTierEligible = freeTierEligible; self.hibernationSupported = hibernationSupported
      self.hypervisor = hypervisor; self.instanceStorageSupported = instanceStorageSupported
      self.instanceType = instanceType; self.memoryInfo = memoryInfo; self.networkInfo = networkInfo
      self.nitroEnclavesSupport = nitroEnclavesSupport; self.nitroTpmSupport = nitroTpmSupport
      self.placementGroupInfo = placementGroupInfo; self.processorInfo = processorInfo
      self.supportedBootModes = supportedBootModes; self.supportedInRegion = supportedInRegion
      self.supportedRootDeviceTypes = supportedRootDeviceTypes; self.supportedUsageClasses = supportedUsageClasses
      self.supportedVirtualizationTypes = supportedVirtualizationTypes; self.vCpuInfo = vCpuInfo
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("autoRecoverySupported", autoRecoverySupported)
      xml.element("bareMetal", bareMetal)
      xml.element("burstablePerformanceSupported", burstablePerformanceSupported)
      xml.element("currentGeneration", currentGeneration)
      xml.element("dedicatedHostsSupported", dedicatedHostsSupported)
      xml.structure("ebsInfo", ebsInfo)
      xml.element("freeTierEligible", freeTierEligible)
      xml.element("hibernationSupported", hibernationSupported)
      xml.element("hypervisor", hypervisor)
      xml.element("instanceStorageSupported", instanceStorageSupported)
      xml.element("instanceType", instanceType)
      xml.structure("memoryInfo", memoryInfo)
      xml.structure("networkInfo", networkInfo)
      xml.element("nitroEnclavesSupport", nitroEnclavesSupport)
      xml.element("nitroTpmSupport", nitroTpmSupport)
      xml.structure("placementGroupInfo", placementGroupInfo)
      xml.structure("processorInfo", processorInfo)
      xml.list("supportedBootModes", supportedBootModes)
      xml.element("supportedInRegion", supportedInRegion)
      xml.list("supportedRootDeviceTypes", supportedRootDeviceTypes)
      xml.list("supportedUsageClasses", supportedUsageClasses)
      xml.list("supportedVirtualizationTypes", supportedVirtualizationTypes)
      xml.structure("vCpuInfo", vCpuInfo)
    }
  }

  /// Describes the memory for the instance type.
  package struct MemoryInfo: XMLEncodable, Equatable {
    package var sizeInMiB: Int?

    package init(
      sizeInMiB: Int? = nil
    ) {
      self.sizeInMiB = sizeInMiB
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("sizeInMiB", sizeInMiB)
    }
  }

  /// Describes the network card support of the instance type.
  package struct NetworkCardInfo: XMLEncodable, Equatable {
    package var additionalFlexibleNetworkInterfaces: Int?
    package var baselineBandwidthInGbps: Double?
    package var defaultEnaQueueCountPerInterface: Int?
    package var maximumEnaQueueCount: Int?
    package var maximumEnaQueueCountPerInterface: Int?
    package var maximumNetworkInterfaces: Int?
    package var networkCardIndex: Int?
    package var networkPerformance: String?
    package var peakBandwidthInGbps: Double?

    package init(
      additionalFlexibleNetworkInterfaces: Int? = nil, baselineBandwidthInGbps: Double? = nil,
      defaultEnaQueueCountPerInterface: Int? = nil, maximumEnaQueueCount: Int? = nil,
      maximumEnaQueueCountPerInterface: Int? = nil, maximumNetworkInterfaces: Int? = nil, networkCardIndex: Int? = nil,
      networkPerformance: String? = nil, peakBandwidthInGbps: Double? = nil
    ) {
      self.additionalFlexibleNetworkInterfaces = additionalFlexibleNetworkInterfaces
      self.baselineBandwidthInGbps = baselineBandwidthInGbps
      self.defaultEnaQueueCountPerInterface = defaultEnaQueueCountPerInterface
      self.maximumEnaQueueCount = maximumEnaQueueCount
      self.maximumEnaQueueCountPerInterface = maximumEnaQueueCountPerInterface
      self.maximumNetworkInterfaces = maximumNetworkInterfaces; self.networkCardIndex = networkCardIndex
      self.networkPerformance = networkPerformance; self.peakBandwidthInGbps = peakBandwidthInGbps
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("additionalFlexibleNetworkInterfaces", additionalFlexibleNetworkInterfaces)
      xml.element("baselineBandwidthInGbps", baselineBandwidthInGbps)
      xml.element("defaultEnaQueueCountPerInterface", defaultEnaQueueCountPerInterface)
      xml.element("maximumEnaQueueCount", maximumEnaQueueCount)
      xml.element("maximumEnaQueueCountPerInterface", maximumEnaQueueCountPerInterface)
      xml.element("maximumNetworkInterfaces", maximumNetworkInterfaces)
      xml.element("networkCardIndex", networkCardIndex)
      xml.element("networkPerformance", networkPerformance)
      xml.element("peakBandwidthInGbps", peakBandwidthInGbps)
    }
  }

  /// Describes the networking features of the instance type.
  package struct NetworkInfo: XMLEncodable, Equatable {
    package var defaultNetworkCardIndex: Int?
    package var efaSupported: Bool?
    package var enaSrdSupported: Bool?
    package var enaSupport: String?
    package var encryptionInTransitSupported: Bool?
    package var ipv4AddressesPerInterface: Int?
    package var ipv6AddressesPerInterface: Int?
    package var ipv6Supported: Bool?
    package var maximumNetworkCards: Int?
    package var maximumNetworkInterfaces: Int?
    package var networkCards: [NetworkCardInfo]?
    package var networkPerformance: String?

    package init(
      defaultNetworkCardIndex: Int? = nil, efaSupported: Bool? = nil, enaSrdSupported: Bool? = nil,
      enaSupport: String? = nil, encryptionInTransitSupported: Bool? = nil, ipv4AddressesPerInterface: Int? = nil,
      ipv6AddressesPerInterface: Int? = nil, ipv6Supported: Bool? = nil, maximumNetworkCards: Int? = nil,
      maximumNetworkInterfaces: Int? = nil, networkCards: [NetworkCardInfo]? = nil, networkPerformance: String? = nil
    ) {
      self.defaultNetworkCardIndex = defaultNetworkCardIndex; self.efaSupported = efaSupported
      self.enaSrdSupported = enaSrdSupported; self.enaSupport = enaSupport
      self.encryptionInTransitSupported = encryptionInTransitSupported
      self.ipv4AddressesPerInterface = ipv4AddressesPerInterface
      self.ipv6AddressesPerInterface = ipv6AddressesPerInterface; self.ipv6Supported = ipv6Supported
      self.maximumNetworkCards = maximumNetworkCards; self.maximumNetworkInterfaces = maximumNetworkInterfaces
      self.networkCards = networkCards; self.networkPerformance = networkPerformance
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("defaultNetworkCardIndex", defaultNetworkCardIndex)
      xml.element("efaSupported", efaSupported)
      xml.element("enaSrdSupported", enaSrdSupported)
      xml.element("enaSupport", enaSupport)
      xml.element("encryptionInTransitSupported", encryptionInTransitSupported)
      xml.element("ipv4AddressesPerInterface", ipv4AddressesPerInterface)
      xml.element("ipv6AddressesPerInterface", ipv6AddressesPerInterface)
      xml.element("ipv6Supported", ipv6Supported)
      xml.element("maximumNetworkCards", maximumNetworkCards)
      xml.element("maximumNetworkInterfaces", maximumNetworkInterfaces)
      xml.list("networkCards", networkCards)
      xml.element("networkPerformance", networkPerformance)
    }
  }

  /// Describes the placement group support of the instance type.
  package struct PlacementGroupInfo: XMLEncodable, Equatable {
    package var supportedStrategies: [String]?

    package init(
      supportedStrategies: [String]? = nil
    ) {
      self.supportedStrategies = supportedStrategies
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("supportedStrategies", supportedStrategies)
    }
  }

  /// Describes the processor used by the instance type.
  package struct ProcessorInfo: XMLEncodable, Equatable {
    package var manufacturer: String?
    package var supportedArchitectures: [String]?
    package var supportedFeatures: [String]?
    package var sustainedClockSpeedInGhz: Double?

    package init(
      manufacturer: String? = nil, supportedArchitectures: [String]? = nil, supportedFeatures: [String]? = nil,
      sustainedClockSpeedInGhz: Double? = nil
    ) {
      self.manufacturer = manufacturer; self.supportedArchitectures = supportedArchitectures
      self.supportedFeatures = supportedFeatures; self.sustainedClockSpeedInGhz = sustainedClockSpeedInGhz
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("manufacturer", manufacturer)
      xml.list("supportedArchitectures", supportedArchitectures)
      xml.list("supportedFeatures", supportedFeatures)
      xml.element("sustainedClockSpeedInGhz", sustainedClockSpeedInGhz)
    }
  }

  /// Describes the vCPU configurations for the instance type.
  package struct VCpuInfo: XMLEncodable, Equatable {
    package var defaultCores: Int?
    package var defaultThreadsPerCore: Int?
    package var defaultVCpus: Int?
    package var validCores: [Int]?
    package var validThreadsPerCore: [Int]?

    package init(
      defaultCores: Int? = nil, defaultThreadsPerCore: Int? = nil, defaultVCpus: Int? = nil, validCores: [Int]? = nil,
      validThreadsPerCore: [Int]? = nil
    ) {
      self.defaultCores = defaultCores; self.defaultThreadsPerCore = defaultThreadsPerCore
      self.defaultVCpus = defaultVCpus; self.validCores = validCores; self.validThreadsPerCore = validThreadsPerCore
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("defaultCores", defaultCores)
      xml.element("defaultThreadsPerCore", defaultThreadsPerCore)
      xml.element("defaultVCpus", defaultVCpus)
      xml.list("validCores", validCores)
      xml.list("validThreadsPerCore", validThreadsPerCore)
    }
  }

  /// Describes a volume.
  package struct Volume: XMLEncodable, Equatable {
    package var attachments: [VolumeAttachment]?
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var createTime: Timestamp?
    package var encrypted: Bool?
    package var iops: Int?
    package var kmsKeyId: String?
    package var multiAttachEnabled: Bool?
    package var size: Int?
    package var snapshotId: String?
    package var state: String?
    package var tags: [Tag]?
    package var throughput: Int?
    package var volumeId: String?
    package var volumeType: String?

    package init(
      attachments: [VolumeAttachment]? = nil, availabilityZone: String? = nil, availabilityZoneId: String? = nil,
      createTime: Timestamp? = nil, encrypted: Bool? = nil, iops: Int? = nil, kmsKeyId: String? = nil,
      multiAttachEnabled: Bool? = nil, size: Int? = nil, snapshotId: String? = nil, state: String? = nil,
      tags: [Tag]? = nil, throughput: Int? = nil, volumeId: String? = nil, volumeType: String? = nil
    ) {
      self.attachments = attachments; self.availabilityZone = availabilityZone
      self.availabilityZoneId = availabilityZoneId; self.createTime = createTime; self.encrypted = encrypted
      self.iops = iops; self.kmsKeyId = kmsKeyId; self.multiAttachEnabled = multiAttachEnabled; self.size = size
      self.snapshotId = snapshotId; self.state = state; self.tags = tags; self.throughput = throughput
      self.volumeId = volumeId; self.volumeType = volumeType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("attachmentSet", attachments)
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.element("createTime", createTime)
      xml.element("encrypted", encrypted)
      xml.element("iops", iops)
      xml.element("kmsKeyId", kmsKeyId)
      xml.element("multiAttachEnabled", multiAttachEnabled)
      xml.element("size", size)
      xml.element("snapshotId", snapshotId)
      xml.element("status", state)
      xml.list("tagSet", tags)
      xml.element("throughput", throughput)
      xml.element("volumeId", volumeId)
      xml.element("volumeType", volumeType)
    }
  }

  /// Describes volume attachment details.
  package struct VolumeAttachment: XMLEncodable, Equatable {
    package var associatedResource: String?
    package var attachTime: Timestamp?
    package var deleteOnTermination: Bool?
    package var device: String?
    package var ebsCardIndex: Int?
    package var instanceId: String?
    package var instanceOwningService: String?
    package var state: String?
    package var volumeId: String?

    package init(
      associatedResource: String? = nil, attachTime: Timestamp? = nil, deleteOnTermination: Bool? = nil,
      device: String? = nil, ebsCardIndex: Int? = nil, instanceId: String? = nil, instanceOwningService: String? = nil,
      state: String? = nil, volumeId: String? = nil
    ) {
      self.associatedResource = associatedResource; self.attachTime = attachTime
      self.deleteOnTermination = deleteOnTermination; self.device = device; self.ebsCardIndex = ebsCardIndex
      self.instanceId = instanceId; self.instanceOwningService = instanceOwningService; self.state = state
      self.volumeId = volumeId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associatedResource", associatedResource)
      xml.element("attachTime", attachTime)
      xml.element("deleteOnTermination", deleteOnTermination)
      xml.element("device", device)
      xml.element("ebsCardIndex", ebsCardIndex)
      xml.element("instanceId", instanceId)
      xml.element("instanceOwningService", instanceOwningService)
      xml.element("status", state)
      xml.element("volumeId", volumeId)
    }
  }
}
