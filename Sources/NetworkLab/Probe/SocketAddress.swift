import IPAddressing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An address and a port, as the socket calls want and give them.
struct SocketAddress: Hashable {
  var address: IPAddress
  var port: UInt16

  /// `bind` or `connect`: 0, or −1 with `errno`.
  func pass(to call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    switch address {
    case .v4(let address):
      var raw = sockaddr_in()
      raw.sin_family = sa_family_t(AF_INET)
      raw.sin_port = port.bigEndian
      raw.sin_addr.s_addr = address.rawValue.bigEndian
      return withUnsafePointer(to: raw) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    case .v6(let address):
      var raw = sockaddr_in6()
      raw.sin6_family = sa_family_t(AF_INET6)
      raw.sin6_port = port.bigEndian
      withUnsafeMutableBytes(of: &raw.sin6_addr) { bytes in
        withUnsafeBytes(of: address.rawValue.bigEndian) { bytes.copyMemory(from: $0) }
      }
      return withUnsafePointer(to: raw) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          call($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    }
  }

  /// What `accept` gives: a new descriptor and who it is connected with, or nothing.
  static func accept(on listener: Int32) -> (descriptor: Int32, peer: SocketAddress?)? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.accept(listener, $0, &length) }
    }
    guard descriptor >= 0 else { return nil }
    return (descriptor, SocketAddress(storage))
  }

  private init?(_ storage: sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET:
      let raw = withUnsafeBytes(of: storage) { $0.load(as: sockaddr_in.self) }
      self.init(
        address: .v4(IPv4Address(UInt32(bigEndian: raw.sin_addr.s_addr))),
        port: UInt16(bigEndian: raw.sin_port)
      )
    case AF_INET6:
      let raw = withUnsafeBytes(of: storage) { $0.load(as: sockaddr_in6.self) }
      let number = withUnsafeBytes(of: raw.sin6_addr) { $0.loadUnaligned(as: UInt128.self) }
      self.init(address: .v6(IPv6Address(UInt128(bigEndian: number))), port: UInt16(bigEndian: raw.sin6_port))
    default: return nil
    }
  }

  init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}
