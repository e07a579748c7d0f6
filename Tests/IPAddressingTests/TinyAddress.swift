import IPAddressing

/// How many bits a ``TinyAddress`` has.
protocol TinyWidth: Sendable {
  static var bits: Int { get }
}

enum ThreeBits: TinyWidth { static let bits = 3 }
enum EightBits: TinyWidth { static let bits = 8 }

/// An address of so few bits that every set of addresses, or every address of a set, can be tried.
///
/// Three bits leave most of the raw value unused, which no real family does.
struct TinyAddress<Width: TinyWidth>: IPAddressProtocol {
  let rawValue: UInt8

  static var family: IPFamily { .ipv4 }
  static var bitWidth: Int { Width.bits }

  init(_ rawValue: UInt8) {
    precondition(Int(rawValue) < 1 << Width.bits)
    self.rawValue = rawValue
  }

  init(parsing text: some StringProtocol) throws(AddressParseError) {
    guard let number = UInt8(text), Int(number) < 1 << Width.bits else {
      throw AddressParseError(input: String(text), offset: 0, reason: .notAnAddress)
    }
    self.init(number)
  }

  var description: String { "\(rawValue)" }

  /// Every address, ascending.
  static var allAddresses: [Self] { (0..<(1 << Width.bits)).map { Self(UInt8($0)) } }

  /// Every prefix, ascending.
  static var allPrefixes: [Prefix<Self>] {
    allAddresses.flatMap { address in (0...bitWidth).compactMap { Prefix(address: address, length: $0) } }
  }
}
