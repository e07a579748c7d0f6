/// The checks there are, for a terminal: what `--list-checks` prints.
package enum CheckListText {
  /// By severity, the worst first, then by identifier.
  package static func render(_ checks: [Check], _ options: TextOptions) -> String {
    var layout = TextLayout(options)
    for severity in Severity.worstFirst {
      for check in checks.filter({ $0.severity == severity }).sorted(by: { $0.id < $1.id }) {
        layout.paragraph([.init(check.id, .strong), .init("  \(severity.rawValue)", .faint)])
        layout.paragraph([.init(check.title)], indent: 2)
        layout.paragraph([.init(check.explanation, .faint)], indent: 2)
        let equivalents = check.equivalents.sorted { $0.key < $1.key }
          .map { "\($0.key) \($0.value.joined(separator: ", "))" }
        if !equivalents.isEmpty {
          layout.paragraph([.init("Elsewhere: " + equivalents.joined(separator: "; "), .faint)], indent: 2, hanging: 4)
        }
        layout.blank()
      }
    }
    return layout.text
  }
}
