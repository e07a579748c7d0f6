/// What a reader or an evaluation has to say about a text: what, where, and what to do about it.
public struct Diagnostic: Hashable, Sendable {
  /// Whether the text can't be used.
  public enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  /// Whether what is told makes the text unusable.
  public var severity: Severity
  /// One line, in Terraform's words where Terraform has them (`Unsupported attribute`).
  public var summary: String
  /// What was found, what was expected, what to do.
  public var detail: String
  /// What is underlined; `nil` where no place in a text is to blame.
  public var range: SourceRange?

  /// A diagnostic; the detail in whole sentences.
  public init(_ severity: Severity, _ summary: String, _ detail: String, at range: SourceRange? = nil) {
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.range = range
  }
}
