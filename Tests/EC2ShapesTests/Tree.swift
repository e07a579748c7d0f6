import Foundation

@testable import EC2Shapes

/// A value without types: what botocore and the shapes are compared as. Scalars are texts.
enum Tree: Equatable, Codable {
  case scalar(String)
  case list([Tree])
  case structure([String: Tree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .scalar(text)
    } else if let items = try? container.decode([Tree].self) {
      self = .list(items)
    } else {
      self = .structure(try container.decode([String: Tree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .scalar(let text): try container.encode(text)
    case .list(let items): try container.encode(items)
    case .structure(let members): try container.encode(members)
    }
  }

  /// What a shape holds, by reflection. Nil and, where `dropsEmptyLists`, empty lists are left out: a request can't tell
  /// one from the other.
  init?(_ value: Any, dropsEmptyLists: Bool) {
    switch value {
    case let text as String: self = .scalar(text)
    case let number as Int: self = .scalar(String(number))
    case let number as Double: self = .scalar(String(number))
    case let flag as Bool: self = .scalar(String(flag))
    case let time as Timestamp: self = .scalar(time.description)
    // Any empty array would pass for an array of bytes.
    case let bytes as [UInt8] where type(of: value) == [UInt8].self:
      self = .scalar(Data(bytes).base64EncodedString())
    default:
      let mirror = Mirror(reflecting: value)
      switch mirror.displayStyle {
      case .optional:
        guard let wrapped = mirror.children.first?.value else { return nil }
        self.init(wrapped, dropsEmptyLists: dropsEmptyLists)
      case .collection:
        if mirror.children.isEmpty, dropsEmptyLists { return nil }
        self = .list(mirror.children.compactMap { Tree($0.value, dropsEmptyLists: dropsEmptyLists) })
      default:
        let members = mirror.children.compactMap { child in
          Tree(child.value, dropsEmptyLists: dropsEmptyLists).map { (child.label ?? "", $0) }
        }
        self = .structure(Dictionary(uniqueKeysWithValues: members))
      }
    }
  }
}
