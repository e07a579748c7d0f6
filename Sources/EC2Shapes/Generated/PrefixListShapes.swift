// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a managed prefix list.
  package struct ManagedPrefixList: XMLEncodable, Equatable {
    package var addressFamily: String?
    package var ipamPrefixListResolverSyncEnabled: Bool?
    package var ipamPrefixListResolverTargetId: String?
    package var maxEntries: Int?
    package var ownerId: String?
    package var prefixListArn: String?
    package var prefixListId: String?
    package var prefixListName: String?
    package var state: String?
    package var stateMessage: String?
    package var tags: [Tag]?
    package var version: Int?

    package init(
      addressFamily: String? = nil, ipamPrefixListResolverSyncEnabled: Bool? = nil,
      ipamPrefixListResolverTargetId: String? = nil, maxEntries: Int? = nil, ownerId: String? = nil,
      prefixListArn: String? = nil, prefixListId: String? = nil, prefixListName: String? = nil, state: String? = nil,
      stateMessage: String? = nil, tags: [Tag]? = nil, version: Int? = nil
    ) {
      self.addressFamily = addressFamily; self.ipamPrefixListResolverSyncEnabled = ipamPrefixListResolverSyncEnabled
      self.ipamPrefixListResolverTargetId = ipamPrefixListResolverTargetId; self.maxEntries = maxEntries
      self.ownerId = ownerId; self.prefixListArn = prefixListArn; self.prefixListId = prefixListId
      self.prefixListName = prefixListName; self.state = state; self.stateMessage = stateMessage; self.tags = tags
      self.version = version
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("addressFamily", addressFamily)
      xml.element("ipamPrefixListResolverSyncEnabled", ipamPrefixListResolverSyncEnabled)
      xml.element("ipamPrefixListResolverTargetId", ipamPrefixListResolverTargetId)
      xml.element("maxEntries", maxEntries)
      xml.element("ownerId", ownerId)
      xml.element("prefixListArn", prefixListArn)
      xml.element("prefixListId", prefixListId)
      xml.element("prefixListName", prefixListName)
      xml.element("state", state)
      xml.element("stateMessage", stateMessage)
      xml.list("tagSet", tags)
      xml.element("version", version)
    }
  }

  /// Describes prefixes for Amazon Web Services services.
  package struct PrefixList: XMLEncodable, Equatable {
    package var cidrs: [String]?
    package var prefixListId: String?
    package var prefixListName: String?

    package init(
      cidrs: [String]? = nil, prefixListId: String? = nil, prefixListName: String? = nil
    ) {
      self.cidrs = cidrs; self.prefixListId = prefixListId; self.prefixListName = prefixListName
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("cidrSet", cidrs)
      xml.element("prefixListId", prefixListId)
      xml.element("prefixListName", prefixListName)
    }
  }

  /// Describes the resource with which a prefix list is associated.
  package struct PrefixListAssociation: XMLEncodable, Equatable {
    package var resourceId: String?
    package var resourceOwner: String?

    package init(
      resourceId: String? = nil, resourceOwner: String? = nil
    ) {
      self.resourceId = resourceId; self.resourceOwner = resourceOwner
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("resourceId", resourceId)
      xml.element("resourceOwner", resourceOwner)
    }
  }

  /// Describes a prefix list entry.
  package struct PrefixListEntry: XMLEncodable, Equatable {
    package var cidr: String?
    package var description: String?

    package init(
      cidr: String? = nil, description: String? = nil
    ) {
      self.cidr = cidr; self.description = description
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidr", cidr)
      xml.element("description", description)
    }
  }
}
