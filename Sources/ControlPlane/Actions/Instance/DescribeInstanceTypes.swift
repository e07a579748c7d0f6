import EC2Shapes

extension InstanceActions {
  static func describeInstanceTypes(
    _ request: EC2.DescribeInstanceTypesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeInstanceTypesResult {
    var types = InstanceTypes.listed
    if !request.instanceTypes.isEmpty {
      guard request.instanceTypes.count <= 100 else {
        throw .invalidParameterValue("At most 100 instance types can be described in one call.")
      }
      let unknown = request.instanceTypes.filter { InstanceTypes($0) == nil }
      guard unknown.isEmpty else {
        throw EC2Error(
          code: "InvalidInstanceType",
          message: "The following supplied instance types do not exist: [\(unknown.joined(separator: ", "))]"
        )
      }
      types = Set(request.instanceTypes).sorted().compactMap { InstanceTypes($0) }
    }
    let matches = try typeFilters.apply(request.filters, to: types)
    let page = PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...100)
    let result = try page.page(of: matches, key: \.name)
    return EC2.DescribeInstanceTypesResult(instanceTypes: result.map(\.shape), nextToken: result.nextToken)
  }

  private static let typeFilters = ShapeFilters<InstanceTypes>([
    "auto-recovery-supported": { ["\(!$0.isBareMetal)"] },
    "bare-metal": { ["\($0.isBareMetal)"] },
    "burstable-performance-supported": { ["\($0.isBurstable)"] },
    "current-generation": { _ in ["true"] },
    "dedicated-hosts-supported": { ["\(!$0.isBurstable)"] },
    "ebs-info.ebs-optimized-support": { [$0.isNitro ? "default" : "unsupported"] },
    "ebs-info.encryption-support": { _ in ["supported"] },
    "ebs-info.nvme-support": { [$0.isNitro ? "required" : "unsupported"] },
    "free-tier-eligible": { ["\($0.isFreeTierEligible)"] },
    "hibernation-supported": { _ in ["false"] },
    "hypervisor": { $0.isBareMetal ? [] : [$0.hypervisor] },
    "instance-storage-supported": { _ in ["false"] },
    "instance-type": { [$0.name] },
    "memory-info.size-in-mib": { ["\($0.memoryMiB)"] },
    "network-info.efa-supported": { _ in ["false"] },
    "network-info.ena-support": { [$0.isNitro ? "required" : "unsupported"] },
    "network-info.encryption-in-transit-supported": { ["\($0.isNitro && !$0.isBurstable)"] },
    "network-info.ipv4-addresses-per-interface": { ["\($0.addressesPerInterface)"] },
    "network-info.ipv6-addresses-per-interface": { ["\($0.addressesPerInterface)"] },
    "network-info.ipv6-supported": { _ in ["true"] },
    "network-info.maximum-network-cards": { _ in ["1"] },
    "network-info.maximum-network-interfaces": { ["\($0.interfaces)"] },
    "network-info.network-performance": { [$0.networkPerformance] },
    "nitro-enclaves-support": { _ in ["unsupported"] },
    "nitro-tpm-support": { _ in ["unsupported"] },
    "processor-info.supported-architecture": { [$0.architecture.rawValue] },
    "supported-boot-mode": { $0.bootModes },
    "supported-root-device-type": { _ in ["ebs"] },
    "supported-usage-class": { _ in ["on-demand", "spot"] },
    "supported-virtualization-type": { _ in ["hvm"] },
    "vcpu-info.default-cores": { ["\($0.cores)"] },
    "vcpu-info.default-threads-per-core": { ["\($0.threadsPerCore)"] },
    "vcpu-info.default-vcpus": { ["\($0.virtualCPUs)"] },
  ])

  /// Burstable types alone have CPU credits.
  static func describeInstanceCreditSpecifications(
    _ request: EC2.DescribeInstanceCreditSpecificationsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeInstanceCreditSpecificationsResult {
    let filterSet = FilterSet<InstanceRecord>(["instance-id": { record, _ in [record.recordID] }])
    let page = try scope.listInstances(
      request.instanceIds,
      request.filters,
      filterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      where: { InstanceTypes.find($0.instanceType).isBurstable && $0.state != .terminated }
    )
    return EC2.DescribeInstanceCreditSpecificationsResult(
      instanceCreditSpecifications: page.map {
        let isNitro = InstanceTypes.find($0.instanceType).isNitro
        return EC2.InstanceCreditSpecification(cpuCredits: isNitro ? "unlimited" : "standard", instanceId: $0.recordID)
      },
      nextToken: page.nextToken
    )
  }
}

extension InstanceTypes {
  fileprivate var isFreeTierEligible: Bool { name == "t2.micro" || name == "t3.micro" }
  fileprivate var hypervisor: String { isNitro ? "nitro" : "xen" }
  fileprivate var bootModes: [String] { architecture == .arm64 ? ["uefi"] : ["legacy-bios", "uefi"] }

  fileprivate var shape: EC2.InstanceTypeInfo {
    EC2.InstanceTypeInfo(
      autoRecoverySupported: !isBareMetal,
      bareMetal: isBareMetal,
      burstablePerformanceSupported: isBurstable,
      currentGeneration: true,
      dedicatedHostsSupported: !isBurstable,
      ebsInfo: EC2.EbsInfo(
        ebsOptimizedSupport: isNitro ? "default" : "unsupported",
        encryptionSupport: "supported",
        nvmeSupport: isNitro ? "required" : "unsupported"
      ),
      freeTierEligible: isFreeTierEligible,
      hibernationSupported: false,
      hypervisor: isBareMetal ? nil : hypervisor,
      instanceStorageSupported: false,
      instanceType: name,
      memoryInfo: EC2.MemoryInfo(sizeInMiB: memoryMiB),
      networkInfo: EC2.NetworkInfo(
        defaultNetworkCardIndex: 0,
        efaSupported: false,
        enaSrdSupported: false,
        enaSupport: isNitro ? "required" : "unsupported",
        encryptionInTransitSupported: isNitro && !isBurstable,
        ipv4AddressesPerInterface: addressesPerInterface,
        ipv6AddressesPerInterface: addressesPerInterface,
        ipv6Supported: true,
        maximumNetworkCards: 1,
        maximumNetworkInterfaces: interfaces,
        networkCards: [
          EC2.NetworkCardInfo(
            maximumNetworkInterfaces: interfaces,
            networkCardIndex: 0,
            networkPerformance: networkPerformance
          )
        ],
        networkPerformance: networkPerformance
      ),
      nitroEnclavesSupport: "unsupported",
      nitroTpmSupport: "unsupported",
      placementGroupInfo: EC2.PlacementGroupInfo(
        supportedStrategies: isBurstable ? ["partition", "spread"] : ["cluster", "partition", "spread"]
      ),
      processorInfo: EC2.ProcessorInfo(
        manufacturer: architecture == .arm64 ? "AWS" : "Intel",
        supportedArchitectures: [architecture.rawValue]
      ),
      supportedBootModes: bootModes,
      supportedInRegion: nil,
      supportedRootDeviceTypes: ["ebs"],
      supportedUsageClasses: ["on-demand", "spot"],
      supportedVirtualizationTypes: ["hvm"],
      vCpuInfo: EC2.VCpuInfo(
        defaultCores: cores,
        defaultThreadsPerCore: threadsPerCore,
        defaultVCpus: virtualCPUs,
        validCores: [cores],
        validThreadsPerCore: Array(1...threadsPerCore)
      )
    )
  }
}
