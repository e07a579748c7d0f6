import AWSEndpoint
import AWSSignature
import Foundation
import Synchronization
import Testing

@Suite("A snapshot as a whole")
struct SnapshotFetcherTests {
  private static func configuration(
    regions: [String] = ["eu-west-1"],
    environment: [String: String] = [:]
  ) async throws -> EndpointConfiguration {
    let keys = ["AWS_ACCESS_KEY_ID": "K", "AWS_SECRET_ACCESS_KEY": "s"]
    return try await .resolve(
      EndpointOptions(regions: regions),
      in: .fake(keys.merging(environment) { $1 })
    )
  }

  /// Answers every action with `resources` as its list, except those refused with a code.
  private static func endpoint(
    refusing refusals: [String: String] = [:],
    calls: CallCounter = CallCounter()
  ) -> HTTPSend {
    { request throws(TransportFailure) in
      let items = QueryItem.parse(rawQuery: String(decoding: request.body, as: UTF8.self))
      let action = items.first { $0.name == "Action" }?.value ?? ""
      calls.enter()
      await Task.yield()
      calls.leave()
      if let code = refusals[action] {
        let xml = "<Response><Errors><Error><Code>\(code)</Code><Message>no</Message></Error></Errors></Response>"
        return HTTPResponse(status: 400, body: Array(xml.utf8))
      }
      let content =
        switch action {
        case "DescribeSecurityGroups":
          "<securityGroupInfo><item><ownerId>111122223333</ownerId><groupId>sg-1</groupId></item></securityGroupInfo>"
        case "DescribeManagedPrefixLists":
          "<prefixListSet><item><prefixListId>pl-1</prefixListId></item>"
            + "<item><prefixListId>../x</prefixListId></item></prefixListSet>"
        case "DescribeDBInstances": "<DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult>"
        default: ""
        }
      return HTTPResponse(status: 200, body: Array("<\(action)Response>\(content)</\(action)Response>".utf8))
    }
  }

  /// How many calls are under way, at most.
  final class CallCounter: Sendable {
    private let counts = Mutex((now: 0, most: 0))
    var most: Int { counts.withLock { $0.most } }
    func enter() {
      counts.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }
    func leave() { counts.withLock { $0.now -= 1 } }
  }

  private static func names(in directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  @Test("An action of little weight that is refused is reported, and the rest written")
  func notAvailable() async throws {
    let calls = CallCounter()
    let send = Self.endpoint(
      refusing: ["DescribeNatGateways": "InvalidAction", "DescribeDBInstances": "AccessDenied"],
      calls: calls
    )
    let configuration = try await Self.configuration()
    try await withTemporaryDirectory { directory in
      let report = try await SnapshotFetcher(configuration: configuration, send: send).run(to: directory)
      #expect(!report.isComplete)
      let region = try #require(report.regions.first)
      #expect(region.accountID == "111122223333")
      let statuses = Dictionary(uniqueKeysWithValues: region.actions.map { ($0.name, $0.status) })
      #expect(statuses["DescribeNatGateways"] == .notAvailable("the endpoint does not offer it"))
      #expect(statuses["DescribeDBInstances"] == .notAvailable("AccessDenied: no"))
      // A name that would lead out of the folder is no file.
      #expect(statuses["GetManagedPrefixListEntries"] == .partial("a list has no usable PrefixListId"))
      #expect(statuses.values.count { $0 == .complete } == 18)
      let names = try Self.names(in: directory)
      #expect(names.contains("managed-prefix-list-entries-pl-1.json"))
      #expect(!names.contains("nat-gateways.json"))
      #expect(!names.contains { $0.hasPrefix(".") })
      let metadata = try String(contentsOf: directory.appendingPathComponent("snapshot.json"), encoding: .utf8)
      #expect(metadata.contains("\"AccountId\": \"111122223333\""))
      #expect(metadata.contains("\"Reason\": \"the endpoint does not offer it\""))
      #expect(calls.most <= 4)
    }
  }

  @Test("Essential actions that are refused end the run after all were tried: nothing is written, all are named")
  func essentialRefused() async throws {
    let send = Self.endpoint(refusing: [
      "DescribeVpcs": "UnauthorizedOperation", "DescribeSubnets": "UnauthorizedOperation",
    ])
    let configuration = try await Self.configuration()
    try await withTemporaryDirectory { directory in
      let error = await #expect(throws: EndpointError.self) {
        try await SnapshotFetcher(configuration: configuration, send: send).run(to: directory)
      }
      #expect(error?.code == .essentialActionsMissing)
      #expect(error?.remedy?.contains("ec2:DescribeSubnets, ec2:DescribeVpcs") == true)
      let left = try Self.names(in: directory)
      #expect(left.isEmpty)
    }
  }

  @Test("Credentials that are refused end the run at once, whatever the action")
  func credentialsRefused() async throws {
    let send = Self.endpoint(refusing: ["DescribeInstances": "ExpiredToken"])
    let configuration = try await Self.configuration()
    try await withTemporaryDirectory { directory in
      let error = await #expect(throws: EndpointError.self) {
        try await SnapshotFetcher(configuration: configuration, send: send).run(to: directory)
      }
      #expect(error?.remedy?.contains("expired") == true)
      let left = try Self.names(in: directory)
      #expect(left.isEmpty)
    }
  }

  @Test("Several regions get a folder each; an earlier snapshot's files go, other files stay")
  func regionsAndLeftovers() async throws {
    let two = try await Self.configuration(regions: ["eu-west-1", "us-east-1"])
    let one = try await Self.configuration()
    try await withTemporaryDirectory { directory in
      let full = try await SnapshotFetcher(configuration: two, send: Self.endpoint()).run(to: directory)
      #expect(full.regions.map(\.directory.lastPathComponent) == ["eu-west-1", "us-east-1"])
      #expect(try Self.names(in: directory) == ["eu-west-1", "us-east-1"])
      let folder = directory.appendingPathComponent("eu-west-1")
      #expect(try Self.names(in: folder).contains("nat-gateways.json"))
      try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.json"))
      let send = Self.endpoint(refusing: ["DescribeNatGateways": "InvalidAction"])
      _ = try await SnapshotFetcher(configuration: one, send: send).run(to: folder)
      #expect(try !Self.names(in: folder).contains("nat-gateways.json"))
      #expect(try Self.names(in: folder).contains("notes.json"))
      #expect(try Self.names(in: folder).contains("vpcs.json"))
    }
  }

  @Test("Keys for somebody's EC2 endpoint are not sent to AWS's RDS")
  func databasesElsewhere() async throws {
    let configuration = try await Self.configuration(environment: ["AWS_ENDPOINT_URL_EC2": "http://localhost:1"])
    let hosts = Mutex<Set<String>>([])
    let answer = Self.endpoint()
    try await withTemporaryDirectory { directory in
      let report = try await SnapshotFetcher(
        configuration: configuration,
        send: { request throws(TransportFailure) in
          hosts.withLock { _ = $0.insert(request.url.host ?? "") }
          return try await answer(request)
        }
      ).run(to: directory)
      #expect(hosts.withLock { $0 } == ["localhost"])
      let databases = report.regions.first?.actions.first { $0.name == "DescribeDBInstances" }
      guard case .notAvailable(let reason) = databases?.status else {
        Issue.record("\(String(describing: databases))")
        return
      }
      #expect(reason.contains("AWS_ENDPOINT_URL_EC2"))
    }
  }

  @Test("The permissions are the read-only calls, each once")
  func permissions() {
    let permissions = SnapshotFetcher.requiredPermissions
    #expect(permissions.count == 21)
    #expect(Set(permissions).count == permissions.count)
    #expect(
      permissions.allSatisfy { $0.hasPrefix("ec2:Describe") || $0.hasPrefix("ec2:Get") || $0.hasPrefix("rds:Describe") }
    )
  }
}
