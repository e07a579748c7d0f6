import ControlPlane
import EC2Shapes
import Foundation
import Testing

@testable import EC2API

@Suite("The gateway")
struct APIGatewayTests {
  /// Answers with what it was asked.
  struct Echo: APIBackend {
    func answer(_ call: APICall) async -> APIAnswer {
      let said = [
        call.service.rawValue, call.parameters.action ?? "-", call.parameters.value(of: "VpcId.1") ?? "-",
        call.caller.region, call.requestID,
      ]
      return APIAnswer(body: Array(said.joined(separator: " ").utf8))
    }
  }

  let keys = InMemoryAccessKeys([SigningClient.key])
  let client = SigningClient()

  func exchange(_ request: WireRequest) async -> APIExchange {
    let gateway = APIGateway(verifier: SignatureVerifier(directory: keys), backend: Echo()) {
      Timestamp(milliseconds: SigningClient.now * 1_000)
    }
    return await gateway.exchange(request)
  }

  func text(_ request: WireRequest) async -> String {
    String(decoding: await exchange(request).response.body, as: UTF8.self)
  }

  @Test("A POST's parameters come from its body, a GET's from its query, both if a POST has both")
  func forms() async {
    #expect(await text(client.post("Action=DescribeVpcs&VpcId.1=vpc-1")).hasPrefix("ec2 DescribeVpcs vpc-1 eu-west-1 "))
    #expect(await text(client.presigned("Action=DescribeVpcs&VpcId.1=vpc-2")).hasPrefix("ec2 DescribeVpcs vpc-2 "))
    let both = client.post("VpcId.1=vpc-3", query: "Action=DescribeVpcs")
    #expect(await text(both).hasPrefix("ec2 DescribeVpcs vpc-3 "))
    #expect(
      await text(SigningClient(service: "sts").post("Action=GetCallerIdentity")).hasPrefix("sts GetCallerIdentity ")
    )
  }

  @Test("The identifier of a request is a UUID of version 4, the same in header and body")
  func requestID() async throws {
    let response = await exchange(client.post()).response
    #expect(
      response.requestID.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
    )
    #expect(String(decoding: response.body, as: UTF8.self).hasSuffix(response.requestID))
    let other = await exchange(client.post()).response
    #expect(other.requestID != response.requestID)
    #expect(RequestIdentifier.text(high: .max, low: .max) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    #expect(RequestIdentifier.text(high: 0x0123_4567_89AB_CDEF, low: 0) == "01234567-89ab-4def-8000-000000000000")
  }

  @Test("Other paths are 404, other methods 405 with what is allowed, other bodies 415")
  func otherForms() async {
    var request = client.post(path: "/elsewhere")
    #expect(await exchange(request).response.status == 404)
    request = client.post()
    request.method = "DELETE"
    let response = await exchange(request).response
    #expect(response.status == 405)
    #expect(response.allow == "GET, POST")
    #expect(await exchange(client.post().setting("content-type", "application/json")).response.status == 415)
    let latin = "application/x-www-form-urlencoded; charset=iso-8859-1"
    #expect(await exchange(client.post().setting("content-type", latin)).response.status == 415)
  }

  @Test("EC2 tells an unknown key as AuthFailure, in its own frame")
  func ec2Error() async {
    keys.revoke(SigningClient.key.id)
    let exchange = await exchange(client.post())
    #expect(exchange.response.status == 401)
    #expect(exchange.record.errorCode == "AuthFailure")
    #expect(
      String(decoding: exchange.response.body, as: UTF8.self)
        == """
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access \
        credentials</Message></Error></Errors><RequestID>\(exchange.response.requestID)</RequestID></Response>
        """
    )
  }

  @Test("STS tells an unknown key as InvalidClientTokenId, in its own frame, and knows its unsigned requests")
  func stsError() async {
    let unsigned = client.post("Action=GetCallerIdentity&Version=2011-06-15").setting("authorization", nil)
    let missing = await exchange(unsigned)
    #expect(missing.response.status == 403)
    #expect(String(decoding: missing.response.body, as: UTF8.self).contains("<ErrorResponse xmlns="))
    keys.revoke(SigningClient.key.id)
    let exchange = await exchange(SigningClient(service: "sts").post("Action=GetCallerIdentity"))
    #expect(exchange.response.status == 403)
    #expect(exchange.record.errorCode == "InvalidClientTokenId")
  }

  @Test(
    "Each failure has its code and status at EC2 and at STS",
    arguments: [
      (AuthenticationFailure.missing, "MissingAuthenticationToken", 403, "MissingAuthenticationToken", 403),
      (.incomplete("x"), "IncompleteSignature", 400, "IncompleteSignature", 400),
      (.scope("x"), "AuthFailure", 401, "SignatureDoesNotMatch", 403),
      (.skewed("x"), "AuthFailure", 401, "SignatureDoesNotMatch", 403),
      (.expired("x"), "RequestExpired", 400, "SignatureDoesNotMatch", 403),
      (.unknownKey, "AuthFailure", 401, "InvalidClientTokenId", 403),
      (.mismatch, "AuthFailure", 401, "SignatureDoesNotMatch", 403),
      (.unavailable(.init("x")), "Unavailable", 503, "ServiceUnavailable", 503),
    ] as [(AuthenticationFailure, String, Int, String, Int)]
  )
  func errorWords(_ failure: AuthenticationFailure, ec2: String, _ ec2Status: Int, sts: String, _ stsStatus: Int) {
    #expect(failure.error(of: .ec2).code == ec2)
    #expect(failure.error(of: .ec2).status == ec2Status)
    #expect(failure.error(of: .sts).code == sts)
    #expect(failure.error(of: .sts).status == stsStatus)
  }

  @Test("An action that is named twice, however it is written, is refused")
  func twoActions() async {
    let twice = await exchange(client.post("Action=DescribeVpcs&%41ction=CreateVpc"))
    #expect(twice.record.errorCode == "MalformedQueryString")
  }

  @Test("What is recorded of a stranger's request names no action and no key")
  func strangersRecord() async {
    let record = await exchange(client.post().setting("authorization", nil)).record
    #expect(record.action == nil)
    #expect(record.accessKeyID == nil)
    #expect(record.failure == .missing)
  }
}
