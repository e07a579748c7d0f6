/// The actions of VPC peering connections.
package enum PeeringActions {
  static let all: [Action] = [
    .write(create), .write(accept), .write(reject), .write(delete), .read(describe), .write(modifyOptions),
  ]
}
