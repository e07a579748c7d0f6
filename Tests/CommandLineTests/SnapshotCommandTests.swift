import Foundation
import Testing

@Suite("ringfence snapshot")
struct SnapshotCommandTests {
  /// Does not exist, and must not after a failure.
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("ringfence-unwritten-\(UUID().uuidString)")

  @Test("says where it looked for a region, and exits with 78")
  func noRegion() throws {
    let result = try RingfenceProcess.run(
      ["snapshot", "--output", folder.path],
      environment: ["HOME": folder.path, "AWS_EC2_METADATA_DISABLED": "true"]
    )
    #expect(result.status == 78)
    #expect(result.errors.contains("AWS_REGION"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("says that nothing listens at an endpoint, and exits with 69")
  func connectionRefused() throws {
    let result = try RingfenceProcess.run(
      ["snapshot", "--output", folder.path, "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:9"],
      environment: [
        "HOME": "/", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "NO_PROXY": "127.0.0.1",
      ]
    )
    #expect(result.status == 69)
    #expect(result.errors.contains("127.0.0.1:9"))
    #expect(!result.errors.contains("not-a-secret"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("lists the permissions that it needs")
  func permissions() throws {
    let result = try RingfenceProcess.run(["snapshot", "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("ec2:DescribeSecurityGroups"))
  }
}
