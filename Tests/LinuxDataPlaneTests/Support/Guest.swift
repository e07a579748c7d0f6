import Foundation

@testable import LinuxDataPlane

#if canImport(Glibc)
  import Glibc
#endif

/// A network namespace in which a test opens sockets: a machine, as far as the network can tell.
final class Guest: Sendable {
  let name: String
  private let thread: NamespaceThread

  /// - Parameter label: the test's and the guest's name.
  init(_ label: String) throws {
    name = "rf-test-\(label)-\(getpid())"
    try TunnelBed.run("ip netns add \(name)")
    thread = try NamespaceThread(.named(name))
    try shell("ip link set lo up")
  }

  deinit { _ = try? TunnelBed.run("ip netns del \(name)") }

  @discardableResult
  func shell(_ command: String) throws -> String {
    try TunnelBed.run("ip netns exec \(name) sh -c '\(command)'")
  }

  /// A cable from this guest's device to another's. Neither has an address yet.
  func cable(_ device: String, to other: Guest, _ otherDevice: String) throws {
    try shell("ip link add \(device) type veth peer name \(otherDevice) netns \(other.name)")
    try shell("ip link set \(device) up")
    try other.shell("ip link set \(otherDevice) up")
  }

  /// Gives a device addresses, each `10.0.0.1/24` or `fd00::1/64`, at once.
  func address(_ device: String, _ addresses: String...) throws {
    for address in addresses {
      try shell("ip address add \(address) dev \(device)\(address.contains(":") ? " nodad" : "")")
    }
  }

  // MARK: Sockets

  func listen(_ port: UInt16) throws -> Socket {
    try thread.run {
      let socket = try Socket("::", SOCK_STREAM)
      try socket.option(SOL_SOCKET, SO_REUSEADDR)
      try socket.bind("::", port)
      guard Glibc.listen(socket.descriptor, 16) == 0 else { throw Socket.failure("listen") }
      return socket
    }
  }

  /// A TCP connection, `nil` where none comes about within half a second.
  func connect(_ address: String, _ port: UInt16, milliseconds: Int32 = 500) throws -> Socket? {
    try thread.run {
      let socket = try Socket(address, SOCK_STREAM)
      return try socket.connect(address, port, milliseconds: milliseconds) ? socket : nil
    }
  }

  func canConnect(_ address: String, _ port: UInt16) throws -> Bool { try connect(address, port) != nil }

  /// A UDP socket of all addresses, or of one.
  func datagrams(_ port: UInt16, of address: String = "0.0.0.0") throws -> Socket {
    try thread.run {
      let socket = try Socket(address, SOCK_DGRAM)
      try socket.option(SOL_SOCKET, SO_REUSEADDR)
      try socket.option(SOL_SOCKET, SO_BROADCAST)
      try socket.bind(address, port)
      return socket
    }
  }

  /// Puts a frame on the link as it is.
  func send(frame: [UInt8], by device: String) throws {
    try thread.run {
      let descriptor = socket(AF_PACKET, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { throw Socket.failure("open a packet socket") }
      defer { close(descriptor) }
      // struct sockaddr_ll: family, protocol, index, and what is left empty.
      var address = Octets(host: UInt16(AF_PACKET)).bytes + [0, 3]
      address += Octets(host: if_nametoindex(device)).bytes + [UInt8](repeating: 0, count: 12)
      let sent = address.withUnsafeBytes { address in
        frame.withUnsafeBytes { frame in
          sendto(
            descriptor,
            frame.baseAddress,
            frame.count,
            0,
            address.baseAddress?.assumingMemoryBound(to: sockaddr.self),
            20
          )
        }
      }
      guard sent == frame.count else { throw Socket.failure("send a frame") }
    }
  }

  /// A device's hardware address, six bytes.
  func hardwareAddress(_ device: String) throws -> [UInt8] {
    let text = try shell("cat /sys/class/net/\(device)/address").trimmingCharacters(in: .whitespacesAndNewlines)
    return text.split(separator: ":").compactMap { UInt8($0, radix: 16) }
  }
}

/// A socket of a guest; once open it stays in its namespace, whoever uses it.
final class Socket: Sendable {
  let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  fileprivate init(_ address: String, _ type: __socket_type) throws {
    let family = address.contains(":") ? AF_INET6 : AF_INET
    descriptor = socket(family, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw Self.failure("open a socket") }
  }

  deinit { close(descriptor) }

  fileprivate static func failure(_ step: String) -> TunnelBed.Failure {
    TunnelBed.Failure(description: "cannot \(step): \(String(cString: strerror(errno)))")
  }

  fileprivate func option(_ level: Int32, _ option: Int32) throws {
    var on: Int32 = 1
    guard setsockopt(descriptor, level, option, &on, 4) == 0 else { throw Self.failure("set option \(option)") }
  }

  private func withAddress<Value>(
    _ text: String,
    _ port: UInt16,
    _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Value
  ) throws -> Value {
    var bytes: [UInt8]
    var address = [UInt8](repeating: 0, count: 16)
    let family = text.contains(":") ? AF_INET6 : AF_INET
    guard inet_pton(family, text, &address) == 1 else {
      throw TunnelBed.Failure(description: "\(text) is no address")
    }
    bytes = Octets(host: UInt16(family)).bytes + Octets(port).bytes
    // struct sockaddr_in: the address; struct sockaddr_in6: flow, address, scope.
    bytes +=
      family == AF_INET ? address.prefix(4) + [UInt8](repeating: 0, count: 8) : [0, 0, 0, 0] + address + [0, 0, 0, 0]
    return bytes.withUnsafeBytes {
      body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
    }
  }

  fileprivate func bind(_ address: String, _ port: UInt16) throws {
    guard try withAddress(address, port, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
      throw Self.failure("bind to \(address) port \(port)")
    }
  }

  private func wait(for events: Int32, milliseconds: Int32) -> Bool {
    var waited = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return poll(&waited, 1, milliseconds) > 0
  }

  fileprivate func connect(_ address: String, _ port: UInt16, milliseconds: Int32) throws -> Bool {
    if try withAddress(address, port, { Glibc.connect(descriptor, $0, $1) }) == 0 { return true }
    guard errno == EINPROGRESS, wait(for: POLLOUT, milliseconds: milliseconds) else { return false }
    var code: Int32 = 0
    var length: socklen_t = 4
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 && code == 0
  }

  func accept() throws -> Socket {
    guard wait(for: POLLIN, milliseconds: 2000) else {
      throw TunnelBed.Failure(description: "nobody connected")
    }
    let accepted = Glibc.accept(descriptor, nil, nil)
    guard accepted >= 0 else { throw Self.failure("accept") }
    return Socket(descriptor: accepted)
  }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw Self.failure("send")
    }
  }

  func send(_ text: String, to address: String, _ port: UInt16) throws {
    let bytes = Array(text.utf8)
    let sent = try withAddress(address, port) { sendto(descriptor, bytes, bytes.count, 0, $0, $1) }
    // A datagram that the sender's own rules drop is an error to it.
    guard sent == bytes.count || errno == EPERM else { throw Self.failure("send to \(address)") }
  }

  /// What came in; `nil` where nothing does within the time.
  func receive(milliseconds: Int32 = 400) -> String? {
    guard wait(for: POLLIN, milliseconds: milliseconds) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 2048)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
  }
}
