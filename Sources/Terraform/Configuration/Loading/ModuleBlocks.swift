import HCL

/// The blocks of a module's files, with what override files change of them.
///
/// See developer.hashicorp.com/terraform/language/files/override.
struct ModuleBlocks {
  /// What there can be one of in a module: a type with its labels, of a provider its alias too.
  struct Identity: Hashable {
    var type: String
    var labels: [String]

    init(_ block: Block) {
      type = block.type
      labels = block.labels.map(\.text)
      if type == "provider", let alias = block.body[attribute: "alias"]?.expression.literalString {
        labels.append(alias)
      }
    }

    /// `resource "aws_vpc" "main"`
    var description: String { ([type] + labels.map { "\"\($0)\"" }).joined(separator: " ") }
  }

  /// Block types of a module's files, with how many labels each has.
  static let labelCounts = [
    "check": 1, "data": 2, "ephemeral": 2, "import": 0, "locals": 0, "module": 1, "moved": 0, "output": 1,
    "provider": 1, "removed": 0, "resource": 2, "terraform": 0, "variable": 1,
  ]
  /// Of which there may be any number, and which no override file changes.
  private static let repeatable: Set = ["import", "moved", "removed", "terraform"]

  private(set) var blocks: [Block] = []
  private(set) var locals: [String: Attribute] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private var numbers: [Identity: Int] = [:]
  /// Takes an ordinary file's blocks in.
  mutating func add(_ file: Body, in sources: SourceMap) {
    for block in checked(file) {
      if block.type == "locals" {
        for local in block.body.attributes {
          if let first = locals[local.name] {
            duplicate("local value \"\(local.name)\"", at: local.nameRange, first: first.nameRange, in: sources)
          } else {
            locals[local.name] = local
          }
        }
        continue
      }
      if !Self.repeatable.contains(block.type) {
        let identity = Identity(block)
        if let first = numbers[identity] {
          duplicate(identity.description, at: block.headerRange, first: blocks[first].headerRange, in: sources)
          continue
        }
        numbers[identity] = blocks.count
      }
      blocks.append(block)
    }
  }

  /// Changes what there is by an override file's blocks. After all ordinary files.
  mutating func override(_ file: Body) {
    for block in checked(file) {
      switch block.type {
      case "locals":
        for local in block.body.attributes {
          if locals[local.name] == nil {
            nothingToOverride("local value \"\(local.name)\"", at: local.nameRange)
          } else {
            locals[local.name] = local
          }
        }
      case "terraform": blocks.append(block)
      case "import", "moved", "removed", "check":
        report("Unsupported override", "A \(block.type) block can't be in an override file.", at: block.headerRange)
      default:
        let identity = Identity(block)
        guard let number = numbers[identity] else {
          nothingToOverride(identity.description, at: block.headerRange)
          continue
        }
        if let attribute = block.body[attribute: "depends_on"] {
          report("Unsupported override", "The depends_on argument may not be overridden.", at: attribute.range)
        }
        blocks[number].body = Self.merged(blocks[number].body, with: block.body)
      }
    }
  }

  /// Attributes replace attributes; blocks of a type replace all of that type, dynamic ones too; those of `lifecycle` are
  /// merged in turn.
  private static func merged(_ base: Body, with change: Body) -> Body {
    func type(_ block: Block) -> String {
      block.type == "dynamic" ? block.labels.first?.text ?? block.type : block.type
    }
    var result = base
    let names = Set(change.attributes.map(\.name))
    let types = Set(change.blocks.map(type))
    result.attributes.removeAll { names.contains($0.name) || types.contains($0.name) }
    result.attributes += change.attributes
    if types.contains("lifecycle"), let lifecycle = base.blocks("lifecycle").first {
      result.blocks.removeAll { types.contains(type($0)) || names.contains(type($0)) }
      for var block in change.blocks {
        if block.type == "lifecycle" { block.body = merged(lifecycle.body, with: block.body) }
        result.blocks.append(block)
      }
    } else {
      result.blocks.removeAll { types.contains(type($0)) || names.contains(type($0)) }
      result.blocks += change.blocks
    }
    return result
  }

  /// A file's blocks that a module can have; the rest is reported.
  private mutating func checked(_ file: Body) -> [Block] {
    for attribute in file.attributes {
      report(
        "Unsupported argument",
        "An argument named \"\(attribute.name)\" is not expected here: a file holds blocks.",
        at: attribute.nameRange
      )
    }
    return file.blocks.filter { block in
      guard let count = Self.labelCounts[block.type] else {
        report(
          "Unsupported block type",
          "Blocks of type \"\(block.type)\" are not expected here.",
          at: block.headerRange
        )
        return false
      }
      guard block.labels.count == count else {
        let words = ["no labels", "one label", "two labels"]
        report(
          block.labels.count < count ? "Missing name for \(block.type)" : "Extraneous label for \(block.type)",
          "All \(block.type) blocks have \(words[min(count, 2)]).",
          at: block.headerRange
        )
        return false
      }
      for label in block.labels where !label.text.isIdentifier {
        report(
          "Invalid \(block.type) name",
          "A name begins with a letter or an underscore and has only letters, digits, underscores and dashes.",
          at: label.range
        )
        return false
      }
      return true
    }
  }

  private mutating func duplicate(
    _ what: String,
    at range: SourceRange,
    first: SourceRange,
    in sources: SourceMap
  ) {
    let line = sources.positions(of: first).map { ":\($0.start.line)" } ?? ""
    let place = (sources.path(of: first) ?? "another file") + line
    report(
      "Duplicate \(what)",
      "It is declared already in this module, at \(place). Rename or remove one of the two.",
      at: range
    )
  }

  private mutating func nothingToOverride(_ what: String, at range: SourceRange) {
    report("Missing base \(what) to override", "There is no \(what) in this module's other files.", at: range)
  }

  private mutating func report(_ summary: String, _ detail: String, at range: SourceRange) {
    diagnostics.append(Diagnostic(.error, summary, detail, at: range))
  }
}
