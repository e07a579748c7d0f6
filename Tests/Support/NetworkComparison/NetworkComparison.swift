import AWSSnapshot
import Foundation
import Terraform
import VPCModel

/// Holds what a configuration, a plan, a state and a live endpoint say of one infrastructure against each other.
///
///     NetworkComparison FOLDER
///
/// FOLDER holds `configuration/`, and in `TIME-plan.json` and `TIME-state.json` what `terraform show -json` printed of
/// the plan and of the state after it was applied, and in `TIME-live/` a snapshot made then, for each TIME. The
/// configuration is that of the last. Prints what differs, what is not known left aside; exits 1 where something does.
@main
struct NetworkComparison {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: NetworkComparison FOLDER")
      exit(64)
    }
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    let times = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("-plan.json") }.map { String($0.dropLast("-plan.json".count)) }.sorted()
    guard let last = times.last else {
      print("\(folder.path) holds no TIME-plan.json")
      exit(66)
    }
    let configuration = ConfigurationReader.read(folder: folder.appendingPathComponent("configuration").path)
    let written = NetworkBuilder.build(configuration.instances)
    var comparison = Comparison()
    var previous: TerraformState?
    for time in times {
      let plan = try plan(folder.appendingPathComponent("\(time)-plan.json"))
      let state = try state(folder.appendingPathComponent("\(time)-state.json"))
      let live = try SnapshotReader.read(path: folder.appendingPathComponent("\(time)-live").path).network
      let stated = state.network()
      let shape = NetworkShape(stated)
      if let previous {
        comparison.hold("\(time): state before", previous.network(), "plan before", plan.networkBefore())
      }
      comparison.hold("\(time): plan after", plan.networkAfter(), "state", stated)
      comparison.hold("\(time): state", shape, "live", NetworkShape(live, names: stated.canonicalNames))
      if time == last {
        comparison.hold("\(time): configuration", written, "plan after", plan.networkAfter())
        comparison.hold("\(time): configuration", written, "state", stated)
      }
      previous = state
    }
    for network in [("configuration", written)] { comparison.countOpen(network.0, network.1) }
    exit(comparison.found == 0 ? 0 : 1)
  }

  private static func plan(_ file: URL) throws -> TerraformPlan {
    guard case .plan(let plan) = try TerraformDocument(parsing: [UInt8](Data(contentsOf: file))) else {
      print("\(file.path) is no plan")
      exit(65)
    }
    return plan
  }

  private static func state(_ file: URL) throws -> TerraformState {
    guard case .state(let state) = try TerraformDocument(parsing: [UInt8](Data(contentsOf: file))) else {
      print("\(file.path) is no state")
      exit(65)
    }
    return state
  }
}

private struct Comparison {
  var found = 0

  mutating func hold(_ left: String, _ one: TerraformNetwork, _ right: String, _ other: TerraformNetwork) {
    hold(left, NetworkShape(one), right, NetworkShape(other))
  }

  mutating func hold(_ left: String, _ one: NetworkShape, _ right: String, _ other: NetworkShape) {
    let differences = one.differences(from: other)
    print("\(left) | \(right): \(one.resources.count) resources, \(differences.count) differences")
    for difference in differences { print("  \(difference)") }
    found += differences.count
    // A comparison of nothing holds too.
    if one.resources.isEmpty { found += 1 }
  }

  /// How much of a network is not known, for which a comparison says nothing.
  func countOpen(_ name: String, _ network: TerraformNetwork) {
    let fields = NetworkShape(network).resources.values.flatMap(\.values)
    let open = fields.filter { field in
      switch field {
      case .unknown, .set(_, isOpen: true): true
      case .known, .set: false
      }
    }
    print("\(name): \(fields.count) fields, \(open.count) of them not known or not wholly")
    for item in network.unresolved {
      print("  \(item.address) \(item.attribute): \(item.effect)")
    }
  }
}
