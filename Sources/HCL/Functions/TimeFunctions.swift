/// `formatdate`, `timeadd` and `timecmp`: of times that are given, so that nothing depends on when they are called.
enum TimeFunctions {
  static let all: [String: Function] = [
    "formatdate": Function([.init("format", .string), .init("time", .string)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      let time = try timestamp(arguments, 1)
      try context.reserve(bytes: arguments.text(0).utf8.count * 4)
      return .string(try formatted(arguments.text(0), time))
    },
    "timeadd": Function([.init("timestamp", .string), .init("duration", .string)], returns: .string) {
      arguments,
      _ throws(FunctionError) in
      let time = try timestamp(arguments, 0)
      guard let duration = Duration.parse(arguments.text(1)) else {
        throw FunctionError("time: invalid duration \(GoQuoting.quoted(arguments.text(1)))")
      }
      return .string(time.adding(nanoseconds: duration).text)
    },
    "timecmp": Function([.init("timestamp_a", .string), .init("timestamp_b", .string)], returns: .number) {
      arguments,
      _ throws(FunctionError) in
      let (first, second) = (try timestamp(arguments, 0).instant, try timestamp(arguments, 1).instant)
      return .number(Number(counting: first < second ? -1 : first == second ? 0 : 1))
    },
  ]

  private static func timestamp(_ arguments: [Value], _ index: Int) throws(FunctionError) -> Timestamp {
    guard let time = Timestamp(arguments.text(index)) else {
      throw FunctionError(
        "\(GoQuoting.quoted(arguments.text(index))) is not a valid RFC3339 timestamp",
        argument: index
      )
    }
    return time
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  private static func formatted(_ format: String, _ time: Timestamp) throws(FunctionError) -> String {
    let scalars = Array(format.unicodeScalars)
    var result = ""
    var index = 0
    func padded(_ value: Int, _ width: Int = 2) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "'", index + 1 < scalars.count, scalars[index + 1] == "'" {
        result += "'"
        index += 2
        continue
      }
      if scalar == "'" {
        // A quoted part; a quote in it is doubled.
        var end = index + 1
        var isClosed = false
        while end < scalars.count {
          if scalars[end] == "'" {
            if end + 1 < scalars.count, scalars[end + 1] == "'" {
              result += "'"
              end += 2
              continue
            }
            isClosed = true
            break
          }
          result.unicodeScalars.append(scalars[end])
          end += 1
        }
        guard isClosed else { throw FunctionError("unterminated literal '", argument: 0) }
        index = end + 1
        continue
      }
      guard scalar.isASCII, ScalarSet.posix["alpha"]?.contains(scalar.value) == true else {
        result.unicodeScalars.append(scalar)
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, scalars[end] == scalar { end += 1 }
      let verb = String(repeating: String(scalar), count: end - index)
      index = end
      let hour12 = (time.hour + 11) % 12 + 1
      switch verb {
      case "YY": result += padded(time.year % 100)
      case "YYYY": result += padded(time.year, 4)
      case "M": result += String(time.month)
      case "MM": result += padded(time.month)
      case "MMM": result += months[time.month - 1].prefix(3)
      case "MMMM": result += months[time.month - 1]
      case "D": result += String(time.day)
      case "DD": result += padded(time.day)
      case "EEE": result += weekdays[time.weekday].prefix(3)
      case "EEEE": result += weekdays[time.weekday]
      case "h": result += String(time.hour)
      case "hh": result += padded(time.hour)
      case "H": result += String(hour12)
      case "HH": result += padded(hour12)
      case "AA": result += time.hour < 12 ? "AM" : "PM"
      case "aa": result += time.hour < 12 ? "am" : "pm"
      case "m": result += String(time.minute)
      case "mm": result += padded(time.minute)
      case "s": result += String(time.second)
      case "ss": result += padded(time.second)
      case "Z": result += time.zone(separator: ":", utc: "Z")
      case "ZZZ": result += time.zone(separator: "", utc: "UTC")
      case "ZZZZ": result += time.zone(separator: "", utc: nil)
      case "ZZZZZ": result += time.zone(separator: ":", utc: nil)
      default: throw FunctionError("invalid date format verb \(GoQuoting.quoted(verb))", argument: 0)
      }
    }
    return result
  }
}

/// A time as RFC 3339 writes it.
struct Timestamp {
  var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
  var nanosecond: Int
  /// East of UTC, in minutes.
  var offset: Int

  /// `2006-01-02T15:04:05.999Z`, or `±hh:mm` for `Z`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[start..<(start + count)] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    func isByte(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
      index < bytes.count && bytes[index] == UInt8(ascii: scalar)
    }
    guard let year = number(0, 4), isByte(4, "-"), let month = number(5, 2), isByte(7, "-"), let day = number(8, 2),
      isByte(10, "T"), let hour = number(11, 2), isByte(13, ":"), let minute = number(14, 2), isByte(16, ":"),
      let second = number(17, 2)
    else { return nil }
    (self.year, self.month, self.day, self.hour, self.minute, self.second) = (year, month, day, hour, minute, second)
    guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour <= 23, minute <= 59,
      second <= 59
    else { return nil }
    var index = 19
    nanosecond = 0
    if isByte(index, ".") {
      index += 1
      var digits = 0
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
        if digits < 9 { nanosecond = nanosecond * 10 + Int(bytes[index] - UInt8(ascii: "0")) }
        digits += 1
        index += 1
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 9)..<9 { nanosecond *= 10 }
    }
    if isByte(index, "Z") {
      offset = 0
      guard index + 1 == bytes.count else { return nil }
    } else {
      guard isByte(index, "+") || isByte(index, "-"), let hours = number(index + 1, 2), isByte(index + 3, ":"),
        let minutes = number(index + 4, 2), hours <= 23, minutes <= 59, index + 6 == bytes.count
      else { return nil }
      offset = (hours * 60 + minutes) * (isByte(index, "-") ? -1 : 1)
    }
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(in month: Int, of year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 is Sunday.
  var weekday: Int { ((Self.dayNumber(year, month, day) + 4) % 7 + 7) % 7 }

  /// Seconds since 1970 in UTC, and nanoseconds.
  var instant: (Int, Int) {
    let seconds = Self.dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
    return (seconds, nanosecond)
  }

  func adding(nanoseconds: Int) -> Timestamp {
    var nanosecond = nanosecond + nanoseconds % 1_000_000_000
    var seconds = instant.0 + nanoseconds / 1_000_000_000 + offset * 60
    if nanosecond < 0 {
      nanosecond += 1_000_000_000
      seconds -= 1
    } else if nanosecond >= 1_000_000_000 {
      nanosecond -= 1_000_000_000
      seconds += 1
    }
    var result = self
    result.nanosecond = nanosecond
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - days * 86_400
    (result.hour, result.minute, result.second) = (rest / 3600, rest / 60 % 60, rest % 60)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    result.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    result.month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    result.year = yearOfEra + era * 400 + (result.month <= 2 ? 1 : 0)
    return result
  }

  func zone(separator: String, utc: String?) -> String {
    if offset == 0, let utc { return utc }
    let size = offset.magnitude
    func padded(_ value: UInt) -> String { (value < 10 ? "0" : "") + String(value) }
    return (offset < 0 ? "-" : "+") + padded(size / 60) + separator + padded(size % 60)
  }

  /// Whole seconds, as RFC 3339 writes them.
  var text: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value.magnitude)
      return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T" + padded(hour, 2) + ":"
      + padded(minute, 2) + ":" + padded(second, 2) + zone(separator: ":", utc: "Z")
  }
}

/// Durations as Go writes them.
private enum Duration {
  /// `-1h2m3.5s` in nanoseconds; `nil` for anything else, and beyond 292 years.
  static func parse(_ text: String) -> Int? {
    var bytes = Array(text.utf8)[...]
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    if bytes.elementsEqual([UInt8(ascii: "0")]) { return 0 }
    guard !bytes.isEmpty else { return nil }
    let units: [String: Int] = [
      "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
      "h": 3_600_000_000_000,
    ]
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    var total = 0
    while !bytes.isEmpty {
      let whole = bytes.prefix(while: isDigit)
      bytes = bytes.dropFirst(whole.count)
      var fraction: ArraySlice<UInt8> = []
      if bytes.first == UInt8(ascii: ".") {
        bytes = bytes.dropFirst()
        fraction = bytes.prefix(while: isDigit)
        bytes = bytes.dropFirst(fraction.count)
      }
      guard !whole.isEmpty || !fraction.isEmpty else { return nil }
      let unitBytes = bytes.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
      bytes = bytes.dropFirst(unitBytes.count)
      guard let unit = units[String(decoding: unitBytes, as: UTF8.self)] else { return nil }
      guard let value = whole.isEmpty ? 0 : Int(String(decoding: whole, as: UTF8.self)) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: unit)
      let part = Double("0." + String(decoding: fraction.prefix(18), as: UTF8.self) + "0") ?? 0
      let (sum, sumOverflow) = scaled.addingReportingOverflow(Int(part * Double(unit)))
      let (next, totalOverflow) = total.addingReportingOverflow(sum)
      if overflow || sumOverflow || totalOverflow { return nil }
      total = next
    }
    return isNegative ? -total : total
  }
}
