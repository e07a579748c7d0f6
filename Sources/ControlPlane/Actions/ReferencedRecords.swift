import EC2Shapes

extension Scope {
  /// A record of another family that a request names, by that family's words. O(log n).
  ///
  /// - Throws: what EC2 says of an identifier that is malformed or unknown.
  func referenced<Element: Record>(_ type: Element.Type, _ id: String?, _ parameter: String, _ words: IdentifierWords)
    throws(EC2Error) -> Element
  {
    guard let id, !id.isEmpty else { throw .missingParameter(parameter) }
    guard let record = find(type, id) else { throw words.error(for: id) }
    return record
  }
}

extension IdentifierWords {
  static let vpc = IdentifierWords(
    prefix: "vpc",
    notFoundCode: "InvalidVpcID.NotFound",
    notFoundMessage: "The vpc ID '%' does not exist",
    malformedCode: "InvalidVpcID.Malformed"
  )

  static let subnet = IdentifierWords(
    prefix: "subnet",
    notFoundCode: "InvalidSubnetID.NotFound",
    notFoundMessage: "The subnet ID '%' does not exist",
    malformedCode: "InvalidSubnetID.Malformed"
  )

  static let networkInterface = IdentifierWords(
    prefix: "eni",
    notFoundCode: "InvalidNetworkInterfaceID.NotFound",
    notFoundMessage: "The networkInterface ID '%' does not exist",
    malformedCode: "InvalidNetworkInterfaceId.Malformed"
  )
}
