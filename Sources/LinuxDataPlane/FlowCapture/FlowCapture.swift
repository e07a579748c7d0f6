import CNetfilter
import FlowLogs
import Foundation

/// What the rules in the kernel and the capture of their logs agree on.
package enum FlowCapture {
  /// The NFLOG group that dropped packets go to, in every namespace.
  package static let logGroup: UInt16 = 5238

  /// Runs something on a thread in the namespace, made for it.
  static func inNamespace<Value: Sendable>(
    _ namespace: NetworkNamespace,
    _ body: @escaping @Sendable () throws(CaptureError) -> Value
  ) throws(CaptureError) -> Value {
    do {
      return try NamespaceThread(namespace).run(body)
    } catch let error as CaptureError {
      throw error
    } catch let error as NamespaceError {
      throw CaptureError(namespace, error.step, error.code)
    } catch {
      throw CaptureError(namespace, "run", EINTR)
    }
  }
}

extension FlowTime {
  static var now: FlowTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return FlowTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
