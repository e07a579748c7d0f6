// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an account attribute.
  package struct AccountAttribute: XMLEncodable, Equatable {
    package var attributeName: String?
    package var attributeValues: [AccountAttributeValue]?

    package init(
      attributeName: String? = nil, attributeValues: [AccountAttributeValue]? = nil
    ) {
      self.attributeName = attributeName; self.attributeValues = attributeValues
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attributeName", attributeName)
      xml.list("attributeValueSet", attributeValues)
    }
  }

  /// Describes a value of an account attribute.
  package struct AccountAttributeValue: XMLEncodable, Equatable {
    package var attributeValue: String?

    package init(
      attributeValue: String? = nil
    ) {
      self.attributeValue = attributeValue
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("attributeValue", attributeValue)
    }
  }

  /// Describes Availability Zones, Local Zones, and Wavelength Zones.
  package struct AvailabilityZone: XMLEncodable, Equatable {
    package var geography: [AvailabilityZoneGeography]?
    package var groupLongName: String?
    package var groupName: String?
    package var messages: [AvailabilityZoneMessage]?
    package var networkBorderGroup: String?
    package var optInStatus: String?
    package var parentZoneId: String?
    package var parentZoneName: String?
    package var regionName: String?
    package var state: String?
    package var subGeography: [AvailabilityZoneSubGeography]?
    package var zoneId: String?
    package var zoneName: String?
    package var zoneType: String?

    package init(
      geography: [AvailabilityZoneGeography]? = nil, groupLongName: String? = nil, groupName: String? = nil,
      messages: [AvailabilityZoneMessage]? = nil, networkBorderGroup: String? = nil, optInStatus: String? = nil,
      parentZoneId: String? = nil, parentZoneName: String? = nil, regionName: String? = nil, state: String? = nil,
      subGeography: [AvailabilityZoneSubGeography]? = nil, zoneId: String? = nil, zoneName: String? = nil,
      zoneType: String? = nil
    ) {
      self.geography = geography; self.groupLongName = groupLongName; self.groupName = groupName
      self.messages = messages; self.networkBorderGroup = networkBorderGroup; self.optInStatus = optInStatus
      self.parentZoneId = parentZoneId; self.parentZoneName = parentZoneName; self.regionName = regionName
      self.state = state; self.subGeography = subGeography; self.zoneId = zoneId; self.zoneName = zoneName
      self.zoneType = zoneType
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("geographySet", geography)
      xml.element("groupLongName", groupLongName)
      xml.element("groupName", groupName)
      xml.list("messageSet", messages)
      xml.element("networkBorderGroup", networkBorderGroup)
      xml.element("optInStatus", optInStatus)
      xml.element("parentZoneId", parentZoneId)
      xml.element("parentZoneName", parentZoneName)
      xml.element("regionName", regionName)
      xml.element("zoneState", state)
      xml.list("subGeographySet", subGeography)
      xml.element("zoneId", zoneId)
      xml.element("zoneName", zoneName)
      xml.element("zoneType", zoneType)
    }
  }

  /// Describes the geography information for an Availability Zone or Local Zone.
  package struct AvailabilityZoneGeography: XMLEncodable, Equatable {
    package var name: String?

    package init(
      name: String? = nil
    ) {
      self.name = name
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("name", name)
    }
  }

  /// Describes a message about an Availability Zone, Local Zone, or Wavelength Zone.
  package struct AvailabilityZoneMessage: XMLEncodable, Equatable {
    package var message: String?

    package init(
      message: String? = nil
    ) {
      self.message = message
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("message", message)
    }
  }

  /// Describes the sub-geography information for an Availability Zone or Local Zone.
  package struct AvailabilityZoneSubGeography: XMLEncodable, Equatable {
    package var name: String?

    package init(
      name: String? = nil
    ) {
      self.name = name
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("name", name)
    }
  }

  /// Describes a Region.
  package struct Region: XMLEncodable, Equatable {
    package var endpoint: String?
    package var geography: [RegionGeography]?
    package var optInStatus: String?
    package var regionName: String?

    package init(
      endpoint: String? = nil, geography: [RegionGeography]? = nil, optInStatus: String? = nil,
      regionName: String? = nil
    ) {
      self.endpoint = endpoint; self.geography = geography; self.optInStatus = optInStatus; self.regionName = regionName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("regionEndpoint", endpoint)
      xml.list("geographySet", geography)
      xml.element("optInStatus", optInStatus)
      xml.element("regionName", regionName)
    }
  }

  /// Describes the geography information for a Region.
  package struct RegionGeography: XMLEncodable, Equatable {
    package var name: String?

    package init(
      name: String? = nil
    ) {
      self.name = name
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("name", name)
    }
  }
}
