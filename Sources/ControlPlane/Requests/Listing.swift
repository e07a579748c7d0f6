package import EC2Shapes

extension ReadScope {
  /// What nearly every describe action does: records by identifier, or all of the location, filtered, in pages.
  ///
  /// - Parameters:
  ///   - identifiers: as the caller gave them; each must exist.
  ///   - candidates: records that the filters can match at most, from an index; every record of the location when `nil`.
  /// O(identifiers) where they are given, else O(candidates · log candidates).
  package func list<Element: IdentifiedRecord>(
    _ type: Element.Type,
    identifiers: [String],
    filters: [EC2.Filter],
    _ filterSet: FilterSet<Element>,
    page: PageRequest = PageRequest(maxResults: nil, nextToken: nil),
    candidates: ((CompiledFilters<Element>) -> [Element]?)? = nil
  ) throws(EC2Error) -> Page<Element> {
    let filters = try filterSet.compile(filters)
    var matches: [Element] = []
    if !identifiers.isEmpty {
      if page.maxResults != nil {
        throw EC2Error(
          code: "InvalidParameterCombination",
          message: "The parameter \(Element.identifierWords.prefix)Ids cannot be used with the parameter maxResults"
        )
      }
      for id in Set(identifiers).sorted() {
        let record = try require(type, id, "ids")
        if filters.matches(record, self) { matches.append(record) }
      }
      return Page(elements: matches)
    }
    if let candidates = candidates?(filters) {
      matches = candidates.filter { sees($0) && filters.matches($0, self) }
      matches.sort { $0.recordID < $1.recordID }
    } else {
      let table = state[keyPath: Element.table]
      if filters.tests.isEmpty {
        matches = table.sorted(in: location)
      } else {
        matches = table.unordered(in: location).filter { filters.matches($0, self) }
        matches.sort { $0.recordID < $1.recordID }
      }
    }
    return try page.page(of: matches, key: \.recordID)
  }
}
