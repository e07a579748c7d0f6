/// Unicode's general categories as sets. Built when one is first asked for: every code point is looked at once.
enum UnicodeClasses {
  private static let categories: [String: ScalarSet] = {
    var ranges: [String: [ClosedRange<UInt32>]] = [:]
    var previous: String?
    var start: UInt32 = 0
    for value in UInt32(0)...0x10FFFF {
      let category = Unicode.Scalar(value).map { name($0.properties.generalCategory) } ?? "Cs"
      if category != previous {
        if let previous { ranges[previous, default: []].append(start...(value - 1)) }
        (previous, start) = (category, value)
      }
    }
    if let previous { ranges[previous, default: []].append(start...0x10FFFF) }
    var sets = ranges.mapValues { ScalarSet($0) }
    for (name, own) in ranges {
      let group = String(name.prefix(1))
      if name != "Cn" { sets[group] = ScalarSet((sets[group]?.ranges ?? []) + own) }
    }
    sets["Any"] = .any
    return sets
  }()

  static func set(_ name: String) throws(RegexError) -> ScalarSet {
    if let set = categories[name] { return set }
    // Scripts, such as Greek: Swift's standard library has no table of them.
    throw RegexError(message: "the character class \\p{\(name)} is not supported", isUnsupported: true)
  }

  private static func name(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
