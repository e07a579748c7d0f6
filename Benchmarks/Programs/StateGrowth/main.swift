import Foundation
import PolicyEngine
import VPCModel
import Workloads

// Builds one generated network and an engine of it, and prints as one line of JSON how much memory each took: the
// tables' own account and the growth of the resident set. One process for each size, because memory given back stays
// resident.
//
//     StateGrowth groups rulesPerGroup interfacesPerGroup referencedMembers referencePercent

struct Growth: Codable {
  var rules: Int
  var groups: Int
  var policies: Int
  var interfaces: Int
  var members: Int
  var filterBytes: Int
  var membershipBytes: Int
  var interfaceBytes: Int
  var addressClassBytes: Int
  var networkResidentBytes: Int
  var engineResidentBytes: Int
  var buildSeconds: Double
}

/// The second field of `/proc/self/statm`, pages of 4 KiB or whatever the machine has.
func residentBytes() -> Int {
  guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 5, numbers.allSatisfy({ $0 >= 0 }), numbers[2] <= 240, numbers[0] <= 16_384 else {
  FileHandle.standardError.write(
    Data("usage: StateGrowth groups rulesPerGroup interfacesPerGroup referencedMembers referencePercent\n".utf8)
  )
  exit(64)
}
let shape = NetworkShape(
  groups: numbers[0],
  rulesPerGroup: numbers[1],
  interfacesPerGroup: numbers[2],
  referencedMembers: numbers[3],
  referencePercent: numbers[4]
)

let empty = residentBytes()
let generated = GeneratedNetwork(shape, seed: 1)
let beforeEngine = residentBytes()
let clock = ContinuousClock()
let start = clock.now
let engine = PolicyEngine(generated.network)
let buildTime = start.duration(to: clock.now)
let afterEngine = residentBytes()

let footprint = engine.footprint
let growth = Growth(
  rules: shape.ruleCount,
  groups: shape.groups,
  policies: engine.policyCount,
  interfaces: shape.interfaceCount,
  members: shape.referencedMembers,
  filterBytes: footprint.filters,
  membershipBytes: footprint.membership,
  interfaceBytes: footprint.interfaces,
  addressClassBytes: footprint.addressClasses,
  networkResidentBytes: beforeEngine - empty,
  engineResidentBytes: afterEngine - beforeEngine,
  buildSeconds: buildTime / .seconds(1)
)
let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
FileHandle.standardOutput.write(try encoder.encode(growth) + Data("\n".utf8))
// Keeps both alive until here.
withExtendedLifetime((generated, engine)) {}
