package import HCL

/// What an argument says, as far as it is known.
package enum Reading<Content: Hashable & Sendable>: Hashable, Sendable {
  /// Not given, or null.
  case absent
  /// Known only after apply, or of another type than expected; with what it comes from, and with the one attribute that
  /// it is as a whole, where it is one.
  ///
  /// Indirect: there is a reading for each argument of each rule, and hardly one of them is unknown.
  indirect case unknown(origins: Set<Value.Origin>, whole: Value.Origin?)
  case known(Content)

  package var known: Content? { if case .known(let content) = self { content } else { nil } }
  package var isUnknown: Bool { if case .unknown = self { true } else { false } }

  package func map<Other>(_ transform: (Content) -> Other) -> Reading<Other> {
    switch self {
    case .absent: .absent
    case .unknown(let origins, let whole): .unknown(origins: origins, whole: whole)
    case .known(let content): .known(transform(content))
    }
  }

  /// The origins of what is unknown, in order.
  package var origins: [Value.Origin] {
    guard case .unknown(let origins, let whole) = self else { return [] }
    return origins.union(whole.map { [$0] } ?? []).sorted()
  }
}

/// Something of AWS's that an argument names: by its id, or by the attribute that will hold it.
package enum Referent: Hashable, Sendable {
  /// `sg-0123`, also `ACCOUNT/sg-0123`.
  case id(String)
  case attribute(Value.Origin)
}

extension Value {
  /// An attribute of an object or an element of a map; `nil` where there is none. O(1).
  package func member(_ name: String) -> Value? {
    switch content {
    case .object(let members), .map(_, let members): members[name]
    default: nil
    }
  }

  /// The elements of a list, set or tuple; of a lone object or string itself, which is how a block that holds one at most
  /// may come.
  package var reading: Reading<[Value]> {
    switch content {
    case .null: .absent
    case .unknown(_, let whole): .unknown(origins: marks.origins, whole: whole)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .known(elements)
    case .object, .map, .string, .number, .bool: .known([self])
    }
  }

  var text: Reading<String> {
    switch content {
    case .null: .absent
    case .string(let text): .known(text)
    case .bool(let bool): .known(bool ? "true" : "false")
    case .number(let number): integer(number).map { .known(String($0)) } ?? unreadable()
    case .unknown(_, let whole): .unknown(origins: marks.origins, whole: whole)
    default: unreadable()
    }
  }

  var integer: Reading<Int> {
    switch content {
    case .null: .absent
    case .number(let number): integer(number).map { .known($0) } ?? unreadable()
    case .string(let text): Int(text).map { .known($0) } ?? unreadable()
    case .unknown(_, let whole): .unknown(origins: marks.origins, whole: whole)
    default: unreadable()
    }
  }

  var boolean: Reading<Bool> {
    switch content {
    case .null: .absent
    case .bool(let bool): .known(bool)
    case .string("true"): .known(true)
    case .string("false"): .known(false)
    case .unknown(_, let whole): .unknown(origins: marks.origins, whole: whole)
    default: unreadable()
    }
  }

  /// A string that names something of AWS's.
  var referent: Reading<Referent> {
    switch text {
    case .absent: .absent
    case .known(let text): .known(.id(text))
    case .unknown(_, let whole?): .known(.attribute(whole))
    case .unknown(let origins, nil): .unknown(origins: origins, whole: nil)
    }
  }

  private func unreadable<Content>() -> Reading<Content> { .unknown(origins: marks.origins, whole: nil) }
  private func integer(_ number: Number) -> Int? { Int(exactly: number.double) }
}

extension ResourceInstance {
  /// An argument; `nil` where it was not given. O(1).
  package func argument(_ name: String) -> Value? { values.member(name) }

  func text(_ name: String) -> Reading<String> { argument(name)?.text ?? .absent }
  func referent(_ name: String) -> Reading<Referent> { argument(name)?.referent ?? .absent }

  /// Whether `lifecycle { ignore_changes }` names an argument.
  package func ignoresChanges(of argument: String) -> Bool {
    ignoredChanges.contains { $0 == "all" || $0 == argument }
  }

  /// `aws_security_group`, or the one that adopts a VPC's default group.
  package var isSecurityGroup: Bool {
    address.mode == .managed && ["aws_security_group", "aws_default_security_group"].contains(address.type)
  }

  /// What other resources name it by.
  package var idOrigin: Value.Origin { Value.Origin(address: address.description, attribute: "id") }
}
