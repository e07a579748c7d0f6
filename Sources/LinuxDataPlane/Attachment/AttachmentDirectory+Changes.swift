import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension AttachmentDirectory {
  /// What is attached now, and again whenever that changes. Somebody who reads slowly gets the newest state only.
  ///
  /// Follows the folder by inotify(7), on a thread of its own that ends with the stream. Many changes at once (a lab
  /// of hundreds of interfaces coming up) are told as few: a state is told when the folder has been quiet for
  /// 5 milliseconds, at the latest after 50.
  package func changes() -> AsyncStream<[Attachment]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [Attachment].self, bufferingPolicy: .bufferingNewest(1))
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      // Out of descriptors: without a way to stop it there is no thread.
      continuation.yield((try? all()) ?? [])
      continuation.finish()
      return stream
    }
    let (stop, stopper) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    continuation.onTermination = { _ in close(stopper) }
    let thread = Thread {
      FolderWatch(directory: self, stop: stop).run { continuation.yield($0) }
      close(stop)
      continuation.finish()
    }
    thread.name = "attachments"
    thread.start()
    return stream
  }
}

/// The loop behind ``AttachmentDirectory/changes()``.
private struct FolderWatch {
  let directory: AttachmentDirectory
  /// Is closed at its other end when nobody listens any more.
  let stop: Int32

  private enum Event { case stopped, changed, quiet }

  func run(_ tell: ([Attachment]) -> Void) {
    let notices = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    defer { if notices >= 0 { close(notices) } }
    var told: [Attachment]?
    var isWatched = watch(notices)
    while true {
      // A folder that cannot be read now may be readable in a second; what was told stays true until then.
      if let attachments = try? directory.all(), attachments != told {
        tell(attachments)
        told = attachments
      } else if told == nil {
        tell([])
        told = []
      }
      switch wait(notices, milliseconds: isWatched ? -1 : 1000) {
      case .stopped: return
      case .changed:
        var rounds = 0
        settling: while rounds < 10 {
          switch wait(notices, milliseconds: 5) {
          case .stopped: return
          case .quiet: break settling
          case .changed: rounds += 1
          }
        }
      case .quiet: break
      }
      // The folder itself may have been removed and made again.
      isWatched = watch(notices)
    }
  }

  /// Asking twice for the same folder changes nothing.
  private func watch(_ notices: Int32) -> Bool {
    try? directory.makeFolder()
    let mask = IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
    return inotify_add_watch(notices, directory.path, UInt32(mask)) >= 0
  }

  private func wait(_ notices: Int32, milliseconds: Int32) -> Event {
    var descriptors = [
      pollfd(fd: stop, events: Int16(POLLIN), revents: 0), pollfd(fd: notices, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&descriptors, 2, milliseconds)
    if count < 0 { return errno == EINTR ? .quiet : .stopped }
    if descriptors[0].revents != 0 { return .stopped }
    guard descriptors[1].revents != 0 else { return .quiet }
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while read(notices, &buffer, buffer.count) > 0 {}
    return .changed
  }
}
