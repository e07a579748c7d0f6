import Foundation
import IPAddressing
import NetworkAnalysis
import VPCModel

// How long it takes to tell who reaches whom in a whole network, at one, two and four times a size, and to follow a
// change of one rule. Prints lines to read; memory is the growth of the resident set.
//
//     ReachabilityCost [GROUPS RULES INTERFACES]
//
// with 1,000 groups of 20 rules and 10 interfaces each unless given.

/// The second field of `/proc/self/statm`, pages of 4 KiB or whatever the machine has.
func residentBytes() -> Int {
  guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// Seconds of processor time that the body takes.
func processorSeconds(_ body: () -> Void) -> Double {
  let start = clock()
  body()
  return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1000) }

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let (groups, rules, interfaces) = numbers.count == 3 ? (numbers[0], numbers[1], numbers[2]) : (1_000, 20, 10)

var first: Double?
for factor in [1, 2, 4] {
  let estate = Estate(groups: groups * factor, rulesPerGroup: rules, interfacesPerGroup: interfaces, seed: 1)
  let before = residentBytes()
  var made: Reachability?
  let seconds = processorSeconds { made = Reachability(estate.network) }
  guard var reach = made else { continue }
  // Else the first change would copy what both hold.
  made = nil
  let memory = residentBytes() - before
  let size = reach.size
  let growth = first.map { String(format: ", %.1f times the first", seconds / $0) } ?? ""
  first = first ?? seconds
  print(
    "\(groups * factor * interfaces) interfaces, \(groups * factor) groups × \(rules) rules: all pairs in"
      + " \(String(format: "%.3f s", seconds))\(growth), \(memory >> 20) MiB"
  )
  print("  \(size.pairs) pairs have a way, in \(size.classes) classes and \(size.blocks) blocks")

  var changes: [(String, (inout SecurityGroup) -> Void)] = []
  changes.append(("an ingress rule for a block", { $0.rules.append(rule($0.id, .ingress, .ipv4(office))) }))
  changes.append(("an ingress rule for anyone", { $0.rules.append(rule($0.id, .ingress, .ipv4(.all))) }))
  changes.append(("an egress rule less", { group in group.rules.removeAll { $0.direction == .egress } }))
  for (words, change) in changes {
    var times: [Double] = []
    for round in 0..<20 {
      let id = estate.groupIDs[(round * 37 + 11) % estate.groupIDs.count]
      guard var group = reach.network.securityGroups[id] else { continue }
      change(&group)
      times.append(processorSeconds { reach.apply([.securityGroup(.put(group))]) })
    }
    times.sort()
    print("  after \(words): p50 \(milliseconds(times[times.count / 2])), most \(milliseconds(times.last ?? 0))")
  }
}

let office = IPv4Prefix(address: IPv4Address(10, 0, 0, 0), length: 9) ?? .all

func rule(_ id: SecurityGroup.ID, _ direction: TrafficDirection, _ peer: SecurityGroupRule.Peer) -> SecurityGroupRule {
  SecurityGroupRule(groupID: id, direction: direction, traffic: .tcp(PortRange(8443)), peer: peer)
}
