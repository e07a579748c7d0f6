import EC2Shapes

/// Filters over what is no record of its own: a tag, a group's association with a VPC.
struct ValueFilters<Element> {
  private struct Test {
    let name: String
    let patterns: [FilterPattern]
    let value: (Element) -> String?
  }

  private let tests: [Test]

  /// Filters of a request, checked.
  ///
  /// - Parameters:
  ///   - known: the value that an element has for each filter.
  ///   - other: the value for a filter whose name is a pattern, such as `tag:…`.
  init(
    _ filters: [EC2.Filter],
    known: [String: (Element) -> String?],
    other: (String) -> ((Element) -> String?)? = { _ in nil }
  ) throws(EC2Error) {
    var tests: [Test] = []
    for filter in filters {
      guard let name = filter.name, !name.isEmpty else { throw .missingParameter("Filter.Name") }
      guard filter.values.count <= 200 else {
        throw EC2Error(
          code: "FilterLimitExceeded",
          message: "The maximum number of filter values specified on a single call is 200"
        )
      }
      guard let value = known[name] ?? other(name) else {
        throw .invalidParameterValue("The filter '\(name)' is invalid")
      }
      tests.append(Test(name: name, patterns: filter.values.map(FilterPattern.init), value: value))
    }
    self.tests = tests
  }

  /// All filters must match; of the values of one, any.
  func matches(_ element: Element) -> Bool {
    tests.allSatisfy { test in
      guard let value = test.value(element) else { return false }
      return test.patterns.contains { $0.matches(value) }
    }
  }

  /// The values of a filter, where it is given and none of them has a wildcard.
  func literals(_ name: String) -> [String]? {
    guard let test = tests.first(where: { $0.name == name }) else { return nil }
    let literals = test.patterns.compactMap(\.literal)
    return literals.count == test.patterns.count ? literals : nil
  }
}
