import Foundation
import LinuxDataPlane
package import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What of a lab is on this machine, whole or left behind by a crash: found by its names, whatever any file says.
///
/// A lab is its namespaces: they hold every device of it, and a device goes with its namespace.
package struct LabInventory: Hashable, Sendable {
  /// Sorted.
  package var namespaces: [String]
  /// Interfaces that files say are attached by the lab.
  package var attached: [NetworkInterface.ID]

  package var isEmpty: Bool { namespaces.isEmpty && attached.isEmpty }

  /// Where `ip netns` keeps the files that stand for namespaces.
  static let namespaceFolder = "/run/netns"

  package static func find(names: LabNames = .standard, in folder: LabFolder = .standard) throws(LabError)
    -> LabInventory
  {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: namespaceFolder)) ?? []
    let attached: [NetworkInterface.ID]
    do {
      attached = try folder.attachments.read().attachments.filter { $0.maker == .lab }.map(\.interfaceID)
    } catch {
      throw LabError(error)
    }
    return LabInventory(namespaces: entries.filter(names.isOwn(namespace:)).sorted(), attached: attached)
  }

  /// Processes that run in the namespaces, which removing them does not end. O(processes of the machine).
  package func processes() -> [(id: Int32, namespace: String)] {
    var names: [UInt64: String] = [:]
    for namespace in namespaces {
      if let number = Self.inode("\(Self.namespaceFolder)/\(namespace)") { names[number] = namespace }
    }
    guard !names.isEmpty else { return [] }
    let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(Int32.init).sorted()
    return ids.compactMap { id in
      guard let number = Self.inode("/proc/\(id)/ns/net"), let name = names[number] else { return nil }
      return (id, name)
    }
  }

  private static func inode(_ path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  /// Removes all of it; afterwards nothing bears the lab's names.
  ///
  /// The attachments first: whoever enforces them should not look for devices that are gone. What removing a namespace
  /// takes down, the kernel does in the background, under names that nobody sees any more.
  func remove(in folder: LabFolder) throws(LabError) {
    for id in attached {
      do { try folder.attachments.remove(id) } catch { throw LabError(error) }
    }
    var failure: LabError?
    for namespace in namespaces {
      let path = "\(Self.namespaceFolder)/\(namespace)"
      // A crash between making the file and mounting the namespace on it leaves a plain file, which cannot be unmounted.
      let unmounted = umount2(path, Int32(MNT_DETACH))
      let code = errno
      if unlink(path) != 0, errno != ENOENT {
        failure = failure ?? .file("remove network namespace", path, code: unmounted != 0 ? code : errno)
      }
    }
    if let failure { throw failure }
  }
}
