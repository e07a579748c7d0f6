/// A value that is stored and exchanged as its text: `"10.0.0.0/8"`, `"1024-65535"`.
@usableFromInline
package protocol TextCodable: Codable, LosslessStringConvertible {}

extension TextCodable {
  @usableFromInline
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a valid \(Self.self)")
    }
    self = value
  }

  @usableFromInline
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension IPv4Address: TextCodable {}
extension IPv6Address: TextCodable {}
extension IPAddress: TextCodable {}
extension IPPrefix: TextCodable {}
extension Prefix: TextCodable {}
extension PortRange: TextCodable {}

extension IPProtocol: Codable {}
extension IPFamily: Codable {}
