/// The actions of this family.
package enum SubnetActions {
  static let all: [Action] = []
}
