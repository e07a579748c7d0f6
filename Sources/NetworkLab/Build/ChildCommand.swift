import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that is run to its end, with its input given beforehand and a deadline.
///
/// The child is in the namespaces of the calling thread. It is in a process group of its own: Ctrl-C at the terminal
/// reaches this program, which then ends in order, and not the child in the middle of its work.
struct ChildCommand {
  var program: String
  var arguments: [String]
  var input = ""
  var timeout: Duration = .seconds(60)
  /// Bytes of output that are read.
  var outputLimit = 1 << 16

  struct Result {
    /// As a shell has it: 128 + the signal's number for a program that one ended.
    var status: Int32
    var output: String
    var errors: String
  }

  func run() throws(LabError) -> Result {
    let files = try Scratch(input: input)
    defer { files.remove() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, files.input, 0)
    posix_spawn_file_actions_adddup2(&actions, files.output, 1)
    posix_spawn_file_actions_adddup2(&actions, files.errors, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, &attributes, &words, environ)
    guard code == 0 else {
      if code == ENOENT {
        throw LabError(.missingProgram, "\(program) is not installed: apt-get install iproute2")
      }
      throw LabError(.command, "\(program) does not start: \(String(cString: strerror(code)))")
    }
    guard let status = wait(for: child) else {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
      throw LabError(.command, "\(program) \(arguments.joined(separator: " ")) did not end within \(timeout)")
    }
    return Result(
      status: status,
      output: Scratch.text(files.output, outputLimit),
      errors: Scratch.text(files.errors, 1 << 16)
    )
  }

  /// `nil` at the deadline.
  private func wait(for child: pid_t) -> Int32? {
    let deadline = ContinuousClock.now + timeout
    var pause: UInt32 = 200
    while true {
      var status: Int32 = 0
      let waited = waitpid(child, &status, WNOHANG)
      if waited == child {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
      }
      if waited < 0, errno != EINTR { return 127 }
      if ContinuousClock.now > deadline { return nil }
      usleep(pause)
      pause = min(pause * 2, 2000)
    }
  }

  /// Files without a name: no input or output is too long for a file, and nobody has to read while the child writes.
  private struct Scratch {
    let input: Int32
    let output: Int32
    let errors: Int32

    init(input text: String) throws(LabError) {
      input = try Self.open()
      output = try Self.open()
      errors = try Self.open()
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        guard count > 0 else { throw .file("write", NSTemporaryDirectory(), code: errno) }
        bytes = bytes.dropFirst(count)
      }
      lseek(input, 0, SEEK_SET)
    }

    private static func open() throws(LabError) -> Int32 {
      var template = Array((NSTemporaryDirectory() + "/ringfence-XXXXXX").utf8CString)
      let descriptor = mkstemp(&template)
      guard descriptor >= 0 else { throw .file("make a file in", NSTemporaryDirectory(), code: errno) }
      unlink(template)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    }

    func remove() { for descriptor in [input, output, errors] { close(descriptor) } }

    static func text(_ descriptor: Int32, _ limit: Int) -> String {
      let size = lseek(descriptor, 0, SEEK_END)
      var bytes = [UInt8](repeating: 0, count: min(max(0, Int(size)), limit))
      let count = pread(descriptor, &bytes, bytes.count, 0)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
  }
}
