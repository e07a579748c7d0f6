/// The actions of this family.
package enum LocationActions {
  static let all: [Action] = []
}
