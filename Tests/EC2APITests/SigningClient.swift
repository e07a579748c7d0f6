import ControlPlane
import AWSSignature
import EC2Shapes
import Foundation

@testable import EC2API

/// A client that signs with the package's own signer, and the server's side of it.
struct SigningClient {
  static let now: Int64 = 1_790_000_000
  static let key = AccessKey(
    id: "AKIAIOSFODNN7EXAMPLE",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    accountID: "123456789012",
    access: .readWrite,
    createdAt: Timestamp(milliseconds: 0)
  )

  var key = Self.key
  var secret = Self.key.secret
  var region = "eu-west-1"
  var service = "ec2"
  var time = Self.now
  var token: String?

  var credentials: Credentials {
    Credentials(accessKeyID: key.id, secretAccessKey: secret, sessionToken: token)
  }

  /// A signed POST of a form.
  func post(
    _ body: String = "Action=DescribeVpcs&Version=2016-11-15",
    headers: [HeaderField] = [],
    path: String = "/",
    query: String = ""
  ) -> WireRequest {
    let bytes = Array(body.utf8)
    let request = SignatureV4.sign(
      SignableRequest(
        method: "POST",
        path: path,
        query: QueryItem.parse(rawQuery: query),
        headers: [
          HeaderField("Host", "127.0.0.1:4566"),
          HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        ] + headers,
        payloadHash: SignableRequest.payloadHash(of: bytes)
      ),
      with: credentials,
      region: region,
      service: service,
      at: Date(timeIntervalSince1970: Double(time))
    )
    return WireRequest(
      method: "POST",
      path: Array(path.utf8),
      query: Array(query.utf8),
      headers: HeaderFields(request.headers.map { ($0.name, $0.value) }),
      body: bytes
    )
  }

  /// A presigned GET.
  func presigned(_ query: String = "Action=DescribeVpcs&Version=2016-11-15", expires: Int = 900) -> WireRequest {
    let request = SignatureV4.presign(
      SignableRequest(
        method: "GET",
        path: "/",
        query: QueryItem.parse(rawQuery: query),
        headers: [HeaderField("Host", "127.0.0.1:4566")],
        payloadHash: SignableRequest.payloadHash(of: [])
      ),
      with: credentials,
      region: region,
      service: service,
      at: Date(timeIntervalSince1970: Double(time)),
      expiresIn: expires
    )
    return WireRequest(
      method: "GET",
      path: Array("/".utf8),
      query: Array(PercentEncoding.form(request.query).utf8),
      headers: HeaderFields([("host", "127.0.0.1:4566")])
    )
  }
}

extension WireRequest {
  /// The request with a header field changed, or added where it has none of this name.
  func setting(_ name: String, _ value: String?) -> WireRequest {
    var changed = self
    changed.headers = HeaderFields()
    var isDone = false
    for field in headers.fields {
      let own = headers.bytes[field.name]
      guard own.elementsEqual(name.utf8) else {
        changed.headers.append(name: own, value: headers.bytes[field.value])
        continue
      }
      if let value, !isDone { changed.headers.append(name: own, value: value.utf8) }
      isDone = true
    }
    if let value, !isDone { changed.headers.append(name: name.utf8, value: value.utf8) }
    return changed
  }

  func text(of name: StaticString) -> String {
    String(decoding: headers.value(of: name) ?? [], as: UTF8.self)
  }

  func replacingQuery(_ old: String, _ new: String) -> WireRequest {
    var changed = self
    changed.query = Array(String(decoding: query, as: UTF8.self).replacing(old, with: new).utf8)
    return changed
  }
}

/// What a verifier says of a request: the failure, or nil.
func failure(
  of request: WireRequest,
  keys: InMemoryAccessKeys = InMemoryAccessKeys([SigningClient.key]),
  regions: Set<String>? = nil,
  at seconds: Int64 = SigningClient.now
) async -> AuthenticationFailure? {
  let verifier = SignatureVerifier(directory: keys, regions: regions)
  do throws(AuthenticationFailure) {
    _ = try await verifier.caller(of: request, at: Timestamp(milliseconds: seconds * 1_000))
    return nil
  } catch {
    return error
  }
}
