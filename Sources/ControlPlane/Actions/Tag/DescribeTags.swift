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
    for resource in resources(filters, scope) {
      for (key, value) in resource.tags {
        let tag = EC2.TagDescription(
          key: key,
          resourceId: resource.id,
          resourceType: resource.type,
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
  private static func resources(_ filters: ValueFilters<EC2.TagDescription>, _ scope: ReadScope) -> [Taggable] {
    if let identifiers = filters.literals("resource-id") {
      return Set(identifiers).compactMap { try? scope.taggable($0) }
    }
    let types = filters.literals("resource-type").map(Set.init)
    var resources: [Taggable] = []
    func collect<Element: Record>(_: Element.Type) {
      // Peering connections are few, and show at both ends.
      if Element.kind == .vpcPeeringConnection {
        for record in scope.state[keyPath: Element.table].unordered where scope.canTag(record) {
          resources.append(.record(record))
        }
      } else {
        for record in scope.state[keyPath: Element.table].unordered(in: scope.location) where !record.tags.isEmpty {
          resources.append(.record(record))
        }
      }
    }
    for kind in RecordKind.allCases {
      guard let words = kind.tagWords, types?.contains(words.resourceType) ?? true else { continue }
      collect(kind.recordType)
    }
    if types?.contains(Taggable.volumeType) ?? true {
      for instance in scope.state.instances.unordered(in: scope.location)
      where instance.rootVolume != nil && instance.terminationTime == nil {
        resources.append(.rootVolume(of: instance))
      }
    }
    return resources
  }
}
