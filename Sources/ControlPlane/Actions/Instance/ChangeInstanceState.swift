import EC2Shapes
import VPCModel

extension InstanceActions {
  static func startInstances(
    _ request: EC2.StartInstancesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.StartInstancesResult {
    var changes: [EC2.InstanceStateChange] = []
    for var record in try transaction.requireInstances(request.instanceIds) {
      let previous = record.state
      guard [.running, .stopped].contains(previous) else { throw .incorrectState(record, "started") }
      if previous == .stopped {
        record.state = .running
        record.stateTransitionReason = ""
        record.launchTime = transaction.now
        transaction.put(record)
        for var interface in record.interfaces(in: transaction.state) where interface.wantsPublicAddress {
          try transaction.addAutomaticAddress(to: &interface)
          transaction.put(interface)
        }
      }
      changes.append(record.change(from: previous, to: previous == .stopped ? .pending : .running))
    }
    return EC2.StartInstancesResult(startingInstances: changes)
  }

  /// An automatic public address goes, everything else stays.
  static func stopInstances(
    _ request: EC2.StopInstancesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.StopInstancesResult {
    if request.hibernate == true {
      throw EC2Error(code: "UnsupportedHibernationConfiguration", message: "Hibernation is not supported.")
    }
    var changes: [EC2.InstanceStateChange] = []
    for var record in try transaction.requireInstances(request.instanceIds) {
      let previous = record.state
      guard [.running, .stopped].contains(previous) else { throw .incorrectState(record, "stopped") }
      guard !record.disableAPIStop else { throw .protected(record, "stopped", by: "disableApiStop") }
      if previous == .running {
        record.state = .stopped
        record.stateTransitionReason = "User initiated (\(transaction.now.inReason))"
        transaction.put(record)
        for var interface in record.interfaces(in: transaction.state)
        where interface.publicAssociations.contains(where: { $0.allocationID == nil }) {
          interface.forgetAutomaticAddresses()
          transaction.put(interface)
        }
      }
      changes.append(record.change(from: previous, to: previous == .running ? .stopping : .stopped))
    }
    return EC2.StopInstancesResult(stoppingInstances: changes)
  }

  /// Interfaces that are to go with their instance go, the others are available again. The instance is shown for an
  /// hour more.
  static func terminateInstances(
    _ request: EC2.TerminateInstancesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.TerminateInstancesResult {
    transaction.forgetTerminatedInstances()
    var changes: [EC2.InstanceStateChange] = []
    for record in try transaction.requireInstances(request.instanceIds) {
      let previous = record.state
      guard !record.disableAPITermination || previous == .terminated else {
        throw .protected(record, "terminated", by: "disableApiTermination")
      }
      if previous != .terminated { transaction.terminate(record) }
      changes.append(record.change(from: previous, to: previous == .terminated ? .terminated : .shuttingDown))
    }
    return EC2.TerminateInstancesResult(terminatingInstances: changes)
  }
}

extension Transaction {
  fileprivate mutating func terminate(_ record: InstanceRecord) {
    for interface in record.interfaces(in: state) {
      if interface.attachment?.deleteOnTermination == true {
        removeNetworkInterface(interface.interface.id)
      } else {
        detach(interface)
      }
    }
    var record = state.instances[record.recordID] ?? record
    record.state = .terminated
    record.stateTransitionReason = "User initiated (\(now.inReason))"
    record.terminationTime = now
    put(record)
  }
}

extension InstanceRecord {
  fileprivate func change(from previous: InstanceState, to current: InstanceState) -> EC2.InstanceStateChange {
    EC2.InstanceStateChange(currentState: current.shape, instanceId: recordID, previousState: previous.shape)
  }
}

extension Timestamp {
  /// `2026-11-24 02:39:03 GMT`
  fileprivate var inReason: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) GMT"
  }
}

extension EC2Error {
  fileprivate static func incorrectState(_ record: InstanceRecord, _ change: String) -> EC2Error {
    EC2Error(
      code: "IncorrectInstanceState",
      message: "The instance '\(record.recordID)' is not in a state from which it can be \(change)."
    )
  }

  fileprivate static func protected(_ record: InstanceRecord, _ change: String, by attribute: String) -> EC2Error {
    EC2Error(
      code: "OperationNotPermitted",
      message: "The instance '\(record.recordID)' may not be \(change). Modify its '\(attribute)' instance attribute "
        + "and try again."
    )
  }
}
