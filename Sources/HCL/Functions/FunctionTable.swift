/// The functions that may be called.
public struct FunctionTable: Sendable {
  private var functions: [String: Function]

  /// Terraform's functions, by their plain names; those of the `terraform` provider under `provider::terraform::`.
  public static let terraform = FunctionTable(
    functions: [
      NumericFunctions.all, TextFunctions.all, FormatFunctions.all, RegexFunctions.all, CollectionFunctions.all,
      SequenceFunctions.all, SetFunctions.all, EncodingFunctions.all, YAMLFunctions.all, HashFunctions.all,
      TimeFunctions.all, NetworkFunctions.all, TypeFunctions.all, FileFunctions.all, ProviderFunctions.all,
      RefusedFunctions.all,
    ].reduce(into: [:]) { $0.merge($1, uniquingKeysWith: { $1 }) }
  )

  /// No functions at all.
  public static let none = FunctionTable(functions: [:])

  /// Names of functions whose results nobody can foretell: they are called, and not known. With the reason.
  public static let unpredictable: [String: String] = RefusedFunctions.reasons

  /// Names of all functions that may be called, without those in the namespace `core`, which are the same.
  public var names: [String] { functions.keys.sorted() }

  /// The function of a name; `core::` may stand in front of Terraform's own.
  subscript(name: String) -> Function? {
    if let function = functions[name] { return function }
    guard name.hasPrefix("core::") else { return nil }
    return functions[String(name.dropFirst("core::".count))]
  }

  /// What is said of a name that no function has.
  func unknownFunctionDetail(_ name: String) -> String {
    guard let separator = name.range(of: "::", last: true) else {
      return "There is no function named \"\(name)\".\(Suggestion.text(for: name, among: names))"
    }
    let namespace = String(name[..<separator.upperBound])
    let own = String(name[separator.upperBound...])
    let known =
      namespace == "core::"
      ? names.filter { !$0.contains("::") }
      : names.filter { $0.hasPrefix(namespace) }.map { String($0.dropFirst(namespace.count)) }
    if known.isEmpty { return "There are no functions in namespace \"\(namespace)\"." }
    let suggestion = Suggestion.name(for: own, among: known).map { " Did you mean \(namespace)\($0)?" } ?? ""
    return "There is no function named \"\(own)\" in namespace \(namespace).\(suggestion)"
  }
}

extension String {
  /// Where a text stands in this one, first or last; by bytes, so that no character is taken for another. O(n × m).
  func range(of text: String, last: Bool = false, from start: String.Index? = nil) -> Range<String.Index>? {
    let (whole, part) = (utf8, Array(text.utf8))
    if part.isEmpty {
      let place = last ? endIndex : start ?? startIndex
      return place..<place
    }
    var found: Range<String.Index>?
    var index = start ?? startIndex
    while let candidate = whole[index...].firstIndex(of: part[0]) {
      if whole[candidate...].starts(with: part) {
        found = candidate..<whole.index(candidate, offsetBy: part.count)
        if !last { return found }
      }
      index = whole.index(after: candidate)
    }
    return found
  }
}
