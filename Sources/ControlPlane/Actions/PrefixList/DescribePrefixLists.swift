import EC2Shapes
import IPAddressing
import VPCModel

extension PrefixListActions {
  static func describe(_ request: EC2.DescribeManagedPrefixListsRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.DescribeManagedPrefixListsResult
  {
    let page = try scope.list(
      PrefixListRecord.self,
      identifiers: request.prefixListIds,
      filters: request.filters,
      filterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 1...100)
    ) { filters in
      if let identifiers = filters.literals("prefix-list-id") {
        return Set(identifiers).compactMap { scope.find(PrefixListRecord.self, $0) }
      }
      let lists = scope.state.prefixLists
      return Array(lists.unordered(in: scope.location)) + Array(lists.unordered(in: scope.location.ofAWS))
    }
    return EC2.DescribeManagedPrefixListsResult(nextToken: page.nextToken, prefixLists: page.map(\.shape))
  }

  /// AWS's own lists alone, with their blocks.
  static func describeOfAWS(_ request: EC2.DescribePrefixListsRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.DescribePrefixListsResult
  {
    for id in request.prefixListIds where scope.find(PrefixListRecord.self, id)?.isOfAWS == false {
      throw PrefixListRecord.identifierWords.error(for: id)
    }
    let page = try scope.list(
      PrefixListRecord.self,
      identifiers: request.prefixListIds,
      filters: request.filters,
      serviceFilterSet,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
    ) { _ in Array(scope.state.prefixLists.unordered(in: scope.location.ofAWS)) }
    let lists = page.map { record in
      EC2.PrefixList(
        cidrs: (record.list.entries ?? []).map(\.cidr).sorted().map(\.description),
        prefixListId: record.list.id.text,
        prefixListName: record.list.name
      )
    }
    return EC2.DescribePrefixListsResult(nextToken: page.nextToken, prefixLists: lists)
  }

  static func entries(_ request: EC2.GetManagedPrefixListEntriesRequest, _ scope: ReadScope) throws(EC2Error)
    -> EC2.GetManagedPrefixListEntriesResult
  {
    let record = try scope.require(PrefixListRecord.self, request.prefixListId, "PrefixListId")
    var entries = record.list.entries ?? []
    if let version = request.targetVersion {
      entries = try scope.entries(of: record.list, version: version, parameter: "TargetVersion")
    }
    let page = try PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 1...100)
      .page(of: entries.sorted { $0.cidr < $1.cidr }, key: \.cidr.sortKey)
    return EC2.GetManagedPrefixListEntriesResult(
      entries: page.map { EC2.PrefixListEntry(cidr: $0.cidr.description, description: $0.summary) },
      nextToken: page.nextToken
    )
  }

  static func associations(_ request: EC2.GetManagedPrefixListAssociationsRequest, _ scope: ReadScope)
    throws(EC2Error) -> EC2.GetManagedPrefixListAssociationsResult
  {
    let record = try scope.require(PrefixListRecord.self, request.prefixListId, "PrefixListId")
    // Of AWS's lists, used by everybody, the caller sees its own uses.
    let resources = PrefixListReferences.resources(record.list.id, scope).filter { resource in
      scope.find(SecurityGroupRecord.self, resource) != nil || scope.find(RouteTableRecord.self, resource) != nil
    }
    let page = try PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...255)
      .page(of: resources, key: \.self)
    return EC2.GetManagedPrefixListAssociationsResult(
      nextToken: page.nextToken,
      prefixListAssociations: page.map {
        EC2.PrefixListAssociation(resourceId: $0, resourceOwner: scope.location.accountID)
      }
    )
  }

  private static let filterSet = FilterSet<PrefixListRecord>([
    "owner-id": { record, _ in [record.location.accountID] },
    "prefix-list-id": { record, _ in [record.list.id.text] },
    "prefix-list-name": { record, _ in [record.list.name] },
  ])

  private static let serviceFilterSet = FilterSet<PrefixListRecord>([
    "prefix-list-id": { record, _ in [record.list.id.text] },
    "prefix-list-name": { record, _ in [record.list.name] },
  ])
}

extension IPPrefix {
  /// A text that sorts as prefixes of one family do: by address, then by length.
  fileprivate var sortKey: String {
    let digits: String
    switch self {
    case .v4(let prefix): digits = String(prefix.address.rawValue, radix: 16)
    case .v6(let prefix): digits = String(prefix.address.rawValue, radix: 16)
    }
    let address = String(repeating: "0", count: max(0, 32 - digits.count)) + digits
    return address + (length < 10 ? "/00" : length < 100 ? "/0" : "/") + String(length)
  }
}
