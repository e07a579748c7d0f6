import HCL

/// Where what a body says stands, where no dynamic block makes it depend on values.
enum BodyPlaces {
  /// Whether the places are the same for all instances. Depth of recursion: the parser's limit of nesting.
  static func areFixed(in body: Body) -> Bool {
    body.blocks.allSatisfy { $0.type != "dynamic" && areFixed(in: $0.body) }
  }

  static func parts(of body: Body) -> [PlaceParts.Part] {
    body.attributes.map { PlaceParts.Part($0.name, $0.range) }
      + body.blocks.map { PlaceParts.Part($0.type, $0.headerRange, parts: parts(of: $0.body)) }
  }
}
