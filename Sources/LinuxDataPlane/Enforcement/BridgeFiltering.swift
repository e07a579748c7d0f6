#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The settings of a namespace by which packets that a bridge carries are shown to nftables' `inet` family and to
/// connection tracking (br_netfilter). They are the namespace's own; they stay on when the last port is detached, since
/// others may have come to rely on them.
enum BridgeFiltering {
  /// Under `/proc/sys/net/bridge`. Without the last, a frame with a priority tag (IEEE 802.1Q, VLAN 0), which hosts take
  /// like any other, would pass unseen.
  private static let settings = [
    "bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-filter-vlan-tagged",
  ]

  /// Switches on what is off, in the namespace of the calling thread.
  ///
  /// - Returns: the settings that were off, as sysctl names them: `net.bridge.bridge-nf-call-iptables`; and, in words,
  ///   why bridges' packets cannot be judged.
  static func switchOn(folder: String = "/proc/sys/net/bridge") -> (switchedOn: [String], problem: String?) {
    var changed: [String] = []
    for setting in settings {
      let descriptor = open("\(folder)/\(setting)", O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { return (changed, problem(setting, errno)) }
      defer { close(descriptor) }
      var value: UInt8 = 0
      guard read(descriptor, &value, 1) == 1 else { return (changed, problem(setting, errno)) }
      guard value == UInt8(ascii: "0") else { continue }
      guard pwrite(descriptor, "1\n", 2, 0) == 2 else { return (changed, problem(setting, errno)) }
      changed.append("net.bridge.\(setting)")
    }
    return (changed, nil)
  }

  private static func problem(_ setting: String, _ code: Int32) -> String {
    if code == ENOENT {
      return "interfaces at bridges are not protected: this kernel does not show bridged packets to nftables; "
        + "`modprobe br_netfilter` changes that"
    }
    return "interfaces at bridges are not protected: cannot switch on net.bridge.\(setting): "
      + "\(String(cString: strerror(code))); `sysctl -w net.bridge.\(setting)=1` in the namespace does it by hand"
  }
}
