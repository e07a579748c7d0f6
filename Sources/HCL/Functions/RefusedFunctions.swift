/// Functions whose results depend on chance, on the time, or on keys: they may be called, and what they return is not
/// known.
enum RefusedFunctions {
  static let reasons: [String: String] = [
    "timestamp": "the time of the apply",
    "plantimestamp": "the time of the plan",
    "uuid": "chance",
    "bcrypt": "chance: the salt",
    "rsadecrypt": "needs a private key, which is not read",
    "base64gzip": "the bytes that Go's compressor happens to choose",
  ]

  static let all: [String: Function] = [
    "timestamp": Function([], returns: .string, unknown),
    "plantimestamp": Function([], returns: .string, unknown),
    "uuid": Function([], returns: .string, unknown),
    "bcrypt": Function([.init("str", .string)], variadic: .init("cost", .number), returns: .string, unknown),
    "rsadecrypt": Function(
      [.init("ciphertext", .string), .init("privatekey", .string)],
      returns: .string,
      unknown
    ),
    "base64gzip": Function([.init("str", .string)], returns: .string, unknown),
  ]

  private static let unknown: Function.Body = { _, _ throws(FunctionError) in Value(.unknown(.string, nil)) }
}
