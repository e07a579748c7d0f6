package import EC2Shapes
package import VPCModel

/// An instance, as far as it carries network interfaces.
package struct InstanceRecord: Record {
  package static var kind: RecordKind { .instance }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.instances }

  package var instance: Instance
  package var location: Location
  /// `r-…`, shared by the instances of one call.
  package var reservationID: String
  package var imageID: String
  package var instanceType: String
  package var launchTime: Timestamp
  package var launchIndex: Int
  package var availabilityZone: String
  package var vpcID: VPC.ID?
  package var subnetID: Subnet.ID?
  package var keyName: String?
  /// Base64, as it was given.
  package var userData: String?
  package var iamInstanceProfileARN: String?
  package var disableAPITermination: Bool
  package var disableAPIStop: Bool
  package var shutdownBehavior: String
  package var ebsOptimized: Bool
  package var isMonitored: Bool
  package var stateTransitionReason: String
  /// `HttpTokens`, `HttpEndpoint`, … by EC2's names.
  package var metadataOptions: [String: String]
  /// What its name in the private DNS is made from.
  package var hostNames: HostNameOptions
  /// The root volume, as far as clients ask for it.
  package var rootVolume: RootVolume?
  package var terminationTime: Timestamp?
  /// `dedicated`, or `default`, which `nil` means too.
  package var tenancy: String?

  package init(
    instance: Instance,
    location: Location,
    reservationID: String,
    imageID: String,
    instanceType: String,
    launchTime: Timestamp,
    launchIndex: Int = 0,
    availabilityZone: String,
    vpcID: VPC.ID? = nil,
    subnetID: Subnet.ID? = nil,
    keyName: String? = nil,
    userData: String? = nil,
    iamInstanceProfileARN: String? = nil,
    disableAPITermination: Bool = false,
    disableAPIStop: Bool = false,
    shutdownBehavior: String = "stop",
    ebsOptimized: Bool = false,
    isMonitored: Bool = false,
    stateTransitionReason: String = "",
    metadataOptions: [String: String] = [:],
    hostNames: HostNameOptions = HostNameOptions(),
    rootVolume: RootVolume? = nil,
    terminationTime: Timestamp? = nil,
    tenancy: String? = nil
  ) {
    self.instance = instance
    self.location = location
    self.reservationID = reservationID
    self.imageID = imageID
    self.instanceType = instanceType
    self.launchTime = launchTime
    self.launchIndex = launchIndex
    self.availabilityZone = availabilityZone
    self.vpcID = vpcID
    self.subnetID = subnetID
    self.keyName = keyName
    self.userData = userData
    self.iamInstanceProfileARN = iamInstanceProfileARN
    self.disableAPITermination = disableAPITermination
    self.disableAPIStop = disableAPIStop
    self.shutdownBehavior = shutdownBehavior
    self.ebsOptimized = ebsOptimized
    self.isMonitored = isMonitored
    self.stateTransitionReason = stateTransitionReason
    self.metadataOptions = metadataOptions
    self.hostNames = hostNames
    self.rootVolume = rootVolume
    self.terminationTime = terminationTime
    self.tenancy = tenancy
  }

  package var recordID: String { instance.id.text }

  package var tags: Tags {
    get { instance.tags }
    set { instance.tags = newValue }
  }

  package var links: [String] {
    var links = [reservationID]
    if let volume = rootVolume { links.append(volume.id) }
    if let terminationTime {
      // Nothing waits for a terminated instance to go.
      links.append(Self.terminatedKey(location, slot: Self.terminationSlot(terminationTime)))
    } else {
      links += [subnetID?.text, vpcID?.text].compactMap(\.self)
    }
    return links
  }

  package var networkChange: NetworkChange? { .instance(.put(instance)) }
  package var networkRemoval: NetworkChange? { .instance(.remove(instance.id)) }

  // MARK: After termination

  /// How long a terminated instance is shown.
  static let shownAfterTermination: Int64 = 3_600_000

  /// Whether an answer may show it.
  package func isShown(at now: Timestamp) -> Bool {
    guard let terminationTime else { return true }
    return now.milliseconds - terminationTime.milliseconds < Self.shownAfterTermination
  }

  /// Terminated instances are kept by the hour in which they were terminated, in four slots that come round: what lies in
  /// the two slots that are neither this hour's nor the last one's is over, and found without a look at the others.
  static let terminationSlotCount: Int64 = 4

  static func terminationSlot(_ time: Timestamp) -> Int64 {
    let slot = (time.milliseconds / shownAfterTermination) % terminationSlotCount
    return slot < 0 ? slot + terminationSlotCount : slot
  }

  /// A key that the location's terminated instances of one slot link to.
  static func terminatedKey(_ location: Location, slot: Int64) -> String { "\(location)/terminated-instances/\(slot)" }

  /// How the instance is called in the private DNS.
  package struct HostNameOptions: Codable, Hashable, Sendable {
    /// `ip-name` or `resource-name`.
    package var type: String
    package var enableResourceNameDNSARecord: Bool
    package var enableResourceNameDNSAAAARecord: Bool

    package init(
      type: String = "ip-name",
      enableResourceNameDNSARecord: Bool = false,
      enableResourceNameDNSAAAARecord: Bool = false
    ) {
      self.type = type
      self.enableResourceNameDNSARecord = enableResourceNameDNSARecord
      self.enableResourceNameDNSAAAARecord = enableResourceNameDNSAAAARecord
    }
  }

  /// The volume that the instance starts from.
  package struct RootVolume: Codable, Hashable, Sendable {
    /// `vol-…`
    package var id: String
    package var deviceName: String
    /// GiB.
    package var size: Int
    package var type: String
    package var iops: Int?
    /// MiB/s.
    package var throughput: Int?
    package var isEncrypted: Bool
    package var deleteOnTermination: Bool
    package var tags: Tags

    package init(
      id: String,
      deviceName: String = "/dev/xvda",
      size: Int = 8,
      type: String = "gp3",
      iops: Int? = 3000,
      throughput: Int? = 125,
      isEncrypted: Bool = false,
      deleteOnTermination: Bool = true,
      tags: Tags = [:]
    ) {
      self.id = id
      self.deviceName = deviceName
      self.size = size
      self.type = type
      self.iops = iops
      self.throughput = throughput
      self.isEncrypted = isEncrypted
      self.deleteOnTermination = deleteOnTermination
      self.tags = tags
    }
  }
}
