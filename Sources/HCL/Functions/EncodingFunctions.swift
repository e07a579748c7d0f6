import Foundation

/// JSON, Base64, CSV, URLs and character encodings.
enum EncodingFunctions {
  static let all: [String: Function] = [
    "jsonencode": Function([.init("val", .dynamic, null: true, unknown: true)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      guard arguments[0].isWhollyKnown else { return Value(.unknown(.string, nil)) }
      guard let text = arguments[0].json else { throw FunctionError("the value has no JSON: a number is too large") }
      try context.reserve(bytes: text.utf8.count)
      return .string(text)
    },
    "jsondecode": Function([.init("str", .string)], returns: .dynamic) { arguments, context throws(FunctionError) in
      try context.reserve(bytes: arguments.text(0).utf8.count * 4)
      do throws(Value.JSONError) { return try Value(json: arguments.text(0)) } catch {
        throw FunctionError(error.message)
      }
    },
    "base64encode": Function([.init("str", .string)], returns: .string) { arguments, context throws(FunctionError) in
      try context.reserve(bytes: arguments.text(0).utf8.count * 2)
      return .string(Data(arguments.text(0).utf8).base64EncodedString())
    },
    "base64decode": Function([.init("str", .string)], returns: .string) { arguments, _ throws(FunctionError) in
      guard let bytes = Base64.decoded(arguments.text(0)) else {
        throw FunctionError("failed to decode base64 data \(GoQuoting.quoted(arguments.text(0)))")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FunctionError("the result of decoding the provided string is not valid UTF-8")
      }
      return .string(text)
    },
    "urlencode": Function([.init("str", .string)], returns: .string) { arguments, _ throws(FunctionError) in
      var text: [UInt8] = []
      for byte in arguments.text(0).utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "~"):
          text.append(byte)
        case UInt8(ascii: " "): text.append(UInt8(ascii: "+"))
        default: text += "%\(Hexadecimal.text([byte]).uppercased())".utf8
        }
      }
      return .string(String(decoding: text, as: UTF8.self))
    },
    "textencodebase64": Function([.init("string", .string), .init("encoding", .string)], returns: .string) {
      arguments,
      _ throws(FunctionError) in
      let name = arguments.text(1)
      guard let encoding = CharacterEncoding(name) else { return Value(.unknown(.string, nil)) }
      guard let bytes = encoding.encode(arguments.text(0)) else {
        throw FunctionError("the given string contains characters that cannot be represented in \(name)", argument: 0)
      }
      return .string(Data(bytes).base64EncodedString())
    },
    "textdecodebase64": Function([.init("source", .string), .init("encoding", .string)], returns: .string) {
      arguments,
      _ throws(FunctionError) in
      guard let encoding = CharacterEncoding(arguments.text(1)) else { return Value(.unknown(.string, nil)) }
      guard let bytes = Base64.decoded(arguments.text(0)) else {
        throw FunctionError("the given value is has an invalid base64 symbol", argument: 0)
      }
      return .string(encoding.decode(bytes))
    },
    "csvdecode": Function([.init("str", .string)], returns: .dynamic, decodeCSV),
  ]

  private static let decodeCSV: Function.Body = { arguments, context throws(FunctionError) in
    var reader = CSVReader(bytes: Array(arguments.text(0).utf8))
    guard let header = try reader.record(), !header.isEmpty else { throw FunctionError("missing header line") }
    var seen: Set<String> = []
    for name in header where !seen.insert(name).inserted {
      throw FunctionError("duplicate column name \(GoQuoting.quoted(name))")
    }
    let names = header.map(\.composed)
    var rows: [Value] = []
    while let fields = try reader.record() {
      guard fields.count == header.count else {
        throw FunctionError("CSV parse error on line \(reader.startLine): wrong number of fields")
      }
      try context.reserve(elements: fields.count)
      rows.append(.object(Dictionary(zip(names, fields.map { .string($0) })) { $1 }))
    }
    return .list(.object(Dictionary(names.map { ($0, .string) }) { $1 }, optional: []), rows)
  }
}

/// Base64 as Go's standard encoding reads it: padded, line breaks left out.
enum Base64 {
  static func decoded(_ text: String) -> [UInt8]? {
    let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
    guard bytes.count % 4 == 0, let data = Data(base64Encoded: Data(bytes)) else { return nil }
    return Array(data)
  }
}

/// Records of comma-separated fields (RFC 4180), as Go's `encoding/csv` reads them.
private struct CSVReader {
  let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private(set) var startLine = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  private func isLineBreak(at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x0A { return 1 }
    return bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : nil
  }

  /// `nil` at the end. Empty lines are passed over.
  mutating func record() throws(FunctionError) -> [String]? {
    while let length = isLineBreak(at: index) {
      index += length
      line += 1
    }
    guard index < bytes.count else { return nil }
    startLine = line
    var fields: [String] = []
    while true {
      fields.append(try field())
      if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
        index += 1
        continue
      }
      if let length = isLineBreak(at: index) {
        index += length
        line += 1
      }
      return fields
    }
  }

  private mutating func field() throws(FunctionError) -> String {
    var text: [UInt8] = []
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      while index < bytes.count, bytes[index] != UInt8(ascii: ","), isLineBreak(at: index) == nil {
        guard bytes[index] != UInt8(ascii: "\"") else {
          throw FunctionError("CSV parse error on line \(line): bare \" in non-quoted-field")
        }
        text.append(bytes[index])
        index += 1
      }
      // A carriage return at the very end is not part of the text.
      if index == bytes.count, text.last == 0x0D { text.removeLast() }
      return String(decoding: text, as: UTF8.self)
    }
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
          if index < bytes.count, bytes[index] != UInt8(ascii: ","), isLineBreak(at: index) == nil,
            !(bytes[index] == 0x0D && index + 1 == bytes.count)
          {
            throw FunctionError("CSV parse error on line \(line): extraneous or missing \" in quoted-field")
          }
          if index < bytes.count, bytes[index] == 0x0D, index + 1 == bytes.count { index += 1 }
          return String(decoding: text, as: UTF8.self)
        }
        text.append(byte)
        index += 1
      } else if let length = isLineBreak(at: index) {
        text.append(0x0A)
        index += length
        line += 1
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw FunctionError("CSV parse error on line \(line): extraneous or missing \" in quoted-field")
  }
}

/// The character encodings that are in use beside UTF-8; names as IANA registers them.
enum CharacterEncoding {
  case ascii, latin1, windows1252, utf8, utf16, utf16BigEndian, utf16LittleEndian

  init?(_ name: String) {
    switch name.lowercased() {
    case "us-ascii", "ascii", "iso646-us", "ansi_x3.4-1968", "cp367", "ibm367", "us": self = .ascii
    case "iso-8859-1", "iso_8859-1", "latin1", "l1", "ibm819", "cp819", "iso_8859-1:1987", "iso-ir-100": self = .latin1
    case "windows-1252", "cswindows1252": self = .windows1252
    case "utf-8", "csutf8": self = .utf8
    case "utf-16", "csutf16": self = .utf16
    case "utf-16be", "csutf16be": self = .utf16BigEndian
    case "utf-16le", "csutf16le": self = .utf16LittleEndian
    default: return nil
    }
  }

  /// Of Windows-1252, the characters 80 to 9F; those without one are controls.
  private static let windows: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E,
    0x0178,
  ]

  func encode(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .ascii, .latin1, .windows1252:
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        if self == .windows1252, let index = Self.windows.firstIndex(where: { UInt32($0) == scalar.value }) {
          bytes.append(UInt8(0x80 + index))
        } else if let byte = UInt8(exactly: scalar.value), byte < 0x80 || self != .ascii,
          self != .windows1252 || !(0x80...0x9F).contains(byte)
        {
          bytes.append(byte)
        } else {
          return nil
        }
      }
      return bytes
    }
  }

  func decode(_ bytes: [UInt8]) -> String {
    switch self {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .ascii: return String(String.UnicodeScalarView(bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }))
    case .latin1: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    case .windows1252:
      return String(
        String.UnicodeScalarView(
          bytes.map {
            (0x80...0x9F).contains($0) ? Unicode.Scalar(Self.windows[Int($0) - 0x80]) ?? "\u{FFFD}" : Unicode.Scalar($0)
          }
        )
      )
    case .utf16, .utf16BigEndian, .utf16LittleEndian:
      var bytes = bytes[...]
      var isBig = self != .utf16LittleEndian
      if self == .utf16 {
        if bytes.starts(with: [0xFF, 0xFE]) { isBig = false }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { bytes = bytes.dropFirst(2) }
      }
      var units: [UInt16] = []
      var index = bytes.startIndex
      while index + 1 < bytes.endIndex {
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        units.append(isBig ? first << 8 | second : second << 8 | first)
        index += 2
      }
      let text = String(decoding: units, as: UTF16.self)
      return index < bytes.endIndex ? text + "\u{FFFD}" : text
    }
  }
}
