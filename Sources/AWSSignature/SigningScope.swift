package import Foundation

/// The moment of a signature, in the two forms Signature Version 4 writes it.
package struct SigningTimestamp: Sendable, Hashable {
  /// The moment in basic ISO 8601, UTC: `20150830T123600Z`.
  package let text: String
  /// Its day: `20150830`.
  package var day: String { String(text.prefix(8)) }

  /// The timestamp of `date`, whole seconds, rounded down. Dates outside the years 1 to 9999 are moved to that range.
  package init(_ date: Date) {
    let seconds = min(max(date.timeIntervalSince1970.rounded(.down), -62_135_596_800), 253_402_300_799)
    let whole = seconds.isNaN ? 0 : Int(seconds)
    let secondOfDay = ((whole % 86_400) + 86_400) % 86_400
    let (year, month, dayOfMonth) = Self.civil(daysSince1970: (whole - secondOfDay) / 86_400)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    text =
      padded(year, 4) + padded(month, 2) + padded(dayOfMonth, 2) + "T" + padded(secondOfDay / 3600, 2)
      + padded(secondOfDay / 60 % 60, 2) + padded(secondOfDay % 60, 2) + "Z"
  }

  /// Reads `20150830T123600Z`, or returns nil when the text is no such moment.
  package init?(parsing text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
    for (index, byte) in bytes.enumerated() where index != 8 && index != 15 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    }
    self.text = text
    // A date such as 30 February moves when it goes through the calendar and back: that is the check.
    guard SigningTimestamp(date).text == text else { return nil }
  }

  /// The moment as a date.
  package var date: Date {
    let digits = text.utf8.compactMap { (48...57).contains($0) ? Int($0) - 48 : nil }
    guard digits.count == 14 else { return Date(timeIntervalSince1970: 0) }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let days = Self.daysSince1970(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    return Date(
      timeIntervalSince1970: Double(days * 86_400 + number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14))
    )
  }

  // The proleptic Gregorian calendar in eras of 400 years that begin on 1 March, so that the leap day comes last:
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Where and when a signing key is good: one day, one region, one service.
package struct SigningScope: Sendable, Hashable {
  /// The day, `20150830`.
  package let date: String
  /// The region, such as `eu-west-1`.
  package let region: String
  /// The service's signing name, such as `ec2`.
  package let service: String

  /// A scope from its parts.
  package init(date: String, region: String, service: String) {
    self.date = date
    self.region = region
    self.service = service
  }

  /// Reads `20150830/us-east-1/iam/aws4_request`, or returns nil when the text has another form.
  package init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3] == "aws4_request", parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(date: String(parts[0]), region: String(parts[1]), service: String(parts[2]))
  }

  /// The scope as it is written: `20150830/us-east-1/iam/aws4_request`.
  package var text: String { "\(date)/\(region)/\(service)/aws4_request" }
}
