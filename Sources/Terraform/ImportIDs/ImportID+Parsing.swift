extension ImportID {
  /// Reads the id that a resource of a type is imported by, as the provider would.
  ///
  /// - Throws: ``ImportIDError``, which names the wrong part; also for a type whose ids are not known here.
  package init(parsing text: String, for resourceType: String) throws(ImportIDError) {
    func error(_ part: String?, _ found: String?, _ reason: String) -> ImportIDError {
      ImportIDError(
        resourceType: resourceType,
        input: text,
        part: part,
        found: found,
        reason: reason,
        form: Self.form(of: resourceType) ?? "not known"
      )
    }
    func parts(_ separator: Unicode.Scalar, _ names: [String]) throws(ImportIDError) -> [String] {
      let parts = text.divided(at: separator)
      guard parts.count == names.count else {
        throw error(nil, nil, "has \(parts.count) parts divided by \"\(separator)\", not \(names.count)")
      }
      for (part, name) in zip(parts, names) where part.isEmpty { throw error(name, nil, "is empty") }
      return parts
    }
    func check(_ part: String, _ name: String, _ prefixes: String...) throws(ImportIDError) {
      guard prefixes.contains(where: { part.utf8Begins(with: $0) && part.utf8.count > $0.utf8.count }) else {
        let expected = prefixes.map { "\"\($0)\"" }.joined(separator: " or ")
        throw error(name, part, "must begin with \(expected)")
      }
    }
    switch resourceType {
    case SecurityGroupRuleImportID.resourceType:
      self = .securityGroupRule(try SecurityGroupRuleImportID(parsing: text))
    case "aws_network_acl_rule":
      let parts = try parts(":", ["ACLID", "NUMBER", "PROTOCOL", "EGRESS"])
      try check(parts[0], "ACLID", "acl-")
      guard let number = Int(parts[1]) else { throw error("NUMBER", parts[1], "must be a number") }
      guard let isEgress = Self.boolean(parts[3]) else {
        throw error("EGRESS", parts[3], "must be \"true\" or \"false\"")
      }
      self = .networkACLRule(aclID: parts[0], number: number, protocolText: parts[2], isEgress: isEgress)
    case "aws_route":
      let parts = try parts("_", ["TABLEID", "DESTINATION"])
      try check(parts[0], "TABLEID", "rtb-")
      if !parts[1].utf8Contains(":"), !parts[1].utf8Contains(".") { try check(parts[1], "DESTINATION", "pl-") }
      self = .route(tableID: parts[0], destination: parts[1])
    case "aws_route_table_association":
      let parts = try parts("/", ["SUBNETID", "TABLEID"])
      try check(parts[0], "SUBNETID", "subnet-", "igw-", "vgw-")
      try check(parts[1], "TABLEID", "rtb-")
      self = .routeTableAssociation(targetID: parts[0], tableID: parts[1])
    case "aws_ec2_managed_prefix_list_entry":
      let parts = try parts(",", ["LISTID", "CIDR"])
      try check(parts[0], "LISTID", "pl-")
      self = .prefixListEntry(listID: parts[0], cidr: parts[1])
    case "aws_network_interface_sg_attachment":
      let parts = try parts("_", ["INTERFACEID", "SGID"])
      try check(parts[0], "INTERFACEID", "eni-")
      try check(parts[1], "SGID", "sg-")
      self = .interfaceAttachment(interfaceID: parts[0], groupID: parts[1])
    case "aws_vpc_security_group_vpc_association":
      let parts = try parts(",", ["SGID", "VPCID"])
      try check(parts[0], "SGID", "sg-")
      try check(parts[1], "VPCID", "vpc-")
      self = .groupVPCAssociation(groupID: parts[0], vpcID: parts[1])
    default:
      guard let prefix = Self.identifierPrefixes[resourceType] else {
        throw error(nil, nil, "how resources of this type are imported is not known here")
      }
      try check(text, "ID", prefix)
      let digits = text.utf8.dropFirst(prefix.utf8.count)
      guard [8, 17].contains(digits.count), digits.allSatisfy(Self.isHexadecimalDigit) else {
        throw error("ID", text, "after \"\(prefix)\" come 8 or 17 hexadecimal digits")
      }
      self = .identifier(type: resourceType, id: text)
    }
  }

  /// What Go's `strconv.ParseBool` takes.
  private static func boolean(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "TRUE", "true", "True": true
    case "0", "f", "F", "FALSE", "false", "False": false
    default: nil
    }
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
