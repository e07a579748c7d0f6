import EC2Shapes
import EC2API
import Foundation
import Synchronization

/// The time: as a number, and as the field `Date` wants it, written anew once a second.
final class HTTPDateClock: Sendable {
  private let last = Mutex((second: Int64.min, text: ""))

  /// The moment in milliseconds since 1970.
  static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The moment as in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
  func date() -> String {
    let second = Self.now().milliseconds / 1_000
    return last.withLock { last in
      if last.second != second { last = (second, HTTPDate.text(secondsSince1970: second)) }
      return last.text
    }
  }
}
