package import EC2Shapes
package import VPCModel

extension Transaction {
  /// The tags that a creating call gives its resource, checked.
  ///
  /// - Parameter resourceType: EC2's name of the kind that is made, such as `security-group`.
  package func tags(_ specifications: [EC2.TagSpecification], for resourceType: String) throws(EC2Error) -> Tags {
    var tags: Tags = [:]
    for specification in specifications {
      guard let type = specification.resourceType, !type.isEmpty else {
        throw EC2Error(code: "InvalidParameterValue", message: "Tag specification resource type must have a value")
      }
      guard type == resourceType else {
        throw EC2Error(
          code: "InvalidParameterValue",
          message: "'\(type)' is not a valid taggable resource type for this operation."
        )
      }
      for tag in specification.tags {
        let (key, value) = try TagWords.check(tag)
        guard tags.updateValue(value, forKey: key) == nil else {
          throw EC2Error(code: "InvalidParameterValue", message: "Duplicate tag key '\(key)' specified.")
        }
      }
    }
    try TagWords.checkCount(tags)
    return tags
  }
}

/// EC2's rules for tags (EC2 user guide, "Tag restrictions").
package enum TagWords {
  static let largestCount = 50

  /// A tag's key and value, where they are allowed.
  package static func check(_ tag: EC2.Tag) throws(EC2Error) -> (key: String, value: String) {
    guard let key = tag.key, !key.isEmpty else {
      throw EC2Error(code: "InvalidParameterValue", message: "Tag keys cannot be empty")
    }
    let value = tag.value ?? ""
    guard !key.lowercased().hasPrefix("aws:") else {
      throw EC2Error(
        code: "InvalidParameterValue",
        message: "Tag keys starting with 'aws:' are reserved for internal use"
      )
    }
    guard key.unicodeScalars.count <= 128 else {
      throw EC2Error(
        code: "InvalidParameterValue",
        message: "Tag key exceeds the maximum length of 127 characters"
      )
    }
    guard value.unicodeScalars.count <= 256 else {
      throw EC2Error(
        code: "InvalidParameterValue",
        message: "Tag value exceeds the maximum length of 255 characters"
      )
    }
    return (key, value)
  }

  package static func checkCount(_ tags: Tags) throws(EC2Error) {
    guard tags.count <= largestCount else {
      throw EC2Error(code: "TagLimitExceeded", message: "More than \(largestCount) tags specified")
    }
  }

  /// For an answer, by key.
  package static func shapes(_ tags: Tags) -> [EC2.Tag] {
    tags.sorted { $0.key < $1.key }.map { EC2.Tag(key: $0.key, value: $0.value) }
  }
}
