import EC2Shapes
import VPCModel

/// EC2's states of an instance, with their codes.
enum InstanceState: String, Sendable {
  case pending
  case running
  case shuttingDown = "shutting-down"
  case terminated
  case stopping
  case stopped

  var code: Int {
    switch self {
    case .pending: 0
    case .running: 16
    case .shuttingDown: 32
    case .terminated: 48
    case .stopping: 64
    case .stopped: 80
    }
  }

  var shape: EC2.InstanceState { EC2.InstanceState(code: code, name: rawValue) }
}

extension InstanceRecord {
  var state: InstanceState {
    get { instance.state.flatMap(InstanceState.init) ?? .running }
    set { instance.state = newValue.rawValue }
  }
}

extension InstanceRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "i",
    notFoundCode: "InvalidInstanceID.NotFound",
    notFoundMessage: "The instance ID '%' does not exist",
    malformedCode: "InvalidInstanceID.Malformed"
  )
}

extension Scope {
  /// The instances that a call names, each once, in its order. All that are unknown are named in one error.
  func requireInstances(_ identifiers: [String]) throws(EC2Error) -> [InstanceRecord] {
    guard !identifiers.isEmpty else { throw .invalidParameterCombination("No instances specified") }
    var found: [InstanceRecord] = []
    var unknown: [String] = []
    var seen: Set<String> = []
    for id in identifiers where seen.insert(id).inserted {
      guard InstanceRecord.identifierWords.isWellFormed(id) else {
        throw InstanceRecord.identifierWords.error(for: id)
      }
      if let record = find(InstanceRecord.self, id), record.isShown(at: now) {
        found.append(record)
      } else {
        unknown.append(id)
      }
    }
    switch unknown.count {
    case 0: return found
    case 1: throw InstanceRecord.identifierWords.error(for: unknown[0])
    default:
      throw EC2Error(
        code: "InvalidInstanceID.NotFound",
        message: "The instance IDs '\(unknown.joined(separator: ", "))' do not exist"
      )
    }
  }

  func requireInstance(_ identifier: String?) throws(EC2Error) -> InstanceRecord {
    guard let identifier, !identifier.isEmpty else { throw .missingParameter("InstanceId") }
    return try requireInstances([identifier])[0]
  }
}
