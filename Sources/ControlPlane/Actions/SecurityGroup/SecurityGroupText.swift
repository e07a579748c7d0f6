import EC2Shapes

/// What EC2 takes as the name of a group and as the description of a group or a rule.
enum SecurityGroupText {
  private static let allowed: Set<UInt8> = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*".utf8
  )
  private static let allowedWords = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"

  private static func isAllowed(_ text: String) -> Bool {
    text.utf8.count < 256 && text.utf8.allSatisfy(allowed.contains)
  }

  /// A group's name as it is kept: without trailing spaces.
  static func name(_ given: String?) throws(EC2Error) -> String {
    var name = given ?? ""
    while name.last == " " { name.removeLast() }
    guard !name.isEmpty else { throw .missingParameter("GroupName") }
    func refuse(_ reason: String) -> EC2Error {
      .invalidParameterValue(name, parameter: "GroupName", reason: reason)
    }
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { throw refuse("Character sets beyond ASCII are not supported.") }
    guard !name.hasPrefix("sg-") else { throw refuse("Group names may not be in the format sg-*") }
    guard isAllowed(name) else {
      throw .invalidParameterValue(
        "Invalid security group name. Valid names are non-empty strings less than 256 characters "
          + "from the following set:  \(allowedWords)"
      )
    }
    guard name.lowercased() != "default" else {
      throw EC2Error(
        code: "InvalidGroup.Reserved",
        message: "Cannot use reserved security group name: default"
      )
    }
    return name
  }

  static func groupDescription(_ given: String?) throws(EC2Error) -> String {
    guard let given, !given.isEmpty else { throw .missingParameter("GroupDescription") }
    guard given.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw .invalidParameterValue(
        given,
        parameter: "GroupDescription",
        reason: "Character sets beyond ASCII are not supported."
      )
    }
    guard isAllowed(given) else { throw invalidDescription(of: "security group") }
    return given
  }

  /// - Returns: `nil` for none and for an empty one.
  static func ruleDescription(_ given: String?) throws(EC2Error) -> String? {
    guard let given, !given.isEmpty else { return nil }
    guard isAllowed(given) else { throw invalidDescription(of: "rule") }
    return given
  }

  private static func invalidDescription(of what: String) -> EC2Error {
    .invalidParameterValue(
      "Invalid \(what) description. Valid descriptions are strings less than 256 characters "
        + "from the following set:  \(allowedWords)"
    )
  }
}
