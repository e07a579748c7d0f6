/// The actions of this family.
package enum TagActions {
  static let all: [Action] = []
}
