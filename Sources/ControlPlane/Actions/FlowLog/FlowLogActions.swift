/// The actions of flow logs.
package enum FlowLogActions {
  static let all: [Action] = [.write(create), .read(describe), .write(delete)]
}
