/// A moment of a flow: milliseconds since 1970-01-01T00:00:00Z. Its text is ISO 8601 in UTC.
package struct FlowTime: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(seconds: Int64) { milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue }

  /// Whole seconds, as flow log records have them; rounded down.
  package var seconds: Int64 { Self.quotient(milliseconds, 1000) }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  package func adding(seconds: Int64) -> FlowTime {
    FlowTime(milliseconds: milliseconds &+ seconds &* 1000)
  }

  /// The beginning of the interval that holds the moment, intervals counted from 1970.
  /// - Parameter interval: in seconds, at least 1.
  package func floor(toMultipleOf interval: Int64) -> FlowTime {
    FlowTime(milliseconds: Self.quotient(milliseconds, max(1, interval) &* 1000) &* max(1, interval) &* 1000)
  }

  /// Rounded down, also below zero. The divisor is positive.
  private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension FlowTime {
  /// Year, month, day, hour, minute, second, millisecond in UTC, by the proleptic Gregorian calendar (Hinnant,
  /// "chrono-Compatible Low-Level Date Algorithms").
  package var components:
    (year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, millisecond: Int64)
  {
    let days = Self.quotient(milliseconds, 86_400_000)
    let rest = milliseconds - days * 86_400_000
    let shifted = days + 719_468
    let era = Self.quotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000
    )
  }

  /// Appends `2026-11-24T02:39:03.000Z`. Years beyond four digits keep their digits.
  func write(to bytes: inout [UInt8]) {
    let parts = components
    Self.write(parts.year, digits: 4, to: &bytes)
    for (separator, value) in [
      (UInt8(ascii: "-"), parts.month), (UInt8(ascii: "-"), parts.day), (UInt8(ascii: "T"), parts.hour),
      (UInt8(ascii: ":"), parts.minute), (UInt8(ascii: ":"), parts.second),
    ] {
      bytes.append(separator)
      Self.write(value, digits: 2, to: &bytes)
    }
    bytes.append(UInt8(ascii: "."))
    Self.write(parts.millisecond, digits: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  private static func write(_ value: Int64, digits: Int, to bytes: inout [UInt8]) {
    let text = String(value)
    for _ in 0..<max(0, digits - text.utf8.count) { bytes.append(UInt8(ascii: "0")) }
    bytes.append(contentsOf: text.utf8)
  }
}

extension FlowTime: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads what `description` writes, nothing else.
  package init?(_ description: String) {
    let bytes = Array(description.utf8)
    guard bytes.count == 24, bytes[23] == UInt8(ascii: "Z") else { return nil }
    for (place, separator) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, ".")] as [(Int, Character)] {
      guard bytes[place] == separator.asciiValue else { return nil }
    }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month), let day = number(8..<10),
      (1...31).contains(day), let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second < 60, let millisecond = number(20..<23)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Self.quotient(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    self.init(milliseconds: days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond)
    // A day that the month does not have would come back as another one.
    guard components.day == day else { return nil }
  }
}

extension FlowTime: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = FlowTime(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no time")
    }
    self = time
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
