import EC2Shapes

/// The filters of a describe action whose answers follow from no record: of images, instance types, volumes.
struct ShapeFilters<Element>: Sendable {
  private let known: [String: @Sendable (Element) -> [String]]
  private let tags: (@Sendable (Element) -> [EC2.Tag])?

  init(_ known: [String: @Sendable (Element) -> [String]], tags: (@Sendable (Element) -> [EC2.Tag])? = nil) {
    self.known = known
    self.tags = tags
  }

  /// The elements that all filters match.
  func apply(_ filters: [EC2.Filter], to elements: [Element]) throws(EC2Error) -> [Element] {
    var remaining = elements
    for filter in filters {
      guard let name = filter.name, !name.isEmpty else { throw .missingParameter("Filter.Name") }
      guard filter.values.count <= 200 else {
        throw EC2Error(
          code: "FilterLimitExceeded",
          message: "The maximum number of filter values specified on a single call is 200"
        )
      }
      guard let values = values(name) else { throw .invalidParameterValue("The filter '\(name)' is invalid") }
      let patterns = filter.values.map(FilterPattern.init)
      remaining = remaining.filter { element in
        values(element).contains { value in patterns.contains { $0.matches(value) } }
      }
    }
    return remaining
  }

  private func values(_ name: String) -> (@Sendable (Element) -> [String])? {
    if let values = known[name] { return values }
    guard let tags else { return nil }
    if name == "tag-key" { return { element in tags(element).compactMap(\.key) } }
    guard name.hasPrefix("tag:") else { return nil }
    let key = String(name.dropFirst("tag:".count))
    return { element in tags(element).filter { $0.key == key }.compactMap(\.value) }
  }
}
