// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a DHCP configuration option.
  package struct DhcpConfiguration: XMLEncodable, Equatable {
    package var key: String?
    package var values: [AttributeValue]?

    package init(
      key: String? = nil, values: [AttributeValue]? = nil
    ) {
      self.key = key; self.values = values
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("key", key)
      xml.list("valueSet", values)
    }
  }

  /// The set of DHCP options.
  package struct DhcpOptions: XMLEncodable, Equatable {
    package var dhcpConfigurations: [DhcpConfiguration]?
    package var dhcpOptionsId: String?
    package var ownerId: String?
    package var tags: [Tag]?

    package init(
      dhcpConfigurations: [DhcpConfiguration]? = nil, dhcpOptionsId: String? = nil, ownerId: String? = nil,
      tags: [Tag]? = nil
    ) {
      self.dhcpConfigurations = dhcpConfigurations; self.dhcpOptionsId = dhcpOptionsId; self.ownerId = ownerId
      self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("dhcpConfigurationSet", dhcpConfigurations)
      xml.element("dhcpOptionsId", dhcpOptionsId)
      xml.element("ownerId", ownerId)
      xml.list("tagSet", tags)
    }
  }
}
