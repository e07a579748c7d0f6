import Findings
import PositionedYAML
import SuppressionFile
import Testing

@Suite("Files of suppressions")
struct SuppressionFileTests {
  private func problems(_ text: String) -> [String] {
    do throws(YAMLProblems) {
      _ = try SuppressionFile.read(text, file: "s.yaml", checks: ["ssh-open-to-internet"])
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("Reads check, resource, reason and day, with the place")
  func reads() throws {
    let text = """
      suppressions:
        - check: ssh-open-to-internet
          resource: sg-*
          reason: the bastion
          expires: 2027-01-31
        - check: "*"
          resource: sg-2
          reason: being torn down
      """
    let list = try SuppressionFile.read(text, file: "s.yaml", checks: ["ssh-open-to-internet"])
    #expect(list.rules.map(\.check.text) == ["ssh-open-to-internet", "*"])
    #expect(list.rules.first?.expiry == CalendarDay("2027-01-31"))
    #expect(list.rules.map { $0.location?.startLine } == [2, 6])
    #expect(try SuppressionFile.read("", file: "s.yaml", checks: []).rules.isEmpty)
  }

  @Test(
    "Says what is wrong and where",
    arguments: [
      ("- a", "s.yaml:1:1: "), ("suppresions: []", "unknown key"), ("suppressions: {}", "is a list"),
      ("suppressions:\n  - check: ssh-open-to-internet\n    resource: x\n", "s.yaml:2:5: reason is missing"),
      ("suppressions:\n  - check: ssh\n    resource: x\n    reason: y\n", "there is no check"),
      ("suppressions:\n  - check: \"*\"\n    resource: x\n    reason: \" \"\n", "a reason is required"),
      ("suppressions:\n  - check: \"*\"\n    resource: x\n    reason: y\n    expires: soon\n", "s.yaml:5:14: "),
      ("suppressions:\n  - check: \"*\"\n    resource: x\n    reasn: y\n", "did you mean reason?"),
      ("suppressions:\n  - check: [a]\n    resource: x\n    reason: y\n", "check is a text"),
      ("a: &x 1", "s.yaml:1:"),
    ]
  )
  func mistakes(text: String, message: String) {
    let found = problems(text)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }
}
