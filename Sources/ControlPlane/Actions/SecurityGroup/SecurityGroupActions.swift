/// The actions of this family.
package enum SecurityGroupActions {
  static let all: [Action] = []
}
