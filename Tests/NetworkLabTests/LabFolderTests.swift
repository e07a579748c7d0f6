import Foundation
import Testing

@testable import NetworkLab

@Suite("The lab's folder")
struct LabFolderTests {
  private func withFolder(_ body: (LabFolder) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-lab-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(LabFolder(path: path))
  }

  @Test("is one process's at a time")
  func locked() throws {
    try withFolder { folder in
      try folder.locked { () throws(LabError) in
        let error = #expect(throws: LabError.self) { try folder.locked { () throws(LabError) in } }
        #expect(error?.code == .busy)
      }
      try folder.locked { () throws(LabError) in }
    }
  }

  @Test("is free after the work, though a child that was forked meanwhile has the file still open")
  func forkedMeanwhile() throws {
    try withFolder { folder in
      var copy: Int32 = -1
      try folder.locked { () throws(LabError) in
        for descriptor in Int32(0)..<1024 {
          var buffer = [UInt8](repeating: 0, count: 4096)
          let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
          guard count > 0, String(decoding: buffer.prefix(count), as: UTF8.self) == "\(folder.path)/lab.lock" else {
            continue
          }
          copy = dup(descriptor)
          break
        }
      }
      try #require(copy >= 0)
      defer { close(copy) }
      try folder.locked { () throws(LabError) in }
    }
  }
}
