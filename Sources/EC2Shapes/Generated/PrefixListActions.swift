// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateManagedPrefixList` asks. Creates a managed prefix list.
  package struct CreateManagedPrefixListRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateManagedPrefixListResult
    package static let action = "CreateManagedPrefixList"

    package var addressFamily: String?
    package var clientToken: String?
    package var dryRun: Bool?
    package var entries: [AddPrefixListEntry] = []
    package var maxEntries: Int?
    package var prefixListName: String?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AddressFamily", "MaxEntries", "PrefixListName")
      addressFamily = try query.string("AddressFamily")
      clientToken = try query.string("ClientToken")
      dryRun = try query.boolean("DryRun")
      entries = try query.structures("Entry") ?? []
      maxEntries = try query.integer("MaxEntries")
      prefixListName = try query.string("PrefixListName")
      tagSpecifications = try query.structures("TagSpecification") ?? []
    }
  }

  /// What `CreateManagedPrefixList` answers.
  package struct CreateManagedPrefixListResult: XMLEncodable, Equatable {
    package var prefixList: ManagedPrefixList?

    package init(
      prefixList: ManagedPrefixList? = nil
    ) {
      self.prefixList = prefixList
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("prefixList", prefixList)
    }
  }

  /// What `DeleteManagedPrefixList` asks. Deletes the specified managed prefix list.
  package struct DeleteManagedPrefixListRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteManagedPrefixListResult
    package static let action = "DeleteManagedPrefixList"

    package var dryRun: Bool?
    package var prefixListId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("PrefixListId")
      dryRun = try query.boolean("DryRun")
      prefixListId = try query.string("PrefixListId")
    }
  }

  /// What `DeleteManagedPrefixList` answers.
  package struct DeleteManagedPrefixListResult: XMLEncodable, Equatable {
    package var prefixList: ManagedPrefixList?

    package init(
      prefixList: ManagedPrefixList? = nil
    ) {
      self.prefixList = prefixList
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("prefixList", prefixList)
    }
  }

  /// What `DescribeManagedPrefixLists` asks. Describes your managed prefix lists and any Amazon Web Services-managed
  /// prefix lists.
  package struct DescribeManagedPrefixListsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeManagedPrefixListsResult
    package static let action = "DescribeManagedPrefixLists"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var prefixListIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      prefixListIds = try query.strings("PrefixListId") ?? []
    }
  }

  /// What `DescribeManagedPrefixLists` answers.
  package struct DescribeManagedPrefixListsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var prefixLists: [ManagedPrefixList]?

    package init(
      nextToken: String? = nil, prefixLists: [ManagedPrefixList]? = nil
    ) {
      self.nextToken = nextToken; self.prefixLists = prefixLists
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("prefixListSet", prefixLists)
    }
  }

  /// What `GetManagedPrefixListEntries` asks. Gets information about the entries for a specified managed prefix list.
  package struct GetManagedPrefixListEntriesRequest: EC2Request, Equatable {
    package typealias Response = EC2.GetManagedPrefixListEntriesResult
    package static let action = "GetManagedPrefixListEntries"

    package var dryRun: Bool?
    package var maxResults: Int?
    package var nextToken: String?
    package var prefixListId: String?
    package var targetVersion: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("PrefixListId")
      dryRun = try query.boolean("DryRun")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      prefixListId = try query.string("PrefixListId")
      targetVersion = try query.long("TargetVersion")
    }
  }

  /// What `GetManagedPrefixListEntries` answers.
  package struct GetManagedPrefixListEntriesResult: XMLEncodable, Equatable {
    package var entries: [PrefixListEntry]?
    package var nextToken: String?

    package init(
      entries: [PrefixListEntry]? = nil, nextToken: String? = nil
    ) {
      self.entries = entries; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("entrySet", entries)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `GetManagedPrefixListAssociations` asks. Gets information about the resources that are associated with the
  /// specified managed prefix list.
  package struct GetManagedPrefixListAssociationsRequest: EC2Request, Equatable {
    package typealias Response = EC2.GetManagedPrefixListAssociationsResult
    package static let action = "GetManagedPrefixListAssociations"

    package var dryRun: Bool?
    package var maxResults: Int?
    package var nextToken: String?
    package var prefixListId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("PrefixListId")
      dryRun = try query.boolean("DryRun")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      prefixListId = try query.string("PrefixListId")
    }
  }

  /// What `GetManagedPrefixListAssociations` answers.
  package struct GetManagedPrefixListAssociationsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var prefixListAssociations: [PrefixListAssociation]?

    package init(
      nextToken: String? = nil, prefixListAssociations: [PrefixListAssociation]? = nil
    ) {
      self.nextToken = nextToken; self.prefixListAssociations = prefixListAssociations
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("prefixListAssociationSet", prefixListAssociations)
    }
  }

  /// What `ModifyManagedPrefixList` asks. Modifies the specified managed prefix list.
  package struct ModifyManagedPrefixListRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifyManagedPrefixListResult
    package static let action = "ModifyManagedPrefixList"

    package var addEntries: [AddPrefixListEntry] = []
    package var currentVersion: Int?
    package var dryRun: Bool?
    package var ipamPrefixListResolverSyncEnabled: Bool?
    package var maxEntries: Int?
    package var prefixListId: String?
    package var prefixListName: String?
    package var removeEntries: [RemovePrefixListEntry] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("PrefixListId")
      addEntries = try query.structures("AddEntry") ?? []
      currentVersion = try query.long("CurrentVersion")
      dryRun = try query.boolean("DryRun")
      ipamPrefixListResolverSyncEnabled = try query.boolean("IpamPrefixListResolverSyncEnabled")
      maxEntries = try query.integer("MaxEntries")
      prefixListId = try query.string("PrefixListId")
      prefixListName = try query.string("PrefixListName")
      removeEntries = try query.structures("RemoveEntry") ?? []
    }
  }

  /// What `ModifyManagedPrefixList` answers.
  package struct ModifyManagedPrefixListResult: XMLEncodable, Equatable {
    package var prefixList: ManagedPrefixList?

    package init(
      prefixList: ManagedPrefixList? = nil
    ) {
      self.prefixList = prefixList
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("prefixList", prefixList)
    }
  }

  /// What `RestoreManagedPrefixListVersion` asks. Restores the entries from a previous version of a managed prefix list
  /// to a new version of the prefix list.
  package struct RestoreManagedPrefixListVersionRequest: EC2Request, Equatable {
    package typealias Response = EC2.RestoreManagedPrefixListVersionResult
    package static let action = "RestoreManagedPrefixListVersion"

    package var currentVersion: Int?
    package var dryRun: Bool?
    package var prefixListId: String?
    package var previousVersion: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("CurrentVersion", "PrefixListId", "PreviousVersion")
      currentVersion = try query.long("CurrentVersion")
      dryRun = try query.boolean("DryRun")
      prefixListId = try query.string("PrefixListId")
      previousVersion = try query.long("PreviousVersion")
    }
  }

  /// What `RestoreManagedPrefixListVersion` answers.
  package struct RestoreManagedPrefixListVersionResult: XMLEncodable, Equatable {
    package var prefixList: ManagedPrefixList?

    package init(
      prefixList: ManagedPrefixList? = nil
    ) {
      self.prefixList = prefixList
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("prefixList", prefixList)
    }
  }

  /// What `DescribePrefixLists` asks. Describes available Amazon Web Services services in a prefix list format, which
  /// includes the prefix list name and prefix list ID of the service and the IP address range for the service.
  package struct DescribePrefixListsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribePrefixListsResult
    package static let action = "DescribePrefixLists"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var prefixListIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      prefixListIds = try query.strings("PrefixListId") ?? []
    }
  }

  /// What `DescribePrefixLists` answers.
  package struct DescribePrefixListsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var prefixLists: [PrefixList]?

    package init(
      nextToken: String? = nil, prefixLists: [PrefixList]? = nil
    ) {
      self.nextToken = nextToken; self.prefixLists = prefixLists
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("prefixListSet", prefixLists)
    }
  }
}
