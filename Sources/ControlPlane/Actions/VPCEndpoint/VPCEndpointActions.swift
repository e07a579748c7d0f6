/// The actions of this family.
package enum VPCEndpointActions {
  static let all: [Action] = []
}
