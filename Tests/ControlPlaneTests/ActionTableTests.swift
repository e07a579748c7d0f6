import ControlPlane
import EC2Shapes
import Foundation
import Testing

/// The documentation's table of actions is what the code serves. `UPDATE_GOLDEN=1` in the environment writes it anew.
@Suite("The documented actions")
struct ActionTableTests {
  private static let file = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Documentation/compatibility.md")
  private static let begin = "<!-- begin: generated from ActionCatalog.families -->\n"
  private static let end = "<!-- end: generated -->\n"

  private static var table: String {
    let rows = ActionCatalog.families.map { family in
      let names = family.actions.map(\.name).sorted().map { "`\($0)`" }.joined(separator: ", ")
      return "| \(family.name) | \(names) |\n"
    }
    let count = ActionCatalog.byName.count
    return """
      Ringfence serves \(count) actions of EC2 and `GetCallerIdentity` of STS.

      | family | actions |
      |---|---|
      \(rows.joined())
      """
  }

  @Test("are those that are served")
  func tableIsCurrent() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let begin = try #require(text.range(of: Self.begin))
    let end = try #require(text.range(of: Self.end, range: begin.upperBound..<text.endIndex))
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let updated = text.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: Self.table)
      try updated.write(to: Self.file, atomically: true, encoding: .utf8)
      return
    }
    #expect(text[begin.upperBound..<end.lowerBound] == Self.table, "UPDATE_GOLDEN=1 writes the table anew")
  }

  @Test("have a name of their own each")
  func namesAreUnique() {
    #expect(ActionCatalog.families.flatMap(\.actions).count == ActionCatalog.byName.count)
  }
}
