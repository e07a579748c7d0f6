import Foundation
import Testing

/// What needs no root and touches no lab that the machine may have.
@Suite("ringfence lab, attach and detach")
struct LabCommandTests {
  @Test(
    "refuses wrong use before anything is done, and says what is right",
    arguments: [
      (["lab", "test", "app-task"], "both ends"),
      (["lab", "test", "--pairs", "0"], "--pairs"),
      (["attach"], "--list"),
      (["attach", "tap0", "--host"], "eni-"),
      (["attach", "eni-1"], "--device NAME"),
      (["attach", "eni-1", "--host", "--netns", "web"], "contradict"),
      (["attach", "eni-1", "--list"], "stands alone"),
    ]
  )
  func usage(arguments: [String], words: String) throws {
    let result = try RingfenceProcess.run(arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("a network that is not there, or has nobody in it, is no lab")
  func nothingToBuild() throws {
    #expect(try RingfenceProcess.run(["lab", "up", "--network", "no-such-folder"]).status == 66)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(#"{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}]}"#.utf8)
      .write(to: folder.appendingPathComponent("vpcs.json"))
    let empty = try RingfenceProcess.run(["lab", "up", "--network", folder.path])
    #expect(empty.status == 65)
    #expect(empty.errors.contains("describe-network-interfaces"))
  }
}
