/// The actions of this family.
package enum VPCActions {
  static let all: [Action] = []
}
