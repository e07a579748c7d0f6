import AWSEndpoint
import Foundation
import Synchronization
import Testing

@Suite("A snapshot beside boto3's view of the same server")
struct MotoComparisonTests {
  private struct Greeting: Decodable {
    var port: Int
    var files: [String: String]
  }

  @Test(
    "Every file is, byte for byte, what the AWS command line's JSON holds, over several pages",
    .enabled(if: PythonScripts.canImport("boto3", "moto.server"), "python3 with boto3 and moto is not installed"),
    .timeLimit(.minutes(3))
  )
  func sameAsBoto3() async throws {
    _ = loopbackBypassesProxies
    try await PythonServer.with("moto_endpoint.py") { server in
      let greeting = try JSONDecoder().decode(Greeting.self, from: server.greeting)
      try await withTemporaryDirectory { try await Self.compare(greeting, in: $0) }
    }
  }

  private static func compare(_ greeting: Greeting, in directory: URL) async throws {
    let configuration = try await EndpointConfiguration.resolve(
      EndpointOptions(regions: ["eu-west-1"], endpointURL: "http://127.0.0.1:\(greeting.port)"),
      in: .fake(["AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"])
    )
    let progress = Mutex<[FetchProgress]>([])
    let report = try await SnapshotFetcher(configuration: configuration, limits: FetchLimits(pageSize: 5))
      .run(to: directory) { report in progress.withLock { $0.append(report) } }
    let region = try #require(report.regions.first)
    for (file, expected) in greeting.files.sorted(by: { $0.key < $1.key }) {
      let written = try String(contentsOf: directory.appendingPathComponent(file), encoding: .utf8)
      let difference = Self.firstDifference(written, expected)
      #expect(difference == nil, "\(file)")
    }
    // The files are exactly those compared, the metadata, and what the report names.
    let present = Set(try FileManager.default.contentsOfDirectory(atPath: directory.path))
    #expect(present == Set(region.actions.flatMap(\.files)).union(["snapshot.json"]))
    #expect(present.isSuperset(of: greeting.files.keys))
    let instances = try #require(region.actions.first { $0.name == "DescribeInstances" })
    #expect(instances.resources == 12)
    #expect(instances.pages == 3)
    #expect(region.accountID == "123456789012")
    // What this server does not offer is reported, and nothing else is missing.
    let missing = region.actions.filter { $0.status != .complete }
    #expect(missing.allSatisfy { $0.name == "DescribeSecurityGroupVpcAssociations" })
    #expect(missing.isEmpty == report.isComplete)
    let reports = progress.withLock { $0 }
    #expect(reports.last?.done == reports.last?.total)
    #expect(reports.map(\.done) == reports.map(\.done).sorted())
  }

  /// The first line that differs, besides the one time that the server takes from the clock at each call.
  private static func firstDifference(_ written: String, _ expected: String) -> String? {
    let moving = "\"LatestRestorableTime\""
    let lines = [written, expected].map { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(moving) }
    }
    if let (one, other) = zip(lines[0], lines[1]).first(where: { $0 != $1 }) {
      return "\(one) where \(other) was expected"
    }
    return lines[0].count == lines[1].count ? nil : "\(lines[0].count) lines where \(lines[1].count) were expected"
  }
}
