import Testing

@testable import ControlPlane

@Suite("Filter patterns")
struct FilterPatternTests {
  @Test(
    "match as EC2's wildcards do",
    arguments: [
      ("web", "web", true), ("web", "Web", false), ("web*", "web-1", true), ("*1", "web-1", true),
      ("*b-*", "web-1", true),
      ("w?b", "web", true), ("w?b", "weeb", false), ("*", "", true), ("?", "", false), (#"\*"#, "*", true),
      (#"\*"#, "x", false), (#"a\?b"#, "a?b", true), ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false),
      (#"x\"#, #"x\"#, true), ("**a", "bba", true),
    ]
  )
  func matches(pattern: String, text: String, expected: Bool) {
    #expect(FilterPattern(pattern).matches(text) == expected)
  }

  @Test("agree with a recursive matcher on every short pattern and text")
  func agreesWithRecursion() {
    func words(_ alphabet: [Character], upTo length: Int) -> [String] {
      var all = [""]
      var last = [""]
      for _ in 0..<length {
        last = last.flatMap { word in alphabet.map { word + String($0) } }
        all += last
      }
      return all
    }
    func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return matches(pattern.dropFirst(), text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
      }
      guard let character = text.first else { return false }
      return (first == "?" || first == character) && matches(pattern.dropFirst(), text.dropFirst())
    }
    let texts = words(["a", "b"], upTo: 5)
    for pattern in words(["a", "b", "*", "?"], upTo: 5) {
      let compiled = FilterPattern(pattern)
      for text in texts {
        #expect(compiled.matches(text) == matches(pattern[...], text[...]), "\(pattern) against \(text)")
      }
    }
  }
}
