import EC2Shapes

/// Filters over things that are no records: name → the values that a thing has for it.
struct FieldFilters<Element> {
  let known: [String: (Element) -> [String]]

  init(_ known: [String: (Element) -> [String]]) { self.known = known }

  /// The elements that match all filters; of the values of one, any.
  func apply(_ filters: [EC2.Filter], to elements: [Element]) throws(EC2Error) -> [Element] {
    var matches = elements
    for filter in filters {
      guard let name = filter.name, !name.isEmpty else { throw .missingParameter("Filter.Name") }
      guard let values = known[name] else {
        throw EC2Error(code: "InvalidParameterValue", message: "The filter '\(name)' is invalid")
      }
      let patterns = filter.values.map(FilterPattern.init)
      matches = matches.filter { element in
        let values = values(element)
        return patterns.contains { values.contains(where: $0.matches) }
      }
    }
    return matches
  }
}
