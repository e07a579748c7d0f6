/// The actions of this family.
package enum RouteTableActions {
  static let all: [Action] = []
}
