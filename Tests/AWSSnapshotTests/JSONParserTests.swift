import Foundation
import Testing
import VPCModel

@testable import AWSSnapshot
@testable import PositionedJSON

@Suite("JSON text")
struct JSONParserTests {
  @Test(
    "damage is told by line, column and what was expected",
    arguments: [
      ("{\"Vpcs\": [\n  {\"VpcId\": \"vpc-1\",}\n]}", 2, 21, "a key in double quotes"),
      ("{\"Vpcs\": [\n  {\"VpcId\" \"vpc-1\"}\n]}", 2, 12, "a colon"),
      ("{\"Vpcs\": [1 2]}", 1, 13, "a comma or \"]\""),
      ("{\"Vpcs\": [1,]}", 1, 13, "a value"),
      ("{\"Vpcs\": [", 1, 11, "cut short"),
      ("{\"Vpcs\": \"abc", 1, 14, "ends inside a string"),
      ("{\"Vpcs\": tru}", 1, 10, "the word true"),
      ("{\"Vpcs\": 01}", 1, 11, "a comma or \"}\""),
      ("{\"Vpcs\": -}", 1, 11, "a digit"),
      ("{\"ü\": [\"\\x\"]}", 1, 10, "an escape"),
      ("{\"Vpcs\": []}\n{\"Subnets\": []}", 2, 1, "the end of the file"),
      ("{Vpcs: []}", 1, 2, "a key in double quotes"),
      ("{\"Vpcs\": [\"a\nb\"]}", 1, 13, "control character"),
      ("", 1, 1, "a value"),
      ("An error occurred (UnauthorizedOperation)", 1, 1, "a value"),
    ]
  )
  func damage(text: String, line: Int, column: Int, expected: String) throws {
    let error = try #require(throws: SnapshotError.self) { try read(text) }
    guard case .damaged(let file, let foundLine, let foundColumn, let problem) = error else {
      Issue.record("\(error)")
      return
    }
    #expect((file, foundLine, foundColumn) == ("test.json", line, column))
    #expect(problem.contains(expected), "\(problem)")
  }

  @Test("bytes that are not UTF-8 are damage", arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]])
  func invalidUTF8(bytes: [UInt8]) {
    let text = Array("{\"Vpcs\": [\"".utf8) + bytes + Array("\"]}".utf8)
    #expect(throws: SnapshotError.self) { try SnapshotReader.read(json: text, name: "x") }
  }

  @Test("nesting beyond the limit is refused without touching the stack")
  func depth() throws {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let error = try #require(throws: SnapshotError.self) { try read("{\"Vpcs\": \(deep)}") }
    #expect(error.description.contains("nest deeper than 256 levels"))
    let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(throws: Never.self) { try JSONDocument(parsing: Array(allowed.utf8)) }
  }

  @Test("strings are unescaped, a lone surrogate becomes the replacement character")
  func escapes() throws {
    let text = #"["a\"b\\\/\b\f\n\r\t", "\u00fc\uD83D\ude00ü", "\ud800x", "plain"]"#
    let values = try JSONDocument(parsing: Array(text.utf8)).root.elements.map(\.text)
    #expect(values == ["a\"b\\/\u{8}\u{C}\n\r\t", "ü😀ü", "\u{FFFD}x", "plain"])
  }

  @Test("an escaped key is the same key")
  func escapedKey() throws {
    let snapshot = try read(#"{"\u0056pcs": [{"Vpc\u0049d": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#)
    #expect(snapshot.network.vpcs.contains("vpc-1"))
  }

  @Test("the path to a value names keys and positions")
  func paths() throws {
    let document = try JSONDocument(parsing: Array(#"{"a": [1, {"b": [true, "x"]}], "c": 2}"#.utf8))
    let paths = document.tokens.indices.map(document.path(to:))
    #expect(paths.contains("a[1].b[1]"))
    #expect(paths.last == "c")
    #expect(paths.first == "")
  }

  @Test("UTF-16 in either byte order and UTF-8 are read with and without a byte order mark", arguments: 0..<6)
  func encodings(choice: Int) throws {
    let text =
      "{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.0.0.0/16\", \"Tags\": [{\"Key\": \"Name\", \"Value\": \"Büro 😀\"}]}]}\r\n"
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let encodings = [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, [0xFF, 0xFE] + little, big, [0xFE, 0xFF] + big,
    ]
    let snapshot = try SnapshotReader.read(json: encodings[choice], name: "vpcs.json")
    #expect(snapshot.network.vpcs["vpc-1"]?.tags == ["Name": "Büro 😀"])
  }

  @Test("a lone surrogate in UTF-16 becomes the replacement character")
  func loneSurrogates() {
    let units: [UInt16] = [0x22, 0xD83D, 0x41, 0xDE00, 0xE9, 0x20AC, 0xD83D, 0xDE00, 0x22, 0xD83D]
    let bytes = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let text = TextEncoding.utf8(from: [0xFE, 0xFF] + bytes).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == "\"\u{FFFD}A\u{FFFD}é€😀\"\u{FFFD}")
  }

  @Test("UTF-16 that ends within a character is damage")
  func oddUTF16() {
    #expect(throws: SnapshotError.self) { try SnapshotReader.read(json: [0xFF, 0xFE, 0x7B], name: "x") }
  }

  // Not the other way round: Foundation lets a comma stand before a closing bracket.
  @Test("what is accepted after random damage, Foundation accepts too, with the same values")
  func agreesWithFoundation() throws {
    let seed: UInt64 = 20_261
    var random = SeededGenerator(seed: seed)
    let original = Array(#"{"a": [1, -2, true, null, "x\n\u00e9"], "b": {"c": [[], {}], "d": "é"}, "e": 7}"#.utf8)
    var accepted = 0
    for round in 0..<4000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let position = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[position] = Array("{}[],:\"\\ 0-e.tnx".utf8).randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: position)
        default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: position)
        }
      }
      guard let ours = try? JSONDocument(parsing: bytes) else { continue }
      accepted += 1
      let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      let value = try #require(theirs, "seed \(seed) round \(round): \(String(decoding: bytes, as: UTF8.self))")
      #expect(describe(value) == describe(ours.root), "seed \(seed) round \(round)")
    }
    #expect(accepted > 100)
  }

  /// The strings and the shape; Foundation keeps the first or last of equal keys, so objects tell their keys only.
  private func describe(_ value: Any) -> String {
    switch value {
    case let text as String: "\"\(text)\""
    case let list as [Any]: "[" + list.map(describe).joined(separator: ",") + "]"
    case let object as [String: Any]: "{" + object.keys.sorted().joined(separator: ",") + "}"
    default: "·"
    }
  }

  private func describe(_ value: JSONValue) -> String {
    switch value.kind {
    case .string, .escapedString: "\"\(value.text)\""
    case .array: "[" + value.elements.map(describe).joined(separator: ",") + "]"
    case .object: "{" + Set(value.members.map(\.key.text)).sorted().joined(separator: ",") + "}"
    default: "·"
    }
  }
}
