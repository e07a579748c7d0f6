/// The actions of this family.
package enum PrefixListActions {
  static let all: [Action] = []
}
