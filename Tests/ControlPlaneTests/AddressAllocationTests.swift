import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Addresses of a subnet")
struct AddressAllocationTests {
  @Test("no address is given twice, the index agrees with a scan, the last free one is found", arguments: 0..<4)
  func random(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var cloud = TestCloud()
    try cloud.addVPC()
    let subnetID = try cloud.addSubnet(ipv4: "10.0.0.0/25", ipv6: "2001:db8:0:1::/64")
    let free = 128 - 5
    var refusals = 0
    for step in 0..<250 {
      let ids = cloud.state.networkInterfaces.sorted(in: cloud.caller.location).map(\.recordID)
      do {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
          var request = EC2.CreateNetworkInterfaceRequest()
          request.subnetId = subnetID.text
          if Bool.random(using: &random) { request.secondaryPrivateIpAddressCount = .random(in: 0...9, using: &random) }
          if Int.random(in: 0..<4, using: &random) == 0 {
            request.privateIpAddress = "10.0.0.\(Int.random(in: 0..<128, using: &random))"
          }
          request.ipv6AddressCount = .random(in: 0...2, using: &random)
          try cloud.perform(request)
        case 4..<6:
          guard let id = ids.randomElement(using: &random) else { continue }
          var request = EC2.AssignPrivateIpAddressesRequest()
          request.networkInterfaceId = id
          switch Int.random(in: 0..<3, using: &random) {
          case 0: request.secondaryPrivateIpAddressCount = .random(in: 1...6, using: &random)
          case 1: request.ipv4PrefixCount = 1
          default:
            request.privateIpAddresses = ["10.0.0.\(Int.random(in: 0..<128, using: &random))"]
            request.allowReassignment = .random(using: &random)
          }
          try cloud.perform(request)
        case 6:
          guard let id = ids.randomElement(using: &random),
            let record = cloud.state.networkInterfaces[id]
          else { continue }
          var request = EC2.UnassignPrivateIpAddressesRequest()
          request.networkInterfaceId = id
          request.privateIpAddresses = record.interface.privateIPv4Addresses.filter { !$0.isPrimary }.prefix(2)
            .map(\.address.description)
          request.ipv4Prefixes = record.interface.ipv4Prefixes.map(\.description)
          try cloud.perform(request)
        case 7:
          guard let id = ids.randomElement(using: &random) else { continue }
          var request = EC2.AssignIpv6AddressesRequest()
          request.networkInterfaceId = id
          request.ipv6PrefixCount = 1
          try cloud.perform(request)
        default:
          guard let id = ids.randomElement(using: &random), ids.count > 4 else { continue }
          var request = EC2.DeleteNetworkInterfaceRequest()
          request.networkInterfaceId = id
          try cloud.perform(request)
        }
      } catch is EC2Error {
        refusals += 1
      }
      check(cloud, subnetID, "seed \(seed), step \(step)")
    }
    #expect(refusals > 0)

    // Whatever was left is found to the last address.
    let used = Self.used(cloud, subnetID).filter { $0.family == .ipv4 }.count
    for _ in used..<free {
      var request = EC2.CreateNetworkInterfaceRequest()
      request.subnetId = subnetID.text
      request.ipv6AddressCount = 0
      try cloud.perform(request)
    }
    check(cloud, subnetID, "seed \(seed), full")
    var request = EC2.CreateNetworkInterfaceRequest()
    request.subnetId = subnetID.text
    cloud.expectError("InsufficientFreeAddressesInSubnet", nil, request)
  }

  /// Every address of the subnet that somebody has, those in prefixes of IPv4 included, by a scan.
  private static func used(_ cloud: TestCloud, _ subnetID: Subnet.ID) -> [IPAddress] {
    cloud.state.networkInterfaces.unordered(in: cloud.caller.location).filter { $0.interface.subnetID == subnetID }
      .flatMap { record in
        record.singleAddresses
          + record.interface.ipv4Prefixes.flatMap { prefix in
            (0..<16).map { IPAddress.v4(IPv4Address(prefix.first.rawValue + $0)) }
          }
      }
  }

  private func check(_ cloud: TestCloud, _ subnetID: Subnet.ID, _ place: Comment) {
    let used = Self.used(cloud, subnetID)
    #expect(Set(used).count == used.count, place)
    let choice = AddressChoice(in: cloud.state.subnets[subnetID]?.subnet ?? Subnet(id: subnetID, vpcID: "vpc-1"))
    let set = Set(used)
    for number in UInt32(0)..<128 {
      let address = IPAddress.v4(IPv4Address(IPv4Address(10, 0, 0, 0).rawValue + number))
      #expect(choice.isFree(address, in: cloud.state) == !set.contains(address), place)
    }
    for address in used where address.family == .ipv6 {
      #expect(!choice.isFree(address, in: cloud.state), place)
    }
    for block in stride(from: UInt8(0), to: 128, by: 16) {
      guard let prefix = IPv4Prefix(address: IPv4Address(10, 0, 0, block), length: 28) else { continue }
      #expect(choice.isFree(.v4(prefix), in: cloud.state) == !set.contains { IPPrefix.v4(prefix).contains($0) }, place)
    }
    // The model is the records.
    for record in cloud.state.networkInterfaces.unordered(in: cloud.caller.location) {
      #expect(cloud.state.network.networkInterfaces[record.interface.id] == record.interface, place)
    }
    #expect(cloud.state.network.networkInterfaces.count == cloud.state.networkInterfaces.count, place)
  }

  @Test("reserved addresses of IPv6 and of every size of subnet are never chosen")
  func reserved() throws {
    var cloud = TestCloud()
    try cloud.addVPC()
    let subnetID = try cloud.addSubnet(ipv4: "10.0.0.0/16", ipv6: "2001:db8:0:1::/64")
    let subnet = try #require(cloud.state.subnets[subnetID]).subnet
    for random in [0, 1, 2, 3, UInt64.max, UInt64.max - 1, 65_530, 65_531] {
      var choice = AddressChoice(in: subnet)
      let address = try choice.takeIPv4Address(from: random, in: cloud.state)
      #expect(!AddressChoice.isReserved(.v4(address), in: .v4(try #require(subnet.ipv4CIDR))))
      let long = try choice.takeIPv6Address(from: random, in: cloud.state)
      #expect(!AddressChoice.isReserved(.v6(long), in: .v6(subnet.ipv6CIDRs[0])))
      for family in [IPFamily.ipv4, .ipv6] {
        let prefix = try choice.takePrefix(of: family, from: random, in: cloud.state)
        #expect(!prefix.contains(.v4(IPv4Address(10, 0, 0, 0))) && subnet.cidrs.contains { $0.contains(prefix) })
      }
    }
  }
}
