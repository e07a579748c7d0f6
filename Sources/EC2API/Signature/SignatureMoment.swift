/// The time stamp of a signature: whole seconds, and the sixteen characters that were signed.
struct SignatureMoment: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let seconds: Int64
  /// Basic ISO 8601: `20150830T123600Z`.
  let text: [UInt8]

  /// The characters of the day: `20150830`.
  var day: ArraySlice<UInt8> { text.prefix(8) }

  /// The moment so many seconds after 1970 began, moved into the years 1970 to 9999.
  init(seconds: Int64) {
    self.seconds = min(max(seconds, 0), 253_402_300_799)
    let (days, second) = self.seconds.quotientAndRemainder(dividingBy: 86_400)
    // The proleptic Gregorian calendar in eras of 400 years that begin on 1 March, so that the leap day comes last:
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    var text: [UInt8] = []
    text.reserveCapacity(16)
    func append(_ number: Int64, _ digits: Int) {
      var unit: Int64 = digits == 4 ? 1000 : 10
      while unit > 0 {
        text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / unit % 10))
        unit /= 10
      }
    }
    append(year, 4)
    append(month, 2)
    append(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)
    text.append(UInt8(ascii: "T"))
    append(second / 3600, 2)
    append(second / 60 % 60, 2)
    append(second % 60, 2)
    text.append(UInt8(ascii: "Z"))
    self.text = text
  }

  /// Reads `20150830T123600Z` (a time of `X-Amz-Date`), or returns nil. Years before 1970 have no signatures.
  init?(basic bytes: some RandomAccessCollection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let text = Array(bytes)
    guard text[8] == UInt8(ascii: "T"), text[15] == UInt8(ascii: "Z"),
      let year = Self.number(text[0..<4]), let month = Self.number(text[4..<6]), let day = Self.number(text[6..<8]),
      let hour = Self.number(text[9..<11]), let minute = Self.number(text[11..<13]),
      let second = Self.number(text[13..<15]),
      let seconds = Self.seconds(year, month, day, hour, minute, second)
    else { return nil }
    self.seconds = seconds
    self.text = text
  }

  /// Reads `Sun, 30 Aug 2015 12:36:00 GMT` (a time of `Date`, RFC 9110, section 5.6.7, preferred form), or returns nil.
  init?(httpDate bytes: some RandomAccessCollection<UInt8>) {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let text = Array(bytes)
    guard text.count == 29, text[3...4].elementsEqual(", ".utf8), text[26...28].elementsEqual("GMT".utf8),
      let month = months.firstIndex(where: { text[8...10].elementsEqual($0.utf8) }),
      text[7] == 0x20, text[11] == 0x20, text[16] == 0x20, text[25] == 0x20,
      text[19] == UInt8(ascii: ":"), text[22] == UInt8(ascii: ":"),
      let day = Self.number(text[5..<7]), let year = Self.number(text[12..<16]),
      let hour = Self.number(text[17..<19]), let minute = Self.number(text[20..<22]),
      let second = Self.number(text[23..<25]),
      let seconds = Self.seconds(year, Int64(month) + 1, day, hour, minute, second)
    else { return nil }
    self.init(seconds: seconds)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var number: Int64 = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      number = number * 10 + Int64(digit - 48)
    }
    return number
  }

  /// Seconds since 1970 of a moment in the calendar, or nil when there is no such moment or it is earlier.
  private static func seconds(
    _ year: Int64,
    _ month: Int64,
    _ day: Int64,
    _ hour: Int64,
    _ minute: Int64,
    _ second: Int64
  ) -> Int64? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1970, (1...12).contains(month), day >= 1, day <= lengths[Int(month) - 1], hour < 24, minute < 60,
      second < 60
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }
}

/// The time format of HTTP.
package enum HTTPDate {
  /// A moment as in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7, preferred form).
  package static func text(secondsSince1970 seconds: Int64) -> String {
    let moment = SignatureMoment(seconds: seconds)
    let digits = moment.text.map { Int($0) - 48 }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    // 1 January 1970 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(moment.seconds / 86_400 % 7)]
    let month = months[digits[4] * 10 + digits[5] - 1]
    func text(_ range: Range<Int>) -> Substring {
      Substring(decoding: moment.text[range], as: UTF8.self)
    }
    return "\(weekday), \(text(6..<8)) \(month) \(text(0..<4)) \(text(9..<11)):\(text(11..<13)):\(text(13..<15)) GMT"
  }
}
