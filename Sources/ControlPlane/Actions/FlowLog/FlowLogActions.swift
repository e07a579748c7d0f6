/// The actions of this family.
package enum FlowLogActions {
  static let all: [Action] = []
}
