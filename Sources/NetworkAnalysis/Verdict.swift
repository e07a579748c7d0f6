/// The answer to "can A reach B?", for one pair of hosts or for every pair of two sets.
package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
  case allowed, denied, unknown

  /// What all of several answers amount to: denied if one of them is, otherwise unknown if one of them is.
  /// Nothing at all is unknown: there was no answer to combine.
  package init(combining verdicts: some Sequence<Verdict>) {
    var result: Verdict?
    for verdict in verdicts {
      switch (result, verdict) {
      case (.denied, _), (_, .denied): result = .denied
      case (.unknown, _), (_, .unknown): result = .unknown
      case (_, .allowed): result = .allowed
      }
    }
    self = result ?? .unknown
  }
}

/// What one station of the path does with the packet.
package enum StepOutcome: String, Codable, Hashable, Sendable {
  case allow, deny, unknown
  /// The station does not judge this packet, or is not there.
  case notApplicable
}
