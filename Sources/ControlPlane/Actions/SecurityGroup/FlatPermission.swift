import EC2Shapes
import IPAddressing

/// The older parameters, which spell one permission without `IpPermissions`.
struct FlatPermission {
  var ipProtocol: String?
  var fromPort: Int?
  var toPort: Int?
  var cidrIp: String?
  var sourceName: String?
  var sourceOwnerID: String?

  /// The parameters that are there, by name.
  private var given: [String] {
    [
      ("ipProtocol", ipProtocol != nil), ("fromPort", fromPort != nil), ("toPort", toPort != nil),
      ("cidrIp", cidrIp != nil), ("sourceSecurityGroupName", sourceName != nil),
      ("sourceSecurityGroupOwnerId", sourceOwnerID != nil),
    ].filter(\.1).map(\.0)
  }

  /// The permissions of a call that takes either form.
  ///
  /// - Returns: empty where neither is there.
  func permissions(or permissions: [EC2.IpPermission]) throws(EC2Error) -> [EC2.IpPermission] {
    guard let first = given.first else { return permissions }
    guard permissions.isEmpty else { throw SecurityGroupErrors.together("ipPermissions", first) }
    guard let sourceName else {
      guard sourceOwnerID == nil else { throw .missingParameter("sourceSecurityGroupName") }
      if let ipProtocol, ipProtocol.lowercased() == "icmpv6" || ipProtocol == "58" {
        throw .invalidParameterValue(
          "Invalid value '\(ipProtocol)' for IP protocol. Use ipPermissions to specify icmpv6."
        )
      }
      return [
        EC2.IpPermission(
          fromPort: fromPort,
          ipProtocol: ipProtocol,
          ipRanges: cidrIp.map { [EC2.IpRange(cidrIp: $0)] },
          toPort: toPort
        )
      ]
    }
    if let other = given.first(where: { !$0.hasPrefix("sourceSecurityGroup") }) {
      throw SecurityGroupErrors.together("sourceSecurityGroupName", other)
    }
    // "The rule grants full ICMP, UDP, and TCP access": three rules.
    let pair = EC2.UserIdGroupPair(groupName: sourceName, userId: sourceOwnerID)
    return [("tcp", 0, 65535), ("udp", 0, 65535), ("icmp", -1, -1)].map { name, from, to in
      EC2.IpPermission(fromPort: from, ipProtocol: name, toPort: to, userIdGroupPairs: [pair])
    }
  }

  /// Egress rules were never made this way: the parameters are there and are not supported.
  func refuse() throws(EC2Error) {
    guard let first = given.first else { return }
    throw EC2Error(
      code: "UnsupportedOperation",
      message: "The parameter '\(first)' is not supported for outbound rules. Use ipPermissions instead."
    )
  }
}
