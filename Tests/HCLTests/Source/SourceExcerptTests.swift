import HCL
import Testing

@Suite("Excerpts of a text")
struct SourceExcerptTests {
  private func excerpt(_ text: String, _ part: String, width: Int = 100) -> String? {
    var map = SourceMap()
    guard let source = map.add(path: "main.tf", bytes: Array(text.utf8)), let found = text.firstRange(of: part) else {
      return nil
    }
    let lower = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    let upper = text.utf8.distance(from: text.startIndex, to: found.upperBound)
    return SourceExcerpt(SourceRange(source, UInt32(lower), UInt32(upper)), in: map, width: width)?.text
  }

  @Test("show the line and underline what is meant")
  func line() {
    #expect(
      excerpt("a = 1\nb = [c]\n", "[c]") == """
        main.tf:2:5
          2 │ b = [c]
            │     ^^^
        """
    )
  }

  @Test("underline one column where nothing is meant, and at the end of the text")
  func empty() {
    var map = SourceMap()
    let source = map.add(path: "a", bytes: Array("b".utf8)) ?? SourceID(rawValue: 9)
    #expect(SourceExcerpt(SourceRange(source, 1, 1), in: map)?.text == "a:1:2\n  1 │ b\n    │  ^")
    #expect(SourceExcerpt(SourceRange(SourceID(rawValue: 9), 0, 0), in: map) == nil)
  }

  @Test("count tabs, wide and combined characters as a terminal does")
  func widths() {
    #expect(
      excerpt("\ta = \"日本\" + e\u{301}x", "e\u{301}x")
        == "main.tf:1:13\n  1 │     a = \"日本\" + e\u{301}x\n    │                  ^^"
    )
    #expect(excerpt("\"👩‍👩‍👧\" x", "x")?.hasSuffix("\n    │      ^") == true)
  }

  @Test("show no control character")
  func controls() {
    let text = excerpt("a = \"\u{1B}[31m\u{202E}\" x", "x") ?? ""
    #expect(text == "main.tf:1:14\n  1 │ a = \"�[31m�\" x\n    │              ^")
  }

  @Test("show the first and the last of several lines")
  func several() {
    let text = "x\n  a {\n    b = 1\n  }\ny"
    #expect(
      excerpt(text, "a {\n    b = 1\n  }") == """
        main.tf:2:3
          2 │   a {
            │   ^^^
            ⋮
          4 │   }
            │   ^
        """
    )
    #expect(excerpt(text, "a {\n    b")?.contains("⋮") == false)
    #expect(excerpt(text, "a {\n")?.hasSuffix("^^^") == true)
  }

  @Test("cut long lines around what is meant", arguments: [0, 1, 30, 150, 290, 299])
  func long(place: Int) throws {
    let text = String(repeating: "-", count: place) + "x" + String(repeating: "-", count: 299 - place)
    let shown = try #require(excerpt(text, "x", width: 60)).split(separator: "\n").map(String.init)
    let line = shown[1].dropFirst("  1 │ ".count)
    let marks = shown[2].dropFirst("    │ ".count)
    #expect(line.count <= 60 && line.count >= 58)
    #expect(line.count >= marks.count && line.dropFirst(marks.count - 1).first == "x")
    #expect(line.hasPrefix("…") == (place > 20) && line.hasSuffix("…") == (place < 290))
  }
}
