import FlowLogs
import Foundation
import Testing

@Suite("Times of flows")
struct FlowTimeTests {
  @Test(
    "writes ISO 8601 and reads it back",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_795_487_943_123, "2026-11-24T02:39:03.123Z"), (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
    ] as [(Int64, String)]
  )
  func text(milliseconds: Int64, text: String) {
    #expect(FlowTime(milliseconds: milliseconds).description == text)
    #expect(FlowTime(text)?.milliseconds == milliseconds)
  }

  @Test("agrees with Foundation's calendar on days across four centuries")
  func calendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for day in stride(from: Int64(-40_000), to: 100_000, by: 37) {
      let parts = FlowTime(seconds: day * 86_400 + 12_345).components
      let date = Date(timeIntervalSince1970: Double(day * 86_400 + 12_345))
      let expected = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      #expect(
        [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second]
          == [expected.year, expected.month, expected.day, expected.hour, expected.minute, expected.second]
          .map { Int64($0 ?? -1) }
      )
    }
  }

  @Test(
    "refuses what is no time",
    arguments: [
      "", "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00.000+", "2026-01-01 00:00:00.000Z", "٢٠٢٦-01-01T00:00:00.000Z",
    ]
  )
  func refusals(text: String) { #expect(FlowTime(text) == nil) }

  @Test("rounds down to intervals, before 1970 too")
  func intervals() {
    #expect(FlowTime(milliseconds: 119_999).floor(toMultipleOf: 60) == FlowTime(seconds: 60))
    #expect(FlowTime(milliseconds: 120_000).floor(toMultipleOf: 60) == FlowTime(seconds: 120))
    #expect(FlowTime(milliseconds: -1).floor(toMultipleOf: 60) == FlowTime(seconds: -60))
  }
}
