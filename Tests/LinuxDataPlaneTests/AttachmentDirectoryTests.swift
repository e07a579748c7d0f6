import Foundation
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("The folder of attachments")
struct AttachmentDirectoryTests {
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ringfence-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }

  private func attachment(_ id: NetworkInterface.ID, device: String = "tap0") -> LinuxDataPlane.Attachment {
    Attachment(interfaceID: id, kind: .routed, device: device, namespace: .named("rf-web"), maker: .attach)
  }

  @Test("gives back what was put, by interface, and nothing where nothing was")
  func roundTrip() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path)
      #expect(try directory.all().isEmpty)
      try directory.put(attachment("eni-2"))
      try directory.put(attachment("eni-1"))
      #expect(try directory.all() == [attachment("eni-1"), attachment("eni-2")])
      try directory.put(attachment("eni-1", device: "tap1"))
      #expect(try directory.all().map(\.device) == ["tap1", "tap0"])
      #expect(try directory.remove("eni-1"))
      #expect(try !directory.remove("eni-1"))
      #expect(try directory.all() == [attachment("eni-2")])
    }
  }

  @Test("keeps a port's bridge, and reads files from before bridges were told")
  func bridges() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path)
      var port = attachment("eni-1")
      port.kind = .bridged
      port.bridge = "br0"
      try directory.put(port)
      #expect(try directory.all() == [port])
      let old = #"{"interfaceID":"eni-1","kind":"bridged","device":"tap0","namespace":{"own":{}},"maker":"attach"}"#
      #expect(FileManager.default.createFile(atPath: "\(path)/eni-1.json", contents: Data(old.utf8)))
      port.bridge = nil
      port.namespace = .own
      #expect(try directory.all() == [port])
    }
  }

  @Test("an identifier never names a file outside the folder")
  func fileNames() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path)
      for id in ["../../etc/passwd", ".", "", "a/b", "eni-ü", ".hidden"] {
        let id = NetworkInterface.ID(id)
        try directory.put(attachment(id))
        #expect(try directory.all() == [attachment(id)], "\(id)")
        try directory.remove(id)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    }
  }

  @Test("reports and skips what is no attachment")
  func invalidFiles() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path)
      try directory.put(attachment("eni-1"))
      let good = try #require(FileManager.default.contents(atPath: "\(path)/eni-1.json"))
      for (name, text) in [
        ("eni-2.json", "{"), ("eni-3.json", "[]"), ("eni-4.json", "{\"interfaceID\":\"eni-4\"}"),
        ("eni-5.json", String(decoding: good, as: UTF8.self)),
        (
          "eni-6.json",
          String(decoding: good, as: UTF8.self).replacing("eni-1", with: "eni-6").replacing("tap0", with: "a/../../b")
        ),
      ] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
      }
      try Data("no JSON, and not meant to be".utf8).write(to: URL(fileURLWithPath: "\(path)/README"))
      let (attachments, problems) = try directory.read()
      #expect(attachments == [attachment("eni-1")])
      #expect(
        problems.map { $0.path.split(separator: "/").last } == [
          "eni-2.json", "eni-3.json", "eni-4.json", "eni-5.json", "eni-6.json",
        ]
      )
      #expect(problems[2].reason.contains("it has no"))
      #expect(problems[4].reason.contains("a/../../b"))
    }
  }

  @Test("tells what is there, then each change, also in a folder that is made later", .timeLimit(.minutes(1)))
  func changes() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path + "/deep/down")
      var changes = directory.changes().makeAsyncIterator()
      #expect(await changes.next() == [])
      try directory.put(attachment("eni-1"))
      #expect(await changes.next() == [attachment("eni-1")])
      try directory.put(attachment("eni-1", device: "tap9"))
      #expect(await changes.next() == [attachment("eni-1", device: "tap9")])
      try directory.remove("eni-1")
      #expect(await changes.next() == [])
      // The watch may be making the folder again at this very moment, and removing it fails then.
      var removals = 0
      while (try? FileManager.default.removeItem(atPath: path)) == nil {
        removals += 1
        try #require(removals < 100)
      }
      try directory.put(attachment("eni-2"))
      #expect(await changes.next() == [attachment("eni-2")])
    }
  }

  @Test("tells many changes at once as few, and ends at the state that is there", .timeLimit(.minutes(1)))
  func coalescing() async throws {
    try await withFolder { path in
      let directory = AttachmentDirectory(path: path)
      let states = directory.changes()
      let writer = Task {
        for number in 0..<300 { try directory.put(attachment(NetworkInterface.ID("eni-\(number)"))) }
      }
      var count = 0
      for await state in states {
        count += 1
        if state.count == 300 { break }
      }
      try await writer.value
      #expect(count < 100)
    }
  }
}
