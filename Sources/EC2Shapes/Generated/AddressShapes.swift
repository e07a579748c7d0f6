// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an Elastic IP address, or a carrier IP address.
  package struct Address: XMLEncodable, Equatable {
    package var allocationId: String?
    package var associationId: String?
    package var domain: String?
    package var instanceId: String?
    package var networkBorderGroup: String?
    package var networkInterfaceId: String?
    package var networkInterfaceOwnerId: String?
    package var privateIpAddress: String?
    package var publicIp: String?
    package var publicIpv4Pool: String?
    package var serviceManaged: String?
    package var subnetId: String?
    package var tags: [Tag]?

    package init(
      allocationId: String? = nil, associationId: String? = nil, domain: String? = nil, instanceId: String? = nil,
      networkBorderGroup: String? = nil, networkInterfaceId: String? = nil, networkInterfaceOwnerId: String? = nil,
      privateIpAddress: String? = nil, publicIp: String? = nil, publicIpv4Pool: String? = nil,
      serviceManaged: String? = nil, subnetId: String? = nil, tags: [Tag]? = nil
    ) {
      self.allocationId = allocationId; self.associationId = associationId; self.domain = domain
      self.instanceId = instanceId; self.networkBorderGroup = networkBorderGroup
      self.networkInterfaceId = networkInterfaceId; self.networkInterfaceOwnerId = networkInterfaceOwnerId
      self.privateIpAddress = privateIpAddress; self.publicIp = publicIp; self.publicIpv4Pool = publicIpv4Pool
      self.serviceManaged = serviceManaged; self.subnetId = subnetId; self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allocationId", allocationId)
      xml.element("associationId", associationId)
      xml.element("domain", domain)
      xml.element("instanceId", instanceId)
      xml.element("networkBorderGroup", networkBorderGroup)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.element("networkInterfaceOwnerId", networkInterfaceOwnerId)
      xml.element("privateIpAddress", privateIpAddress)
      xml.element("publicIp", publicIp)
      xml.element("publicIpv4Pool", publicIpv4Pool)
      xml.element("serviceManaged", serviceManaged)
      xml.element("subnetId", subnetId)
      xml.list("tagSet", tags)
    }
  }

  /// The attributes associated with an Elastic IP address.
  package struct AddressAttribute: XMLEncodable, Equatable {
    package var allocationId: String?
    package var ptrRecord: String?
    package var ptrRecordUpdate: PtrUpdateStatus?
    package var publicIp: String?

    package init(
      allocationId: String? = nil, ptrRecord: String? = nil, ptrRecordUpdate: PtrUpdateStatus? = nil,
      publicIp: String? = nil
    ) {
      self.allocationId = allocationId; self.ptrRecord = ptrRecord; self.ptrRecordUpdate = ptrRecordUpdate
      self.publicIp = publicIp
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allocationId", allocationId)
      xml.element("ptrRecord", ptrRecord)
      xml.structure("ptrRecordUpdate", ptrRecordUpdate)
      xml.element("publicIp", publicIp)
    }
  }

  /// The status of an updated pointer (PTR) record for an Elastic IP address.
  package struct PtrUpdateStatus: XMLEncodable, Equatable {
    package var reason: String?
    package var status: String?
    package var value: String?

    package init(
      reason: String? = nil, status: String? = nil, value: String? = nil
    ) {
      self.reason = reason; self.status = status; self.value = value
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("reason", reason)
      xml.element("status", status)
      xml.element("value", value)
    }
  }
}
