import EC2Shapes
import IPAddressing
import VPCModel

extension InstanceActions {
  /// Nothing runs: an instance is what carries interfaces. As many are made as the call wants at most, fewer, but not
  /// fewer than it needs, where the subnet has no addresses left.
  static func runInstances(
    _ request: EC2.RunInstancesRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.Reservation {
    let (smallest, largest) = try counts(request)
    let launch = try Launch(request, count: largest, &transaction)
    transaction.forgetTerminatedInstances()
    let reservationID = transaction.makeID("r")
    var records: [InstanceRecord] = []
    for index in 0..<largest {
      // What fails in the middle of an instance must leave nothing of it.
      var attempt = transaction
      do {
        records.append(try launch.makeInstance(index, reservationID, &attempt))
      } catch let error where error.code == "InsufficientFreeAddressesInSubnet" && index >= smallest {
        break
      }
      transaction = attempt
    }
    var reservation = EC2.Reservation(
      groups: [],
      instances: records.map { $0.shape(in: transaction.state) },
      ownerId: transaction.location.accountID,
      reservationId: reservationID
    )
    for index in reservation.instances?.indices ?? 0..<0 {
      reservation.instances?[index].state = InstanceState.pending.shape
    }
    return reservation
  }

  /// As many as one call may launch.
  private static let largestCount = 1000

  private static func counts(_ request: EC2.RunInstancesRequest) throws(EC2Error) -> (smallest: Int, largest: Int) {
    guard let smallest = request.minCount else { throw .missingParameter("MinCount") }
    guard let largest = request.maxCount else { throw .missingParameter("MaxCount") }
    guard smallest >= 1 else {
      throw .invalidParameterValue("\(smallest)", parameter: "minCount", reason: "Expected an integer greater than 0.")
    }
    guard largest >= smallest else {
      throw .invalidParameterValue(
        "\(largest)",
        parameter: "maxCount",
        reason: "It must be greater than or equal to minCount."
      )
    }
    guard smallest <= largestCount else {
      throw EC2Error(
        code: "InstanceLimitExceeded",
        message: "You have requested more instances (\(smallest)) than your current instance limit of \(largestCount) "
          + "allows for the specified instance type."
      )
    }
    return (smallest, min(largest, largestCount))
  }
}

extension Transaction {
  /// Removes instances that were terminated hours ago. O(log n) and their number.
  mutating func forgetTerminatedInstances() {
    let current = InstanceRecord.terminationSlot(now)
    let last = (current + InstanceRecord.terminationSlotCount - 1) % InstanceRecord.terminationSlotCount
    for slot in 0..<InstanceRecord.terminationSlotCount where slot != current && slot != last {
      for id in state.holders(of: InstanceRecord.terminatedKey(location, slot: slot), .instance) {
        remove(.instance, id)
      }
    }
  }
}
