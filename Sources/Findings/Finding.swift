/// Something that a check found: what, where, what it means here, and how to put it right.
package struct Finding: Hashable, Sendable {
  /// A resource that a finding is about.
  package struct Subject: Hashable, Sendable {
    /// `sg-0123`, or a Terraform address.
    package var id: String
    /// Its name as people know it, where it has one.
    package var name: String?
    /// `security group`, `network interface`, in words.
    package var kind: String

    package init(id: String, name: String? = nil, kind: String) {
      self.id = id
      self.name = name
      self.kind = kind
    }
  }

  /// A place in a file.
  package struct Location: Hashable, Sendable {
    package var path: String
    /// Lines and columns from 1, in characters; the end is after the last character.
    package var startLine: Int
    package var startColumn: Int
    package var endLine: Int
    package var endColumn: Int
    /// The lines it stands in, without line breaks, for texts that show them.
    package var lines: [String]
    /// What is to be seen there, where a finding has several places: `the inline block`.
    package var note: String?

    package init(
      path: String,
      startLine: Int,
      startColumn: Int,
      endLine: Int,
      endColumn: Int,
      lines: [String] = [],
      note: String? = nil
    ) {
      self.path = path
      self.startLine = startLine
      self.startColumn = startColumn
      self.endLine = endLine
      self.endColumn = endColumn
      self.lines = lines
      self.note = note
    }
  }

  /// A remedy, in one of the forms that people apply.
  package struct Fix: Hashable, Sendable {
    package enum Form: String, Hashable, Sendable, Codable {
      /// A command line of the AWS CLI or of Terraform.
      case command
      /// A Terraform resource or block to write.
      case terraform
      /// A unified diff.
      case patch
    }

    package var form: Form
    /// What it does, in a few words.
    package var summary: String
    package var text: String

    package init(_ form: Form, summary: String, text: String) {
      self.form = form
      self.summary = summary
      self.text = text
    }
  }

  /// Why a finding does not count.
  package struct Suppression: Hashable, Sendable {
    package var reason: String
    /// The last day, as `2027-01-31`; `nil` for ever.
    package var expiry: String?

    package init(reason: String, expiry: String? = nil) {
      self.reason = reason
      self.expiry = expiry
    }
  }

  /// Of the check.
  package var checkID: String
  /// What tells findings of one check about one subject apart, and stays when the network changes elsewhere: `tcp/22`.
  package var aspect: String
  package var severity: Severity
  /// One sentence that says what is the matter here.
  package var message: String
  /// What it means in this network, a line each: who is exposed, by which path, through which rules.
  package var details: [String]
  /// The first is the one that the finding is about.
  package var subjects: [Subject]
  /// The first is the one to look at.
  package var locations: [Location]
  package var fixes: [Fix]
  /// Ways by which the subjects are reached, where the finding is about that.
  package var paths: [Path]
  package var suppression: Suppression?

  package init(
    checkID: String,
    severity: Severity,
    message: String,
    details: [String] = [],
    subjects: [Subject],
    locations: [Location] = [],
    fixes: [Fix] = [],
    aspect: String = "",
    paths: [Path] = [],
    suppression: Suppression? = nil
  ) {
    self.checkID = checkID
    self.aspect = aspect
    self.severity = severity
    self.message = message
    self.details = details
    self.subjects = subjects
    self.locations = locations
    self.fixes = fixes
    self.paths = paths
    self.suppression = suppression
  }
}
