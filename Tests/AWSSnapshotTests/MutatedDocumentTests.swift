import Testing
import VPCModel

@testable import AWSSnapshot
@testable import PositionedJSON

@Suite("Documents damaged at random")
struct MutatedDocumentTests {
  @Test("any bytes are either read or refused, never a trap", arguments: [UInt64(1), 2, 3])
  func mutatedBytes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let original = Array(wholeDocument.utf8)
    var wasRead = 0
    for _ in 0..<1000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let position = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: position)
        case 2: bytes[position] = Array("0123456789-./:,[]{}\"".utf8).randomElement(using: &random) ?? 0
        case 3 where seed == 3: bytes.removeSubrange(position...)
        default: bytes.swapAt(position, Int.random(in: bytes.indices, using: &random))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      do throws(SnapshotError) {
        _ = try SnapshotReader.read(json: bytes, name: "mutated.json")
        wasRead += 1
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(wasRead > 0, "seed \(seed)")
  }

  /// Sound JSON in which some values are not what they should be: what is lost has made its kind incomplete.
  @Test("no resource is lost in silence, whatever value is wrong", arguments: [UInt64(11), 12, 13])
  func mutatedValues(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let original = Array(wholeDocument.utf8)
    let document = try JSONDocument(parsing: original)
    let whole = try SnapshotReader.read(json: original, name: "whole.json").network
    let wrongValues = [
      "7.5", "-1", "99999999999999999999", "true", "{}", #""""#, #""x""#, #""10.0.0.0/8""#, #""::1""#, "[7]", #"["x"]"#,
    ]
    var changed = 0
    for round in 0..<1000 {
      var bytes = original
      let index = Int.random(in: 1..<document.tokens.count, using: &random)
      // A top-level key that is renamed is a kind that was not supplied.
      guard document.path(to: index).contains("[") else { continue }
      let token = document.tokens[index]
      // A string's token leaves out its quotes. A key so replaced is damage, or another key.
      let quote = token.kind == .string || token.kind == .escapedString ? 1 : 0
      let wrong = wrongValues.randomElement(using: &random) ?? ""
      bytes.replaceSubrange(Int(token.start) - quote..<Int(token.end) + quote, with: Array(wrong.utf8))
      guard let mutated = try? SnapshotReader.read(json: bytes, name: "mutated.json") else { continue }
      changed += mutated.network == whole ? 0 : 1
      for kind in ResourceKind.allCases where mutated.network.isComplete(kind) {
        #expect(
          count(kind, in: mutated.network) >= count(kind, in: whole),
          "seed \(seed) round \(round): \(document.path(to: index)) := \(wrong) lost a \(kind.words)"
        )
      }
    }
    #expect(changed > 100, "seed \(seed)")
  }

  private func count(_ kind: ResourceKind, in network: Network) -> Int {
    switch kind {
    case .vpc: network.vpcs.count
    case .subnet: network.subnets.count
    case .networkInterface: network.networkInterfaces.count
    case .securityGroup: network.securityGroups.count
    case .networkACL: network.networkACLs.count
    // AWS's list is referred to by nothing here, so it may be missing from a network that is complete.
    case .prefixList: network.prefixLists.contains("pl-0a") ? 2 : 0
    case .vpcPeeringConnection: network.peeringConnections.count
    case .routeTable: network.routeTables.count
    case .internetGateway: network.internetGateways.count
    case .egressOnlyInternetGateway: network.egressOnlyInternetGateways.count
    case .natGateway: network.natGateways.count
    case .vpcEndpoint: network.vpcEndpoints.count
    case .transitGatewayVPCAttachment: network.transitGatewayAttachments.count
    case .instance: network.instances.count
    case .databaseInstance: network.databaseInstances.count
    }
  }
}
