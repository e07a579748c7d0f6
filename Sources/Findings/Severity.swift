/// How bad a finding is.
package enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case info, low, medium, high, critical

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// All of them, the worst first.
  package static var worstFirst: [Severity] { allCases.reversed() }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
