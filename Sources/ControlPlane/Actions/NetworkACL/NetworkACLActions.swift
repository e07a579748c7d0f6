/// The actions of this family.
package enum NetworkACLActions {
  static let all: [Action] = []
}
