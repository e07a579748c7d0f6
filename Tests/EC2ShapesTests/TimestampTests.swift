import Foundation
import Testing

@testable import EC2Shapes

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "ISO 8601 is read",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1), ("2026-11-24T02:39:03.000Z", 1_795_487_943_000),
      ("2026-11-24T02:39:03.1Z", 1_795_487_943_100), ("2026-11-24T02:39:03.123999999999999999999Z", 1_795_487_943_123),
      ("2026-11-24T04:09:03+01:30", 1_795_487_943_000), ("2026-11-23T21:39:03-05:00", 1_795_487_943_000),
      ("2024-02-29T00:00:00Z", 1_709_164_800_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
    ]
  )
  func reading(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(
    "What is no time is not read",
    arguments: [
      "", "2026", "2026-11-24", "2026-11-24T02:39:03", "2026-11-24 02:39:03Z", "2026-13-01T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-31T00:00:00Z",
      "2026-11-24T24:00:00Z", "2026-11-24T00:60:00Z", "2026-11-24T00:00:60Z", "2026-11-24T00:00:00.Z",
      "2026-11-24T00:00:00Zx", "2026-11-24T00:00:00+25:00", "2026-11-24T00:00:00+1:00", "２026-11-24T00:00:00Z",
    ]
  )
  func refusing(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("Text and moment are one to one, as Foundation's calendar has them")
  func roundTrip() throws {
    var milliseconds: Int64 = -62_167_219_200_000
    while milliseconds < 253_402_300_800_000 {
      let timestamp = Timestamp(milliseconds: milliseconds)
      #expect(Timestamp(timestamp.description) == timestamp)
      if milliseconds > -12_219_292_800_000 {
        // Before that day Foundation's calendar is the Julian one.
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1_000))
        #expect(timestamp.description.prefix(19) == date.formatted(.iso8601).prefix(19))
      }
      // A prime number of seconds, about 16 months.
      milliseconds += 42_000_013_000
    }
    for extreme in [Int64.min, .max] {
      #expect(!Timestamp(milliseconds: extreme).description.isEmpty)
    }
  }

  @Test("It is coded as its text")
  func coding() throws {
    let timestamp = Timestamp(milliseconds: 1_795_487_943_120)
    let coded = try JSONEncoder().encode([timestamp])
    #expect(String(decoding: coded, as: UTF8.self) == #"["2026-11-24T02:39:03.120Z"]"#)
    #expect(try JSONDecoder().decode([Timestamp].self, from: coded) == [timestamp])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: Data(#"["now"]"#.utf8)) }
  }
}
