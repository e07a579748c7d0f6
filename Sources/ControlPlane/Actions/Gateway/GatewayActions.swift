/// The actions of this family.
package enum GatewayActions {
  static let all: [Action] = []
}
