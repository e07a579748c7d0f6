// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a tag.
  package struct TagDescription: XMLEncodable, Equatable {
    package var key: String?
    package var resourceId: String?
    package var resourceType: String?
    package var value: String?

    package init(
      key: String? = nil, resourceId: String? = nil, resourceType: String? = nil, value: String? = nil
    ) {
      self.key = key; self.resourceId = resourceId; self.resourceType = resourceType; self.value = value
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("key", key)
      xml.element("resourceId", resourceId)
      xml.element("resourceType", resourceType)
      xml.element("value", value)
    }
  }
}
