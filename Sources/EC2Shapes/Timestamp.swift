/// A moment, to the millisecond, as EC2 gives it: in UTC, without leap seconds.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64

  /// The moment so many milliseconds after 1970 began.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Timestamp: LosslessStringConvertible {
  /// Reads ISO 8601 as AWS's clients write it: `2026-11-24T02:39:03Z`, with a fraction of any length (cut to
  /// milliseconds), with `Z` or an offset as `+01:00`. Nil for anything else, and for days that no calendar has.
  package init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.number(digits: 4), reader.take("-"),
      let month = reader.number(digits: 2), (1...12).contains(month), reader.take("-"),
      let day = reader.number(digits: 2), day >= 1, day <= Self.days(in: month, of: year), reader.take("T")
    else { return nil }
    guard let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
      let minute = reader.number(digits: 2), minute < 60, reader.take(":"),
      let second = reader.number(digits: 2), second < 60,
      let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(milliseconds: seconds * 1_000 + fraction)
  }

  /// ISO 8601 to the millisecond: `2026-11-24T02:39:03.000Z`.
  package var description: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The text in ASCII.
  var bytes: [UInt8] {
    var rest = milliseconds
    func cut(_ unit: Int64) -> Int64 {
      let remainder = rest % unit
      let positive = remainder < 0 ? remainder + unit : remainder
      rest = (rest - positive) / unit
      return positive
    }
    // No overflow for the least `Int64`: the division comes before the subtraction could pass its end.
    if rest < Int64.min + 1_000 { rest = Int64.min + 1_000 }
    let (thousandths, second, minute, hour) = (cut(1_000), cut(60), cut(60), cut(24))
    let (year, month, day) = Self.date(daysSince1970: rest)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    func append(_ number: Int64, digits: Int) {
      let text = String(number.magnitude).utf8
      if number < 0 { bytes.append(UInt8(ascii: "-")) }
      for _ in 0..<max(0, digits - text.count) { bytes.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: text)
    }
    let parts: [(Int64, Int, Unicode.Scalar)] = [
      (year, 4, "-"), (month, 2, "-"), (day, 2, "T"), (hour, 2, ":"), (minute, 2, ":"), (second, 2, "."),
      (thousandths, 3, "Z"),
    ]
    for (number, digits, separator) in parts {
      append(number, digits: digits)
      bytes.append(UInt8(ascii: separator))
    }
    return bytes
  }
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let timestamp = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 time: \(text)")
    }
    self = timestamp
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

// MARK: - The proleptic Gregorian calendar, counted from 1 March so that the leap day is a year's last

extension Timestamp {
  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Years 0…9999 only.
  private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = daysSince1970 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Reads the pieces of a time.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    private mutating func digit() -> Int64? {
      guard let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      position += 1
      return Int64(byte - UInt8(ascii: "0"))
    }

    mutating func number(digits: Int) -> Int64? {
      var number: Int64 = 0
      for _ in 0..<digits {
        guard let digit = digit() else { return nil }
        number = number * 10 + digit
      }
      return number
    }

    /// The milliseconds of a fraction; 0 where there is none.
    mutating func fraction() -> Int64? {
      guard take(".") else { return 0 }
      guard var sum = digit().map({ $0 * 100 }) else { return nil }
      var weight: Int64 = 10
      while let digit = digit() {
        sum += digit * weight
        weight /= 10
      }
      return sum
    }

    /// The seconds by which the time is ahead of UTC.
    mutating func offset() -> Int64? {
      if take("Z") { return 0 }
      let isAhead = take("+")
      guard isAhead || take("-"), let hours = number(digits: 2), hours < 24, take(":"),
        let minutes = number(digits: 2), minutes < 60
      else { return nil }
      let seconds = hours * 3_600 + minutes * 60
      return isAhead ? seconds : -seconds
    }
  }
}
