import AWSSignature
import Foundation
import Testing

@testable import AWSEndpoint

@Suite("Credentials from programs and services")
struct CredentialServiceTests {
  private static let config = "/home/u/.aws/config"
  private static let region = ["AWS_REGION": "a-1"]
  private static let answer = Array(
    #"{"Version":1,"AccessKeyId":"K","SecretAccessKey":"s","SessionToken":"t"}"#.utf8
  )

  @Test("credential_process runs with its words and gives its key")
  func process() async throws {
    let found = try await EndpointConfiguration.resolve(
      EndpointOptions(),
      in: .fake(
        Self.region,
        files: [Self.config: "[default]\ncredential_process = /bin/get 'a b'"],
        run: { words in .init(status: words == ["/bin/get", "a b"] ? 0 : 1, output: Self.answer) }
      )
    )
    #expect(found.credentials == Credentials(accessKeyID: "K", secretAccessKey: "s", sessionToken: "t"))
  }

  @Test(
    "A credential_process that fails says so and never passes over to other credentials",
    arguments: [(1, "{}", "status 1: no\u{fffd} luck"), (0, "{}", "no JSON"), (0, #"{"Version":2}"#, "no JSON")]
  )
  func failingProcess(status: Int32, output: String, mention: String) async {
    let error = await #expect(throws: EndpointError.self) {
      try await EndpointConfiguration.resolve(
        EndpointOptions(),
        in: .fake(
          Self.region,
          files: [Self.config: "[default]\ncredential_process = x"],
          run: { _ in .init(status: status, output: Array(output.utf8), errorOutput: "no\u{fffd}\u{1b}\nluck") }
        )
      )
    }
    #expect(error?.place == "\(Self.config):2")
    #expect(error?.message.contains(mention) == true, "\(error?.message ?? "")")
  }

  @Test("A program that does not end in time is ended", .timeLimit(.minutes(1)))
  func deadline() async {
    let start = ContinuousClock.now
    let error = await #expect(throws: EndpointError.self) {
      try await ChildProcess.run(["/bin/sh", "-c", "exec sleep 30"], searchPath: "", timeout: .milliseconds(200))
    }
    #expect(error?.message.contains("did not end") == true)
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test("Real programs run: output, status, and a missing program")
  func realProcess() async throws {
    let live = Surroundings.live
    let ok = try await live.runProcess(["sh", "-c", "printf out; printf err >&2; exit 3"])
    #expect(ok == .init(status: 3, output: Array("out".utf8), errorOutput: "err"))
    await #expect(throws: EndpointError.self) { try await live.runProcess(["no-such-program-anywhere"]) }
    #expect(try live.readFile("/no/such/file") == nil)
  }

  @Test("A container's credentials come with its token, and only from where they may")
  func container() async throws {
    let environment = [
      "AWS_REGION": "a-1", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/creds",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
    ]
    let found = try await EndpointConfiguration.resolve(
      EndpointOptions(),
      in: .fake(
        environment,
        files: ["/token": "Basic x"],
        answer: { request in
          let isRight =
            request.url.absoluteString == "http://169.254.170.2/creds"
            && request.headers.contains(HeaderField("Authorization", "Basic x"))
          return isRight ? HTTPResponse(status: 200, body: Self.answer) : nil
        }
      )
    )
    #expect(found.credentials.accessKeyID == "K")
  }

  @Test(
    "Plain HTTP to elsewhere is refused before anything is sent",
    arguments: [
      ("http://example.com/x", true), ("http://127.0.0.1.example.com/", true), ("http://169.254.170.20/", true),
      ("http://127.0.0.9:1/x", false), ("http://[::1]:1/x", false), ("http://169.254.170.23/x", false),
      ("http://[fd00:ec2::23]/x", false), ("https://example.com/x", false), ("http://localhost/x", false),
    ]
  )
  func containerHosts(url: String, isRefused: Bool) async {
    let surroundings = Surroundings.fake(
      ["AWS_REGION": "a-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI": url],
      answer: { _ in HTTPResponse(status: 200, body: Self.answer) }
    )
    let found = try? await EndpointConfiguration.resolve(EndpointOptions(), in: surroundings)
    #expect((found == nil) == isRefused)
  }

  @Test("Instance metadata gives key and region, with a session token, at the link-local address only")
  func instanceMetadata() async throws {
    let answer: @Sendable (HTTPRequest) -> HTTPResponse? = { request in
      guard request.url.host == "169.254.169.254" else { return nil }
      let hasToken = request.headers.contains(HeaderField("X-aws-ec2-metadata-token", "T"))
      switch (request.method, request.url.path, hasToken) {
      case ("PUT", "/latest/api/token", false): return HTTPResponse(status: 200, body: Array("T".utf8))
      case ("GET", "/latest/meta-data/iam/security-credentials", true),
        ("GET", "/latest/meta-data/iam/security-credentials/", true):
        return HTTPResponse(status: 200, body: Array("role".utf8))
      case ("GET", "/latest/meta-data/iam/security-credentials/role", true):
        return HTTPResponse(status: 200, body: Self.answer)
      case ("GET", "/latest/meta-data/placement/region", true):
        return HTTPResponse(status: 200, body: Array("eu-west-3".utf8))
      default: return HTTPResponse(status: 401, body: [])
      }
    }
    let found = try await EndpointConfiguration.resolve(EndpointOptions(), in: .fake(answer: answer))
    #expect(found.credentials.accessKeyID == "K")
    #expect(found.regions.map(\.name) == ["eu-west-3"])
    await #expect(throws: EndpointError.self) {
      try await EndpointConfiguration.resolve(
        EndpointOptions(),
        in: .fake(["AWS_EC2_METADATA_DISABLED": "TRUE"], answer: answer)
      )
    }
  }
}
