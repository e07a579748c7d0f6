import EC2Shapes
import VPCModel

/// The tags of everything in the caller's location, one by one.
enum DescribeTags {
  static func run(
    _ request: EC2.DescribeTagsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeTagsResult {
    let filters = try ValueFilters<EC2.TagDescription>(
      request.filters,
      known: ["key": \.key, "resource-id": \.resourceId, "resource-type": \.resourceType, "value": \.value],
      other: { name in
        guard name.hasPrefix("tag:") else { return nil }
        let key = name.dropFirst("tag:".count)
        return { tag in tag.key.map { $0 == key } ?? false ? tag.value : nil }
      }
    )
    var tags: [EC2.TagDescription] = []
    for record in records(filters, scope) {
      guard let words = type(of: record).kind.tagWords else { continue }
      for (key, value) in record.tags {
        let tag = EC2.TagDescription(
          key: key,
          resourceId: record.recordID,
          resourceType: words.resourceType,
          value: value
        )
        if filters.matches(tag) { tags.append(tag) }
      }
    }
    // An identifier has no slash, so that two tags never have one key.
    func pageKey(_ tag: EC2.TagDescription) -> String { "\(tag.resourceId ?? "")/\(tag.key ?? "")" }
    let sorted = tags.map { (pageKey($0), $0) }.sorted { $0.0 < $1.0 }
    let page = try PageRequest(maxResults: request.maxResults, nextToken: request.nextToken)
      .page(of: sorted.map(\.1), key: pageKey)
    return EC2.DescribeTagsResult(nextToken: page.nextToken, tags: page.elements)
  }

  /// The tagged resources that the filters can match at most. O(resources of the location) without a `resource-id`.
  private static func records(_ filters: ValueFilters<EC2.TagDescription>, _ scope: ReadScope) -> [any Record] {
    if let identifiers = filters.literals("resource-id") {
      return Set(identifiers).compactMap { try? scope.taggableRecord($0) }
    }
    let types = filters.literals("resource-type").map(Set.init)
    var records: [any Record] = []
    func collect<Element: Record>(_: Element.Type) {
      // Peering connections are few, and show at both ends.
      if Element.kind == .vpcPeeringConnection {
        for record in scope.state[keyPath: Element.table].unordered where scope.canTag(record) {
          records.append(record)
        }
      } else {
        for record in scope.state[keyPath: Element.table].unordered(in: scope.location) where !record.tags.isEmpty {
          records.append(record)
        }
      }
    }
    for kind in RecordKind.allCases {
      guard let words = kind.tagWords, types?.contains(words.resourceType) ?? true else { continue }
      collect(kind.recordType)
    }
    return records
  }
}
