// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the ICMP type and code.
  package struct IcmpTypeCode: QueryDecodable, XMLEncodable, Equatable {
    package var code: Int?
    package var type: Int?

    package init(
      code: Int? = nil, type: Int? = nil
    ) {
      self.code = code; self.type = type
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      code = try query.integer("Code")
      type = try query.integer("Type")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("code", code)
      xml.element("type", type)
    }
  }

  /// Describes a network ACL.
  package struct NetworkAcl: XMLEncodable, Equatable {
    package var associations: [NetworkAclAssociation]?
    package var entries: [NetworkAclEntry]?
    package var isDefault: Bool?
    package var networkAclId: String?
    package var ownerId: String?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      associations: [NetworkAclAssociation]? = nil, entries: [NetworkAclEntry]? = nil, isDefault: Bool? = nil,
      networkAclId: String? = nil, ownerId: String? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.associations = associations; self.entries = entries; self.isDefault = isDefault
      self.networkAclId = networkAclId; self.ownerId = ownerId; self.tags = tags; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("associationSet", associations)
      xml.list("entrySet", entries)
      xml.element("default", isDefault)
      xml.element("networkAclId", networkAclId)
      xml.element("ownerId", ownerId)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes an association between a network ACL and a subnet.
  package struct NetworkAclAssociation: XMLEncodable, Equatable {
    package var networkAclAssociationId: String?
    package var networkAclId: String?
    package var subnetId: String?

    package init(
      networkAclAssociationId: String? = nil, networkAclId: String? = nil, subnetId: String? = nil
    ) {
      self.networkAclAssociationId = networkAclAssociationId; self.networkAclId = networkAclId; self.subnetId = subnetId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("networkAclAssociationId", networkAclAssociationId)
      xml.element("networkAclId", networkAclId)
      xml.element("subnetId", subnetId)
    }
  }

  /// Describes an entry in a network ACL.
  package struct NetworkAclEntry: XMLEncodable, Equatable {
    package var cidrBlock: String?
    package var egress: Bool?
    package var icmpTypeCode: IcmpTypeCode?
    package var ipv6CidrBlock: String?
    package var portRange: PortRange?
    package var `protocol`: String?
    package var ruleAction: String?
    package var ruleNumber: Int?

    package init(
      cidrBlock: String? = nil, egress: Bool? = nil, icmpTypeCode: IcmpTypeCode? = nil, ipv6CidrBlock: String? = nil,
      portRange: PortRange? = nil, `protocol`: String? = nil, ruleAction: String? = nil, ruleNumber: Int? = nil
    ) {
      self.cidrBlock = cidrBlock; self.egress = egress; self.icmpTypeCode = icmpTypeCode
      self.ipv6CidrBlock = ipv6CidrBlock; self.portRange = portRange; self.protocol = `protocol`
      self.ruleAction = ruleAction; self.ruleNumber = ruleNumber
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrBlock", cidrBlock)
      xml.element("egress", egress)
      xml.structure("icmpTypeCode", icmpTypeCode)
      xml.element("ipv6CidrBlock", ipv6CidrBlock)
      xml.structure("portRange", portRange)
      xml.element("protocol", `protocol`)
      xml.element("ruleAction", ruleAction)
      xml.element("ruleNumber", ruleNumber)
    }
  }

  /// Describes a range of ports.
  package struct PortRange: QueryDecodable, XMLEncodable, Equatable {
    package var from: Int?
    package var to: Int?

    package init(
      from: Int? = nil, to: Int? = nil
    ) {
      self.from = from; self.to = to
    }

    package init(from query: inout QueryStructure) throws(EC2Error) {
      from = try query.integer("From")
      to = try query.integer("To")
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("from", from)
      xml.element("to", to)
    }
  }
}
