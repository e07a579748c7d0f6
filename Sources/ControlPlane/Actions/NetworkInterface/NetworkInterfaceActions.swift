/// The actions of this family.
package enum NetworkInterfaceActions {
  static let all: [Action] = []
}
