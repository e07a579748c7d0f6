// Servers to put under load, and the price of one verification:
//
//   WireLoad verify [N]    nanoseconds for each part of a usual POST's way to its caller, on one core
//   WireLoad bare PORT [FILE]   a bare Hummingbird handler that answers a file, or 2 KB, unsigned
//   WireLoad full PORT     the whole server: signature verified, call framed, the same 2 KB answered
//   WireLoad script PORT   a script for wrk that sends one signed POST again and again; good for five minutes

import ControlPlane
import AWSSignature
import EC2API
import EC2Shapes
import Foundation
import Hummingbird
import Logging
import NIOCore
import RingfenceServer

nonisolated let key = AccessKey(
  id: "AKIAIOSFODNN7EXAMPLE",
  secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  accountID: "123456789012",
  access: .readWrite,
  createdAt: Timestamp(milliseconds: 0)
)
nonisolated let page = [UInt8](repeating: UInt8(ascii: "x"), count: 2_048)
nonisolated let body = "Action=DescribeSecurityGroups&Version=2016-11-15&GroupId.1=sg-0123456789abcdef0&MaxResults=100"

struct Page: APIBackend {
  func answer(_ call: APICall) async -> APIAnswer { APIAnswer(body: page) }
}

nonisolated func now() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

nonisolated func signedFields(port: Int) -> [HeaderField] {
  SignatureV4.sign(
    SignableRequest(
      method: "POST",
      path: "/",
      headers: [
        HeaderField("Host", "127.0.0.1:\(port)"),
        HeaderField("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        HeaderField(
          "User-Agent",
          "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.11.7 Botocore/1.43.11"
        ),
        HeaderField("Accept", "*/*"),
        HeaderField("Accept-Encoding", "identity"),
      ],
      payloadHash: SignableRequest.payloadHash(of: body.utf8)
    ),
    with: Credentials(accessKeyID: key.id, secretAccessKey: key.secret),
    region: "eu-west-1",
    service: "ec2",
    at: Date()
  ).headers
}

/// Not on the main actor: there, each round would change threads twice.
@concurrent nonisolated func measure(rounds: Int) async throws {
  let verifier = SignatureVerifier(directory: InMemoryAccessKeys([key]))
  let gateway = APIGateway(verifier: verifier, backend: Page(), clock: now)
  var fields = signedFields(port: 4566).map { (name: $0.name, value: $0.value) }
  fields.append(("Content-Length", "\(body.utf8.count)"))
  let request = WireRequest(method: "POST", target: "/", headers: HeaderFields(fields), body: Array(body.utf8))
  let time = now()
  for round in 0..<4 {
    var began = ContinuousClock.now
    for _ in 0..<rounds { _ = try await verifier.caller(of: request, at: time) }
    let verification = (ContinuousClock.now - began) / rounds
    began = .now
    for _ in 0..<rounds {
      let status = await gateway.exchange(request).response.status
      precondition(status == 200)
    }
    let exchange = (ContinuousClock.now - began) / rounds
    if round > 0 { print("verification \(verification), whole exchange \(exchange)") }
  }
}

let arguments = CommandLine.arguments
let port = arguments.count > 2 ? Int(arguments[2]) ?? 4566 : 4566
var logger = Logger(label: "load")
logger.logLevel = .error

switch arguments.count > 1 ? arguments[1] : "" {
case "verify":
  try await measure(rounds: arguments.count > 2 ? max(1, Int(arguments[2]) ?? 1) : 100_000)
case "bare":
  let answer = try arguments.count > 3 ? Array(Data(contentsOf: URL(fileURLWithPath: arguments[3]))) : page
  let router = Router()
  router.post("/") { _, _ in Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer))) }
  let application = Application(
    router: router,
    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger
  )
  try await application.runService()
case "full":
  let gateway = APIGateway(
    verifier: SignatureVerifier(directory: InMemoryAccessKeys([key])),
    backend: Page(),
    clock: now
  )
  let server = RingfenceServer(
    options: ServerOptions(port: port),
    gateway: gateway,
    metrics: ServerMetrics(knownActions: EC2.requests.map { $0.action }),
    logger: logger
  )
  try await server.runUntilSignalled()
case "script":
  print("wrk.method = \"POST\"\nwrk.body = \"\(body)\"")
  for field in signedFields(port: port) { print("wrk.headers[\"\(field.name)\"] = \"\(field.value)\"") }
default:
  print("WireLoad verify | bare PORT [FILE] | full PORT | script PORT")
}
