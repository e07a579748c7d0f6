import Foundation
import HCL
import Testing

@Suite("Held against terraform console", .serialized)
struct ConsoleTests {
  static let console = TerraformConsole.find()

  @Test(
    "answers as Terraform does: values, types, and what is an error",
    .enabled(if: console != nil, "terraform is not on the PATH"),
    arguments: Corpus.all.map(\.name)
  )
  func agrees(name: String) throws {
    let console = try #require(TerraformConsole.find())
    defer { console.remove() }
    let expressions = try #require(Corpus.all.first { $0.name == name }).expressions
    let files = FolderAccess(folder: console.directory)
    for (path, text) in FileCorpus.files {
      let url = console.directory.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let answers = try console.ask(expressions)
    #expect(answers.count == expressions.count)
    var differences: [String] = []
    for (expression, theirs) in zip(expressions, answers) {
      let outcome = evaluate("[\(expression)]", files: files)
      let json = outcome.json
      let type = json == nil ? nil : TerraformConsole.normalized(Self.text(of: outcome.value.type))
      let ours = TerraformConsole.Answer(json: json, type: type)
      if ours == theirs { continue }
      differences.append(
        "\(expression)\n  Terraform: \(Self.text(of: theirs))\n  here:      \(Self.text(of: ours)) "
          + outcome.diagnostics.map { "\($0.summary): \($0.detail)" }.joined(separator: "; ")
      )
    }
    #expect(
      differences.isEmpty,
      "\(differences.count) of \(expressions.count) differ:\n\(differences.joined(separator: "\n"))"
    )
  }

  private static func text(of answer: TerraformConsole.Answer) -> String {
    answer.json.map { "\($0) \(answer.type ?? "?")" } ?? "an error"
  }

  @Test("asks at least five hundred expressions")
  func isLarge() {
    #expect(Set(Corpus.all.flatMap(\.expressions)).count >= 500)
  }

  /// A type as the console prints it, without blanks and commas at the ends.
  static func text(of type: ValueType) -> String {
    switch type {
    case .dynamic: "dynamic"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let element): "list(\(text(of: element)))"
    case .set(let element): "set(\(text(of: element)))"
    case .map(let element): "map(\(text(of: element)))"
    case .tuple(let elements):
      "tuple([\(elements.map { text(of: $0) }.joined(separator: ","))])"
    case .object(let attributes, _):
      "object({\(attributes.sorted { $0.key < $1.key }.map { "\($0.key):\(text(of: $0.value))" }.joined(separator: ","))})"
    }
  }
}
