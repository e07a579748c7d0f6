import EC2Shapes
import IPAddressing

/// Addresses, prefixes and counts as requests give them.
enum InterfaceAddressTexts {
  static func ipv4Address(_ text: String) throws(EC2Error) -> IPv4Address {
    guard let address = IPv4Address(text) else { throw malformed(text) }
    return address
  }

  static func ipv6Address(_ text: String) throws(EC2Error) -> IPv6Address {
    guard let address = IPv6Address(text) else { throw malformed(text) }
    return address
  }

  static func ipv4Prefix(_ text: String?) throws(EC2Error) -> IPv4Prefix {
    guard let prefix = IPv4Prefix(text ?? "") else { throw malformed(text ?? "", "prefix") }
    return prefix
  }

  static func ipv6Prefix(_ text: String?) throws(EC2Error) -> IPv6Prefix {
    guard let prefix = IPv6Prefix(text ?? "") else { throw malformed(text ?? "", "prefix") }
    return prefix
  }

  static func ipv6Addresses(_ texts: [EC2.InstanceIpv6Address]) throws(EC2Error) -> [IPv6Address] {
    var addresses: [IPv6Address] = []
    for text in texts { addresses.append(try ipv6Address(text.ipv6Address ?? "")) }
    return addresses
  }

  private static func malformed(_ text: String, _ what: String = "address") -> EC2Error {
    .invalidParameterValue("invalid value for parameter \(what): \(text.prefix(64))")
  }

  /// The idle timeouts that EC2 takes (EC2 user guide, "Idle connection tracking timeout").
  static func connectionTracking(
    _ request: EC2.ConnectionTrackingSpecificationRequest
  ) throws(EC2Error) -> NetworkInterfaceRecord.ConnectionTracking? {
    let bounds = [
      ("TcpEstablishedTimeout", request.tcpEstablishedTimeout, 60...432_000),
      ("UdpTimeout", request.udpTimeout, 30...60),
      ("UdpStreamTimeout", request.udpStreamTimeout, 60...180),
    ]
    for case (let parameter, let value?, let range) in bounds where !range.contains(value) {
      throw .invalidParameterValue(
        "\(value)",
        parameter: parameter,
        reason: "It must be between \(range.lowerBound) and \(range.upperBound) seconds."
      )
    }
    let tracking = NetworkInterfaceRecord.ConnectionTracking(
      tcpEstablishedTimeout: request.tcpEstablishedTimeout,
      udpTimeout: request.udpTimeout,
      udpStreamTimeout: request.udpStreamTimeout
    )
    return tracking == .init() ? nil : tracking
  }
}

extension NetworkInterfaceSpecification {
  /// What CreateNetworkInterface and the interfaces of RunInstances say of addresses in the same words.
  struct AddressWords {
    var privateIPAddress: String? = nil
    var privateIPAddresses: [EC2.PrivateIpAddressSpecification]
    var secondaryCount: Int? = nil
    var ipv4Prefixes: [EC2.Ipv4PrefixSpecificationRequest]
    var ipv4PrefixCount: Int? = nil
    var ipv6Addresses: [EC2.InstanceIpv6Address]
    var ipv6Count: Int? = nil
    var ipv6Prefixes: [EC2.Ipv6PrefixSpecificationRequest]
    var ipv6PrefixCount: Int? = nil
  }

  /// Takes the addresses of a request; several ways to say how many exclude each other.
  mutating func take(_ words: AddressWords) throws(EC2Error) {
    let hasPrefixes = !words.ipv4Prefixes.isEmpty || words.ipv4PrefixCount ?? 0 != 0
    if words.privateIPAddresses.count > 1 && words.secondaryCount ?? 0 != 0 {
      throw .invalidParameterCombination(
        "You may specify secondaryPrivateIpAddressCount or secondary private IP addresses, but not both."
      )
    }
    let hasSecondary = words.secondaryCount ?? 0 != 0 || words.privateIPAddresses.contains { $0.primary != true }
    if hasPrefixes && hasSecondary || !words.ipv4Prefixes.isEmpty && words.ipv4PrefixCount ?? 0 != 0 {
      throw .invalidParameterCombination(
        "You may specify IPv4 prefixes, a count of them, or secondary addresses, but not both."
      )
    }
    let ways = [
      !words.ipv6Addresses.isEmpty, words.ipv6Count ?? 0 != 0, !words.ipv6Prefixes.isEmpty,
      words.ipv6PrefixCount ?? 0 != 0,
    ]
    if ways.count(where: \.self) > 1 {
      throw .invalidParameterCombination(
        "You may specify ipv6Addresses, ipv6AddressCount, IPv6 prefixes or a count of them, but not both."
      )
    }
    if let text = words.privateIPAddress { primaryAddress = try InterfaceAddressTexts.ipv4Address(text) }
    for address in words.privateIPAddresses {
      let value = try InterfaceAddressTexts.ipv4Address(address.privateIpAddress ?? "")
      if address.primary == true {
        guard primaryAddress == nil || primaryAddress == value && words.privateIPAddress != nil else {
          throw .invalidParameterCombination("Only one primary private IP address can be specified.")
        }
        primaryAddress = value
      } else {
        secondaryAddresses.append(value)
      }
    }
    secondaryAddressCount = words.secondaryCount ?? 0
    for prefix in words.ipv4Prefixes { ipv4Prefixes.append(try InterfaceAddressTexts.ipv4Prefix(prefix.ipv4Prefix)) }
    ipv4PrefixCount = words.ipv4PrefixCount ?? 0
    ipv6Addresses = try InterfaceAddressTexts.ipv6Addresses(words.ipv6Addresses)
    ipv6AddressCount = words.ipv6Count
    for prefix in words.ipv6Prefixes { ipv6Prefixes.append(try InterfaceAddressTexts.ipv6Prefix(prefix.ipv6Prefix)) }
    ipv6PrefixCount = words.ipv6PrefixCount ?? 0
  }
}
