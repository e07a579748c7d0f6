import AWSSignature
import Foundation
import Testing

@testable import EC2API

@Suite("The canonical form")
struct CanonicalFormTests {
  @Test("5,000 random requests have the canonical form that the obvious implementation gives them")
  func againstReference() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(state: seed)
    for number in 0..<5_000 {
      let path = "/" + text(&random, 12, "ab/.%20~é\u{301}")
      let query = (0..<Int.random(in: 0...30, using: &random))
        .compactMap { _ in
          ["x", "y", "=", "&", "%2F", "%2f", "%", "%2", "+", "~", "é", "%C3%A9", " ", "\u{301}"].randomElement(
            using: &random
          )
        }
        .joined()
      let fields = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (
          name: ["Host", "X-Amz-Date", "a", "B", "c-d"].randomElement(using: &random) ?? "a",
          value: text(&random, 9, "a \t,;é")
        )
      }
      let names = ["host", "a", "b", "c-d", "x-amz-date", "absent"].filter { _ in Bool.random(using: &random) }.sorted()
      let hash = String(repeating: "0", count: 64)
      let reference = CanonicalRequest(
        SignableRequest(
          method: "POST",
          path: path,
          query: QueryItem.parse(rawQuery: query),
          headers: fields.map { HeaderField($0.name, $0.value) },
          payloadHash: hash
        ),
        signedHeaderNames: names
      )
      let bytes = CanonicalForm.bytes(
        of: WireRequest(
          method: "POST",
          path: Array(path.utf8),
          query: Array(query.utf8),
          headers: HeaderFields(fields)
        ),
        signedHeaders: names.map { Array($0.utf8) },
        withoutSignature: false,
        payloadHash: hash.utf8
      )
      let isSame = String(decoding: bytes, as: UTF8.self) == reference.text
      #expect(isSame, "seed \(seed), request \(number): \(reference.text)")
      guard isSame else { return }
      #expect(CanonicalForm.hexDigest(bytes).elementsEqual(reference.hash.utf8))
    }
  }

  @Test("Time stamps are read and written as the obvious implementation does")
  func moments() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(state: seed)
    for _ in 0..<5_000 {
      let seconds = Int64.random(in: 0...253_402_300_799, using: &random)
      let reference = SigningTimestamp(Date(timeIntervalSince1970: Double(seconds)))
      let moment = SignatureMoment(seconds: seconds)
      #expect(moment.text.elementsEqual(reference.text.utf8), "seed \(seed)")
      #expect(SignatureMoment(basic: moment.text) == moment)
      #expect(SignatureMoment(httpDate: Array(HTTPDate.text(secondsSince1970: seconds).utf8)) == moment)
      var damaged = moment.text
      damaged[Int.random(in: 0..<16, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
      let text = String(decoding: damaged, as: UTF8.self)
      let expected = SigningTimestamp(parsing: text).map { $0.date.timeIntervalSince1970 }.flatMap { $0 < 0 ? nil : $0 }
      #expect(SignatureMoment(basic: damaged).map { Double($0.seconds) } == expected, "\(text), seed \(seed)")
    }
    #expect(HTTPDate.text(secondsSince1970: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test("Bytes of a query that are no UTF-8 stay themselves")
  func notText() {
    let form = CanonicalForm.bytes(
      of: WireRequest(method: "GET", path: [0x2F], query: Array("a=%FF%fe".utf8), headers: HeaderFields()),
      signedHeaders: [],
      withoutSignature: false,
      payloadHash: [UInt8]()
    )
    #expect(String(decoding: form, as: UTF8.self) == "GET\n/\na=%FF%FE\n\n\n")
  }

  private func text(_ random: inout SplitMix64, _ longest: Int, _ alphabet: String) -> String {
    // Scalars, not characters: a combining mark may follow anything.
    let scalars = Array(alphabet.unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...longest, using: &random) {
      if let scalar = scalars.randomElement(using: &random) { text.append(scalar) }
    }
    return String(text)
  }
}

/// A small generator with a seed that can be printed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
