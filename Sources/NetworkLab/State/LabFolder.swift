import Foundation
package import LinuxDataPlane
package import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The folder in which the lab's state and the machine's attachments are: `/run/ringfence`, but for tests.
package struct LabFolder: Hashable, Sendable {
  package static let standard = LabFolder(path: "/run/ringfence")

  package let path: String

  package init(path: String) { self.path = path }

  package var attachments: AttachmentDirectory { AttachmentDirectory(path: "\(path)/attachments") }

  private var statePath: String { "\(path)/lab.json" }
  private var networkPath: String { "\(path)/lab-network.json" }

  // MARK: State

  /// `nil` where there is none. A file that cannot be read as a state is none either: what it spoke of is found by name.
  package func state() throws(LabError) -> LabState? {
    guard let data = try contents(statePath), let state = try? JSONDecoder().decode(LabState.self, from: data),
      state.version == LabState.currentVersion
    else { return nil }
    return state
  }

  func write(_ state: LabState) throws(LabError) { try write(state, to: statePath) }

  func removeState() throws(LabError) {
    for file in [networkPath, statePath] where unlink(file) != 0 && errno != ENOENT {
      throw .file("remove", file, code: errno)
    }
  }

  // MARK: The network

  /// The network that the lab was made from: its names are what `lab exec` goes by.
  package func network() throws(LabError) -> Network? {
    guard let data = try contents(networkPath) else { return nil }
    do {
      return try JSONDecoder().decode(StoredNetwork.self, from: data).network
    } catch {
      throw LabError(.file, "\(networkPath) is damaged: \(error). Take the lab down and up again.")
    }
  }

  func write(_ network: Network) throws(LabError) { try write(StoredNetwork(network), to: networkPath) }

  // MARK: One at a time

  /// Keeps other processes from working on the lab until `body` is through, or this process is gone.
  func locked<Value>(_ body: () throws(LabError) -> Value) throws(LabError) -> Value {
    try make()
    let file = "\(path)/lab.lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .file("open", file, code: errno) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw .file("lock", file, code: errno) }
      let owner = (try? state()).map { $0.map { " (process \($0.processID))" } ?? "" } ?? ""
      throw LabError(.busy, "another process\(owner) is at work on the lab: wait until it is through, or end it")
    }
    // A child that another thread has just forked holds the file until it becomes another program: closing it here would
    // not yet end the lock.
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  func make() throws(LabError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755]
      )
    } catch {
      throw .file("make", path, code: errno)
    }
  }

  // MARK: Files

  private func contents(_ file: String) throws(LabError) -> Data? {
    if let data = FileManager.default.contents(atPath: file) { return data }
    if access(file, F_OK) == 0 { throw .file("read", file, code: errno == 0 ? EIO : errno) }
    return nil
  }

  /// Whole or not at all.
  private func write(_ value: some Encodable, to file: String) throws(LabError) {
    try make()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(value).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw .file("write", file, code: errno)
    }
    chmod(file, 0o644)
  }
}
