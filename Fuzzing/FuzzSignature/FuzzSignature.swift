import AWSSignature
import ControlPlane
import Dispatch
import EC2Shapes
import Synchronization

@testable import EC2API

/// A request, one piece to a line: method, target, header fields, an empty line, body. It is read as a stranger's; nobody
/// without the secret may get in, whatever it says. Its canonical form must be the one that the obvious implementation
/// gives it. Signed with the secret it must be let in, and with one bit changed it must not.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSignature(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  var lines = input.split(separator: 0x0A, maxSplits: 40, omittingEmptySubsequences: false)[...]
  let method = String(decoding: lines.popFirst() ?? [], as: UTF8.self)
  let target = String(decoding: lines.popFirst() ?? [], as: UTF8.self)
  var headers = HeaderFields()
  while let line = lines.popFirst(), !line.isEmpty {
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    headers.append(name: line[..<colon], value: line[colon...].dropFirst())
  }
  let body = Array(lines.joined(separator: [0x0A]))
  let request = WireRequest(method: method, target: target, headers: headers, body: body)

  check(caller(of: request) == nil, "a stranger was let in")
  if let claim = try? SignatureClaim(of: request) {
    check(claim.signature.count == 32, "a signature of \(claim.signature.count) bytes")
    check(claim.parts.count == 5, "a credential of \(claim.parts.count) parts")
  }
  compareCanonicalForms(request)
  signAndChange(request)
  return 0
}

private let key = AccessKey(
  id: "AKIAIOSFODNN7EXAMPLE",
  secret: "a secret that no input has",
  accountID: "123456789012",
  access: .readWrite,
  createdAt: Timestamp(milliseconds: 0)
)
private let verifier = SignatureVerifier(directory: InMemoryAccessKeys([key]))
private let moment = SignatureMoment(seconds: 1_790_000_000)

/// The directory answers at once, so the wait is short.
private func caller(of request: WireRequest) -> Caller? {
  let done = DispatchSemaphore(value: 0)
  let box = Box()
  Task {
    let found = try? await verifier.caller(of: request, at: Timestamp(milliseconds: moment.seconds * 1_000))
    box.caller.withLock { $0 = found?.caller }
    done.signal()
  }
  done.wait()
  return box.caller.withLock { $0 }
}

private final class Box: Sendable {
  let caller = Mutex<Caller?>(nil)
}

private func signedNames(of request: WireRequest) -> [[UInt8]] {
  let names = request.headers.fields.map { Array(request.headers.bytes[$0.name]) }.filter { name in
    !name.isEmpty && !name.contains(UInt8(ascii: ";")) && !name.contains(UInt8(ascii: ","))
      && !name.contains(0x20) && !name.contains(0x09) && !name.elementsEqual("authorization".utf8)
  }
  return Set(names + [Array("host".utf8)]).sorted { $0.lexicographicallyPrecedes($1) }
}

private func compareCanonicalForms(_ request: WireRequest) {
  // What is no text can't be compared with an implementation over texts; nor can it be where decoding leaves none.
  let names = signedNames(of: request)
  let isText =
    [request.path, request.headers.bytes, CanonicalForm.percentDecoded(request.query[...])]
    .allSatisfy { String(validating: $0, as: UTF8.self) != nil }
    && request.query.split(whereSeparator: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "=") })
      .allSatisfy { String(validating: CanonicalForm.percentDecoded($0), as: UTF8.self) != nil }
    && request.headers.bytes.allSatisfy { $0 < 0x80 }
  guard isText else { return }
  let fields = request.headers.fields.map { field in
    HeaderField(
      String(decoding: request.headers.bytes[field.name], as: UTF8.self),
      String(decoding: request.headers.bytes[field.value], as: UTF8.self)
    )
  }
  let reference = CanonicalRequest(
    SignableRequest(
      method: "POST",
      path: String(decoding: request.path, as: UTF8.self),
      query: QueryItem.parse(rawQuery: String(decoding: request.query, as: UTF8.self)),
      headers: fields,
      payloadHash: "hash"
    ),
    signedHeaderNames: names.map { String(decoding: $0, as: UTF8.self) }
  )
  var same = request
  same.method = "POST"
  let bytes = CanonicalForm.bytes(
    of: same,
    signedHeaders: names,
    withoutSignature: false,
    payloadHash: "hash".utf8
  )
  check(
    String(decoding: bytes, as: UTF8.self) == reference.text,
    "\(String(decoding: bytes, as: UTF8.self).debugDescription) is not \(reference.text.debugDescription)"
  )
}

private func signAndChange(_ request: WireRequest) {
  var request = request
  var headers = HeaderFields()
  let dropped = ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"]
  for field in request.headers.fields {
    let name = request.headers.bytes[field.name]
    if dropped.contains(where: { name.elementsEqual($0.utf8) }) { continue }
    headers.append(name: name, value: request.headers.bytes[field.value])
  }
  headers.append(name: "x-amz-date".utf8, value: moment.text)
  request.headers = headers
  // A signature of its own, or a token, in the query is another matter.
  let query = String(decoding: request.query, as: UTF8.self)
  let names = signedNames(of: request)
  guard !query.contains("X-Amz-"), names.count <= SignatureClaim.mostSignedHeaders else { return }
  let scope = SigningScope(date: String(decoding: moment.day, as: UTF8.self), region: "eu-west-1", service: "ec2")
  let canonical = CanonicalForm.bytes(
    of: request,
    signedHeaders: names,
    withoutSignature: false,
    payloadHash: CanonicalForm.hexDigest(request.body)
  )
  let text = [
    SignatureV4.algorithm, String(decoding: moment.text, as: UTF8.self), scope.text,
    String(decoding: CanonicalForm.hexDigest(canonical), as: UTF8.self),
  ]
  let signature = SigningKey(secretAccessKey: key.secret, scope: scope).signature(of: text.joined(separator: "\n"))
  let start = "\(SignatureV4.algorithm) Credential=\(key.id)/\(scope.text), SignedHeaders="
  let value = Array(start.utf8) + names.joined(separator: [UInt8(ascii: ";")]) + Array(", Signature=\(signature)".utf8)
  request.headers.append(name: "authorization".utf8, value: value)
  check(caller(of: request) != nil, "a signed request was not let in")
  if request.body.isEmpty {
    request.body = [0]
  } else {
    request.body[request.body.count / 2] ^= 1
  }
  check(caller(of: request) == nil, "a changed request was let in")
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
