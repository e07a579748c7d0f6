import VPCModel

/// What is there after some changes: the last value of each record that was put and not removed since, in the order
/// of first put. A record that was removed and comes back comes last.
package struct ChangeReplay<Value> {
  private var values: [RecordReference: (number: Int, value: Value)] = [:]
  private var nextNumber = 0

  package init() {}

  /// O(1).
  package mutating func put(_ reference: RecordReference, _ value: Value) {
    if let index = values.index(forKey: reference) {
      values.values[index].value = value
    } else {
      values[reference] = (nextNumber, value)
      nextNumber += 1
    }
  }

  /// O(1).
  package mutating func remove(_ reference: RecordReference) { values[reference] = nil }

  /// O(n log n).
  package var inOrder: [(reference: RecordReference, value: Value)] {
    values.sorted { $0.value.number < $1.value.number }.map { ($0.key, $0.value.value) }
  }
}

extension Record {
  /// The security group that a rule belongs to, with which history shows it.
  package var parentID: String? { (self as? SecurityGroupRuleRecord)?.rule.groupID.text }
}
