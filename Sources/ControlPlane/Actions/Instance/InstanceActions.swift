/// The actions of this family.
package enum InstanceActions {
  static let all: [Action] = []
}
