#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The kernel, or the way to it, refused.
package struct NetlinkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done: `add set members-sg-1-4`.
  package var step: String
  /// `errno`.
  package var code: Int32

  package var isPermission: Bool { code == EPERM || code == EACCES }

  package var description: String {
    let reason = String(cString: strerror(code))
    let hint =
      switch code {
      case EPERM, EACCES: " (it takes CAP_NET_ADMIN)"
      case EOPNOTSUPP, EPROTONOSUPPORT: " (this kernel lacks a part of nftables or connection tracking)"
      case ENOBUFS, ENOMEM: " (too much at once for the kernel's memory)"
      default: ""
      }
    return "cannot \(step): \(reason)\(hint)"
  }
}
