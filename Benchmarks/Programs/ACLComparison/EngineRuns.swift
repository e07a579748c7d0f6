import IPAddressing
import PolicyEngine
import Workloads

/// The engine's side of a comparison: the same flows, again and again.
struct EngineRuns {
  let engine: PolicyEngine
  let flows: [FlowKey<IPv4Address>]
  let packets: [PacketHeader]
  let destinations: DestinationTable
  /// Where a destination is nobody's.
  let fallback: InterfaceIndex
  /// How many flows are handed over in one call.
  let burst: Int

  /// Where the decisions of each burst go.
  enum Sink {
    /// Over those of the burst before, as a data plane does and `dpdk-test-acl` too.
    case reused
    /// Behind them, so that they can be looked at.
    case kept
  }

  /// Interfaces known, as a data plane knows its device: decisions a second.
  func fromKeys(iterations: Int, _ sink: Sink, into decisions: UnsafeMutableBufferPointer<Decision>) -> Double {
    flows.withUnsafeBufferPointer { flows in
      rate(iterations) {
        for start in stride(from: 0, to: flows.count, by: burst) {
          let count = min(burst, flows.count - start)
          let first = sink == .kept ? start : 0
          engine.decide(
            UnsafeBufferPointer(rebasing: flows[start..<start + count]),
            into: .init(rebasing: decisions[first..<first + count])
          )
        }
      }
    }
  }

  /// From the packet's bytes, as rte_acl has them: byte order, the interface by its address, then the decision.
  func fromPackets(iterations: Int, _ sink: Sink, into decisions: UnsafeMutableBufferPointer<Decision>) -> Double {
    withUnsafeTemporaryAllocation(of: FlowKey<IPv4Address>.self, capacity: burst) { keys in
      packets.withUnsafeBufferPointer { packets in
        rate(iterations) {
          for start in stride(from: 0, to: packets.count, by: burst) {
            let count = min(burst, packets.count - start)
            let first = sink == .kept ? start : 0
            for position in 0..<count {
              let packet = packets[start &+ position]
              let interface = destinations.interface(at: UInt32(bigEndian: packet.destination)) ?? fallback
              keys.initializeElement(at: position, to: packet.flowKey(at: interface))
            }
            engine.decide(
              UnsafeBufferPointer(rebasing: keys[..<count]),
              into: .init(rebasing: decisions[first..<first + count])
            )
          }
        }
      }
    }
  }

  private func rate(_ iterations: Int, _ pass: () -> Void) -> Double {
    let duration = ContinuousClock().measure {
      for _ in 0..<iterations { pass() }
    }
    return Double(iterations * flows.count) / (duration / .seconds(1))
  }
}
