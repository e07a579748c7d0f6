/// The actions of this family.
package enum VPCActions {
  static let all: [Action] = []
}
extension Transaction {
  mutating func makeDefaultVPC() throws(EC2Error) {}
}
import EC2Shapes
