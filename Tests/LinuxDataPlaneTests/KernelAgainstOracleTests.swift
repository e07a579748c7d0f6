import Foundation
import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Real packets", .enabled(if: TunnelBed.obstacle == nil, "\(TunnelBed.obstacle ?? "")"), .serialized)
struct KernelAgainstOracleTests {
  /// `make kernel-check` asks for more networks than the suite has time for.
  static let networks = ProcessInfo.processInfo.environment["KERNEL_CHECK_NETWORKS"].flatMap { Int($0) } ?? 200
  static let firstSeed = ProcessInfo.processInfo.environment["KERNEL_CHECK_SEED"].flatMap { UInt64($0) } ?? 1

  @Test("pass or are dropped as the oracle says: first packets and answers in random networks")
  func firstPackets() async throws {
    let bed = try TunnelBed("first", devices: AttachedNetwork.deviceNames)
    let enforcer = try NamespaceEnforcer(.named(bed.name))
    var (passed, dropped, answers) = (0, 0, 0)
    for offset in 0..<Self.networks {
      let seed = Self.firstSeed + UInt64(offset)
      let network = RandomNetwork.make(seed: seed, size: offset % 8 == 0 ? .medium : .small)
      var attached = try await AttachedNetwork(bed, enforcer, network, seed: seed)
      var connectionless: Set<[IPAddress]> = []
      for _ in 0..<190 {
        guard let packet = attached.flow() else { continue }
        if case .other = packet.transport {
          // Without ports every such packet between two addresses is of one connection.
          guard
            connectionless.insert([min(packet.source, packet.destination), max(packet.source, packet.destination)])
              .inserted
          else { continue }
        }
        guard let result = attached.send(packet) else { continue }
        #expect(result.seen == result.expected, "seed \(seed): \(result.words)")
        guard result.seen == result.expected else { return }
        if result.seen.isEmpty { dropped += 1 } else { passed += 1 }
        // The kernel follows SCTP by its own handshake, which these packets are none of.
        if case .other(let number) = packet.transport, number.rawValue == 132 { continue }
        guard !result.seen.isEmpty, let answer = attached.send(attached.reply(to: packet), isReply: true) else {
          continue
        }
        answers += 1
        #expect(answer.seen == answer.expected, "seed \(seed): \(result.words), answer \(answer.words)")
        guard answer.seen == answer.expected else { return }
        // A packet of another connection has nothing of this one's history.
        attached.forgetHistory()
      }
    }
    print("kernel = oracle: \(passed) first packets passed, \(dropped) were dropped, \(answers) answers")
    #expect(passed + dropped + answers > Self.networks * 100)
    #expect(passed > Self.networks * 10)
    #expect(dropped > Self.networks * 10)
  }

  @Test("belong to connections, tracked or not, as the oracle says, while rules, members and interfaces change")
  func conversations() async throws {
    let bed = try TunnelBed("talk", devices: AttachedNetwork.deviceNames)
    let enforcer = try NamespaceEnforcer(.named(bed.name))
    var (passed, dropped, changes) = (0, 0, 0)
    for offset in 0..<Self.networks / 2 {
      let seed = Self.firstSeed + 10_000 + UInt64(offset)
      let network = RandomNetwork.make(seed: seed, size: .small)
      // One interface and the world, or several that talk among themselves.
      var attached = try await AttachedNetwork(bed, enforcer, network, seed: seed, most: offset % 2 == 0 ? 1 : 8)
      var conversation = Conversation()
      for _ in 0..<100 {
        if let change = conversation.change(&attached) {
          changes += 1
          try await attached.change(change)
          conversation.note("\(change)")
          continue
        }
        guard let result = conversation.send(&attached) else { continue }
        #expect(result.seen == result.expected, "seed \(seed): \(conversation.story(result.words))")
        guard result.seen == result.expected else { return }
        if result.seen.isEmpty { dropped += 1 } else { passed += 1 }
      }
    }
    print("kernel = oracle: \(passed) packets of conversations passed, \(dropped) were dropped, \(changes) changes")
    #expect(passed > Self.networks * 4)
    #expect(dropped > Self.networks * 2)
    #expect(changes > Self.networks * 2)
  }
}
