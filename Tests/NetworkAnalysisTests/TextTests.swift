import Findings
import AWSSnapshot
import Foundation
import NetworkAnalysis
import Testing
import VPCModel

/// Files of the repository, found from this one.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func network(_ example: String) throws -> Network {
    try SnapshotReader.read(path: root.appendingPathComponent("Examples/\(example)").path).network
  }

  /// Compares with a committed file. `UPDATE_GOLDEN=1` in the environment writes it anew instead.
  static func expect(_ text: String, isGolden name: String) throws {
    let file = root.appendingPathComponent("Tests/Golden/explain/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }
}

@Suite("Explanations as text")
struct TextTests {
  /// A question to the story's network, and the file that holds its answer.
  struct Story: CustomTestStringConvertible {
    var name: String
    var example = "unreachable-database"
    var source = "app-task"
    var destination: String
    var traffic: String
    var testDescription: String { name }
  }

  static let stories = [
    Story(name: "unreachable-database", destination: "database", traffic: "5432"),
    Story(
      name: "unreachable-database-fixed",
      example: "unreachable-database-fixed",
      destination: "database",
      traffic: "5432"
    ),
    Story(name: "internet-to-load-balancer", source: "internet", destination: "storefront", traffic: "443"),
    Story(name: "internet-to-database", source: "internet", destination: "database", traffic: "5432"),
    Story(name: "task-to-internet", destination: "internet", traffic: "443"),
    Story(name: "vpc-to-database", source: "10.0.0.0/16", destination: "database", traffic: "5432"),
    Story(name: "groups", source: "sg-0e7a9c5b3d1f82640", destination: "sg-0f4b6d8a2c1e35790", traffic: "5432"),
    Story(name: "metadata", destination: "169.254.169.254", traffic: "80"),
  ]

  private func explanation(_ story: Story) throws -> Explanation {
    try Explainer(Repository.network(story.example)).explain(
      source: story.source,
      destination: story.destination,
      probe: TrafficProbe(parsing: story.traffic)
    )
  }

  @Test("The story reads as it was written down, at 80 columns", arguments: stories)
  func golden(story: Story) throws {
    let text = ExplanationText.render(try explanation(story), TextOptions(width: 80))
    try Repository.expect(text, isGolden: "\(story.name).txt")
  }

  @Test("The JSON form of the story is stable")
  func goldenJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(try explanation(Self.stories[0]))
    try Repository.expect(String(decoding: data, as: UTF8.self) + "\n", isGolden: "unreachable-database.json")
    let documentation = try String(
      contentsOf: Repository.root.appendingPathComponent("Documentation/explain-json.md"),
      encoding: .utf8
    )
    #expect(documentation.contains(String(decoding: data, as: UTF8.self)), "the documentation's example is out of date")
    #expect(try JSONDecoder().decode(Explanation.self, from: data) == explanation(Self.stories[0]))
  }

  @Test("The same question to the same network gives the same bytes", arguments: stories)
  func determinism(story: Story) throws {
    // Each reading builds its tables anew; nothing in an answer may hang on their order.
    let texts = try (0..<3).map { _ in ExplanationText.render(try explanation(story), TextOptions()) }
    #expect(Set(texts).count == 1)
  }

  @Test("Prose keeps to the width; only what has to be pasted whole is longer", arguments: [40, 60, 80, 120])
  func width(columns: Int) throws {
    for story in Self.stories {
      let text = ExplanationText.render(try explanation(story), TextOptions(width: columns))
      for line in text.split(separator: "\n") where line.count > columns {
        let isPasted =
          ["    --", "  resource", "    security_group", "    referenced", "  aws ", "    cidr", "    route"]
          .contains { line.hasPrefix($0) } || line.contains(" = ")
        let isOneWord = line.split(separator: " ").count <= 4
        #expect(isPasted || isOneWord, "\(story.name) at \(columns): \(line)")
      }
    }
  }

  @Test("Without Unicode the text is ASCII, without colour it has no escapes")
  func plainTerminals() throws {
    for story in Self.stories {
      let ascii = ExplanationText.render(try explanation(story), TextOptions(usesUnicode: false))
      #expect(ascii.utf8.allSatisfy { $0 < 0x80 }, "\(story.name)")
      let plain = ExplanationText.render(try explanation(story), TextOptions())
      #expect(!plain.contains("\u{1B}"))
      let coloured = ExplanationText.render(try explanation(story), TextOptions(usesColour: true))
      #expect(coloured.contains("\u{1B}[1;3"))
      #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
  }

  @Test("Names that would steer the terminal are disarmed")
  func hostileNames() throws {
    var town = Town()
    town.network.networkInterfaces["eni-app"]?.tags["Name"] = "app\u{1B}[2J\u{202E}\u{7}"
    let text = ExplanationText.render(try town.ask("eni-app", "db"), TextOptions())
    #expect(
      !text.unicodeScalars.contains { $0 != "\n" && [.control, .format].contains($0.properties.generalCategory) }
    )
  }
}
