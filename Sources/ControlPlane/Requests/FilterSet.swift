package import EC2Shapes

/// The filters that a describe action knows: name → the values that a record has for it.
package struct FilterSet<Element: Record>: Sendable {
  package typealias Values = @Sendable (Element, ReadScope) -> [String]

  private let known: [String: Values]

  /// - Parameter known: without `tag:…` and `tag-key`, which every kind has.
  package init(_ known: [String: Values]) { self.known = known }

  /// The names that it knows, sorted, for documentation.
  package var names: [String] { known.keys.sorted() }

  /// Filters of a request, checked. All must match; of the values of one, any.
  package func compile(_ filters: [EC2.Filter]) throws(EC2Error) -> CompiledFilters<Element> {
    var tests: [CompiledFilters<Element>.Test] = []
    for filter in filters {
      guard let name = filter.name, !name.isEmpty else { throw .missingParameter("Filter.Name") }
      let values = filter.values
      guard values.count <= 200 else {
        throw EC2Error(
          code: "FilterLimitExceeded",
          message: "The maximum number of filter values specified on a single call is 200"
        )
      }
      let patterns = values.map(FilterPattern.init)
      if name.hasPrefix("tag:") {
        let key = String(name.dropFirst("tag:".count))
        tests.append(.init(name: name, patterns: patterns) { record, _ in record.tags[key].map { [$0] } ?? [] })
      } else if name == "tag-key" {
        tests.append(.init(name: name, patterns: patterns) { record, _ in Array(record.tags.keys) })
      } else if let values = known[name] {
        tests.append(.init(name: name, patterns: patterns, values: values))
      } else {
        throw EC2Error(code: "InvalidParameterValue", message: "The filter '\(name)' is invalid")
      }
    }
    return CompiledFilters(tests: tests)
  }
}

/// Filters that are known to be valid.
package struct CompiledFilters<Element: Record>: Sendable {
  struct Test: Sendable {
    let name: String
    let patterns: [FilterPattern]
    let values: FilterSet<Element>.Values
  }

  let tests: [Test]

  package func matches(_ record: Element, _ scope: ReadScope) -> Bool {
    tests.allSatisfy { test in
      let values = test.values(record, scope)
      return test.patterns.contains { pattern in values.contains(where: pattern.matches) }
    }
  }

  /// The values of a filter, where it is given and none of them has a wildcard: then an index can be asked instead of
  /// every record.
  package func literals(_ name: String) -> [String]? {
    guard let test = tests.first(where: { $0.name == name }) else { return nil }
    let literals = test.patterns.compactMap(\.literal)
    return literals.count == test.patterns.count ? literals : nil
  }
}
