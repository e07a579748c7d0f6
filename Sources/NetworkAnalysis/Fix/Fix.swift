package import VPCModel

/// One change that lets a packet pass one station, ready to be made.
package struct Fix: Hashable, Sendable {
  /// One sentence: what it allows to whom.
  package let summary: String
  /// The index, in the path's steps, of the blocker that it removes; absent for one that only shows once the
  /// fixes before it are made.
  package let step: Int?
  /// What the change is to the network; empty where only a person can choose it.
  package let changes: [NetworkChange]
  /// A shell command for the AWS CLI; absent where no single one does it.
  package let command: String?
  /// A Terraform resource; absent where the change is an argument of a resource that exists.
  package let terraform: String?
  /// What else to know before making it.
  package let caution: String?
  /// Another way to the same end, such as changing the rule that nearly matched.
  package let alternative: Alternative?

  package struct Alternative: Hashable, Sendable {
    package let summary: String
    package let command: String
  }

  init(
    summary: String,
    step: Int?,
    changes: [NetworkChange] = [],
    command: String? = nil,
    terraform: String? = nil,
    caution: String? = nil,
    alternative: Alternative? = nil
  ) {
    self.summary = summary
    self.step = step
    self.changes = changes
    self.command = command
    self.terraform = terraform
    self.caution = caution
    self.alternative = alternative
  }
}
