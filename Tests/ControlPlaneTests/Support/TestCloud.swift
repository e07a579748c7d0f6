import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

/// A control plane without a store: actions run on a state that this holds, with identifiers from a seed and a clock
/// that stands still unless moved.
struct TestCloud {
  var state = State()
  var caller: Caller
  var now = Timestamp(milliseconds: 1_764_000_000_000)
  private var identifiers = IdentifierGenerator(SeededGenerator(seed: 7))

  init(accountID: String = "123456789012", region: String = "eu-central-1") {
    caller = Caller(accountID: accountID, accessKeyID: "AKIATEST", access: .readWrite, region: region)
  }

  /// Runs an action of the catalog by its request; what it changed is kept unless it throws.
  @discardableResult
  mutating func perform<Request: EC2Request>(_ request: Request, as other: Caller? = nil) throws -> Request.Response {
    let action = try #require(ActionCatalog.byName[Request.action], "\(Request.action) is not served")
    return try perform(action, request, as: other ?? caller)
  }

  /// Runs an action from wire parameters, through the reader of requests.
  @discardableResult
  mutating func perform(_ action: String, _ parameters: [(String, String)]) throws -> any XMLEncodable {
    let form = ([("Action", action)] + parameters).map { "\(Self.escape($0.0))=\(Self.escape($0.1))" }
    let action = try #require(ActionCatalog.byName[action], "\(action) is not served")
    let call = try action.prepare(QueryParameters(parsing: Array(form.joined(separator: "&").utf8)))
    return try run(call.run, as: caller)
  }

  private mutating func perform<Request: EC2Request>(_ action: Action, _ request: Request, as caller: Caller) throws
    -> Request.Response
  {
    let body = try #require(action.typedBody as? Action.TypedBody<Request>, "\(Request.action) has another request")
    switch body {
    case .read(let body): return try body(request, ReadScope(state: state, caller: caller, now: now))
    case .write(let body):
      var transaction = Transaction(state: state, caller: caller, now: now, identifiers: identifiers)
      let response = try body(request, &transaction)
      keep(transaction)
      return response
    }
  }

  private mutating func run(_ prepared: Action.Prepared, as caller: Caller) throws -> any XMLEncodable {
    switch prepared {
    case .read(let body): return try body(ReadScope(state: state, caller: caller, now: now))
    case .write(let body):
      var transaction = Transaction(state: state, caller: caller, now: now, identifiers: identifiers)
      let response = try body(&transaction)
      keep(transaction)
      return response
    }
  }

  /// What the changes alone make must be what the transaction saw.
  private mutating func keep(_ transaction: Transaction) {
    for change in transaction.changes { state.apply(change) }
    identifiers = transaction.identifiers
    #expect(state.network == transaction.state.network)
  }

  /// Expects an error of this code and, where given, of this text.
  mutating func expectError<Request: EC2Request>(
    _ code: String,
    _ message: String? = nil,
    as other: Caller? = nil,
    _ request: Request,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      try perform(request, as: other)
      Issue.record("\(Request.action) succeeded instead of failing with \(code)", sourceLocation: sourceLocation)
    } catch let error as EC2Error {
      #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
      if let message { #expect(error.message == message, sourceLocation: sourceLocation) }
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  private static func escape(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers from the same seed.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
