import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Elastic addresses")
struct ElasticAddressTests {
  @Test("Addresses are unique and none is a real host's")
  func allocate() throws {
    var cloud = try RoutingCloud()
    var seen: Set<String> = []
    for _ in 0..<300 {
      let result = try cloud.cloud.perform(EC2.AllocateAddressRequest())
      let address = try #require(IPv4Address(result.publicIp ?? ""))
      #expect(!IPAddress.v4(address).isGloballyRoutable)
      #expect(PublicAddressPool.contains(address))
      #expect(seen.insert(address.description).inserted)
      #expect(result.domain == "vpc")
      #expect(result.networkBorderGroup == "eu-central-1")
      #expect(result.publicIpv4Pool == "amazon")
    }
  }

  @Test("A released address can be had again, a taken one cannot")
  func recover() throws {
    var cloud = try RoutingCloud()
    let first = try cloud.allocate()
    cloud.expectError("InvalidAddress.NotFound", EC2.AllocateAddressRequest()) { $0.address = first.address }
    try cloud.perform(EC2.ReleaseAddressRequest()) { $0.allocationId = first.id }
    let again = try cloud.perform(EC2.AllocateAddressRequest()) { $0.address = first.address }
    #expect(again.publicIp == first.address)
    #expect(again.allocationId != first.id)
    for text in ["192.0.2.1", "198.20.0.1", "198.17.255.254", "198.18.0.0", "198.19.255.255"] {
      cloud.expectError("InvalidAddress.NotFound", EC2.AllocateAddressRequest()) { $0.address = text }
    }
    cloud.expectError("InvalidAddress.Malformed", EC2.AllocateAddressRequest()) { $0.address = "198.18.0" }
    cloud.expectError("InvalidParameterValue", EC2.AllocateAddressRequest()) { $0.networkBorderGroup = "us-east-1" }
    cloud.expectError("InvalidParameterValue", EC2.AllocateAddressRequest()) { $0.domain = "cloud" }
    cloud.expectError("InvalidPublicIpv4PoolID.NotFound", EC2.AllocateAddressRequest()) {
      $0.publicIpv4Pool = "ipv4pool-ec2-0123456789abcdef0"
    }
  }

  @Test("An association is known to the address, to its interface and to the model")
  func associate() throws {
    var cloud = try RoutingCloud()
    let interface = try cloud.makeInterface()
    let instance = try cloud.makeInstance([interface])
    let address = try cloud.allocate()
    let id = try #require(
      try cloud.perform(EC2.AssociateAddressRequest()) {
        $0.allocationId = address.id
        $0.instanceId = instance
      }.associationId
    )
    let shown = try #require(try cloud.perform(EC2.DescribeAddressesRequest()) { _ in }.addresses?.first)
    #expect(shown.associationId == id)
    #expect(shown.instanceId == instance)
    #expect(shown.networkInterfaceId == interface.recordID)
    #expect(shown.networkInterfaceOwnerId == "123456789012")
    #expect(shown.privateIpAddress == interface.interface.primaryAddress?.description)
    let record = try #require(cloud.interface(interface.interface.id))
    #expect(record.publicAssociations.map(\.associationID) == [id])
    #expect(record.interface.privateIPv4Addresses.first?.publicAddress?.description == address.address)
    // Again: nothing changes.
    let again = try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface.recordID
    }
    #expect(again.associationId == id)

    try cloud.perform(EC2.DisassociateAddressRequest()) { $0.associationId = id }
    #expect(cloud.interface(interface.interface.id)?.publicAssociations == [])
    #expect(cloud.interface(interface.interface.id)?.interface.privateIPv4Addresses.first?.publicAddress == nil)
    cloud.expectError("InvalidAssociationID.NotFound", EC2.DisassociateAddressRequest()) { $0.associationId = id }
  }

  @Test("An address moves to another interface unless that is forbidden")
  func reassociate() throws {
    var cloud = try RoutingCloud()
    let (first, second) = (try cloud.makeInterface(), try cloud.makeInterface())
    let (address, other) = (try cloud.allocate(), try cloud.allocate())
    let old = try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = first.recordID
    }.associationId
    cloud.expectError(
      "Resource.AlreadyAssociated",
      "resource \(address.id) is already associated with associate-id \(old ?? "")",
      EC2.AssociateAddressRequest()
    ) {
      $0.allocationId = address.id
      $0.networkInterfaceId = second.recordID
      $0.allowReassociation = false
    }
    let new = try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = second.recordID
    }.associationId
    #expect(new != old)
    #expect(cloud.interface(first.interface.id)?.publicAssociations == [])
    // The interface's other address goes, and stays the account's.
    try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = other.id
      $0.networkInterfaceId = second.recordID
    }
    #expect(cloud.interface(second.interface.id)?.publicAssociations.map(\.allocationID) == [other.id])
    #expect(cloud.cloud.state.elasticAddresses[address.id]?.association == nil)
  }

  @Test("Each private address of an interface may have a public one")
  func secondaryPrivateAddresses() throws {
    var cloud = try RoutingCloud()
    let interface = try cloud.makeInterface(secondaryAddresses: 1)
    let secondary = try #require(interface.interface.privateIPv4Addresses.last?.address.description)
    let (one, two) = (try cloud.allocate(), try cloud.allocate())
    try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = one.id
      $0.networkInterfaceId = interface.recordID
    }
    try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = two.id
      $0.networkInterfaceId = interface.recordID
      $0.privateIpAddress = secondary
    }
    let addresses = cloud.interface(interface.interface.id)?.interface.privateIPv4Addresses ?? []
    #expect(addresses.map { $0.publicAddress?.description } == [one.address, two.address])
    for text in ["10.0.1.254", "nowhere"] {
      cloud.expectError("InvalidParameterValue", EC2.AssociateAddressRequest()) {
        $0.allocationId = two.id
        $0.networkInterfaceId = interface.recordID
        $0.privateIpAddress = text
      }
    }
    // Removing the interface frees both.
    try cloud.change { $0.removeNetworkInterface(interface.interface.id) }
    #expect(cloud.cloud.state.elasticAddresses[one.id]?.association == nil)
    #expect(cloud.cloud.state.elasticAddresses[two.id]?.association == nil)
  }

  @Test("A VPC without an internet gateway has no public addresses")
  func notAttached() throws {
    var cloud = try RoutingCloud()
    let far = try cloud.makeVPC("10.9.0.0/16")
    let interface = try cloud.makeInterface(in: try cloud.makeSubnet("10.9.1.0/24", of: far)).recordID
    let address = try cloud.allocate()
    cloud.expectError(
      "Gateway.NotAttached",
      "Network \(far) is not attached to any internet gateway",
      EC2.AssociateAddressRequest()
    ) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface
    }
  }

  @Test("What an address is associated with must be named, once, and fit")
  func errors() throws {
    var cloud = try RoutingCloud()
    let (one, two) = (try cloud.makeInterface(), try cloud.makeInterface())
    let address = try cloud.allocate()
    let instance = try cloud.makeInstance([one, two])
    let gone = try cloud.makeInstance([try cloud.makeInterface()], state: "terminated")
    cloud.expectError("InvalidInstanceID", EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.instanceId = instance
    }
    cloud.expectError("InvalidInstanceID", EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.instanceId = gone
    }
    cloud.expectError("InvalidParameterCombination", EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.instanceId = instance
      $0.networkInterfaceId = one.recordID
    }
    cloud.expectError("MissingParameter", EC2.AssociateAddressRequest()) { $0.allocationId = address.id }
    cloud.expectError("MissingParameter", EC2.AssociateAddressRequest()) { $0.networkInterfaceId = one.recordID }
    cloud.expectError("InvalidAllocationID.NotFound", EC2.AssociateAddressRequest()) {
      $0.allocationId = "eipalloc-00000000000000001"
      $0.networkInterfaceId = one.recordID
    }
    cloud.expectError("InvalidAddress.NotFound", "Address '198.18.0.1' not found.", EC2.ReleaseAddressRequest()) {
      $0.publicIp = "198.18.0.1"
    }
    cloud.expectError("InvalidParameterValue", EC2.ReleaseAddressRequest()) { $0.publicIp = address.address }
    cloud.expectError("InvalidAddress.NotFound", EC2.ReleaseAddressRequest()) {
      $0.allocationId = address.id
      $0.networkBorderGroup = "us-east-1"
    }
    cloud.expectError("MissingParameter", EC2.ReleaseAddressRequest()) { _ in }
  }

  @Test("An address in use is released only in a default VPC")
  func releaseInUse() throws {
    var cloud = try RoutingCloud()
    let interface = try cloud.makeInterface()
    let address = try cloud.allocate()
    try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = address.id
      $0.networkInterfaceId = interface.recordID
    }
    cloud.expectError("InvalidIPAddress.InUse", EC2.ReleaseAddressRequest()) { $0.allocationId = address.id }
    let vpc = cloud.vpc
    try cloud.change { (transaction) throws(EC2Error) in
      var record = try transaction.require(VPCRecord.self, vpc, "VpcId")
      record.vpc.isDefault = true
      transaction.put(record)
    }
    try cloud.perform(EC2.ReleaseAddressRequest()) { $0.allocationId = address.id }
    #expect(cloud.interface(interface.interface.id)?.publicAssociations == [])
  }

  @Test("Addresses are described by identifier, address and filter")
  func describe() throws {
    var cloud = try RoutingCloud()
    let interface = try cloud.makeInterface()
    let instance = try cloud.makeInstance([interface])
    let (used, free) = (try cloud.allocate(), try cloud.allocate())
    let association = try cloud.perform(EC2.AssociateAddressRequest()) {
      $0.allocationId = used.id
      $0.instanceId = instance
    }.associationId
    let privateAddress = interface.interface.primaryAddress?.description ?? ""
    let cases: [(EC2.Filter, Set<String>)] = [
      (RoutingCloud.filter("allocation-id", free.id), [free.id]),
      (RoutingCloud.filter("association-id", association ?? ""), [used.id]),
      (RoutingCloud.filter("domain", "vpc"), [used.id, free.id]),
      (RoutingCloud.filter("instance-id", instance), [used.id]),
      (RoutingCloud.filter("network-border-group", "eu-*"), [used.id, free.id]),
      (RoutingCloud.filter("network-interface-id", interface.recordID), [used.id]),
      (RoutingCloud.filter("network-interface-owner-id", "123456789012"), [used.id]),
      (RoutingCloud.filter("private-ip-address", privateAddress), [used.id]),
      (RoutingCloud.filter("public-ip", free.address, "nonsense"), [free.id]),
      (RoutingCloud.filter("public-ip", "198.1*"), [used.id, free.id]),
    ]
    for (filter, expected) in cases {
      let found = try cloud.perform(EC2.DescribeAddressesRequest()) { $0.filters = [filter] }
      #expect(Set((found.addresses ?? []).compactMap(\.allocationId)) == expected, "\(filter)")
    }
    let named = try cloud.perform(EC2.DescribeAddressesRequest()) {
      $0.publicIps = [used.address]
      $0.allocationIds = [used.id]
    }
    #expect(named.addresses?.map(\.publicIp) == [used.address])
    cloud.expectError("InvalidAllocationID.NotFound", EC2.DescribeAddressesRequest()) {
      $0.allocationIds = ["eipalloc-00000000000000001"]
    }
    cloud.expectError("InvalidAddress.NotFound", EC2.DescribeAddressesRequest()) { $0.publicIps = ["198.18.0.1"] }
    let attributes = try cloud.perform(EC2.DescribeAddressesAttributeRequest()) {
      $0.allocationIds = [used.id]
      $0.attribute = "domain-name"
    }
    #expect(attributes.addresses == [])
    cloud.expectError("InvalidParameterValue", EC2.DescribeAddressesAttributeRequest()) { $0.attribute = "colour" }
  }

  @Test("Where every draw is taken, the pool says so instead of drawing for ever")
  func exhausted() throws {
    let cloud = try RoutingCloud()
    var transaction = Transaction(
      state: cloud.cloud.state,
      caller: cloud.cloud.caller,
      now: cloud.cloud.now,
      identifiers: IdentifierGenerator(ConstantGenerator())
    )
    let address = try transaction.allocatePublicAddress()
    // Nobody has it yet.
    #expect(try transaction.allocatePublicAddress() == address)
    transaction.put(
      ElasticAddressRecord(
        allocationID: "eipalloc-0123456789abcdef0",
        location: transaction.location,
        publicAddress: address,
        networkBorderGroup: "eu-central-1"
      )
    )
    let error = #expect(throws: EC2Error.self) { try transaction.allocatePublicAddress() }
    #expect(error?.code == "InsufficientAddressCapacity")
  }

  /// Always the same number, and one that the drawing of a number below a bound accepts.
  private struct ConstantGenerator: RandomNumberGenerator, Sendable {
    mutating func next() -> UInt64 { 0x9E37_79B9_7F4A_7C15 }
  }
}
