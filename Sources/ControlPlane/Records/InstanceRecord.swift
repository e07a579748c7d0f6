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
    metadataOptions: [String: String] = [:]
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
  }

  package var recordID: String { instance.id.text }

  package var tags: Tags {
    get { instance.tags }
    set { instance.tags = newValue }
  }

  package var links: [String] {
    [subnetID?.text, vpcID?.text].compactMap(\.self)
  }

  package var networkChange: NetworkChange? { .instance(.put(instance)) }
  package var networkRemoval: NetworkChange? { .instance(.remove(instance.id)) }
}
