/// The actions of this family.
package enum PeeringActions {
  static let all: [Action] = []
}
