import Foundation

/// The settings of a namespace's connection tracking that flow logs need: how much connections carry, and since when.
package enum ConnectionAccounting {
  /// Settings under `/proc/sys/net/netfilter`. They hold for connections that begin afterwards.
  private static let settings = ["nf_conntrack_acct", "nf_conntrack_timestamp"]

  /// Switches on what is off.
  ///
  /// - Returns: the settings that were off, as sysctl names them: `net.netfilter.nf_conntrack_acct`.
  package static func switchOn(in namespace: NetworkNamespace) throws(CaptureError) -> [String] {
    try FlowCapture.inNamespace(namespace) { () throws(CaptureError) in
      var changed: [String] = []
      // The kernel looks these files up in the namespace of the thread that opens them.
      for setting in settings {
        let path = "/proc/sys/net/netfilter/\(setting)"
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw CaptureError(namespace, "switch on \(setting)", errno) }
        defer { close(descriptor) }
        var value: UInt8 = 0
        guard read(descriptor, &value, 1) == 1 else { throw CaptureError(namespace, "read \(setting)", errno) }
        guard value == UInt8(ascii: "0") else { continue }
        guard pwrite(descriptor, "1\n", 2, 0) == 2 else { throw CaptureError(namespace, "switch on \(setting)", errno) }
        changed.append("net.netfilter.\(setting)")
      }
      return changed
    }
  }
}
