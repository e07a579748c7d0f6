package import HCL
import Synchronization

/// Where a resource's attributes and blocks stand, by paths such as `vpc_id`, `ingress[1]`, `ingress[1].cidr_blocks`.
///
/// A tree and not a dictionary of paths: large configurations have hundreds of thousands of parts, and few are asked for.
package struct PlaceParts: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package var name: String
    package var range: SourceRange
    /// Of a block: what it holds.
    package var parts: [Part]

    package init(_ name: String, _ range: SourceRange, parts: [Part] = []) {
      self.name = name
      self.range = range
      self.parts = parts
    }
  }

  private enum Storage: Sendable {
    case listed([Part])
    /// Read again when somebody asks.
    case written(WrittenPlaces, body: SourceRange)
  }

  private var storage: Storage

  /// In the order of the values: the second block of a type is the second part of that name. O(1), or O(bytes of the
  /// body) where they are read again.
  package var parts: [Part] {
    switch storage {
    case .listed(let parts): return parts
    case .written(let places, let range): return places.parts(ofBodyAt: range)
    }
  }

  package init(_ parts: [Part]) { storage = .listed(parts) }

  /// Those of a body without dynamic blocks and without errors, which are read when they are asked for.
  init(ofBodyAt range: SourceRange, in places: WrittenPlaces) { storage = .written(places, body: range) }

  package static func == (left: Self, right: Self) -> Bool { left.parts == right.parts }

  package func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  /// `ingress` is the first part of that name, `ingress[0]` too. Where an attribute holds what blocks could (`ingress =
  /// […]`), every path in it leads to the attribute. O(parts).
  package subscript(path: String) -> SourceRange? {
    var level = parts
    var found: SourceRange?
    for step in path.split(separator: ".") {
      let name = step.prefix { $0 != "[" }
      let number = Int(step.dropFirst(name.count).drop { $0 == "[" }.prefix { $0.isNumber }) ?? 0
      let named = level.lazy.filter { $0.name == name }
      guard let part = named.dropFirst(number).first ?? (found == nil ? attribute(in: level, name) : nil) else {
        return level.isEmpty ? found : nil
      }
      found = part.range
      level = part.parts
    }
    return found
  }

  /// An attribute stands for every number of its name.
  private func attribute(in level: [Part], _ name: Substring) -> Part? {
    let named = level.filter { $0.name == name }
    return named.count == 1 && named[0].parts.isEmpty ? named[0] : nil
  }
}

extension PlaceParts: ExpressibleByDictionaryLiteral {
  /// From paths; blocks before what they hold.
  package init(dictionaryLiteral elements: (String, SourceRange)...) {
    var parts: [Part] = []
    for (path, range) in elements { Self.insert(path.split(separator: ".")[...], range, into: &parts) }
    self.init(parts)
  }

  private static func insert(_ path: ArraySlice<Substring>, _ range: SourceRange, into level: inout [Part]) {
    guard let step = path.first else { return }
    let name = String(step.prefix { $0 != "[" })
    let number = Int(step.dropFirst(name.count).drop { $0 == "[" }.prefix { $0.isNumber }) ?? 0
    guard path.count > 1 else { return level.append(Part(name, range)) }
    let indices = level.indices.filter { level[$0].name == name }
    guard indices.indices.contains(number) else { return }
    insert(path.dropFirst(), range, into: &level[indices[number]].parts)
  }
}

/// Reads the places of bodies again. The last body's are kept: whoever asks for one rule's place asks for those beside it.
final class WrittenPlaces: Sendable {
  private let sources: SourceMap
  private let last = Mutex<(body: SourceRange, parts: [PlaceParts.Part])?>(nil)

  init(_ sources: SourceMap) { self.sources = sources }

  /// O(1) for the body that was asked for last, else O(bytes of the body).
  func parts(ofBodyAt range: SourceRange) -> [PlaceParts.Part] {
    if let parts = last.withLock({ $0?.body == range ? $0?.parts : nil }) { return parts }
    var body = HCLParser.parseBody(at: range, in: sources)
    body.keepGiven()
    let parts = BodyPlaces.parts(of: body)
    last.withLock { $0 = (range, parts) }
    return parts
  }
}
