import CNetfilter
import Foundation

/// The names of a namespace's devices by their numbers.
struct DeviceNames {
  /// Any socket of the namespace: the kernel answers for the socket's, not the thread's.
  private let descriptor: Int32
  private var names: [UInt32: String?] = [:]
  private var forgottenAt = ContinuousClock.now

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Asks the kernel once in a second for each number: devices can be renamed.
  mutating func name(_ index: UInt32?) -> String? {
    guard let index, index != 0 else { return nil }
    if let known = names[index] { return known }
    var request = ifreq()
    request.ifr_ifru.ifru_ivalue = Int32(bitPattern: index)
    var name: String?
    if ioctl(descriptor, UInt(SIOCGIFNAME), &request) == 0 {
      name = withUnsafeBytes(of: request.ifr_ifrn) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    names[index] = .some(name)
    return name
  }

  /// Forgets names that are older than a second.
  mutating func refresh() {
    guard ContinuousClock.now - forgottenAt > .seconds(1) else { return }
    names.removeAll(keepingCapacity: true)
    forgottenAt = .now
  }
}
