import AWSSignature
import Foundation
import Testing

@Suite("Signature Version 4 beside botocore")
struct SignatureComparisonTests {
  private struct Case: Codable {
    var accessKeyID: String
    var secretAccessKey: String
    var sessionToken: String?
    var time: Int
    var method: String
    var host: String
    var path: String
    var query: [[String]]
    var headers: [[String]]
    var body: String
    var region: String
    var service: String
    var presigned: Bool
  }

  @Test(
    "400 random requests get botocore's signature",
    .enabled(if: PythonScripts.canImport("botocore"), "python3 with botocore is not installed")
  )
  func randomRequests() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(state: seed)
    let cases = (0..<400).map { _ in Self.randomCase(&random) }
    try await withTemporaryDirectory { directory in
      let file = directory.appendingPathComponent("cases.json")
      try JSONEncoder().encode(cases).write(to: file)
      let result = try await onItsOwnThread {
        try PythonScripts.run([PythonScripts.path("sign_requests.py"), file.path])
      }
      try #require(result.status == 0)
      let expected = try JSONDecoder().decode([String].self, from: result.output)
      try #require(expected.count == cases.count)
      for (testCase, signature) in zip(cases, expected) {
        #expect(try Self.signature(of: testCase) == signature, "seed \(seed): \(testCase)")
      }
    }
  }

  private static func signature(of testCase: Case) throws -> String {
    let request = SignableRequest(
      method: testCase.method,
      path: testCase.path,
      query: testCase.query.map { QueryItem($0[0], $0[1]) },
      headers: [HeaderField("Host", testCase.host)] + testCase.headers.map { HeaderField($0[0], $0[1]) },
      payloadHash: SignableRequest.payloadHash(of: testCase.presigned ? [] : Array(testCase.body.utf8))
    )
    let credentials = Credentials(
      accessKeyID: testCase.accessKeyID,
      secretAccessKey: testCase.secretAccessKey,
      sessionToken: testCase.sessionToken
    )
    let date = Date(timeIntervalSince1970: Double(testCase.time))
    if testCase.presigned {
      let signed = SignatureV4.presign(
        request,
        with: credentials,
        region: testCase.region,
        service: testCase.service,
        at: date,
        expiresIn: 900
      )
      return try #require(signed.query.last { $0.name == "X-Amz-Signature" }?.value)
    }
    let signed = SignatureV4.sign(
      request,
      with: credentials,
      region: testCase.region,
      service: testCase.service,
      at: date
    )
    return try #require(signed.headers.last { $0.name == "Authorization" }?.value)
  }

  private static func randomCase(_ random: inout SplitMix64) -> Case {
    func text(_ lengths: ClosedRange<Int>) -> String {
      let alphabet = Array("aZ09 +~-_.%&=/?#,:;*'()!@$\"\\éß水🦊\u{301}")
      return String(
        (0..<Int.random(in: lengths, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
      )
    }
    let presigned = Int.random(in: 0..<4, using: &random) == 0
    var names = (0..<Int.random(in: 0...6, using: &random)).map { _ in text(1...4) }
    if !presigned, let repeated = names.first { names.append(repeated) }
    if presigned { names = Array(Set(names)).sorted() }
    let paths = ["/", "/a/b", "/a//b/", "/a/./b/../c", "/%E6%B0%B4/x%20y", "/~u/a+b", "/a:b@c", "/..", "/x/"]
    let headers: [[String]] = [
      ["Content-Type", "application/x-www-form-urlencoded"], ["X-Custom", "  a   b\tc "], ["x-custom", "second"],
      ["User-Agent", "not signed"], ["X-Empty", ""], ["Connection", "keep-alive"],
    ]
    return Case(
      accessKeyID: "AKID" + String(Int.random(in: 0...999_999, using: &random)),
      secretAccessKey: text(20...40),
      sessionToken: Bool.random(using: &random) ? "token/+=\(Int.random(in: 0...999, using: &random))" : nil,
      time: Int.random(in: 0...4_000_000_000, using: &random),
      method: ["GET", "POST", "PUT"].randomElement(using: &random) ?? "GET",
      host: ["ec2.eu-west-1.amazonaws.com", "localhost:5000"].randomElement(using: &random) ?? "h",
      path: paths.randomElement(using: &random) ?? "/",
      query: names.map { [$0, text(0...6)] },
      headers: headers.filter { _ in Bool.random(using: &random) },
      body: text(0...60),
      region: ["us-east-1", "cn-north-1", "eu-central-2"].randomElement(using: &random) ?? "r",
      service: ["ec2", "rds", "iam"].randomElement(using: &random) ?? "s",
      presigned: presigned
    )
  }
}

/// A small random number generator with a seed that can be printed and given again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
